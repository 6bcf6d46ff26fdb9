"""The shares of a list, wherever it begins."""

from __future__ import annotations

from collections import Counter

import pytest

from core.selection.mixing import slots


@pytest.mark.parametrize("share", [0.0, 0.15, 0.5, 1.0])
def test_every_hundred_places_have_their_share_of_random_ones(share: float) -> None:
    counted = Counter(slots(137, 100, random_share=share, holdout_share=0.0))
    assert counted["random"] == pytest.approx(100 * share, abs=1)


def test_lists_that_replace_each_other_are_as_one_list() -> None:
    whole = slots(0, 60, random_share=0.15, holdout_share=0.2)
    parts = [slot for start in range(0, 60, 10) for slot in slots(start, 10, random_share=0.15, holdout_share=0.2)]
    assert parts == whole


def test_the_random_share_is_of_what_does_not_only_measure() -> None:
    counted = Counter(slots(0, 1000, random_share=0.25, holdout_share=0.2))
    assert counted == {"holdout": 200, "random": 200, "chosen": 600}
