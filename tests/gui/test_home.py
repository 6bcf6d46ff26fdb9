from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from core import sample
from core.project.project import Project
from core.project.values import ImportOptions
from core.records import Row
from core.settings import Settings
from gui import file_commands
from gui.file_commands import FileCommands
from gui.pages.home import HomePage
from gui.session import Session
from gui.widgets.project_list import ProjectEntry, ProjectList, progress_text

pytestmark = pytest.mark.usefixtures("english_and_light")


@pytest.fixture
def recent(tmp_path: Path, settings: Settings) -> Path:
    path = tmp_path / "hotel.fovea"
    with Project.create(path, labels=["good", "bad"]) as project:
        project.imports.add([Row("a", ("good",)), Row("b", ("bad",)), Row("c")], ImportOptions())
    settings.add_recent(path)
    return path


@pytest.fixture
def page(qtbot: QtBot, session: Session, settings: Settings) -> HomePage:
    page = HomePage(session, settings)
    qtbot.addWidget(page)
    page.resize(900, 700)
    with qtbot.waitExposed(page):
        page.show()
    page.on_shown()
    return page


def projects(page: HomePage) -> ProjectList:
    return page.findChildren(ProjectList)[0]


def test_without_projects_there_is_a_sentence_and_a_button(page: HomePage) -> None:
    assert not projects(page).isVisible()
    primary = page.focusProxy()
    assert isinstance(primary, QPushButton)
    assert primary.text() == "New from a file…"


@pytest.mark.usefixtures("recent")
def test_a_recent_project_shows_how_far_it_is(qtbot: QtBot, page: HomePage) -> None:
    qtbot.waitUntil(lambda: projects(page).projects.entries[0].is_known)
    entry = projects(page).projects.entries[0]
    assert progress_text(entry) == "2 of 3 labelled"
    assert [count for _, count in entry.shares] == [1, 1]


def test_a_project_that_is_gone_says_so(qtbot: QtBot, settings: Settings, session: Session, tmp_path: Path) -> None:
    settings.add_recent(tmp_path / "gone.fovea")
    page = HomePage(session, settings)
    qtbot.addWidget(page)
    page.on_shown()
    qtbot.waitUntil(lambda: bool(projects(page).projects.entries[0].note))
    assert progress_text(projects(page).projects.entries[0]) == "Can't be opened now"


def test_enter_opens_and_delete_takes_off_the_list(
    qtbot: QtBot, recent: Path, page: HomePage, session: Session, settings: Settings
) -> None:
    rows = projects(page)
    rows.setCurrentIndex(rows.projects.index(0, 0))
    with qtbot.waitSignal(session.project_changed):
        qtbot.keyClick(rows, Qt.Key.Key_Return)
    qtbot.keyClick(rows, Qt.Key.Key_Delete)
    assert settings.get("recent_projects") == []
    assert recent.is_dir()
    assert not rows.isVisible()


def test_a_click_opens(qtbot: QtBot, recent: Path, page: HomePage, session: Session) -> None:
    rows = projects(page)
    place = rows.visualRect(rows.projects.index(0, 0)).center()
    with qtbot.waitSignal(session.project_changed):
        qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert session.info is not None
    assert session.info.path == recent.resolve()


def test_the_menu_of_a_project_can_take_it_off(qtbot: QtBot, recent: Path, page: HomePage) -> None:
    menu = projects(page).menu_for(ProjectEntry(recent))
    with qtbot.waitSignal(projects(page).removed):
        menu.actions()[-1].trigger()


def test_buttons_ask_the_window(qtbot: QtBot, page: HomePage) -> None:
    for button in page.findChildren(QPushButton):
        with qtbot.waitSignal(page.action_requested):
            button.click()


def test_the_rows_are_drawn(qtbot: QtBot, recent: Path, page: HomePage) -> None:
    rows = projects(page)
    qtbot.waitUntil(lambda: rows.projects.entries[0].is_known)
    before = rows.grab().toImage()
    rows.projects.update(ProjectEntry(recent, 20, 30, ((0, 10), (1, 10)), is_known=True))
    assert rows.grab().toImage() != before


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_sample_is_made_once_then_opened(
    qtbot: QtBot, page: HomePage, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setattr(file_commands, "projects_folder", lambda: tmp_path / "documents")
    files = FileCommands(page, session)
    with qtbot.waitSignal(session.notice, timeout=10_000):
        files.try_sample(language)
    qtbot.waitUntil(lambda: session.counts is not None and session.counts.total > 0)
    assert session.counts is not None
    total = session.counts.total
    assert total >= 400
    assert 0 < session.counts.labelled < total
    assert session.info is not None
    assert [label.name for label in session.info.labels] == list(sample.LABELS[language])
    with qtbot.waitSignal(session.project_changed):
        files.try_sample(language)
    assert session.counts.total == total
