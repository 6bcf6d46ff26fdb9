"""The reading view: what is shown, what is tinted, what a person marks."""

from __future__ import annotations

import importlib.util
import statistics
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.highlight import attention_level
from core.records import Span, Token
from gui import theme
from gui.widgets.highlighted_text import HighlightedText

pytestmark = pytest.mark.usefixtures("english_and_light")

TEXT = "早餐太差了😀，而且前台态度恶劣。\nThe room wasn't clean at all."


@pytest.fixture
def view(qtbot: QtBot) -> HighlightedText:
    view = HighlightedText()
    qtbot.addWidget(view)
    view.resize(900, 500)
    with qtbot.waitExposed(view):
        view.show()
    view.set_document(TEXT)
    return view


def place_of(view: HighlightedText, point: int) -> QPoint:
    """The middle of the character at a code point, in the viewport."""
    cursor = QTextCursor(view.document())
    unit = view._words.map.to_utf16(point)
    cursor.setPosition(unit)
    left = view.cursorRect(cursor)
    cursor.setPosition(unit + 1)
    right = view.cursorRect(cursor)
    x = (left.x() + right.x()) // 2 if right.top() == left.top() else left.x() + 6
    return QPoint(x, left.center().y() + 2)


def image_of(view: HighlightedText) -> QImage:
    return view.viewport().grab().toImage()


def colors_around(view: HighlightedText, point: int) -> set[str]:
    """The colours in the middle of a character's box."""
    image, place = image_of(view), place_of(view, point)
    shifts = [(dx, dy) for dx in range(-4, 5) for dy in range(-6, 7)]
    return {image.pixelColor(place.x() + dx, place.y() + dy).name() for dx, dy in shifts}


def word(text: str, weight: float = 0.5) -> Token:
    start = TEXT.index(text)
    return Token(start, start + len(text), text, weight)


def drag(view: HighlightedText, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view.viewport(), (start + end) / 2)
    QTest.mouseMove(view.viewport(), end)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)


def test_a_weight_tints_its_word_alone(view: HighlightedText) -> None:
    view.set_highlights([word("太差", 0.9)], uniform=0.1)
    full = theme.current().attention(1.0).name()
    assert full in colors_around(view, 2)
    assert full not in colors_around(view, 0)


def test_words_behind_an_emoji_are_tinted_at_their_place(view: HighlightedText) -> None:
    view.set_highlights([word("态度", 0.9)], uniform=0.1)
    full = theme.current().attention(1.0).name()
    assert full in colors_around(view, TEXT.index("态"))
    assert full not in colors_around(view, TEXT.index("台"))
    assert full not in colors_around(view, TEXT.index("恶"))


def test_no_highlights_clear_the_tint(view: HighlightedText) -> None:
    before = image_of(view)
    view.set_highlights([word("太差", 0.9)], uniform=0.1)
    assert image_of(view) != before
    view.set_highlights([])
    assert image_of(view) == before


def test_the_scale_is_a_multiple_of_the_average_weight() -> None:
    assert attention_level(0.1, uniform=0.1) == pytest.approx(attention_level(0.01, uniform=0.01)) == pytest.approx(0.2)
    assert attention_level(0.5, uniform=0.1) == attention_level(0.9, uniform=0.1) == 1.0
    assert attention_level(0.0, uniform=0.1) == 0.0


def test_unread_parts_fade_and_rationales_are_underlined(view: HighlightedText) -> None:
    plain = image_of(view)
    view.set_unread([Span(8, 12)])
    faded = image_of(view)
    assert faded != plain
    view.set_rationales([Span(0, 2)])
    marked = image_of(view)
    color = theme.current().rationale.name()
    names = {marked.pixelColor(x, y).name() for x in range(0, marked.width(), 3) for y in range(20, 80)}
    assert color in names


