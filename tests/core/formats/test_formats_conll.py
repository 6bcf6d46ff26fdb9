"""CoNLL in its columns and its schemes of tags."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.formats.detect import inspect
from core.records import Span
from tests.core.formats.reading import load, rows_of, save


@pytest.mark.parametrize(
    "tags",
    [
        ("B-X", "I-X", "O", "B-X"),
        ("I-X", "I-X", "O", "I-X"),
        ("B-X", "E-X", "O", "S-X"),
        ("B-X", "L-X", "O", "U-X"),
    ],
    ids=["IOB2", "IOB1", "IOBES", "BILOU"],
)
def test_every_scheme_of_tags_gives_the_same_spans(tmp_path: Path, tags: tuple[str, ...]) -> None:
    lines = "\n".join(f"{word}\t{tag}" for word, tag in zip(("New", "York", "is", "big"), tags, strict=True))
    [row] = rows_of(save(tmp_path / "a.conll", lines + "\n\n\n"))
    assert (row.text, row.labels) == ("New York is big", ("X",))
    assert row.rationales == (Span(0, 8), Span(12, 15))


def test_four_columns_with_document_marks_are_read(tmp_path: Path) -> None:
    lines = "-DOCSTART- -X- O O\n\nBahia -X- _ B-Location\n. -X- _ O\n\n好 -X- _ B-good\n吃 -X- _ I-good\n"
    path = save(tmp_path / "a.txt", lines)
    rows = rows_of(path)
    assert inspect(path).format == "conll"
    assert [(row.text, row.labels, row.line) for row in rows] == [("Bahia.", ("Location",), 3), ("好吃", ("good",), 6)]


def test_a_block_with_a_line_that_has_no_tag_is_refused(tmp_path: Path) -> None:
    rows, [rejected] = load(save(tmp_path / "a.conll", "a\tO\n\nb\tO\nc\td\n\ne\tB-X\n"))
    assert [row.text for row in rows] == ["a", "e"]
    assert (rejected.line, "tag" in rejected.reason) == (3, True)


def test_ordinary_text_is_not_taken_for_tags(tmp_path: Path) -> None:
    path = save(tmp_path / "a.txt", "Vitamin B\nis good\nfor O\n" * 5)
    assert inspect(path).format == "txt"
