"""The keys of the label page: what each does, and when none may do anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.label_driver import LabelDriver, make_project

pytestmark = pytest.mark.usefixtures("english_and_light")


def test_a_digit_labels_and_goes_on(desk: LabelDriver) -> None:
    desk.press(Qt.Key.Key_2)
    assert desk.labels_of(1) == ("bad",)
    assert desk.number == 2


def test_number_pad_and_full_width_digits_do_the_same(desk: LabelDriver) -> None:
    desk.press(Qt.Key.Key_1, Qt.KeyboardModifier.KeypadModifier)
    QTest.sendKeyEvent(QTest.KeyAction.Click, desk.page, Qt.Key(0xFF13), "３", Qt.KeyboardModifier.NoModifier)
    desk.settle()
    assert (desk.labels_of(1), desk.labels_of(2)) == (("good",), ("mixed",))


def test_a_key_without_a_label_does_nothing(desk: LabelDriver) -> None:
    desk.press(Qt.Key.Key_9)
    assert desk.number == 1
    assert desk.stored(1).annotation is None


def test_a_repeating_key_labels_once(desk: LabelDriver) -> None:
    for is_repeat in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier, "1", is_repeat)
        QApplication.sendEvent(desk.page, event)
        desk.settle()
    assert desk.number == 2


def test_a_key_before_the_document_is_painted_is_not_applied_to_it(desk: LabelDriver) -> None:
    desk.page.desk.open(3)
    desk.qtbot.waitUntil(lambda: desk.number == 3)  # shown, but no paint event yet
    desk.page.desk.set_hidden()
    QTest.keyClick(desk.page, Qt.Key.Key_1)
    desk.page.middle.view.viewport().repaint()
    assert desk.stored(3).annotation is None


def test_two_fast_keys_give_one_label_to_the_first_document_alone(desk: LabelDriver) -> None:
    QTest.keyClick(desk.page, Qt.Key.Key_1)
    QTest.keyClick(desk.page, Qt.Key.Key_2)
    desk.settle()
    assert desk.labels_of(1) == ("good",)
    assert desk.stored(2).annotation is None


def test_digits_typed_into_the_search_field_label_nothing(desk: LabelDriver) -> None:
    desk.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    search = desk.page.queue.search
    assert search.hasFocus()
    for key in (Qt.Key.Key_1, Qt.Key.Key_Space, Qt.Key.Key_F, Qt.Key.Key_N, Qt.Key.Key_Backspace):
        QTest.keyClick(search, key)
    assert search.text() == "1 f"
    assert desk.number == 1
    assert desk.stored(1).annotation is None


def test_composing_with_an_input_method_labels_nothing(desk: LabelDriver) -> None:
    desk.page.queue.focus_search()
    QApplication.sendEvent(desk.page.queue.search, QInputMethodEvent("zao1", []))
    commit = QInputMethodEvent()
    commit.setCommitString("早")
    QApplication.sendEvent(desk.page.queue.search, commit)
    assert desk.page.queue.search.text() == "早"
    assert desk.stored(1).annotation is None


def test_the_reading_view_takes_no_input_method(desk: LabelDriver) -> None:
    assert not desk.page.middle.view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


@pytest.mark.parametrize("focus", ["view", "queue", "recent"])
def test_keys_work_wherever_the_focus_is_on_the_page(desk: LabelDriver, focus: str) -> None:
    widgets = {"view": desk.page.middle.view, "queue": desk.page.queue.list, "recent": desk.page.side.recent}
    widgets[focus].setFocus()
    desk.press(Qt.Key.Key_1)
    desk.press(Qt.Key.Key_Space)
    assert desk.labels_of(1) == ("good",)
    assert desk.stored(2).annotation is not None
    assert desk.number == 3


def test_space_presses_a_label_button_that_tab_has_reached(desk: LabelDriver) -> None:
    desk.page.middle.label_palette.buttons[2].setFocus(Qt.FocusReason.TabFocusReason)
    desk.press(Qt.Key.Key_Space)
    assert desk.labels_of(1) == ("mixed",)


def test_space_skips(desk: LabelDriver) -> None:
    desk.press(Qt.Key.Key_Space)
    given = desk.stored(1).annotation
    assert given is not None
    assert given.is_skipped
    assert desk.number == 2


def test_f_flags_and_stays_and_unflags(desk: LabelDriver) -> None:
    desk.press(Qt.Key.Key_F)
    assert desk.stored(1).is_flagged
    assert desk.number == 1
    desk.press(Qt.Key.Key_F)
    assert not desk.stored(1).is_flagged


def test_arrows_go_to_the_neighbours_and_n_to_the_next_unlabelled(desk: LabelDriver) -> None:
    desk.press(Qt.Key.Key_1)
    desk.press(Qt.Key.Key_Left)
    assert desk.number == 1
    desk.press(Qt.Key.Key_Right)
    assert desk.number == 2
    desk.press(Qt.Key.Key_Left)
    desk.press(Qt.Key.Key_N)
    assert desk.number == 2
    desk.press(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert desk.number == 3


def test_delete_clears(desk: LabelDriver) -> None:
    desk.press(Qt.Key.Key_1)
    desk.press(Qt.Key.Key_Left)
    desk.press(Qt.Key.Key_Delete)
    assert desk.stored(1).annotation is None
    assert desk.number == 1


def test_multi_label_digits_toggle_and_enter_confirms(multi: LabelDriver) -> None:
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_2):
        multi.press(key)
    assert multi.number == 1
    assert multi.stored(1).annotation is None
    multi.press(Qt.Key.Key_Return)
    assert multi.labels_of(1) == ("good", "mixed")
    assert multi.number == 2


def test_a_multi_label_draft_waits_while_the_person_looks_elsewhere(multi: LabelDriver) -> None:
    multi.press(Qt.Key.Key_2)
    multi.press(Qt.Key.Key_Right)
    assert multi.page.desk.draft == frozenset()
    multi.press(Qt.Key.Key_Left)
    assert [button.isChecked() for button in multi.page.middle.label_palette.buttons] == [False, True, False]


def test_shift_and_a_digit_reach_the_labels_behind_the_tenth(bare: LabelDriver, tmp_path: Path) -> None:
    bare.open(make_project(tmp_path / "many.fovea", tuple(f"label {number}" for number in range(1, 13))))
    bare.press(Qt.Key.Key_0)
    bare.press(Qt.Key.Key_2, Qt.KeyboardModifier.ShiftModifier)
    assert (bare.labels_of(1), bare.labels_of(2)) == (("label 10",), ("label 12",))


def test_enter_in_the_search_field_opens_the_first_that_is_found(desk: LabelDriver) -> None:
    desk.page.queue.focus_search()
    QTest.keyClicks(desk.page.queue.search, "FIF")
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.number == 5)
    assert desk.page.hasFocus()
    assert desk.page.queue.model.rowCount() == 1
