from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from gui.models.concordance_model import MOST_A_DOCUMENT, ConcordanceModel, lines_of
from gui.models.keywords_model import Keyword, KeywordsModel, read_keywords

WORD = {"word": "干净", "score": 0.5, "weight": 2.5, "lift": 1.75, "documents": 12, "examples": [3, 1]}


def test_keywords_are_read_by_label(tmp_path: Path) -> None:
    path = tmp_path / "keywords.json"
    path.write_text(json.dumps({"labels": {"好评": [WORD], "差评": []}}), encoding="utf-8")
    assert read_keywords(path) == {"好评": (Keyword("干净", 0.5, 2.5, 1.75, 12, (3, 1)),), "差评": ()}


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"labels": {"a": [{}]}}', '{"labels": {"a": 1}}'])
def test_a_broken_file_has_no_keywords(tmp_path: Path, content: str) -> None:
    path = tmp_path / "keywords.json"
    path.write_text(content, encoding="utf-8")
    assert read_keywords(path) == {}
    assert read_keywords(tmp_path / "none.json") == {}


def test_the_bar_of_the_best_word_is_full() -> None:
    model = KeywordsModel()
    model.set_keywords([Keyword("a", 2.0, 9.0, 2.0, 5, ()), Keyword("b", 0.5, 3.0, 1.2, 2, ())])
    assert [model.index(row, 1).data(Qt.ItemDataRole.UserRole) for row in range(2)] == [1.0, 0.25]
    assert model.index(1, 0).data(Qt.ItemDataRole.UserRole) is None
    assert [model.index(1, column).data() for column in range(5)] == ["b", "0.5", "3.0 ×", "1.2 ×", "2"]


def test_words_are_found_whole_where_words_have_blanks() -> None:
    (line,) = lines_of(7, "Unfair? No: FAIR, he said.", "fair")
    assert (line.document_id, line.word, line.before, line.after) == (7, "FAIR", "Unfair? No: ", ", he said.")
    assert line.start == 12


def test_chinese_words_are_found_inside_the_text() -> None:
    (line,) = lines_of(1, "😀房间很干净，\n推荐", "干净")
    assert (line.before, line.after) == ("😀房间很", "， 推荐")
    assert (line.start, line.end) == (4, 6)


def test_one_document_gives_few_lines() -> None:
    assert len(list(lines_of(1, "好 " * 9, "好"))) == MOST_A_DOCUMENT


def test_a_word_of_signs_is_no_pattern() -> None:
    (line,) = lines_of(1, "what (?) now", "(?)")
    assert line.word == "(?)"


def test_three_columns_meet_at_the_word() -> None:
    model = ConcordanceModel()
    model.set_lines(list(lines_of(1, "a b c", "b")))
    assert [model.index(0, column).data() for column in range(3)] == ["a ", "b", " c"]
