"""Encodings: found out, and never wrong in silence."""

from __future__ import annotations

import io

import pytest

from core.formats.common.encoding import Guess, decode, detect, first_bad_byte, open_text, settle

CHINESE = "房间很大，服务也好，早餐的味道不错，下次还会来。\n" * 3
TRADITIONAL = "房間很大，服務也好，早餐的味道不錯，下次還會來。\n" * 3


def found(data: bytes) -> Guess:
    return detect(io.BytesIO(data))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "gb18030"])
def test_simplified_chinese_is_found(encoding: str) -> None:
    assert found(CHINESE.encode(encoding)) == Guess(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5hkscs"])
def test_traditional_chinese_is_found(encoding: str) -> None:
    assert found(TRADITIONAL.encode(encoding)) == Guess(encoding)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16-le", "utf-16-be", "utf-32-le"])
def test_a_byte_order_mark_decides(encoding: str) -> None:
    bom = "" if encoding == "utf-8-sig" else "\ufeff"
    data = (bom + "a,b\n").encode(encoding)
    assert found(data) == Guess(encoding)
    assert decode(data, encoding) == "a,b\n"


def test_utf_16_without_mark_nor_ascii_words_is_found() -> None:
    assert found(("房间很大，服务也好" * 200 + "\n").encode("utf-16-le")) == Guess("utf-16-le")


def test_a_first_chinese_character_after_three_megabytes_is_seen() -> None:
    ascii_part = b"all of this is plain ASCII\n" * 120_000
    assert found(ascii_part + CHINESE.encode()) == Guess("utf-8")
    assert found(ascii_part + CHINESE.encode("gb18030")) == Guess("gb18030")


def test_plain_ascii_is_utf_8() -> None:
    assert found(b"text,label\nfine,good\n") == Guess("utf-8")


def test_western_european_text_is_windows_1252() -> None:
    assert found("Das Frühstück war großartig, schöne Zimmer – übrigens für 80 €.\n".encode("cp1252")) == Guess(
        "cp1252"
    )


def test_one_odd_byte_is_decoded_but_called_unsure() -> None:
    assert found(b"a,b\n1,\xa9\n") == Guess("cp1252", is_sure=False)


def test_three_chinese_characters_are_decoded_but_called_unsure() -> None:
    assert found("1,不错的\n".encode("gb18030")) == Guess("gb18030", is_sure=False)


@pytest.mark.parametrize(
    ("text", "encoding"), [("Номер был чистый, завтрак вкусный.\n", "cp1251"), ("아침 식사도 맛있었어요.\n", "cp949")]
)
def test_other_scripts_are_never_called_sure(text: str, encoding: str) -> None:
    assert found(text.encode(encoding) * 3).is_sure is False


def test_damaged_utf_8_stays_utf_8() -> None:
    data = CHINESE.encode() * 10
    assert found(data[:31] + data[32:]) == Guess("utf-8")


def test_a_broken_byte_is_marked_and_found_again() -> None:
    text = decode("好".encode("gb18030") + b"\xff\n", "gb18030")
    assert first_bad_byte(text) == 0xFF
    assert text.startswith("好")


def test_a_stream_marks_a_character_that_the_end_cuts_in_two() -> None:
    stream = open_text(io.BytesIO("好好".encode()[:-1]), "utf-8")  # type: ignore[arg-type]
    assert first_bad_byte(stream.read()) == 0xE5


def test_a_utf_8_file_among_gbk_ones_keeps_its_own_encoding() -> None:
    assert settle("房间很大".encode(), "gb18030") == "utf-8"
    assert settle("联通".encode("gb18030"), "gb18030") == "gb18030"
    assert settle(b"plain", "gb18030") == "gb18030"
