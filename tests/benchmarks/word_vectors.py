"""Reading word vectors: our reader against a plain loop that splits off the first word of each line.

    python tests/benchmarks/word_vectors.py [--lines 2000000] [--size 200] [--words 20000] [--rounds 3] [--folder DIR]

Makes a text file of word vectors (by default 3.8 GB, removed at the end) that holds every word of the vocabulary, and
reads it in turn with both, each time in a fresh process, from the disk cache. Prints one JSON object; exits 1 when our
speed is below half of the loop's, or the memory grows by 300 MB.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np

from core.ml.text.vectors import read_vectors

TARGET_RATIO = 0.5
TARGET_MB = 300
ROWS = 1000  # different vectors in the file, over and over


def word(number: int) -> str:
    return f"{chr(0x4E00 + number % 20_000)}词{number}" if number % 2 else f"word{number}"


def make(path: Path, lines: int, size: int) -> None:
    vectors = np.random.default_rng(0).normal(0, 0.3, (ROWS, size))
    rows = [" ".join(f"{value:.6f}" for value in vector).encode() for vector in vectors]
    with path.open("wb", buffering=1 << 24) as file:
        file.write(f"{lines} {size}\n".encode())
        for number in range(lines):
            file.write(b"%b %b\n" % (word(number).encode(), rows[number % ROWS]))


def split(path: Path, wanted: set[str]) -> int:  # noqa: ARG001
    n_bytes = 0
    with path.open("rb") as file:
        for line in file:
            n_bytes += len(line.split(b" ", 1)[0])
    return n_bytes


def ours(path: Path, wanted: set[str]) -> int:
    found = read_vectors(path, wanted)
    assert (len(found.vectors), found.duplicates, found.n_broken) == (len(wanted), 0, 0)
    return len(found.vectors)


READERS: dict[str, Callable[[Path, set[str]], int]] = {"split": split, "ours": ours}


def memory_mb(name: str) -> float:
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    found = re.search(rf"{name}:\s+(\d+) kB", status)
    assert found
    return int(found[1]) / 1024


def measure(reader: str, path: Path, lines: int, words: int) -> dict[str, float]:
    """In this process: seconds, and by how much the high-water mark of memory exceeds what was held before."""
    wanted = {word(number) for number in range(0, lines, max(1, lines // words))}
    before = memory_mb("VmRSS")
    started = time.perf_counter()
    READERS[reader](path, wanted)
    return {"seconds": time.perf_counter() - started, "growth_mb": memory_mb("VmHWM") - before}


def in_fresh_process(reader: str, path: Path, args: argparse.Namespace) -> dict[str, float]:
    command = [sys.executable, __file__, "--reader", reader, "--path", str(path)]
    command += ["--lines", str(args.lines), "--words", str(args.words)]
    result: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return result


def compare(path: Path, args: argparse.Namespace) -> dict[str, object]:
    taken: dict[str, list[dict[str, float]]] = {"split": [], "ours": []}
    for _ in range(args.rounds + 1):  # the first fills the disk cache
        for reader, results in taken.items():
            results.append(in_fresh_process(reader, path, args))
    seconds = {reader: [result["seconds"] for result in results[1:]] for reader, results in taken.items()}
    ratios = [split / ours for split, ours in zip(seconds["split"], seconds["ours"], strict=True)]
    return {
        "file_mb": path.stat().st_size >> 20,
        "lines": args.lines,
        "words": args.words,
        "split_s": round(statistics.median(seconds["split"]), 2),
        "ours_s": round(statistics.median(seconds["ours"]), 2),
        "speed_ratio": round(statistics.median(ratios), 3),
        "speed_ratios": [round(ratio, 3) for ratio in ratios],
        "target_ratio": TARGET_RATIO,
        "peak_growth_mb": round(max(result["growth_mb"] for result in taken["ours"])),
        "split_peak_growth_mb": round(max(result["growth_mb"] for result in taken["split"])),
        "target_mb": TARGET_MB,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lines", type=int, default=2_000_000)
    parser.add_argument("--size", type=int, default=200)
    parser.add_argument("--words", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where the file is made; default: the temporary folder")
    parser.add_argument("--reader", choices=READERS, help=argparse.SUPPRESS)
    parser.add_argument("--path", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.reader:
        print(json.dumps(measure(args.reader, args.path, args.lines, args.words)))
        return 0
    with tempfile.TemporaryDirectory(dir=args.folder) as folder:
        needed, free = args.lines * (args.size * 10 + 40), shutil.disk_usage(folder).free
        if needed > free:
            parser.error(f"{needed >> 20:,} MB are needed in {folder}, {free >> 20:,} MB are free")
        path = Path(folder) / "vectors.txt"
        make(path, args.lines, args.size)
        result = compare(path, args)
    print(json.dumps(result, indent=1))
    return 0 if result["speed_ratio"] >= TARGET_RATIO and result["peak_growth_mb"] < TARGET_MB else 1


if __name__ == "__main__":
    sys.exit(main())
