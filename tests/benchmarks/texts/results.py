"""What was measured, a line a result in a file that outlives an interruption, and what follows from it."""

from __future__ import annotations

import base64
import dataclasses
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

BOOTSTRAPS = 1000

Flags = NDArray[np.bool_]
Key = tuple[str, str, str, int]


@dataclass(frozen=True, slots=True)
class Result:
    """One system on one draw of the labels; `right` (N) says which test texts it got right."""

    data: str
    labels: str
    system: str
    draw: int
    right: Flags
    macro_f1: float
    seconds: float
    commit: str = ""

    @property
    def key(self) -> Key:
        return self.data, self.labels, self.system, self.draw

    @property
    def accuracy(self) -> float:
        return float(self.right.mean())


class Results:
    """The results of runs with the same `context` (seed, limit…); those of other contexts in the file don't count."""

    def __init__(self, path: Path | None, context: Mapping[str, Any]) -> None:
        self._path = path
        self._context = dict(context)
        self._found: dict[Key, Result] = {}
        if path is not None and path.is_file():
            for line in path.read_text(encoding="utf-8").splitlines():
                self._take(line)
            if path.stat().st_size and not path.read_bytes().endswith(b"\n"):
                self._write("\n")  # the line that an interruption cut short ends here

    def get(self, key: Key) -> Result | None:
        return self._found.get(key)

    def of(self, data: str, labels: str, system: str) -> list[Result]:
        """The results of a cell's system, by draw."""
        found = [one for one in self._found.values() if one.key[:3] == (data, labels, system)]
        return sorted(found, key=lambda one: one.draw)

    def add(self, result: Result, **more: object) -> None:
        """Keep it, at once on disk; `more` is written too, for people."""
        self._found[result.key] = result
        packed = base64.b64encode(np.packbits(result.right).tobytes()).decode()
        line = dataclasses.asdict(result) | {"right": packed, "n": len(result.right), "accuracy": result.accuracy}
        self._write(json.dumps(line | self._context | more) + "\n")

    def _write(self, line: str) -> None:
        if self._path is not None:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(line)

    def _take(self, line: str) -> None:
        try:
            data = json.loads(line)
        except ValueError:
            return
        if any(data.get(name) != value for name, value in self._context.items()):
            return
        bits = np.frombuffer(base64.b64decode(data["right"]), dtype=np.uint8)
        right = np.unpackbits(bits, count=data["n"]).astype(bool)
        names = {field.name for field in dataclasses.fields(Result)}
        result = Result(**{name: value for name, value in data.items() if name in names} | {"right": right})
        self._found[result.key] = result


def mean_accuracy(results: Iterable[Result]) -> float:
    return float(np.mean([one.accuracy for one in results]))


def strongest(peers: Mapping[str, Sequence[Result]]) -> str:
    """The peer with the highest mean accuracy."""
    return max(peers, key=lambda name: mean_accuracy(peers[name]))


def right_of(results: Sequence[Result]) -> Flags:
    """The flags of all draws (D, N)."""
    return np.stack([one.right for one in results])


def paired_difference(ours: Flags, other: Flags, seed: int = 0) -> tuple[float, tuple[float, float]]:
    """The mean gain of ours (D, N) over the other (D, N) or (1, N), and its 95 % interval.

    Percentile bootstrap of draws and of documents, both drawn anew with replacement (Owen 2007, the pigeonhole
    bootstrap): the interval holds for other draws of labels and other test texts.
    """
    rng = np.random.default_rng(seed)
    gains = ours.astype(np.float64) - other  # (D, N)
    n_draws, n = gains.shape
    means = np.empty(BOOTSTRAPS)
    for number in range(BOOTSTRAPS):
        by_document = gains[rng.integers(n_draws, size=n_draws)].mean(axis=0)  # (N)
        means[number] = by_document @ np.bincount(rng.integers(n, size=n), minlength=n) / n
    low, high = np.percentile(means, [2.5, 97.5])
    return float(gains.mean()), (float(low), float(high))
