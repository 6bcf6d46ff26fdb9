"""A project of many pictures: how long they take to come in, beside bare decoding, and to be listed.

./dev bench pictures [--pictures 10000] [--side 480] [--copy]

The pictures are drawn (noise over colours, JPEG), five captions each. Prints one JSON object; exits 1 when the import
takes more than 3 × the time of reading, hashing and decoding them once, or a window of 200 rows more than a frame.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from PIL import Image

from core.formats import captions
from core.pictures import reading
from core.pictures.thumbnails import Thumbnails
from core.project.project import Project
from core.project.taking import bring
from core.project.values import DocumentFilter, ImportOptions

WINDOW = 200
FRAME_MS = 16.0
MOST_RATIO = 3.0
REPEATS = 20


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pictures", type=int, default=10_000)
    parser.add_argument("--side", type=int, default=480)
    parser.add_argument("--copy", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fovea-bench-") as name:
        folder = Path(name)
        draw(folder / "album", args.pictures, args.side)
        found = measure(folder, args.copy)
    print(json.dumps(found))
    return 0 if found["ratio"] <= MOST_RATIO and found["window_ms"] <= FRAME_MS else 1


def draw(folder: Path, n: int, side: int) -> None:
    """Of a photograph's detail, so that they are as long as photographs; no two are the same."""
    folder.mkdir()
    rng = np.random.default_rng(0)
    noise = rng.integers(0, 60, (side * 3 // 4 + 64, side + 64, 3), np.uint8)
    for number in range(n):
        top, left = rng.integers(0, 64, 2)
        pixels = noise[top : top + side * 3 // 4, left : left + side] + rng.integers(0, 190, 3).astype(np.uint8)
        pixels[0, :8] = number % 256, number // 256, 7
        Image.fromarray(pixels).save(folder / f"{number:06}.jpg", quality=80)
    lines = (f"{number:06}.jpg,Thing {number} seen by {who}.\n" for number in range(n) for who in range(5))
    (folder.parent / "captions.csv").write_text("image,caption\n" + "".join(lines), encoding="utf-8")


def measure(folder: Path, is_copied: bool) -> dict[str, Any]:
    files = sorted((folder / "album").glob("*.jpg"))
    bare = clocked(lambda: [decode(path) for path in files])
    with Project.create(folder / "bench.fovea", kind="caption") as project:
        start = time.perf_counter()
        with captions.opened([folder / "captions.csv"], [folder / "album"]) as told:
            done = bring(project, told.album.rows(), told.images, ImportOptions(), is_copied=is_copied)
        taken = time.perf_counter() - start
        assert done.rows.imported == len(files)
        middle = len(files) // 2

        def window() -> list[str]:
            rows = project.documents.rows(DocumentFilter(), after_id=middle, limit=WINDOW)
            return [one.digest for one in project.pictures.listed([row.id for row in rows]).values()]

        thumbnails = Thumbnails(project.path)
        digests = window()
        small = clocked(lambda: [thumbnails.get(digest) for digest in digests])
        thumbnails.close()
        words = DocumentFilter(search=f"thing {middle}")
        return {
            "pictures": len(files),
            "import_s": round(taken, 1),
            "bare_s": round(bare, 1),
            "ratio": round(taken / bare, 2),
            "window_ms": round(1000 * median(clocked(window) for _ in range(REPEATS)), 2),
            "thumbnail_ms": round(1000 * small / max(1, len(digests)), 2),
            "search_ms": round(1000 * clocked(lambda: project.documents.rows(words, after_id=None, limit=50)), 1),
            "caption_ms": round(1000 * clocked(lambda: project.captions.put(middle, ["Another."])), 1),
        }


def decode(path: Path) -> None:
    data = path.read_bytes()
    reading.digest(data)
    reading.read(data, path.name)


def clocked(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
