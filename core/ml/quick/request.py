"""The documents of a question to the quick model, as the project wrote them down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import N_, AppError
from core.ml import corpus


@dataclass(frozen=True, slots=True)
class Asked:
    """One document. `part`: train (in the order of labelling), holdout, pool (may be listed) or still (only compared).

    Of one to train on: whether a strategy chose it, whether it belongs to the random sample, and whether the filter in
    force has it. Near-duplicates share a `group` (−1: none).
    """

    id: int
    text: str
    part: str
    labels: tuple[str, ...]
    is_chosen: bool
    is_random: bool
    is_meant: bool
    group: int


class Request:
    """What is asked about, part by part; `labels` are those that the quick model can learn."""

    def __init__(self, documents: Sequence[Asked], names: Sequence[str]) -> None:
        self.documents = documents
        known = {label for document in documents if document.part == "train" for label in document.labels}
        self.labels = tuple(name for name in names if name in known)

    @classmethod
    def read(cls, path: Path, names: Sequence[str]) -> Request:
        try:
            return cls([_asked(line) for line in corpus.read_jsonl(path)], names)
        except (KeyError, TypeError, ValueError) as error:
            raise AppError("bad-request", N_("core", "The queue's documents can't be read.")) from error

    def rows(self, part: str) -> NDArray[np.intp]:
        """The places in `documents` of a part."""
        return np.array([row for row, document in enumerate(self.documents) if document.part == part], dtype=np.intp)

    def targets(self, rows: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Flags (N, C); a label that the model cannot learn is none."""
        known = set(self.labels)
        given = [[name for name in self.documents[row].labels if name in known] for row in rows]
        return corpus.targets_of(given, self.labels)

    def groups(self, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        return np.array([self.documents[row].group for row in rows], dtype=np.intp)


def _asked(line: dict[str, Any]) -> Asked:
    return Asked(
        int(line["id"]),
        line["text"],
        str(line["part"]),
        tuple(map(str, line.get("labels", ()))),
        bool(line.get("is_chosen", False)),
        bool(line.get("is_random", False)),
        bool(line.get("is_meant", True)),
        int(line.get("group", -1)),
    )
