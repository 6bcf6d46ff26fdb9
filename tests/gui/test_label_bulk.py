"""Decisions about many documents from the label page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication, QDialog

from core.project.search import building
from core.project.values import DocumentFilter, ImportOptions
from core.records import Row
from gui.dialogs.bulk_dialog import BulkDialog
from gui.dialogs.duplicates_dialog import DuplicatesDialog
from gui.tasks import Notice
from tests.gui.label_driver import LabelDriver

pytestmark = pytest.mark.usefixtures("english_and_light")


def labelled(desk: LabelDriver) -> dict[int, tuple[str, ...]]:
    return {number: names for number in range(1, 6) if (names := desk.labels_of(number))}


def dialog(desk: LabelDriver, kind: type[QDialog]) -> QDialog:
    desk.settle()
    return next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible())


def wait_for_notice(desk: LabelDriver, act) -> Notice:
    with desk.qtbot.waitSignal(desk.session.notice) as heard:
        act()
    desk.settle()
    return heard.args[0]


def test_all_of_a_filter_are_labelled_by_one_key_and_one_undo_takes_it_back(desk: LabelDriver) -> None:
    desk.page.queue.filters.set_filter(DocumentFilter("f"))
    desk.settle()
    desk.press(Qt.Key.Key_B)
    bulk = dialog(desk, BulkDialog)
    assert isinstance(bulk, BulkDialog)
    assert (bulk._title.text(), bulk._what_label.text()) == ("2 documents", "Filter: f")
    notice = wait_for_notice(desk, lambda: desk.qtbot.keyClick(bulk, Qt.Key.Key_2))
    assert labelled(desk) == {4: ("bad",), 5: ("bad",)}
    assert notice.text == "Decided about 2 documents."
    assert notice.action is not None
    with desk.qtbot.waitSignal(desk.session.undone):
        notice.action()
    desk.settle()
    assert labelled(desk) == {}


def test_the_notice_does_not_undo_what_came_after(desk: LabelDriver) -> None:
    desk.press(Qt.Key.Key_B)
    bulk = dialog(desk, BulkDialog)
    notice = wait_for_notice(desk, lambda: desk.qtbot.keyClick(bulk, Qt.Key.Key_Space))
    desk.ask(lambda project: project.annotations.annotate(1, [1]) or True)
    with desk.qtbot.waitSignal(desk.session.error_raised) as heard:
        notice.action()
    assert heard.args[0].code == "not-last"
    assert labelled(desk) == {1: ("good",)}


def test_rows_that_were_selected_by_hand_are_meant_instead(desk: LabelDriver) -> None:
    queue = desk.page.queue
    for row in (1, 3):
        queue.list.selectionModel().select(queue.model.index(row), QItemSelectionModel.SelectionFlag.Select)
    assert queue.selected == (1, 2, 4)
    assert queue._selected.text() == "3 selected"
    desk.press(Qt.Key.Key_B)
    bulk = dialog(desk, BulkDialog)
    wait_for_notice(desk, lambda: desk.qtbot.keyClick(bulk, Qt.Key.Key_1))
    assert sorted(labelled(desk)) == [1, 2, 4]


def test_where_a_document_has_several_labels_one_is_added(multi: LabelDriver) -> None:
    multi.ask(lambda project: project.annotations.annotate(1, [1]) or True)
    multi.press(Qt.Key.Key_B)
    bulk = dialog(multi, BulkDialog)
    wait_for_notice(multi, lambda: multi.qtbot.keyClick(bulk, Qt.Key.Key_3))
    assert multi.labels_of(1) == ("good", "mixed")
    assert multi.labels_of(2) == ("mixed",)


def test_labels_are_passed_on_to_duplicates_and_conflicts_shown(desk: LabelDriver) -> None:
    def add(project) -> bool:
        texts = ["fourth", "fifth", "fifth"]
        project.imports.add([Row(text) for text in texts], ImportOptions(duplicates="keep"))
        for id, label in ((4, 1), (5, 1), (7, 2)):
            project.annotations.annotate(id, [label])
        building.bring_up_to_date(project.store)
        return True

    desk.ask(add)
    desk.session.refresh()
    desk.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    duplicates = dialog(desk, DuplicatesDialog)
    assert isinstance(duplicates, DuplicatesDialog)
    assert duplicates._title.text() == "1 document would get a label"
    assert duplicates._by_label.text() == "1 good"
    assert duplicates._conflicts.text().startswith("1 group of duplicates is labelled differently")
    wait_for_notice(desk, duplicates.pass_on.click)
    assert desk.labels_of(6) == ("good",)
    assert desk.labels_of(8) == ()
    desk.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    again = dialog(desk, DuplicatesDialog)
    assert isinstance(again, DuplicatesDialog)
    again.show_conflicts.click()
    desk.settle()
    assert desk.page.queue.filter == DocumentFilter(duplicates="conflicting")
    assert desk.page.queue.model.rowCount() == 3
