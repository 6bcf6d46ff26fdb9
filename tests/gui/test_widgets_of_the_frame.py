from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QProgressBar, QPushButton, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from core.errors import AppError
from gui.dialogs.error_dialog import ErrorDialog
from gui.tasks import Task
from gui.widgets.command_palette import CommandPalette, rank
from gui.widgets.hero_line import HeroLine, parse
from gui.widgets.job_chip import JobChip
from gui.widgets.status_line import StatusLine
from gui.widgets.toast import MAX_TOASTS, SHOWN_MS, ToastStack

pytestmark = pytest.mark.usefixtures("english_and_light")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    with qtbot.waitExposed(window):
        window.show()
    return window


def action(parent: QWidget, text: str, keys: str = "") -> QAction:
    made = QAction(text, parent)
    made.setShortcut(QKeySequence(keys))
    return made


def words(widget: QWidget) -> str:
    return " | ".join(
        label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget) and label.text()
    )


def test_a_toast_does_its_action_and_goes(qtbot: QtBot, window: QWidget) -> None:
    done: list[str] = []
    stack = ToastStack(window, bottom_px=28)
    toast = stack.show_toast("Deleted", "Undo", lambda: done.append("undo"))
    qtbot.mouseClick(toast.action_button, Qt.MouseButton.LeftButton)
    assert done == ["undo"]
    assert not stack.toasts


