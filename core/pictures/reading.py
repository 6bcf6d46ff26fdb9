"""Pictures of strangers, read safely: sizes are looked at before anything is decoded; upright, in red, green and blue.

Whatever the file holds (grey, CMYK, 16 bits, a palette, transparency, a film), what comes out is one RGB picture.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from core.errors import N_, AppError, InputError
from core.pictures import kinds

MAX_PIXELS = 64_000_000  # of one picture; decoded it takes 4 bytes each, and up to three times that for a moment
MAX_WORK = 1_000_000_000  # pixels times passes: a progressive JPEG is gone through once for each of its scans
SCAN = b"\xff\xda"  # begins one, and stands nowhere else in compressed data
ORIENTATION = 0x0112  # EXIF 2.32, 4.6.4
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
TURNED = (5, 6, 7, 8)  # width and height change places
MISSING = "picture-missing"
STUMBLES = (
    *(OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError, AssertionError),
    *(EOFError, MemoryError, RuntimeError, Warning, struct.error, zlib.error, Image.DecompressionBombError),
)
"""What decoders stumble with over a broken file."""

_BROKEN = N_("core", "{file} can't be read as a picture: {reason}")
_NONE = N_("core", "{file} is no picture of a kind that is read here (JPEG, PNG, WebP, GIF, BMP, TIFF, AVIF).")
_TOO_BIG = N_(
    "core", "{file} is too large: {width} × {height} pixels. At most {limit} million are read; make it smaller."
)
_TOO_DEEP = N_("core", "{file} is refused: it is packed so that unpacking it would take far too long.")

Image.MAX_IMAGE_PIXELS = None  # sizes are refused here, in our words
warnings.filterwarnings("ignore", module=r"PIL\.")


@dataclass(frozen=True, slots=True)
class Looked:
    """What a picture's header says: its size in pixels as it is seen (upright), and the kind of file."""

    width: int
    height: int
    format: str


def digest(data: bytes) -> str:
    """What tells a picture file from all others: two with the same bytes are the same."""
    return blake2b(data, digest_size=16).hexdigest()


def load(path: Path) -> bytes:
    """The bytes of a picture's file; InputError when they are too many, AppError when it can't be read."""
    try:
        size = path.stat().st_size
        if size > kinds.MAX_BYTES:
            raise kinds.too_long(path.name, size)
        return path.read_bytes()
    except OSError as error:
        raise AppError(MISSING, _BROKEN, file=path.name, reason=error.strerror or error) from error


def look(source: Path | bytes, name: str = "") -> Looked:
    """What the header says; nothing is decoded."""
    with _opened(source, name) as image:
        width, height = image.size
        if _orientation(image) in TURNED:
            width, height = height, width
        return Looked(width, height, image.format or "")


def read(source: Path | bytes, name: str = "", *, max_side: int = 0) -> Image.Image:
    """The picture upright, in RGB; transparent parts on white; of a film the first picture.

    `max_side`: no side is to be longer (0: as it is); a JPEG is then decoded smaller, which is quicker. `name` is what
    errors call it. InputError when it is broken, too large, or no picture.
    """
    with _opened(source, name) as image:
        if max_side:
            image.draft(None, (max_side, max_side))
        turn = UPRIGHT.get(_orientation(image))
        image.load()
        found = to_rgb(image)
        if max_side and max(found.size) > max_side:
            found.thumbnail((max_side, max_side), Image.Resampling.BICUBIC, reducing_gap=2.0)
        return found if turn is None else found.transpose(turn)


def to_rgb(image: Image.Image) -> Image.Image:
    """As people see it: 16 bits a colour become 8, and what is transparent becomes white."""
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        return _of_numbers(image).convert("RGB")
    if image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info:
        clear = image.convert("RGBA")
        white = Image.new("RGB", clear.size, "white")
        white.paste(clear, mask=clear.getchannel("A"))
        return white
    return image if image.mode == "RGB" and type(image) is Image.Image else image.convert("RGB")


def _of_numbers(image: Image.Image) -> Image.Image:
    """Grey of 16 bits; or of any numbers, which have no black and white of their own: the least and the greatest."""
    import numpy as np

    values = np.asarray(image)
    if image.mode.startswith("I;16"):
        return Image.fromarray((values >> 8).astype(np.uint8))
    values = np.nan_to_num(values.astype(np.float32), posinf=0.0, neginf=0.0)
    low, high = float(values.min()), float(values.max())
    if image.mode == "I" and low >= 0 and high <= 0xFFFF:
        low, high = 0.0, 255.0 if high <= 255 else 65535.0
    return Image.fromarray(((values - low) * (255.0 / ((high - low) or 1.0))).astype(np.uint8))


@contextmanager
def _opened(source: Path | bytes, name: str) -> Iterator[Image.Image]:
    """The picture with its header read, unless that says that it is too large; errors in plain words."""
    data = load(source) if isinstance(source, Path) else source
    name = name or (source.name if isinstance(source, Path) else "")
    if len(data) > kinds.MAX_BYTES:
        raise kinds.too_long(name, len(data))
    try:
        with Image.open(io.BytesIO(data), formats=tuple(kinds.FORMATS)) as image:
            _check(image, data, name)
            yield image
    except UnidentifiedImageError as error:
        raise InputError("no-picture", _NONE, file=name) from error
    except STUMBLES as error:
        raise InputError("picture-broken", _BROKEN, file=name, reason=_reason(error)) from error


def _check(image: Image.Image, data: bytes, name: str) -> None:
    width, height = image.size
    n_pixels = width * height
    if n_pixels > MAX_PIXELS or not n_pixels:
        limit = MAX_PIXELS // 1_000_000
        raise InputError("picture-too-big", _TOO_BIG, file=name, width=width, height=height, limit=limit)
    if image.format in ("JPEG", "MPO") and n_pixels * data.count(SCAN) > MAX_WORK:
        raise InputError("picture-too-big", _TOO_DEEP, file=name)


def _orientation(image: Image.Image) -> int:
    """1 where it is not said, or said badly."""
    try:
        value = image.getexif().get(ORIENTATION, 1)
    except STUMBLES:
        return 1
    return value if isinstance(value, int) else 1


def _reason(error: BaseException) -> str:
    """On one line, and never without a word."""
    return " ".join(str(error).split())[:200] or type(error).__name__
