"""The index of words, read from a run's folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core import word_places
from core.records import Box


def test_the_most_frequent_word_comes_first_and_its_surest_look(tmp_path: Path) -> None:
    box = [0.1, 0.2, 0.3, 0.4]
    lines = [
        {"word": "dog", "places": [[1, 0, 1, 0.4, box]]},
        {"word": "a", "places": [[1, 0, 0, 0.2, box], [2, 1, 0, 0.9, box]]},
    ]
    (tmp_path / word_places.FILE).write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    first, second = word_places.read(tmp_path)
    assert (first.word, second.word) == ("a", "dog")
    assert [place.document_id for place in first.places] == [2, 1]
    assert second.places[0].box == Box(0.1, 0.2, 0.3, 0.4)
    assert word_places.share_of_picture([first, second]) == pytest.approx(0.12)


def test_what_is_broken_is_left_out_and_a_run_without_an_index_has_none(tmp_path: Path) -> None:
    assert word_places.read(tmp_path) == []
    broken = ["{", "[]", '{"word": "x", "places": [[1]]}', "[" * 100_000]
    good = '{"word": "y", "places": []}'
    (tmp_path / word_places.FILE).write_text("\n".join([*broken, good]), encoding="utf-8")
    assert [one.word for one in word_places.read(tmp_path)] == ["y"]
