"""A file from a stranger, what reads it, and how files are damaged."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.progress import Report

NASTY = (b"\0", b"\xff\xfe", b"\xed\xa0\x80", b'"', b"\r", b"{" * 50, b"[" * 50, b"\\u", b"-1", b"1e999", b"9" * 400)


@dataclass(frozen=True, slots=True)
class Case:
    """`read` is called in the cage, with where to report to; what it returns is shown."""

    name: str
    path: Path
    read: Callable[[Report], Any]


def damaged(data: bytes, rng: random.Random, n: int) -> Iterator[tuple[str, bytes]]:
    """n damaged forms of `data`, each with the name of its damage."""
    for number in range(n):
        way = rng.choice(WAYS)
        found = bytearray(data)
        for _ in range(rng.choice((1, 1, 2, 8))):
            way(found, rng)
        yield f"{way.__name__.strip('_')} {number}", bytes(found)


def _bits(data: bytearray, rng: random.Random) -> None:
    for _ in range(rng.randint(1, 20)):
        if data:
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def _cut_off(data: bytearray, rng: random.Random) -> None:
    del data[rng.randint(0, len(data)) :]


def _hole(data: bytearray, rng: random.Random) -> None:
    start = rng.randint(0, len(data))
    del data[start : start + rng.choice((1, 7, 100, 5000))]


def _nasty(data: bytearray, rng: random.Random) -> None:
    place = rng.randint(0, len(data))
    data[place:place] = rng.choice(NASTY)


def _twice(data: bytearray, rng: random.Random) -> None:
    start, end = sorted((rng.randint(0, len(data)), rng.randint(0, len(data))))
    data[start:start] = data[start:end]


def _zeros(data: bytearray, rng: random.Random) -> None:
    start = rng.randint(0, len(data))
    length = min(rng.choice((4, 64, 4096)), len(data) - start)
    data[start : start + length] = bytes(length)


def _swapped_numbers(data: bytearray, rng: random.Random) -> None:
    """A number as binary formats have them becomes the largest one."""
    if len(data) > 8:
        place = rng.randrange(len(data) - 8)
        data[place : place + 4] = rng.choice((b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\0\x80"))


WAYS = (_bits, _cut_off, _hole, _nasty, _twice, _zeros, _swapped_numbers)
