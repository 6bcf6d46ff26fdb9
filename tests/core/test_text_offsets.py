"""Code points and UTF-16 units, whole words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.records import Span
from core.text_offsets import Utf16Map, whole_words, word_at

TEXT = "好😀a𠮷b"


def test_positions_count_two_units_for_emoji_and_rare_han() -> None:
    offsets = Utf16Map(TEXT)
    assert [offsets.to_utf16(point) for point in range(len(TEXT) + 1)] == [0, 1, 3, 4, 6, 7]


def test_a_unit_inside_a_pair_is_the_start_of_its_character() -> None:
    offsets = Utf16Map(TEXT)
    assert [offsets.to_code_point(unit) for unit in range(8)] == [0, 1, 1, 2, 3, 3, 4, 5]


def test_breaks_shift_what_comes_behind_them() -> None:
    offsets = Utf16Map("abcd", breaks=[2])  # shown as "ab\ncd"
    assert [offsets.to_utf16(point) for point in range(5)] == [0, 1, 3, 4, 5]
    assert [offsets.to_code_point(unit) for unit in range(6)] == [0, 1, 2, 2, 3, 4]


@given(st.text(), st.data())
def test_every_code_point_comes_back_the_same(text: str, data: st.DataObject) -> None:
    breaks = data.draw(st.sets(st.integers(1, len(text)))) if text else set()
    offsets = Utf16Map(text, breaks)
    assert all(offsets.to_code_point(offsets.to_utf16(point)) == point for point in range(len(text) + 1))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_units_are_those_of_utf_16(text: str) -> None:
    offsets = Utf16Map(text)
    for point in range(len(text) + 1):
        assert offsets.to_utf16(point) == len(text[:point].encode("utf-16-le")) // 2


def test_a_span_loses_blanks_and_cuts_no_latin_word() -> None:
    text = "  the breakfast was cold "
    assert whole_words(text, Span(8, 17)) == Span(6, 19)
    assert text[6:19] == "breakfast was"


def test_a_span_of_blanks_alone_is_empty() -> None:
    assert whole_words("a   b", Span(1, 4)) == Span(4, 4)


def test_han_is_not_widened() -> None:
    assert whole_words("早餐太差了", Span(2, 4)) == Span(2, 4)


@pytest.mark.parametrize(
    ("text", "position", "word"),
    [
        ("房间很大，服务不错", 0, "房间"),
        ("早餐太差了", 1, "早餐"),
        ("早餐太差了", 3, "差"),
        ("前台服务态度恶劣", 5, "态度"),
        ("太差", 0, "太"),
        ("I don't know", 3, "don't"),
        ("I don't know", 5, "don't"),
        ("wifi很慢", 1, "wifi"),
        ("ok!", 2, "!"),
        ("𠮷野家", 0, "𠮷野家"),
    ],
)
def test_the_word_under_a_position(text: str, position: int, word: str) -> None:
    span = word_at(text, position)
    assert span is not None
    assert text[span.start : span.end] == word


def test_there_is_no_word_at_a_blank() -> None:
    assert word_at("a b", 1) is None
