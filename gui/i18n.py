"""The language of the window: English or 简体中文, switched at run time without a restart."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, QTranslator

from core import paths
from core.errors import AppError
from core.records import Note

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as _Base
else:
    _Base = object

LANGUAGES = ("en", "zh_CN")

_installed: list[QTranslator] = []


class Retranslated(_Base):
    """Mixin for widgets, first base: sets every text in retranslate(), again when the language changes.

    The class itself calls retranslate() at the end of its __init__.
    """

    def retranslate(self) -> None:
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def resolve(choice: str) -> str:
    """The language that "auto" stands for on this computer; others stay."""
    if choice in LANGUAGES:
        return choice
    return "zh_CN" if QLocale.system().language() == QLocale.Language.Chinese else "en"


def current() -> str:
    return QLocale().name() if QLocale().name() in LANGUAGES else "en"


def set_language(choice: str) -> str:
    """Install the translators for auto, en or zh_CN; every widget hears of it. Returns the language."""
    language = resolve(choice)
    for old in _installed:
        QCoreApplication.removeTranslator(old)
    _installed.clear()
    QLocale.setDefault(QLocale(language))
    ours = str(paths.resource("translations"))
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for folder, name in ((qt, "qtbase"), (ours, "fovea")):
        translator = QTranslator()
        if translator.load(f"{name}_{language}", folder):
            QCoreApplication.installTranslator(translator)
            _installed.append(translator)
    return language


def translate(context: str, text: str, n: int = -1) -> str:
    """Translate a text that was marked with N_(context, text)."""
    return QCoreApplication.translate(context, text, None, n)


def with_key(tip: str, key: str) -> str:
    """A tool tip that names the key for the same thing, if there is one."""
    return f"{tip} ({key})" if key else tip


def fill(template: str, values: Mapping[str, object]) -> str:
    """Put values in the place of their {names}, and nothing else: a template may come from a stranger's file."""
    return re.sub(r"\{(\w+)\}", lambda found: str(values.get(found[1], found[0])), template)


def message(error: Exception) -> str:
    """What to tell the user about an error, in her language."""
    if not isinstance(error, AppError):
        text = QCoreApplication.translate("Error", "Something unexpected happened ({kind}).")
        return text.format(kind=type(error).__name__)
    template = translate("core", error.template)
    try:
        return template.format(**error.values)
    except (KeyError, IndexError, ValueError):  # a broken translation must not hide the error
        return str(error)


def note(said: Note) -> str:
    """A sentence of the core in the user's language."""
    return fill(translate("core", said.template), said.values)


def time_left(seconds: float) -> str:
    """A calm estimate: no seconds, they only flicker."""
    minutes = math.ceil(seconds / 60)
    if seconds < 10:
        return QCoreApplication.translate("Time", "a few seconds left")
    if minutes <= 1:
        return QCoreApplication.translate("Time", "less than a minute left")
    if minutes < 60:
        return QCoreApplication.translate("Time", "{minutes} min left").format(minutes=minutes)
    return QCoreApplication.translate("Time", "{hours} h {minutes} min left").format(
        hours=minutes // 60, minutes=minutes % 60
    )


def number(value: int) -> str:
    """With the language's thousands separator."""
    return QLocale().toString(value)
