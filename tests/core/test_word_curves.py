from __future__ import annotations

from typing import Any

import pytest

from core import word_curves
from core.word_curves import CARRIES, HIDES, INDEPENDENT, NOTHING, SHOWS


def answer(n_hiding: int, n_showing: int, blurred: float = 0.1) -> dict[str, Any]:
    rows = {name: [0.8, 0.4, blurred] for name in ("probabilities", "low", "middle", "high")}
    one = {**rows, "area": 0.4, "random_area": 0.5}
    deletion, insertion = ({**one, "n_beaten": n} for n in (n_hiding, n_showing))
    return {"shares": [0, 0.5, 1], "n_orders": 19, "deletion": deletion, "insertion": insertion}


@pytest.mark.parametrize(
    ("n_hiding", "n_showing", "level"), [(19, 19, CARRIES), (19, 18, HIDES), (18, 19, SHOWS), (18, 18, NOTHING)]
)
def test_a_map_must_be_better_than_every_random_order(n_hiding: int, n_showing: int, level: str) -> None:
    assert word_curves.of_answer(answer(n_hiding, n_showing)).level == level


def test_a_word_that_is_said_of_a_blurred_picture_rests_on_no_place() -> None:
    assert word_curves.of_answer(answer(19, 19, blurred=0.5)).level == INDEPENDENT
