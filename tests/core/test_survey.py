from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from core.intervals import sign_test
from core.survey.comparing import distances
from core.survey.slices import Condition, Judged, slices
from core.survey.words import read_words


def line(id: int, method: str, weights: Mapping[str, float], label: str = "good") -> dict[str, Any]:
    """A document of the given words, in their order."""
    text, tokens = "", []
    for word, weight in weights.items():
        tokens.append({"start": len(text), "end": len(text) + len(word), "text": word, "weight": weight})
        text += f"{word} "
    methods = ["evidence", "attention"]
    return {"id": id, "text": text, "label": label, "method": method, "methods": methods, "tokens": tokens}


def write(path: Path, lines: Sequence[Mapping[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    return path


@pytest.fixture
def explained(tmp_path: Path) -> Path:
    """Five documents: "nice" decides, "the" is looked at, "cold" speaks against."""
    lines = []
    for id in range(5):
        lines.append(line(id, "evidence", {"The": 0.0, "nice": 1.0, "room": 0.02, "cold": -0.3}))
        lines.append(line(id, "attention", {"The": 0.7, "nice": 0.1, "room": 0.1, "cold": 0.1}))
    return write(tmp_path / "explained.jsonl", lines)


def test_keywords_go_by_what_they_add_in_all_documents(explained: Path) -> None:
    words = read_words(explained)
    best = words.keywords("good")[0]
    assert (best.text, best.documents, best.contribution, best.score) == ("nice", 5, 1.0, 5.0)
    assert [word.text for word in words.against("good")] == ["cold"]
    assert words.keywords("bad") == []


def test_what_is_looked_at_and_what_is_used_can_be_told_apart(explained: Path) -> None:
    words = read_words(explained)
    assert [word.text for word in words.unused("good")] == ["the"]
    assert [word.text for word in words.unseen("good")] == ["nice"]
    assert words.unused("good")[0].look == pytest.approx(2.8)


def test_words_have_their_places_the_heaviest_first(tmp_path: Path) -> None:
    found = read_words(write(tmp_path / "e", [line(id, "evidence", {"ok": id / 10}) for id in range(60)]))
    places = found.keywords("good")[0].heaviest()
    assert len(places) == 50 and (places[0].document_id, places[0].start, places[0].end) == (59, 0, 2)


def test_a_word_that_stands_twice_has_both_places(tmp_path: Path) -> None:
    twice = line(1, "evidence", {"ok": 0.5, "so": 0.1, "OK": 0.5})
    (word, _) = read_words(write(tmp_path / "e", [twice, twice | {"id": 2}, twice | {"id": 3}])).keywords("good")
    assert (word.documents, word.contribution) == (3, 1.0)
    assert [(place.document_id, place.start) for place in word.heaviest()][:2] == [(1, 0), (1, 6)]


def test_words_change_over_a_column(tmp_path: Path) -> None:
    lines = [line(id, "evidence", {"good": 1.0} | ({"new": 1.0} if id >= 4 else {})) for id in range(8)]
    words = read_words(write(tmp_path / "e", lines), lambda id: "2023" if id < 4 else "2024")
    changing = words.changing("good", ["2023", "2024"])
    assert [(word.text, shares) for word, shares in changing] == [("new", [0.0, 1.0]), ("good", [1.0, 1.0])]


def test_a_damaged_file_says_what_it_can(explained: Path) -> None:
    with explained.open("a", encoding="utf-8") as file:
        file.write('{"id": 9, "tokens": 3')
    assert read_words(explained).n["good"] == 5
    assert read_words(explained.with_name("nowhere")).n == {}


def judged(n: int, wrong: Sequence[int]) -> list[Judged]:
    """Texts of many lengths; every third from the north; those that end in 7 speak of breakfast."""
    return [
        Judged(
            id,
            "x" * (id % 40 + 1) + (" breakfast" if id % 10 == 7 else ""),
            {"side": "north" if id % 3 else ""},
            id not in wrong,
        )
        for id in range(n)
    ]


def test_a_weak_slice_is_found_by_its_keyword() -> None:
    found = slices(judged(300, range(7, 300, 10)), ["Breakfast", "lunch"])
    assert (found.n, found.n_wrong) == (300, 30)
    assert found.weak[0].conditions == (Condition("keyword", "", "breakfast"),)
    assert (found.weak[0].n, found.weak[0].n_wrong) == (30, 30) and found.weak[0].accuracy_interval[1] < 0.2


def test_a_pair_is_told_where_it_is_weaker_than_either_part() -> None:
    wrong = [id for id in range(600) if id % 10 == 7 and id % 3]
    found = slices(judged(600, wrong), ["breakfast"])
    kinds = [tuple(condition.kind for condition in one.conditions) for one in found.weak]
    assert kinds[0] in (("keyword", "meta"), ("meta", "keyword"))


def test_a_model_that_is_wrong_everywhere_alike_has_hardly_a_weak_slice() -> None:
    found = [slices(judged(400, random.Random(seed).sample(range(400), 40)), ["breakfast"]) for seed in range(20)]
    assert sum(len(one.weak) for one in found) < 0.1 * sum(one.n_tried for one in found)
    assert slices([], ["x"]).n == 0


def test_how_far_highlights_are_apart_goes_by_characters(tmp_path: Path) -> None:
    one = write(tmp_path / "one", [line(1, "evidence", {"ab": 1.0, "cd": -2.0}), line(2, "evidence", {"ab": 1.0})])
    same = write(tmp_path / "same", [line(1, "evidence", {"ab": 3.0, "cd": 0.0})])
    other = write(tmp_path / "other", [line(1, "evidence", {"ab": 0.0, "cd": 1.0})])
    assert distances(one, same) == {1: 0.0}
    assert distances(one, other) == {1: pytest.approx(1.0)}


def test_the_sign_test_is_exact() -> None:
    assert sign_test(0, 5) == pytest.approx(2 / 32)
    assert sign_test(3, 3) == 1.0 and sign_test(0, 0) == 1.0
