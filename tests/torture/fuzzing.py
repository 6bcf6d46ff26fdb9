"""Fuzzing by coverage: atheris makes up files that reach code which none has reached before, and readers take them.

    python tests/torture/fuzzing.py TARGET FOLDER SECONDS SEED      (what fuzz() starts: atheris never returns)

A reader may refuse (AppError, or ValueError where that is what it promises); everything else is a crash. More than ten
seconds or a gigabyte for one file are found too.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIMITS = ("-timeout=10", "-rss_limit_mb=1500", "-max_len=20000", "-print_final_stats=1", "-verbosity=0")
SUFFIXES = (".csv", ".tsv", ".txt", ".json", ".jsonl", ".conll", ".xlsx", ".zip")


@dataclass(frozen=True, slots=True)
class Fuzzed:
    """How often a target was tried, and what it did not stand."""

    target: str
    trials: int
    broken: list[str]


def why_not() -> str:
    return "" if importlib.util.find_spec("atheris") else "atheris is not installed (pip install -e .[torture])"


def fuzz(seconds: int, seed: int) -> Iterator[Fuzzed]:
    """Each target for so long."""
    for target in TARGETS:
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, str(Path(__file__).resolve()), target, folder, str(seconds), str(seed)]
            told = subprocess.run(
                command, cwd=folder, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, errors="replace"
            ).stderr
            trials = re.search(r"number_of_executed_units: (\d+)", told)
            broken = [told[-1500:]] if [*Path(folder).glob("crash-*"), *Path(folder).glob("*out-*")] else []
            if not broken and trials is None:
                broken = [f"it did not come to its end: {told[-500:]}"]
            yield Fuzzed(target, int(trials.group(1)) if trials else 0, broken)


def tables(folder: Path) -> Callable[[bytes], None]:
    from core.formats.detect import choose, inspect, read

    def take(data: bytes) -> None:
        path = folder / f"table{SUFFIXES[data[0] % len(SUFFIXES)] if data else '.csv'}"
        path.write_bytes(data[1:])
        table = inspect(path)
        for _ in read(table, choose(table, text=table.text_column or next(iter(table.columns), None))):
            pass

    return take


def pairs(folder: Path) -> Callable[[bytes], None]:
    from core.formats.parallel import PairChoice, read

    def take(data: bytes) -> None:
        path = folder / ("pairs.tmx" if data[:1] < b"\x80" else "pairs.tsv")
        path.write_bytes(data[1:])
        for _ in read([path], PairChoice()):
            pass

    return take


def captions(folder: Path) -> Callable[[bytes], None]:
    from core.formats.captions import opened

    def take(data: bytes) -> None:
        path = folder / f"captions{SUFFIXES[data[0] % len(SUFFIXES)] if data else '.csv'}"
        path.write_bytes(data[1:])
        with opened([path]) as told:
            told.album.rows()

    return take


def label_sets(folder: Path) -> Callable[[bytes], None]:
    from core.project.label_set_file import read

    def take(data: bytes) -> None:
        path = folder / "labels.json"
        path.write_bytes(data)
        read(path)

    return take


def searches(_: Path) -> Callable[[bytes], None]:
    from core.project.search.query import Matcher, parse

    return lambda data: Matcher(parse(data.decode("utf-8", "replace")))("The room was 很好, 12 of them.") and None


def messages(_: Path) -> Callable[[bytes], None]:
    """From a worker, and to one."""
    from core.jobs.messages import from_line
    from core.worker import Worker

    worker = Worker(io.StringIO(), io.StringIO())

    def take(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        worker._obey(text)
        from_line(text)

    return take


def trust(_: Path) -> Callable[[bytes], None]:
    """What a stranger's run says of itself."""
    from core.trust import run_probes, run_trust

    def take(data: bytes) -> None:
        try:
            found = json.loads(data)
        except RecursionError:
            return
        if isinstance(found, dict):
            run_trust(found)
            run_probes(found)

    return take


def vectors(folder: Path) -> Callable[[bytes], None]:
    from core.ml.text.vectors import read_vectors

    def take(data: bytes) -> None:
        path = folder / ("vectors.bin" if data[:1] < b"\x80" else "vectors.txt")
        path.write_bytes(data[1:])
        read_vectors(path, {"room", "好"})

    return take


TARGETS: dict[str, Callable[[Path], Callable[[bytes], None]]] = {
    **{"tables": tables, "pairs": pairs, "captions": captions, "label sets": label_sets, "searches": searches},
    **{"messages": messages, "trust": trust, "vectors": vectors},
}
SEEDS: dict[str, tuple[bytes, ...]] = {
    "tables": (b"\0text,label\na,b\n", b'\3[{"text": "a", "label": ["b"]}]', b'\4{"text": "a"}\n', b"\5a B\n"),
    "pairs": (b'\0<tmx><body><tu><tuv xml:lang="en"><seg>a</seg></tuv></tu></body></tmx>', b"\x90en\tzh\na\tb\n"),
    "captions": (
        *(b"\0image,caption\na.jpg,a b\n", b"\2a.jpg#0\ta b\n"),
        b'\3{"images": [{"id": 1, "file_name": "a.jpg", "width": 9, "height": 9}],'
        b' "annotations": [{"image_id": 1, "caption": "a"}, {"image_id": 1, "bbox": [1, 1, 2, 2]}]}',
        b'\4{"image": "a.jpg", "captions": ["a b"], "regions": [{"box": [0, 0, 1, 1], "caption": 0, "span": [0, 1]}]}',
    ),
    "label sets": (b'{"kind": "fovea-labels", "version": 1, "is_multi_label": false, "labels": [{"name": "a"}]}',),
    "searches": (b'"a b" OR c* -d /e.f/ city:g',),
    "messages": (b'{"kind": "finished", "job": "j"}', b'{"do": "start", "job": "j", "spec": {"kind": "ping"}}'),
    "trust": (b'{"n": 1, "own": "a", "methods": {}, "random": {}}', b'{"planted": {"word": {}}, "seeds": {}}'),
    "vectors": (b"\x902 3\nroom 1 2 3\n", b"\x001 1\nroom \0\0\0\0\n"),
}


def _child(target: str, folder: Path, seconds: str, seed: str) -> None:
    import atheris

    with atheris.instrument_imports(include=["core"]):
        take = TARGETS[target](folder)
    from core.errors import AppError

    refusals = (AppError, ValueError) if target in ("messages", "trust") else (AppError,)

    def one(data: bytes) -> None:
        with contextlib.suppress(refusals):
            take(data)

    corpus = folder / "corpus"
    corpus.mkdir()
    for number, data in enumerate(SEEDS[target]):
        (corpus / str(number)).write_bytes(data)
    atheris.Setup([sys.argv[0], *LIMITS, f"-max_total_time={seconds}", f"-seed={int(seed) + 1}", str(corpus)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    name, place, *numbers = sys.argv[1:]
    _child(name, Path(place), *numbers)
