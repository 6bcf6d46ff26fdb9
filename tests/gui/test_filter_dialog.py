"""What documents can be filtered by: the chips of a filter, its editors, the dialog with all of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.project.values import CellFilter, Column, Counts, DocumentFilter, Facets, Imported
from core.records import Label
from gui.dialogs.filter_dialog import FilterDialog
from gui.widgets.choices import CheckList, RangeEdit
from gui.widgets.filter_chips import FilterChips

pytestmark = pytest.mark.usefixtures("english_and_light")
LABELS = [Label(1, "good", 0, 0), Label(2, "bad", 1, 1)]
FACETS = Facets(
    annotators={"import": 40, "Li": 3},
    imports=(Imported(7, "2026-01-02T03:04:05+00:00", "hotel.csv", 40),),
    columns=(Column("city", (("上海", 30), ("北京", 10)), False), Column("id", (), True)),
    has_predictions=True,
)


@pytest.fixture
def dialog(qtbot: QtBot) -> FilterDialog:
    dialog = FilterDialog()
    qtbot.addWidget(dialog)
    dialog.set_filter(DocumentFilter("早餐", label_ids=(2,), length=(10.0, None)))
    dialog.set_project(LABELS, Counts(total=40, by_label={1: 30, 2: 10}), FACETS)
    return dialog


def check(editor: CheckList, row: int, *, is_on: bool = True) -> None:
    editor.list.item(row).setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)


def changed(qtbot: QtBot, dialog: FilterDialog, act) -> DocumentFilter:
    with qtbot.waitSignal(dialog.filter_changed) as heard:
        act()
    where = heard.args[0]
    assert isinstance(where, DocumentFilter)
    return where


def test_the_dialog_shows_the_filter_as_it_is(dialog: FilterDialog) -> None:
    labels, length = dialog._editors["label_ids"], dialog._editors["length"]
    assert isinstance(labels, CheckList) and isinstance(length, RangeEdit)
    assert labels.value() == (2,)
    assert (length.low.text(), length.high.text()) == ("10", "")
    assert [labels.list.item(row).text() for row in range(2)] == ["good  ·  30", "bad  ·  10"]


def test_every_change_is_told_at_once_and_leaves_the_rest(qtbot: QtBot, dialog: FilterDialog) -> None:
    labels = dialog._editors["label_ids"]
    where = changed(qtbot, dialog, lambda: check(labels, 0))
    assert where == DocumentFilter("早餐", label_ids=(1, 2), length=(10.0, None))
    where = changed(qtbot, dialog, lambda: check(dialog.columns["city"], 0))
    assert where.cells == (CellFilter("city", ("上海",)),)
    where = changed(qtbot, dialog, lambda: check(dialog.columns["city"], 0, is_on=False))
    assert where.cells == ()


def test_numbers_percents_and_days_are_read(qtbot: QtBot, dialog: FilterDialog) -> None:
    confidence, answered = dialog._editors["confidence"], dialog._editors["answered"]
    assert isinstance(confidence, RangeEdit) and isinstance(answered, RangeEdit)
    confidence.high.setText("60 %")
    assert changed(qtbot, dialog, confidence.high.editingFinished.emit).confidence == (None, 0.6)
    answered.low.setText("2026-01-05")
    answered.high.setText("2026-01-05")
    low, high = changed(qtbot, dialog, answered.high.editingFinished.emit).answered
    assert round(high - low) == 86_400_000 - 1


def test_what_is_no_number_is_marked_and_changes_nothing(qtbot: QtBot, dialog: FilterDialog) -> None:
    length = dialog._editors["length"]
    assert isinstance(length, RangeEdit)
    length.low.setText("long")
    with qtbot.assertNotEmitted(dialog.filter_changed):
        length.low.editingFinished.emit()
    assert length.low.property("wrong") is True


def test_clearing_keeps_the_search(qtbot: QtBot, dialog: FilterDialog) -> None:
    assert changed(qtbot, dialog, dialog._clear.click) == DocumentFilter("早餐")


def test_columns_without_a_choice_of_values_are_left_out(dialog: FilterDialog) -> None:
    assert list(dialog.columns) == ["city"]
    dialog.set_project(LABELS, Counts(), Facets())
    assert dialog.columns == {} and dialog._no_columns.isVisibleTo(dialog)
    assert not dialog._model.isVisibleTo(dialog)


def test_each_part_of_a_filter_is_a_chip_that_takes_it_away(qtbot: QtBot) -> None:
    chips = FilterChips()
    qtbot.addWidget(chips)
    chips.set_names({1: "good"}, {7: "hotel.csv"})
    where = DocumentFilter(
        "早餐",
        "labelled",
        label_ids=(1,),
        is_holdout=False,
        duplicates="near",
        annotators=("Li",),
        confidence=(0.4, 0.6),
        length=(200.0, None),
        import_ids=(7,),
        cells=(CellFilter("city", ("上海",)), CellFilter("stars", range=(None, 2.0))),
    )
    chips.set_filter(where)
    texts = ["good", "by Li", "confidence 40–60 %", "not hold-out", "near duplicates"]
    texts += ["≥ 200 characters", "from hotel.csv", "city: 上海", "stars: ≤ 2"]
    assert [chip.text() for chip in chips.chips] == texts
    with qtbot.waitSignal(chips.filter_changed) as heard:
        chips.chips[-2].click()
    assert heard.args[0].cells == (CellFilter("stars", range=(None, 2.0)),)
    chips.set_filter(DocumentFilter("早餐", "labelled"))
    assert chips.isHidden()
