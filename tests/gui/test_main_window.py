from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from core.errors import InputError
from core.project.presence import Presence
from core.project.project import Project
from core.project.values import ExportChoice
from core.settings import Settings
from gui import main_window
from gui.actions import ACTIONS, MENUS
from gui.dialogs.error_dialog import ErrorDialog
from gui.dialogs.text_dialog import TextDialog
from gui.main_window import MainWindow
from gui.page_list import PAGES
from gui.session import Session
from gui.tasks import Notice
from tests.fakes import FakeWorkers

pytestmark = pytest.mark.usefixtures("english_and_light")


class FakePage(QWidget):
    """A page without content that remembers what happened to it."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.shown = 0
        self.documents: list[object] = []
        session.document_requested.connect(lambda id, _: self.documents.append(id))
        self.own = QAction("Own thing", self)

    def title(self) -> str:
        return "Fake"

    def actions(self) -> list[QAction]:
        return [self.own]

    def on_shown(self) -> None:
        self.shown += 1


@pytest.fixture
def window(qtbot: QtBot, session: Session, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    """The real frame and home page around fake pages."""
    for name in ("label", "train", "review", "quality", "translation"):
        monkeypatch.setitem(PAGES, name, lambda: FakePage)
    window = MainWindow(session, settings)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    yield window
    window.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "hotel.fovea"
    Project.create(path, labels=["good"]).close()
    return path


@pytest.fixture
def opened(qtbot: QtBot, window: MainWindow, session: Session, path: Path) -> MainWindow:
    with qtbot.waitSignal(session.project_changed):
        session.open(path)
    return window


def texts(widget: QWidget) -> str:
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text())


def test_the_window_begins_at_home_with_nothing_to_label(window: MainWindow) -> None:
    assert window.page_name == "home"
    assert window.windowTitle() == "Fovea"
    assert not window.actions_by_id["view.label"].isEnabled()
    assert not window.actions_by_id["file.export"].isEnabled()


def test_a_project_leads_to_its_label_page(opened: MainWindow) -> None:
    assert opened.page_name == "label"
    assert opened.windowTitle() == "hotel — Fovea"
    assert "hotel | · | Fake" in texts(opened)
    assert "Saved | 0 of 0 labelled" in texts(opened)


def test_closing_the_project_leads_home(qtbot: QtBot, opened: MainWindow, session: Session) -> None:
    with qtbot.waitSignal(session.project_changed):
        opened.actions_by_id["file.close"].trigger()
    assert opened.page_name == "home"
    assert not opened.actions_by_id["view.train"].isEnabled()
    assert "Saved" not in texts(opened)


def test_pages_are_switched_by_keys_and_keep_their_state(qtbot: QtBot, opened: MainWindow) -> None:
    first = opened.page("label")
    for key, name in (
        (Qt.Key.Key_3, "train"),
        (Qt.Key.Key_4, "review"),
        (Qt.Key.Key_1, "home"),
        (Qt.Key.Key_2, "label"),
    ):
        qtbot.keyClick(opened, key, Qt.KeyboardModifier.ControlModifier)
        assert opened.page_name == name
    assert opened.page("label") is first


def test_pages_are_built_when_they_are_first_shown(
    window: MainWindow, opened: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window is opened
    monkeypatch.setitem(PAGES, "review", lambda: pytest.fail("not yet"))
    opened.show_page("train")
    assert opened.page("train").shown == 1  # type: ignore[attr-defined]


def test_a_document_request_reaches_a_page_that_is_built_by_it(opened: MainWindow, session: Session) -> None:
    session.document_requested.emit(7, "review")
    session.document_requested.emit(8, "review")
    assert opened.page_name == "review"
    assert opened.page("review").documents == [7, 8]  # type: ignore[attr-defined]


def test_a_page_may_be_asked_for(opened: MainWindow, session: Session) -> None:
    session.page_requested.emit("train")
    assert opened.page_name == "train"


def test_an_error_is_a_toast_with_details(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    session.error_raised.emit(InputError("no", "There is no {what}.", what="file"))
    toast = window.toasts.toasts[0]
    assert toast.text == "There is no file."
    toast.action_button.click()
    dialogs = window.findChildren(ErrorDialog)
    assert len(dialogs) == 1
    dialogs[0].reject()
    qtbot.waitUntil(lambda: not window.findChildren(ErrorDialog))


def test_a_notice_is_a_toast_that_acts(window: MainWindow, session: Session) -> None:
    done: list[bool] = []
    session.notice.emit(Notice("Trained", "Show", lambda: done.append(True)))
    window.toasts.toasts[0].action_button.click()
    assert done == [True]


def test_every_action_is_carried_out_by_somebody(window: MainWindow) -> None:
    assert set(window._handlers()) == {spec.id for spec in ACTIONS}


def test_every_action_is_in_a_menu_and_no_key_twice() -> None:
    in_menus = [id for _, _, ids in MENUS for id in ids if id]
    assert sorted(in_menus) == sorted(spec.id for spec in ACTIONS)
    keys = [key for spec in ACTIONS for key in spec.keys]
    assert len(keys) == len(set(keys))


def test_a_key_that_the_page_wants_is_the_pages(opened: MainWindow) -> None:
    page = opened.page("train")
    assert isinstance(page, FakePage)
    page.own.setShortcut("Ctrl+Z")
    opened.show_page("train")
    assert not opened.actions_by_id["edit.undo"].shortcuts()
    opened.show_page("home")
    assert opened.actions_by_id["edit.undo"].shortcut().toString() == "Ctrl+Z"


def test_the_palette_offers_the_pages_own_actions_first(opened: MainWindow) -> None:
    opened.actions_by_id["view.commands"].trigger()
    assert opened._palette is not None
    assert opened._palette._actions[0].text() == "Own thing"


@pytest.mark.parametrize("id", ["edit.settings", "help.manual", "help.keys", "help.about"])
def test_dialogs_open_and_leave_nothing_behind(qtbot: QtBot, window: MainWindow, id: str) -> None:
    window.actions_by_id[id].trigger()
    dialogs = window.findChildren(QDialog)
    assert len(dialogs) == 1
    dialogs[0].close()
    qtbot.waitUntil(lambda: not window.findChildren(QDialog))


def drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    none = Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none))


def test_a_dropped_project_is_opened(qtbot: QtBot, window: MainWindow, session: Session, path: Path) -> None:
    with qtbot.waitSignal(session.project_changed):
        drop(window, path)
    assert session.info is not None
    assert session.info.path == path.resolve()


def test_the_database_of_a_project_stands_for_it(
    qtbot: QtBot, window: MainWindow, session: Session, path: Path
) -> None:
    with qtbot.waitSignal(session.project_changed):
        window.files.take([path / "project.db"])
    assert session.info is not None and session.info.path == path.resolve()


def test_dropped_files_are_offered_for_import(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[list[Path]] = []
    monkeypatch.setattr(window.files, "show_import", offered.append)
    drop(window, tmp_path / "a.csv", tmp_path / "b.csv")
    assert offered == [[tmp_path / "a.csv", tmp_path / "b.csv"]]


def test_export_writes_what_was_labelled(qtbot: QtBot, opened: MainWindow, session: Session, tmp_path: Path) -> None:
    with qtbot.waitSignal(session.notice):
        opened.files.export_to(ExportChoice("jsonl"), tmp_path / "out.jsonl")
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == ""


def test_the_size_survives_a_restart(qtbot: QtBot, window: MainWindow, session: Session, settings: Settings) -> None:
    window.resize(1100, 700)
    window.close()
    again = MainWindow(session, settings)
    qtbot.addWidget(again)
    assert again.height() == 700  # the width is bounded by the off-screen screen


def test_the_assistant_is_warmed_up_for_a_project_with_a_model(
    qtbot: QtBot, opened: MainWindow, session: Session, workers: FakeWorkers
) -> None:
    session.active_run_id = "r1"
    opened._warm_timer.setInterval(1)
    session.active_run_changed.emit("r1")
    qtbot.waitUntil(lambda: bool(workers))
    assert main_window.WARM_MS >= 1000


def test_what_is_dragged_over_the_window_says_what_a_drop_does(window: MainWindow, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.csv"))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dragEnterEvent(QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, left, none))
    assert "Drop to import" in texts(window)
    window.dragLeaveEvent(QDragLeaveEvent())
    assert "Drop to import" not in texts(window)


def test_a_project_of_another_window_says_whose_it_is(
    qtbot: QtBot, window: MainWindow, session: Session, path: Path
) -> None:
    other = Presence(path, "小王")
    with qtbot.waitSignal(session.project_changed):
        session.open(path)
    assert "only to be looked at" in window.windowTitle()
    (toast,) = window.toasts.toasts
    assert "小王" in toast.text
    other.leave()
    with qtbot.waitSignal(session.project_changed):
        toast.action_button.click()
    assert window.toasts.toasts == [] and "only" not in window.windowTitle()


def test_the_files_that_the_program_has_written_are_listed(
    qtbot: QtBot, window: MainWindow, session: Session, path: Path
) -> None:
    with qtbot.waitSignal(session.project_changed):
        session.open(path)
    window.actions_by_id["help.files"].trigger()
    qtbot.waitUntil(lambda: len(window.findChildren(TextDialog)) == 1)
    (dialog,) = window.findChildren(TextDialog)
    assert str(path / "project.db") in dialog._text.toPlainText()
    dialog.close()


def save_slowly(session: Session, label: str) -> threading.Event:
    """A change that reaches the disk when the event is set."""
    is_written = threading.Event()

    def work(project: Project) -> None:
        is_written.wait(10)
        project.labels.add(label)

    session.call(work)
    return is_written


def test_a_window_closes_when_the_last_change_is_on_disk(
    qtbot: QtBot, opened: MainWindow, session: Session, path: Path
) -> None:
    is_written = save_slowly(session, "new")
    opened.close()
    qtbot.waitUntil(lambda: [toast.text for toast in opened.toasts.toasts if "by itself" in toast.text] != [])
    assert opened.isVisible() and not opened.page("label").isEnabled()
    is_written.set()
    qtbot.waitUntil(lambda: not opened.isVisible())
    with Project.open(path) as project:
        assert [label.name for label in project.labels.all()] == ["good", "new"]


def test_nobody_has_to_wait_for_a_slow_disk(qtbot: QtBot, opened: MainWindow, session: Session) -> None:
    is_written = save_slowly(session, "new")
    opened.close()
    qtbot.waitUntil(lambda: opened.toasts.toasts != [])
    opened.toasts.toasts[-1].action_button.click()
    assert not opened.isVisible()
    is_written.set()


def test_a_change_that_could_not_be_saved_keeps_the_window_open(
    qtbot: QtBot, opened: MainWindow, session: Session
) -> None:
    is_written = save_slowly(session, "good")
    opened.close()
    with qtbot.waitSignal(session.error_raised):
        is_written.set()
    qtbot.wait(20)
    assert opened.isVisible() and opened.page("label").isEnabled()
