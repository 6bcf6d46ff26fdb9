"""The text to play with."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.records import Token
from gui.widgets.edited_text import EditedText, changed, plain
from gui.widgets.highlights import Highlights

pytestmark = pytest.mark.usefixtures("english_and_light")
TEXT = "房间 😀 干净\r\nbut small"
TOKENS = (Token(0, 2, "房间", 0.5), Token(5, 7, "干净", 0.3), Token(8, 11, "but", -0.1))


@pytest.fixture
def view(qtbot: QtBot) -> EditedText:
    view = EditedText()
    qtbot.addWidget(view)
    view.resize(500, 300)
    view.show()
    view.set_document(TEXT)
    view.show_highlights(Highlights(TOKENS))
    return view


def shown(view: EditedText) -> list[str]:
    return [view.text[token.start : token.end] for token in view._words.tokens]


def test_a_text_is_shown_with_one_kind_of_line_end(view: EditedText) -> None:
    assert view.text == plain(TEXT) == "房间 😀 干净\nbut small"
    assert shown(view) == ["房间", "干净", "but"]


def test_words_keep_their_colours_around_what_is_typed(view: EditedText, qtbot: QtBot) -> None:
    cursor = view.textCursor()
    cursor.setPosition(3)
    view.setTextCursor(cursor)
    with qtbot.waitSignal(view.edited) as heard:
        QTest.keyClicks(view, "ab")
    assert heard.args == ["房间 ab😀 干净\nbut small"]
    assert shown(view) == ["房间", "干净", "but"]


def test_a_word_that_is_taken_is_dropped_by_delete_and_comes_back_by_undo(view: EditedText, qtbot: QtBot) -> None:
    view._take_word(5)
    assert view.textCursor().selectedText() == "干净"
    with qtbot.waitSignal(view.edited):
        QTest.keyClick(view, Qt.Key.Key_Delete)
    assert view.text == "房间 😀 \nbut small" and shown(view) == ["房间", "but"]
    view.undo()
    assert view.text == plain(TEXT)


def test_a_second_click_on_the_word_sets_the_caret(view: EditedText) -> None:
    view._take_word(0)
    cursor = view.textCursor()
    cursor.clearSelection()
    view.setTextCursor(cursor)
    view._take_word(1)
    assert not view.textCursor().hasSelection()


def test_another_document_begins_without_undo_and_without_a_signal(view: EditedText, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(view.edited, wait=50):
        view.set_document("x" * 5000)
    assert view.text == "x" * 5000 and not view.document().isUndoAvailable()


@pytest.mark.parametrize(
    ("before", "after", "part"),
    [("abc", "abc", (3, 3)), ("abc", "ac", (1, 2)), ("aa", "aaa", (2, 2)), ("", "x", (0, 0))],
)
def test_what_changed_is_found(before: str, after: str, part: tuple[int, int]) -> None:
    assert changed(before, after) == part
