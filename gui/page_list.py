"""The only list of pages; each is imported when it is first shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from core.settings import Settings
from gui.session import Session

MakePage = Callable[[Session, Settings], QWidget]


def _home() -> MakePage:
    from gui.pages.home import HomePage

    return HomePage


def _label() -> MakePage:
    from gui.pages.label import LabelPage

    return LabelPage


def _train() -> MakePage:
    from gui.pages.train import TrainPage

    return TrainPage


def _review() -> MakePage:
    from gui.pages.review import ReviewPage

    return ReviewPage


def _quality() -> MakePage:
    from gui.pages.quality import QualityPage

    return QualityPage


def _translation() -> MakePage:
    from gui.pages.translation import TranslationPage

    return TranslationPage


def _image() -> MakePage:
    from gui.pages.image import ImagePage

    return ImagePage


PAGES: dict[str, Callable[[], MakePage]] = {
    "home": _home,
    "label": _label,
    "train": _train,
    "review": _review,
    "quality": _quality,
    "translation": _translation,
    "image": _image,
}
