"""Which files are pictures, by their names and sizes: known without Pillow."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

from core.errors import N_, InputError

FORMATS = {
    "JPEG": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "PNG": (".png",),
    "WEBP": (".webp",),
    "GIF": (".gif",),
    "BMP": (".bmp",),
    "TIFF": (".tif", ".tiff"),
    "AVIF": (".avif",),
    "PPM": (".ppm", ".pgm"),
}
"""What Pillow calls each kind → the endings of its files, the usual one first."""
SUFFIXES = tuple(suffix for suffixes in FORMATS.values() for suffix in suffixes)
MAX_BYTES = 256 << 20

_TOO_LONG = N_("core", "{file} is too large: {mb} MB. At most {limit} MB are read.")


def is_picture(name: str) -> bool:
    """By its ending."""
    return PurePosixPath(name).suffix.lower() in SUFFIXES


def suffix_of(format: str) -> str:
    """The ending of a file of this kind."""
    return FORMATS.get(format, (".jpg",))[0]


def is_remote(path: str) -> bool:
    """Whether a path leads to another machine: a file from elsewhere must not make this one call there."""
    return PureWindowsPath(path).drive.startswith(("\\\\", "//")) or path.startswith(("\\\\", "//"))


def too_long(name: str, size: int) -> InputError:
    return InputError("picture-too-big", _TOO_LONG, file=name, mb=size >> 20, limit=MAX_BYTES >> 20)