@pytest.mark.parametrize("name", ["LIGHT", "DARK"])
def test_text_on_every_tint_can_be_read(name: str) -> None:
    look: theme.Theme = getattr(theme, name)
    contrasts = [contrast(look.text, look.attention(level / 20)) for level in range(21)]
    assert min(contrasts) >= 4.5


def contrast(one: QColor, other: QColor) -> float:
    def luminance(color: QColor) -> float:
        parts = [
            value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in color.getRgbF()[:3]
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_pointer_finds_its_word(view: HighlightedText, qtbot: QtBot) -> None:
    token = word("态度", 0.3)
    view.set_highlights([word("早餐", 0.7), token])
    with qtbot.waitSignal(view.token_hovered) as hovered:
        QTest.mouseMove(view.viewport(), place_of(view, token.start + 1))
    assert hovered.args == [token]
    with qtbot.waitSignal(view.token_hovered) as hovered:
        QTest.mouseMove(view.viewport(), QPoint(view.viewport().width() - 3, 200))
    assert hovered.args == [None]


def test_the_tool_tip_gives_weight_multiple_and_rank(view: HighlightedText) -> None:
    view.set_highlights([word("早餐", 0.75), word("态度", 0.25)])
    assert view._tool_tip(place_of(view, TEXT.index("态"))) == "weight 0.250 · 0.5 × the average · rank 2 of 2"


def test_a_drag_marks_whole_latin_words(view: HighlightedText, qtbot: QtBot) -> None:
    view.set_marking(True)
    start, end = TEXT.index("oom"), TEXT.index("wasn't") + 4
    with qtbot.waitSignal(view.rationale_added) as added:
        drag(view, place_of(view, start), place_of(view, end))
    span: Span = added.args[0]
    assert TEXT[span.start : span.end] == "room wasn't"
    assert not view.textCursor().hasSelection()


def test_a_drag_over_han_marks_what_it_covers(view: HighlightedText, qtbot: QtBot) -> None:
    view.set_marking(True)
    start = TEXT.index("前台")
    drag_start, drag_end = place_of(view, start) - QPoint(7, 0), place_of(view, start + 3) + QPoint(7, 0)
    with qtbot.waitSignal(view.rationale_added) as added:
        drag(view, drag_start, drag_end)
    assert added.args == [Span(start, start + 4)]


@pytest.mark.parametrize(
    ("text", "point"), [("早餐", 1), ("wasn't", TEXT.index("asn't")), ("clean", TEXT.index("lean"))]
)
def test_a_double_click_marks_the_word_under_it(view: HighlightedText, qtbot: QtBot, text: str, point: int) -> None:
    view.set_marking(True)
    with qtbot.waitSignal(view.rationale_added) as added:
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(view, point))
    span: Span = added.args[0]
    assert TEXT[span.start : span.end] == text


def test_a_double_click_takes_the_models_word_where_there_is_one(view: HighlightedText, qtbot: QtBot) -> None:
    view.set_marking(True)
    view.set_highlights([word("太差了")])
    with qtbot.waitSignal(view.rationale_added) as added:
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(view, 3))
    assert added.args == [Span(2, 5)]


def test_a_click_on_marked_words_unmarks_them(view: HighlightedText, qtbot: QtBot) -> None:
    view.set_marking(True)
    view.set_rationales([Span(2, 4)])
    with qtbot.waitSignal(view.rationale_removed) as removed:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(view, 2))
    assert removed.args == [Span(2, 4)]


def test_without_marking_words_are_only_selected(view: HighlightedText, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(view.rationale_added):
        drag(view, place_of(view, 0), place_of(view, 4))
    assert view.textCursor().hasSelection()


def test_what_is_copied_is_the_original_text(view: HighlightedText) -> None:
    text = "one\r\ntwo\rthree\u00a0four"
    view.set_document(text)
    view.selectAll()
    assert view.createMimeDataFromSelection().text() == text


def test_spans_behind_carriage_returns_stay_at_their_words(view: HighlightedText, qtbot: QtBot) -> None:
    text = "one\r\ntwo\r\nthree"
    view.set_document(text)
    view.set_marking(True)
    with qtbot.waitSignal(view.rationale_added) as added:
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(view, text.index("hree")))
    assert added.args == [Span(10, 15)]


