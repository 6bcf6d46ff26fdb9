"""How maps over pictures are drawn."""

from __future__ import annotations

import numpy as np
import pytest

from core import heat
from core.records import Box

WHOLE = Box(0, 0, 1, 1)


def peaked(rows: int = 7, columns: int = 5, at: tuple[int, int] = (1, 3)) -> heat.Floats:
    cells = np.zeros((rows, columns), np.float32)
    cells[at] = 1.0
    return cells


def test_a_uniform_map_is_one_level_everywhere_raw_and_smoothed() -> None:
    cells = np.full((14, 14), 1 / 196, np.float32)
    for is_smooth in (False, True):
        assert heat.levels(cells, is_smooth=is_smooth) == pytest.approx(1 / heat.ATTENTION_FULL, abs=1e-4)


def test_the_scale_does_not_depend_on_what_a_map_holds() -> None:
    cells = np.full((4, 4), 1 / 16, np.float32)
    cells[0, 0], cells[0, 1] = 2 / 16, 0
    assert heat.levels(cells, is_smooth=False)[0, 0] == pytest.approx(2 / heat.ATTENTION_FULL)


def test_smoothing_keeps_the_place_and_the_mass() -> None:
    drawn = heat.smoothed(peaked())
    row, column = np.unravel_index(int(drawn.argmax()), drawn.shape)
    assert int(row / drawn.shape[0] * 7) == 1 and int(column / drawn.shape[1] * 5) == 3
    assert drawn.mean() == pytest.approx(1 / 35, rel=0.1)


def test_the_box_of_half_the_mass_is_in_the_part_that_was_read() -> None:
    box = heat.half_box(peaked(), Box(0.1, 0.0, 0.5, 1.0))
    assert (box.left, box.top) == pytest.approx((0.1 + 0.5 * 3 / 5, 1 / 7))
    assert (box.width, box.height) == pytest.approx((0.1, 1 / 7))


def test_the_outline_of_cells_goes_around_them() -> None:
    lines = heat.half_outline(peaked(), is_smooth=False)
    assert len(lines) == 4
    assert (lines[:, ::2].min(), lines[:, ::2].max()) == pytest.approx((3 / 5, 4 / 5))


def test_the_smooth_outline_is_closed_and_holds_half() -> None:
    cells = peaked(14, 14, (0, 6))  # at the border of the picture
    lines = heat.half_outline(cells, is_smooth=True)
    ends = np.concatenate([lines[:, :2], lines[:, 2:]]).round(4)
    _, counts = np.unique(ends, axis=0, return_counts=True)
    assert (counts % 2 == 0).all()
    drawn = heat.smoothed(cells)
    assert drawn[drawn >= heat.half_level(drawn)].sum() == pytest.approx(drawn.sum() / 2, rel=0.05)


def test_half_of_a_uniform_map_is_all_of_it() -> None:
    cells = np.full((3, 3), 1 / 9, np.float32)
    assert heat.half_box(cells, WHOLE) == WHOLE


@pytest.mark.parametrize("is_smooth", [True, False])
def test_noise_has_no_outline(is_smooth: bool) -> None:
    cells = 1 + 0.2 * np.random.default_rng(0).random((14, 14), np.float32)
    assert len(heat.half_outline(cells / cells.sum(), is_smooth=is_smooth)) == 0
