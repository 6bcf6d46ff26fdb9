from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from core.pictures import geometry
from core.pictures.geometry import WHOLE
from core.records import Box

FRACTIONS = st.floats(0, 1)


def test_crop_is_the_square_in_the_middle() -> None:
    assert geometry.view(200, 100, "crop") == Box(0.25, 0.0, 0.5, 1.0)
    assert geometry.view(200, 100) == WHOLE


@pytest.mark.parametrize("fit", geometry.FITS)
def test_a_place_is_where_the_fitted_picture_shows_it(fit: str) -> None:
    image = Image.new("RGB", (400, 200))
    image.paste((255, 255, 255), (224, 60, 264, 100))
    seen = np.asarray(geometry.fitted(image, 50, fit)).mean(axis=2) > 127
    box = Box(224 / 400, 60 / 200, 40 / 400, 40 / 200)
    wanted = geometry.covered(box, geometry.view(400, 200, fit), 50, 50) > 0.5
    assert (seen != wanted).sum() <= 2


@given(FRACTIONS, FRACTIONS, FRACTIONS, FRACTIONS)
def test_shares_add_up_to_the_area_of_the_box(left: float, top: float, width: float, height: float) -> None:
    box = Box(left * (1 - width), top * (1 - height), width, height)
    assert geometry.covered(box, WHOLE, 5, 7).sum() / 35 == pytest.approx(width * height, abs=1e-6)


def test_what_lies_outside_of_the_view_covers_nothing() -> None:
    assert geometry.covered(Box(0, 0, 0.2, 1), geometry.view(200, 100, "crop"), 3, 3).sum() == 0


def test_boxes_together_count_nothing_twice() -> None:
    box = Box(0, 0, 0.5, 1)
    assert geometry.covered_by_any([box, box], WHOLE, 2, 2).sum() == 2


def test_middle_of_a_cell_is_in_its_place() -> None:
    assert geometry.center(1, 0, WHOLE, 2, 4) == (0.125, 0.75)


def test_box_of_half_of_the_mass_is_the_smallest_that_holds_it() -> None:
    weights = np.full((4, 5), 0.02)
    weights[1, 2:4] = 0.3
    weights /= weights.sum()
    assert geometry.box_of_mass(weights) == Box(0.4, 0.25, 0.4, 0.25)


def test_box_of_mass_is_the_whole_of_a_single_cell_map() -> None:
    assert geometry.box_of_mass(np.ones((1, 1))) == WHOLE
