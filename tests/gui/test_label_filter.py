"""The queue's filter on the label page: typed, chosen, saved, and what is found with it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog

from core.project.search import building
from core.project.values import DocumentFilter, ImportOptions
from core.records import Row
from gui.dialogs.filter_dialog import FilterDialog
from gui.pages.label_filter import SEARCH_AFTER_MS
from tests.gui.label_driver import LabelDriver

pytestmark = pytest.mark.usefixtures("english_and_light")


def ids(desk: LabelDriver) -> list[int]:
    model = desk.page.queue.model
    return [model.index(row).data(Qt.ItemDataRole.UserRole).id for row in range(model.rowCount())]


def type_text(desk: LabelDriver, text: str) -> None:
    search = desk.page.queue.search
    search.clear()
    QTest.keyClicks(search, text)
    desk.qtbot.wait(2 * SEARCH_AFTER_MS)
    desk.settle()


def test_what_is_typed_is_found_while_it_is_typed(desk: LabelDriver) -> None:
    type_text(desk, "room")
    assert ids(desk) == [2]
    assert desk.page.queue.strategy._note.text() == "1 document"
    desk.page.queue.search.clear()
    desk.qtbot.waitUntil(lambda: len(ids(desk)) == 5)


def test_parts_of_a_filter_can_be_typed_and_enter_makes_chips_of_them(desk: LabelDriver) -> None:
    desk.press(Qt.Key.Key_1)
    type_text(desk, "label:good length:..9")
    assert ids(desk) == [1]
    QTest.keyClick(desk.page.queue.search, Qt.Key.Key_Return)
    desk.settle()
    filters = desk.page.queue.filters
    assert filters.search.text() == ""
    assert [chip.text() for chip in filters.chips.chips] == ["good", "≤ 9 characters"]
    filters.chips.chips[0].click()
    desk.settle()
    assert desk.page.queue.filter == DocumentFilter(length=(None, 9.0))
    assert ids(desk) == [1, 4, 5]


def test_what_can_not_be_read_is_said_and_the_list_stays(desk: LabelDriver) -> None:
    complaint = desk.page.queue.filters._complaint
    for text in ("label:nothing", "/(/"):
        type_text(desk, text)
        assert complaint.isVisible()
        assert len(ids(desk)) == 5
    type_text(desk, "room")
    assert not complaint.isVisible()


def test_the_dialog_filters_at_once_and_keeps_the_search(desk: LabelDriver) -> None:
    type_text(desk, "f")
    desk.page.keys.actions["filter"].trigger()
    desk.settle()
    dialog = desk.page.queue.filters._dialog
    assert isinstance(dialog, FilterDialog)
    dialog.filter_changed.emit(DocumentFilter(length=(6.0, None)))
    desk.settle()
    assert ids(desk) == [4]
    assert desk.page.queue.filter == DocumentFilter("f", length=(6.0, None))
    dialog.accept()


def test_a_filter_is_saved_shown_again_and_removed(desk: LabelDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QInputDialog, "open", lambda asked: asked.textValueSelected.emit("short ones"))
    type_text(desk, "length:..6")
    desk.page.keys.actions["save_filter"].trigger()
    desk.settle()
    filters = desk.page.queue.filters
    filters.set_filter(DocumentFilter())
    filters.saved.fill()
    filters.saved.menu().actions()[0].trigger()
    desk.settle()
    assert ids(desk) == [1, 4, 5]
    filters.saved.fill()
    filters.saved.menu().actions()[-1].menu().actions()[0].trigger()
    desk.settle()
    assert desk.ask(lambda project: project.filters.all()) == []
    desk.session.undo()
    desk.settle()
    assert desk.session.info is not None
    desk.qtbot.waitUntil(lambda: [saved.name for saved in desk.session.info.filters] == ["short ones"])


def test_similar_documents_come_by_a_key(desk: LabelDriver) -> None:
    def add(project) -> bool:
        project.imports.add([Row("早餐太差")], ImportOptions())
        building.bring_up_to_date(project.store)
        return True

    desk.ask(add)
    desk.session.refresh()
    desk.settle()
    desk.press(Qt.Key.Key_S)
    assert ids(desk) == [6]
    assert [chip.text() for chip in desk.page.queue.filters.chips.chips] == ["similar to 1"]
    assert not desk.page.queue.strategy._button.isEnabled()
    desk.qtbot.waitUntil(lambda: "By the words that they share." in desk.page.queue.strategy._note.text())


def test_the_list_says_how_far_the_index_is(desk: LabelDriver) -> None:
    desk.session.upkeep.progressed.emit(300, 1000)
    assert desk.page.queue._index.text() == "Search index: 30 %. Until then searching takes longer."
    desk.session.upkeep.progressed.emit(1000, 1000)
    assert not desk.page.queue._index.isVisible()
