from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from core.ml.captions import pointing
from core.ml.captions.captioner import Caption, View
from core.ml.captions.lessons import Captioned
from core.pictures.geometry import WHOLE
from core.records import Box, Region, Span

GRID = (4, 5)
CORNER = Box(0, 0, 0.4, 0.5)  # four of the twenty cells


class Fake:
    """A captioner that looks where it is told: one map for each word of "a dog"."""

    rows, columns = GRID

    def __init__(self, maps: np.ndarray, is_known: tuple[bool, ...] = (True, True)) -> None:
        self.maps, self.is_known = maps.astype(np.float32), is_known

    def view(self, picture: Path) -> View:  # noqa: ARG002
        return View(torch.zeros(1, 20, 2), WHOLE)

    def read(self, view: View, text: str) -> Caption:  # noqa: ARG002
        return Caption(text, (Span(0, 1), Span(2, 5)), (1.0, 1.0), self.is_known, 0.0, (2, 3), self.maps)

    def draw(self, view: View, caption: Caption, method: str) -> np.ndarray:  # noqa: ARG002
        return self.maps


def at(*cells: int) -> np.ndarray:
    found = np.zeros(20)
    found[list(cells)] = 1 / len(cells)
    return np.stack([np.full(20, 0.05), found])


def measured(fake: Fake, *boxes: Box) -> dict[str, Any]:
    regions = tuple(Region(box, "dog", 0, Span(2, 5)) for box in boxes)
    pictures = [Captioned(1, Path("x"), "holdout", ("a dog",), regions)]
    return pointing.measure(fake, pictures, ["attention"])  # type: ignore[arg-type]


def test_a_map_on_the_box_hits_with_all_of_its_mass() -> None:
    found = measured(Fake(at(0, 1, 5, 6)), CORNER)["methods"]["attention"]
    assert (found["accuracy"], found["n"]) == (1, 1)
    assert found["mass"] == pytest.approx(1) and found["gain"] == pytest.approx(0.8)


def test_a_map_elsewhere_misses() -> None:
    found = measured(Fake(at(19)), CORNER)["methods"]["attention"]
    assert found["accuracy"] == 0 and found["gain"] == pytest.approx(-0.2)


def test_a_flat_map_points_at_nothing_even_where_the_box_is_everything() -> None:
    found = measured(Fake(at(*range(20))), WHOLE)["methods"]["attention"]
    assert found["accuracy"] == 0 and found["gain"] == pytest.approx(0, abs=1e-6)


def test_any_box_of_the_word_will_do() -> None:
    assert measured(Fake(at(19)), CORNER, Box(0.8, 0.75, 0.2, 0.25))["methods"]["attention"]["accuracy"] == 1


def test_the_centre_hits_what_covers_it_and_chance_as_much_as_is_covered() -> None:
    central = measured(Fake(at(7)), Box(0.3, 0.3, 0.4, 0.4))
    assert central["baselines"]["centre"]["accuracy"] == 1 and central["n_off_centre"] == 0
    found = measured(Fake(at(7)), CORNER)
    assert found["baselines"]["centre"]["accuracy"] == 0 and found["n_off_centre"] == 1
    assert found["baselines"]["random"]["gain"] == pytest.approx(0)
    assert found["baselines"]["random"]["accuracy"] == found["baselines"]["random"]["area"] == pytest.approx(0.2)


@pytest.mark.parametrize("text", ["a      dog", "a\u200b\u200b\u200b\u200b\u200b dog"])
def test_a_region_is_at_its_word_however_the_caption_was_typed(text: str) -> None:
    region = Region(CORNER, "dog", 0, Span(text.index("dog"), len(text)))
    pictures = [Captioned(1, Path("x"), "holdout", (text,), (region,))]
    found = pointing.measure(Fake(at(0)), pictures, ["attention"])  # type: ignore[arg-type]
    assert found["methods"]["attention"]["accuracy"] == found["n"] == 1


def test_words_that_are_not_known_are_counted_and_left_out() -> None:
    found = measured(Fake(at(0), is_known=(True, False)), CORNER)
    assert (found["n"], found["n_unknown"]) == (0, 1)
    assert pointing.best(found, "attention") == "attention"


def test_an_empty_box_is_no_item() -> None:
    assert measured(Fake(at(0)), Box(0.1, 0.1, 0, 0))["n"] == 0


@pytest.mark.parametrize("bug", ["shifted", "transposed", "of another word"])
def test_a_planted_bug_is_seen(bug: str) -> None:
    """Narrow boxes all over: right maps point, and those with a bug do not."""
    hits = {True: 0.0, False: 0.0}
    for row in range(4):
        for column in range(5):
            box = Box(column / 5, row / 4, 0.2, 0.25)
            right = at(row * 5 + column)
            grid = right[1].reshape(GRID)
            wrong = {
                "shifted": np.roll(grid, 1, axis=1).ravel(),
                "transposed": grid.reshape(5, 4).T.ravel(),
                "of another word": right[0],
            }
            for is_right, maps in ((True, right), (False, np.stack([right[0], wrong[bug]]))):
                hits[is_right] += measured(Fake(maps), box)["methods"]["attention"]["accuracy"] / 20
    assert hits[True] == pytest.approx(1)
    assert hits[False] < 0.5
