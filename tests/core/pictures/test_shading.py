import numpy as np
from PIL import Image

from core.pictures import shading
from core.records import Box

WHITE = Image.new("RGB", (80, 40), "white")


def light(picture: Image.Image, x: int, y: int) -> int:
    return picture.getpixel((x, y))[0]


def test_bright_is_where_the_map_has_its_mass() -> None:
    cells = np.zeros((2, 4))
    cells[1, 3] = 1.0
    found = shading.shaded(WHITE, cells.tolist(), Box(0, 0, 1, 1))
    assert light(found, 72, 32) > 200 and light(found, 8, 8) < 60


def test_an_even_look_stays_dim_on_the_one_scale() -> None:
    found = shading.shaded(WHITE, [[1 / 8] * 4] * 2, Box(0, 0, 1, 1))
    assert {light(found, x, y) for x in (5, 40, 75) for y in (5, 35)} == {light(found, 40, 20)}
    assert light(found, 40, 20) < 100


def test_what_the_model_did_not_see_is_hatched_not_dark() -> None:
    found = shading.shaded(WHITE, [[1.0, 0.0]], Box(0.5, 0, 0.5, 1))
    unseen = {light(found, x, 20) for x in range(40)}
    assert len(unseen) == 2 and min(unseen) > 60
    assert light(found, 79, 20) < 60 < light(found, 45, 20)


def test_a_picture_stands_in_a_page() -> None:
    assert shading.as_data(WHITE).startswith("data:image/jpeg;base64,/9j/")