def test_a_toast_goes_by_itself_but_an_error_stays(
    qtbot: QtBot, window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.widgets.toast.SHOWN_MS", 20)
    stack = ToastStack(window, bottom_px=28)
    stack.show_toast("Saved")
    error = stack.show_toast("Failed", stays=True)
    qtbot.waitUntil(lambda: stack.toasts == [error])
    error.close_toast()
    assert SHOWN_MS >= 5000


def test_toasts_stay_inside_the_window_and_are_few(window: QWidget) -> None:
    stack = ToastStack(window, bottom_px=28)
    for number in range(MAX_TOASTS + 2):
        stack.show_toast(f"A sentence that is long enough to need a second line in a toast, number {number}")
    window.resize(600, 400)
    assert len(stack.toasts) == MAX_TOASTS
    assert all(window.rect().contains(toast.geometry()) for toast in stack.toasts)
    tops = [toast.y() for toast in stack.toasts]
    assert tops == sorted(tops)


def test_the_same_words_are_not_shown_twice(window: QWidget) -> None:
    stack = ToastStack(window, bottom_px=28)
    for _ in range(3):
        stack.show_toast("The disk is full.", stays=True)
    assert len(stack.toasts) == 1


def test_a_chip_shows_how_far_a_task_is(qtbot: QtBot) -> None:
    task = Task("Training", can_pause=True)
    chip = JobChip(task)
    qtbot.addWidget(chip)
    task.set_note("3/10")
    task.progressed.emit(30, 100, 90.0)
    assert words(chip) == "Training 3/10 | 2 min left"
    assert chip.findChildren(QProgressBar)[0].value() == 300


def test_a_chip_pauses_and_cancels_its_task(qtbot: QtBot) -> None:
    task = Task("Training", can_pause=True)
    chip = JobChip(task)
    qtbot.addWidget(chip)
    with qtbot.waitSignal(task.pause_requested) as wanted:
        chip.pause_button.click()
    assert wanted.args == [True]
    task.set_paused(True)
    assert "paused" in words(chip)
    with qtbot.waitSignal(task.cancel_requested):
        chip.cancel_button.click()
    assert "stopping…" in words(chip)
    assert not chip.cancel_button.isEnabled()


def test_a_task_of_unknown_length_has_no_bar(qtbot: QtBot) -> None:
    task = Task("Importing")
    chip = JobChip(task)
    qtbot.addWidget(chip)
    task.progressed.emit(500, 0, None)
    assert not chip.findChildren(QProgressBar)[0].isVisibleTo(chip)
    assert not chip.pause_button.isVisibleTo(chip)


def test_a_task_that_is_over_at_once_never_shows(qtbot: QtBot, window: QWidget) -> None:
    line, task = StatusLine(window), Task("Quick")
    line.add_task(task)
    task.end()
    with qtbot.waitSignal(task.destroyed, raising=False, timeout=400):
        pass
    assert not line.chips


def test_a_long_task_shows_until_it_ends(qtbot: QtBot, window: QWidget) -> None:
    line, task = StatusLine(window), Task("Long")
    line.add_task(task)
    qtbot.waitUntil(lambda: len(line.chips) == 1)
    task.end()
    assert not line.chips


def test_the_line_says_saved_and_how_far(window: QWidget) -> None:
    line = StatusLine(window)
    assert words(line) == ""
    line.set_counts(412, 7766)
    assert words(line) == "Saved | 412 of 7,766 labelled"


def test_saving_shows_only_when_it_takes_a_while(qtbot: QtBot, window: QWidget) -> None:
    line = StatusLine(window)
    line.set_counts(1, 2)
    line.set_busy(True)
    assert "Saved" in words(line)
    qtbot.waitUntil(lambda: "Saving…" in words(line))
    line.set_busy(False)
    assert "Saved" in words(line)


@pytest.mark.parametrize(
    ("typed", "best"),
    [("", "Open…"), ("train", "Train"), ("nff", "New from a file…"), ("thdk", "Theme: dark"), ("zz", None)],
)
def test_commands_are_found_by_a_few_letters(window: QWidget, typed: str, best: str | None) -> None:
    texts = ["Open…", "Train", "Theme: light", "Theme: dark", "New from a file…"]
    found = [found.text() for found in rank(typed, [action(window, text) for text in texts])]
    assert (found[0] if found else None) == best


def test_the_palette_runs_what_is_chosen_by_keys(qtbot: QtBot, window: QWidget) -> None:
    done: list[str] = []
    actions = [action(window, text) for text in ("Train", "Review", "Label")]
    actions[1].triggered.connect(lambda: done.append("Review"))
    palette = CommandPalette(window)
    palette.popup(actions)
    search = palette.focusWidget()
    assert search is not None
    qtbot.keyClick(search, Qt.Key.Key_Down)
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert done == ["Review"]
    assert not palette.isVisible()


def test_the_palette_leaves_out_what_cannot_be_done(window: QWidget) -> None:
    actions = [action(window, text) for text in ("Train", "Review")]
    actions[0].setEnabled(False)
    palette = CommandPalette(window)
    palette.popup(actions)
    items = palette.findChildren(QTreeWidget)[0]
    assert items.topLevelItemCount() == 1


def test_escape_closes_the_palette(qtbot: QtBot, window: QWidget) -> None:
    palette = CommandPalette(window)
    palette.popup([action(window, "Train")])
    search = palette.focusWidget()
    assert search is not None
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_details_of_an_error_can_be_copied(qtbot: QtBot) -> None:
    error = AppError("full", "The disk is {how}.", how="full")
    error.details = "worker said so"  # type: ignore[attr-defined]
    dialog = ErrorDialog(error)
    qtbot.addWidget(dialog)
    copy = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Copy details")
    copy.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("The disk is full.")
    assert "worker said so" in copied
    assert dialog.findChildren(QPlainTextEdit)[0].isReadOnly()


def test_the_marked_sentence_is_taken_apart() -> None:
    assert parse("The [9|staff] was[2|.]") == [("The ", 0.0), ("staff", 0.9), (" was", 0.0), (".", 0.2)]


def test_the_marked_sentence_is_drawn(qtbot: QtBot) -> None:
    line = HeroLine()
    qtbot.addWidget(line)
    line.resize(300, 40)
    empty = line.grab().toImage()
    line.set_words(parse("The [9|staff]"))
    assert line.grab().toImage() != empty
    assert line.accessibleName() == "The staff"
