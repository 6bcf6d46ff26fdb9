from __future__ import annotations

import numpy as np

from core.jobs.captioning import CONSTANT, POINTS, UNIFORM
from core.ml.captions import checks


def pointed(*places: int) -> np.ndarray:
    return np.eye(9, dtype=np.float32)[list(places)] * 0.8 + 0.2 / 9


def test_flat_maps_are_called_flat() -> None:
    flat = np.full((4, 9), 1 / 9) + np.random.default_rng(0).normal(0, 0.003, (4, 9))
    assert checks.check(flat / flat.sum(axis=1, keepdims=True)).level == UNIFORM


def test_the_same_map_for_all_words_is_called_that() -> None:
    assert checks.check(pointed(3, 3, 3)).level == CONSTANT


def test_maps_that_move_point() -> None:
    found = checks.check(pointed(1, 4, 7))
    assert found.level == POINTS
    assert found.change[0] == 0 and found.change[1] > 0.7


def test_nothing_is_said_of_a_single_word_that_cannot_move() -> None:
    assert checks.check(pointed(3)).level == POINTS


def test_the_answer_holds_what_the_page_draws() -> None:
    found = checks.check(pointed(1, 2)).to_json()
    assert found["uniform"] == 1 / 9 and len(found["entropy"]) == len(found["change"]) == 2
    assert set(found["note"]) == {"template", "values"}


def test_no_words_are_no_reason_to_fail() -> None:
    assert checks.check(np.zeros((0, 9))).to_json()["entropy"] == []
