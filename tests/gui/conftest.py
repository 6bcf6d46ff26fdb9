"""What several tests of pages share: a page on the screen, and the label page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from core.settings import Settings
    from gui.session import Session
    from tests.gui.label_driver import LabelDriver


@pytest.fixture
def show_page(qtbot: QtBot) -> Callable[[Any], None]:
    """Put a page on the screen, as the window does."""

    def show(page: Any) -> None:
        qtbot.addWidget(page)
        page.resize(1200, 760)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        page.on_shown()

    return show


@pytest.fixture
def bare(qtbot: QtBot, session: Session, settings: Settings, show_page: Callable[[Any], None]) -> LabelDriver:
    """The label page without a project."""
    from gui.pages.label import LabelPage
    from tests.gui.label_driver import LabelDriver

    page = LabelPage(session, settings)
    show_page(page)
    return LabelDriver(page, qtbot, session)


@pytest.fixture
def desk(bare: LabelDriver, tmp_path: Path) -> LabelDriver:
    """The label page on a project of five documents and three labels."""
    from tests.gui.label_driver import make_project

    bare.open(make_project(tmp_path / "reviews.fovea"))
    return bare


@pytest.fixture
def multi(bare: LabelDriver, tmp_path: Path) -> LabelDriver:
    """The same with any number of labels for a document."""
    from tests.gui.label_driver import make_project

    bare.open(make_project(tmp_path / "topics.fovea", is_multi_label=True))
    return bare
