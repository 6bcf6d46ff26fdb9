import io
import zlib
from pathlib import Path

import pytest
from PIL import Image

from core.errors import AppError, InputError
from core.pictures import kinds, reading
from tests.torture.strangers import pictures
from tests.torture.strangers.pictures import SIZE, drawn, saved


def colours(picture: Image.Image) -> tuple[str, str]:
    """What is seen in the middle of the left and of the right half."""
    places = ((picture.width // 4, picture.height // 2), (picture.width * 3 // 4, picture.height // 2))
    return tuple("red" if (pixel := picture.getpixel(place))[0] > pixel[2] else "blue" for place in places)


@pytest.mark.parametrize("name", pictures.SOUND)
def test_every_kind_becomes_one_upright_picture_in_rgb(name: str) -> None:
    data = pictures.SOUND[name]()
    found, looked = reading.read(data, name), reading.look(data, name)
    assert found.mode == "RGB" and found.size == (looked.width, looked.height)
    assert found.size == (SIZE[::-1] if name == "turned jpeg" else SIZE)


@pytest.mark.parametrize("name", ["jpeg", "cmyk jpeg", "png", "palette png", "alpha png", "webp", "tiff", "bmp"])
def test_colours_stay_what_they_are(name: str) -> None:
    assert colours(reading.read(pictures.SOUND[name]())) == ("red", "blue")


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_as_its_camera_was_held(orientation: int) -> None:
    found = reading.read(pictures.turned(orientation))
    wanted = drawn() if orientation == 1 else drawn().transpose(reading.UPRIGHT[orientation])
    assert found.size == wanted.size
    assert all(
        abs(a - b) < 30
        for place in ((5, 5), (found.width - 5, found.height - 5))
        for a, b in zip(found.getpixel(place), wanted.getpixel(place), strict=True)
    )


def test_a_wrong_orientation_is_none() -> None:
    assert reading.read(pictures.turned(77)).size == SIZE


def test_what_is_transparent_is_white() -> None:
    clear = Image.new("RGBA", SIZE, (0, 0, 0, 0))
    assert reading.read(saved(clear, "PNG")).getpixel((3, 3)) == (255, 255, 255)
    palette = drawn("P")
    assert reading.read(saved(palette, "PNG", transparency=palette.getpixel((3, 3)))).getpixel((3, 3)) == (255,) * 3


def test_sixteen_bits_become_eight() -> None:
    assert reading.read(pictures.SOUND["16 bit png"]()).getpixel((1, 1)) == (40000 >> 8,) * 3


def test_of_a_film_the_first_picture_is_read() -> None:
    assert reading.read(pictures.film()).getpixel((3, 3)) == (0, 128, 0)


def test_a_side_is_no_longer_than_is_wanted() -> None:
    found = reading.read(saved(drawn(size=(900, 600)), "JPEG"), max_side=192)
    assert found.size == (192, 128) and colours(found) == ("red", "blue")


@pytest.mark.parametrize("name", pictures.HOSTILE)
def test_what_is_hostile_is_refused_with_its_name(name: str) -> None:
    with pytest.raises(InputError, match="evil"):
        reading.read(pictures.HOSTILE[name](), "evil.jpg")


def test_sizes_are_looked_at_before_anything_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image.Image, "load", lambda *_: pytest.fail("decoded"))
    with pytest.raises(InputError, match="60000 × 60000"):
        reading.read(pictures.png_of(60_000, 60_000, zlib.compress(b"")), "evil.png")


@pytest.mark.parametrize("name", ["jpeg", "png", "webp", "tiff"])
def test_a_picture_that_ends_early_is_refused(name: str) -> None:
    data = pictures.SOUND[name]()
    with pytest.raises(InputError) as caught:
        reading.read(data[: len(data) * 2 // 3], "cut.jpg")
    assert caught.value.code in ("picture-broken", "no-picture") and "cut.jpg" in str(caught.value)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="gone") as caught:
        reading.read(tmp_path / "gone.jpg")
    assert caught.value.code == reading.MISSING


def test_a_file_that_is_too_long_is_not_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "long.png"
    path.write_bytes(saved(drawn(), "PNG"))
    monkeypatch.setattr(kinds, "MAX_BYTES", 10)
    with pytest.raises(InputError, match="long"):
        reading.look(path)


def test_the_same_bytes_have_the_same_digest() -> None:
    data = io.BytesIO(saved(drawn(), "PNG")).getvalue()
    assert reading.digest(data) == reading.digest(bytes(data)) != reading.digest(data + b"\0")
