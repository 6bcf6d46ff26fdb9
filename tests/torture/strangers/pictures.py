"""Pictures from strangers: of every kind, too large, cut off, and damaged."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy  # noqa: F401 loading it looks like an act of the file that needs it first
from PIL import Image

from core.pictures import reading
from core.pictures.thumbnails import SIDE
from core.progress import Report
from tests.torture.strangers.case import Case, damaged

SIZE = (90, 60)  # wider than high, so that a picture that lies on its side is seen


def drawn(mode: str = "RGB", size: tuple[int, int] = SIZE) -> Image.Image:
    """Red at the left, blue at the right (light and dark where there are no colours)."""
    picture = Image.new("RGB", size, (250, 20, 20))
    picture.paste((20, 20, 120), (size[0] // 2, 0, *size))
    return picture.convert(mode)


def saved(picture: Image.Image, format: str, **options: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, format, **options)
    return file.getvalue()


def turned(orientation: int) -> bytes:
    """A JPEG that says how its camera was held."""
    exif = Image.Exif()
    exif[reading.ORIENTATION] = orientation
    return saved(drawn(), "JPEG", exif=exif)


def film() -> bytes:
    frames = [Image.new("RGB", SIZE, color) for color in ("green", "yellow", "blue")]
    return saved(frames[0], "GIF", save_all=True, append_images=frames[1:])


def png_of(width: int, height: int, data: bytes = b"") -> bytes:
    """A PNG whose header says so; `data` are its packed rows."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def many_scans() -> bytes:
    """A progressive JPEG that says 8,000 × 8,000 and goes through it 2,000 times."""
    data = bytearray(saved(drawn("L"), "JPEG", progressive=True))
    frame = data.index(b"\xff\xc2")
    struct.pack_into(">HH", data, frame + 5, 8000, 8000)
    scan = data.index(reading.SCAN)
    return bytes(data[:scan] + data[scan:-2] * 2000 + data[-2:])


def packed_text() -> bytes:
    """A PNG with a comment that unpacks to 256 MB."""
    data = saved(drawn(), "PNG")
    content = b"note\0\0" + zlib.compress(bytes(256 << 20))
    chunk = struct.pack(">I", len(content)) + b"zTXt" + content + struct.pack(">I", zlib.crc32(b"zTXt" + content))
    return data[:33] + chunk + data[33:]


SOUND: dict[str, Callable[[], bytes]] = {
    "jpeg": lambda: saved(drawn(), "JPEG"),
    "progressive jpeg": lambda: saved(drawn(), "JPEG", progressive=True),
    "grey jpeg": lambda: saved(drawn("L"), "JPEG"),
    "cmyk jpeg": lambda: saved(drawn("CMYK"), "JPEG"),
    "turned jpeg": lambda: turned(6),
    "png": lambda: saved(drawn(), "PNG"),
    "palette png": lambda: saved(drawn("P"), "PNG"),
    "alpha png": lambda: saved(drawn("RGBA"), "PNG"),
    "grey alpha png": lambda: saved(drawn("LA"), "PNG"),
    "16 bit png": lambda: saved(Image.new("I;16", SIZE, 40000), "PNG"),
    "bits png": lambda: saved(drawn("1"), "PNG"),
    "gif": film,
    "webp": lambda: saved(drawn(), "WEBP"),
    "tiff": lambda: saved(drawn(), "TIFF", compression="tiff_lzw"),
    "float tiff": lambda: saved(Image.new("F", SIZE, 0.5), "TIFF"),
    "bmp": lambda: saved(drawn(), "BMP"),
    "ppm": lambda: saved(drawn(), "PPM"),
}
HOSTILE: dict[str, Callable[[], bytes]] = {
    "60,000 × 60,000": lambda: png_of(60_000, 60_000, zlib.compress(bytes(60_001))),
    "4 GB wide": lambda: png_of(0x7FFFFFFF, 1),
    "a bomb": lambda: png_of(30_000, 30_000, zlib.compress(bytes(30_001 * 4000))),
    "just small enough, and empty": lambda: png_of(8000, 8000),
    "many scans": many_scans,
    "packed text": packed_text,
    "nothing": lambda: b"",
    "no picture": lambda: b"<html>not found</html>",
    "a script": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) (r) file\n",
    "a drawing": lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
}


def cases(folder: Path, rng: random.Random, n_damaged: int) -> Iterator[Case]:
    """Each kind, the handmade ones, and n damaged forms of each kind."""
    for name, make in (SOUND | HOSTILE).items():
        yield _case(folder, name, make())
    for name, make in SOUND.items():
        for damage, data in damaged(make(), rng, n_damaged):
            yield _case(folder, f"{name}, {damage}", data)


def read_picture(path: Path, report: Report) -> str:
    """As an import and a training do it."""
    reading.look(path)
    report(0, 0)
    small = reading.read(path, max_side=SIDE)
    report(0, 0)
    return f"{reading.read(path).size}, {small.size}"


def _case(folder: Path, name: str, data: bytes) -> Case:
    path = folder / f"{name.replace('/', ' ')}.bin"
    path.write_bytes(data)
    return Case(name, path, partial(read_picture, path))
