"""A large project out in every format and in again: time and the memory of the process.

./dev bench formats [--documents 1000000] [--characters 60] [--formats csv,jsonl,…] [--limit-mb 400]

Texts are of Chinese review length (--characters 1000 makes files of about 3 GB of a million); half of the documents
are answered by one of three people, a tenth have marked words. Every step is a process of its own. Prints one JSON
object; exits 1 when a step that streams took more memory than --limit-mb over what an empty process takes (a workbook
is read whole by its library, so that reading one is only told).
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from core.formats.detect import EXPORTS, choose, inspect, read
from core.project.exporting import contents, export
from core.project.project import Project
from core.project.values import DocumentFilter, ExportChoice, ImportOptions
from core.records import Answer, Row, Span

WORDS = ("房间", "服务", "早餐", "位置", "前台", "很大", "干净", "太差", "方便", "下次", "还会", "再来", "一般", "推荐")
PEOPLE = ("anna", "ben", "王芳")
LABELS = ("好评", "差评")
WHOLE = "excel"  # read whole by its library


def rows(n: int, characters: int) -> Iterator[Row]:
    draw = random.Random(0)
    for number in range(n):
        text = f"{number} " + "，".join(draw.choices(WORDS, k=max(1, characters // 3)))
        answers = () if number % 2 else (Answer((draw.choice(LABELS),), draw.choice(PEOPLE), seconds=2.5),)
        spans = (Span(0, 1),) if number % 10 == 0 else ()
        yield Row(
            text, answers=answers, rationales=spans, meta={"城市": draw.choice(WORDS)}, is_flagged=number % 50 == 0
        )


def make(path: Path, n: int, characters: int) -> dict[str, Any]:
    with Project.create(path, labels=LABELS) as project:
        return {"n": project.imports.add(rows(n, characters), ImportOptions(duplicates="keep")).imported}


def count(path: Path) -> dict[str, Any]:
    with Project.open(path) as project:
        return {"n": contents(project, DocumentFilter()).n}


def write(path: Path, file: Path, name: str) -> dict[str, Any]:
    with Project.open(path) as project:
        done = export(project, ExportChoice(name), file)
    return {"n": done.n, "megabytes": file.stat().st_size >> 20}


def take(path: Path, file: Path, name: str) -> dict[str, Any]:
    table = inspect(file, format=name)
    with Project.create(path) as project:
        report = project.imports.add(read(table, choose(table)), ImportOptions(duplicates="keep"))
    return {"n": report.imported, "rejected": len(report.rejected)}


STEPS: dict[str, Callable[..., dict[str, Any]]] = {"make": make, "count": count, "write": write, "take": take}


def step(name: str, *arguments: object) -> dict[str, Any]:
    """In a process of its own: what it did, how long, and the most memory it ever had."""
    line = [sys.executable, __file__, "--step", json.dumps([name, *map(str, arguments)])]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    print(name, *arguments[1:], found, file=sys.stderr, flush=True)
    return found


def one_step(name: str, *arguments: str) -> None:
    values: list[Any] = [Path(arguments[0]), *arguments[1:]]
    if name == "make":
        values[1:] = [int(one) for one in arguments[1:]]
    if name in ("write", "take"):
        values[1] = Path(arguments[1])
    idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    found = STEPS[name](*values)
    seconds = time.perf_counter() - started
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - idle) >> 10
    per_second = round(found["n"] / seconds)
    print(json.dumps({**found, "seconds": round(seconds, 1), "rows_per_s": per_second, "memory_mb": memory}))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1_000_000)
    parser.add_argument("--characters", type=int, default=60)
    parser.add_argument("--formats", default=",".join(name for name, one in EXPORTS.items() if one.is_available))
    parser.add_argument("--limit-mb", type=int, default=400)
    parser.add_argument("--step", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.step:
        one_step(*json.loads(args.step))
        return 0
    measured: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder, "a.fovea")
        measured["make"] = step("make", project, args.documents, args.characters)
        measured["count"] = step("count", project)
        for name in args.formats.split(","):
            file = Path(folder, f"out{EXPORTS[name].suffixes[0]}")
            measured[name] = {"write": step("write", project, file, name)}
            measured[name]["take"] = step("take", Path(folder, f"{name}.fovea"), file, name)
            file.unlink()
    streamed = [
        one["memory_mb"]
        for name in args.formats.split(",")
        for what, one in measured[name].items()
        if (name, what) != (WHOLE, "take")
    ]
    is_met = max(streamed) <= args.limit_mb
    print(json.dumps({"measured": measured, "limit_mb": args.limit_mb, "is_met": is_met}, ensure_ascii=False))
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
