from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.project.values import DocumentRow, Preview
from core.records import Label
from gui.dialogs.bulk_dialog import BulkDialog

pytestmark = pytest.mark.usefixtures("english_and_light")
LABELS = [Label(1, "good", 0, 0), Label(2, "bad", 1, 1)]
SAMPLE = DocumentRow(5, "早餐很好", (1,), False, False, False)
PREVIEW = Preview(1234, 1200, 4, 0, {(1,): 20, (2,): 10}, (SAMPLE,))


@pytest.fixture
def dialog(qtbot: QtBot) -> BulkDialog:
    dialog = BulkDialog(LABELS)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_it_tells_how_many_there_are_and_what_would_be_replaced(dialog: BulkDialog) -> None:
    dialog.set_preview(PREVIEW)
    assert dialog._title.text() == "1,234 documents"
    assert dialog._now.text() == "1,200 without an answer  ·  20 good  ·  10 bad  ·  4 skipped"
    assert dialog.samples.model().rowCount() == 1


@pytest.mark.parametrize(("key", "label"), [(Qt.Key.Key_1, 1), (Qt.Key.Key_2, 2)])
def test_one_key_labels_all(qtbot: QtBot, dialog: BulkDialog, key: Qt.Key, label: int) -> None:
    dialog.set_preview(PREVIEW)
    with qtbot.waitSignal(dialog.label_chosen) as heard:
        QTest.keyClick(dialog, key)
    assert heard.args == [label]
    assert not dialog.isVisible()


@pytest.mark.parametrize(
    ("key", "act"), [(Qt.Key.Key_Space, "skip"), (Qt.Key.Key_F, "flag"), (Qt.Key.Key_Delete, "clear")]
)
def test_other_decisions_have_their_keys(qtbot: QtBot, dialog: BulkDialog, key: Qt.Key, act: str) -> None:
    dialog.set_preview(PREVIEW)
    with qtbot.waitSignal(dialog.act_chosen) as heard:
        QTest.keyClick(dialog, key)
    assert heard.args == [act]


def test_no_key_counts_before_the_number_is_known_or_when_it_is_none(qtbot: QtBot, dialog: BulkDialog) -> None:
    with qtbot.assertNotEmitted(dialog.label_chosen):
        QTest.keyClick(dialog, Qt.Key.Key_1)
        dialog.set_preview(Preview(0, 0, 0, 0, {}, ()))
        QTest.keyClick(dialog, Qt.Key.Key_1)
    assert dialog.isVisible()