def test_html_is_shown_as_it_is_written(view: HighlightedText) -> None:
    view.set_document("<b>bold</b> &amp; <img src=x>")
    assert view.toPlainText() == "<b>bold</b> &amp; <img src=x>"


def longest_line(view: HighlightedText, text: str) -> int:
    view.set_document(text)
    layout = view.document().firstBlock().layout()
    return max(layout.lineAt(index).textLength() for index in range(layout.lineCount()))


@pytest.mark.parametrize("width", [700, 1400, 3000])
def test_lines_hold_at_most_38_han_or_72_latin_characters(view: HighlightedText, width: int) -> None:
    view.resize(width, 500)
    assert longest_line(view, "早餐太差了" * 60) <= 38
    assert longest_line(view, "The room was clean and the staff were kind to us. " * 20) <= 73  # with the blank


def test_a_long_text_grows_out_of_view_and_keeps_its_offsets(view: HighlightedText, qtbot: QtBot) -> None:
    sentence = "房间很大，服务不错😀，但是早餐太差了。"
    text = sentence * 2600
    view.set_document(text)
    assert view.is_growing
    qtbot.waitUntil(lambda: not view.is_growing)
    assert view.toPlainText().replace("\n", "") == text
    view.set_highlights([Token(len(text) - 4, len(text) - 2, "太差", 1.0)], uniform=0.1)
    view.show_span(Span(len(text) - 4, len(text) - 2))
    assert theme.current().attention(1.0).name() in colors_around(view, len(text) - 4)


def test_a_span_can_be_shown_before_the_text_has_grown(view: HighlightedText) -> None:
    view.set_document("行\n" * 9000)
    view.show_span(Span(17_000, 17_001))
    assert view.viewport().rect().contains(place_of(view, 17_000))


def test_painting_is_told_once_for_each_document(view: HighlightedText, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.document_painted):
        view.set_document("another")
    with qtbot.assertNotEmitted(view.document_painted):
        view.viewport().repaint()


def test_lines_are_1_7_times_the_size_of_the_type(view: HighlightedText) -> None:
    view.set_text_size(20)
    assert view.font().pixelSize() == 20
    assert view.document().firstBlock().blockFormat().lineHeight() == 34


def load_benchmark() -> ModuleType:
    path = Path(__file__).resolve().parents[1] / "benchmarks" / "highlighting.py"
    spec = importlib.util.spec_from_file_location("highlighting_benchmark", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_time_for_a_visible_word_does_not_grow_with_the_document(view: HighlightedText) -> None:
    benchmark = load_benchmark()

    def repaint_time(words: int) -> Callable[[], float]:
        text, tokens = benchmark.han_text(words)
        view.set_document(text)
        while view.is_growing:
            view._insert_piece()

        def measure() -> float:
            view.set_highlights(tokens)
            time_ms: float = benchmark.milliseconds(view.viewport().repaint)
            return time_ms / view.visible_words

        return measure

    short, long = ([measure() for _ in range(15)] for measure in map(repaint_time, (1000, 10_000)))
    assert statistics.median(long) <= 3 * statistics.median(short)


@pytest.mark.parametrize("odd", list("\x00\x0b\x0c\x85\u2028\u2029\ufdd0\ufeff\ufffc\r"))
def test_no_odd_character_moves_what_comes_behind_it(view: HighlightedText, qtbot: QtBot, odd: str) -> None:
    view.set_document(f"one{odd}{odd} two")
    view.set_marking(True)
    with qtbot.waitSignal(view.rationale_added) as added:
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(view, 7))
    assert added.args == [Span(6, 9)]
