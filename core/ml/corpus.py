"""The documents of a job as plain data: a run's frozen snapshot, or the lines of any JSONL file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import N_, AppError, InputError
from core.records import Span

MIN_DOCUMENTS = 20
VALIDATION_SHARE = 1 / 7
VALIDATION_MAX, VALIDATION_LEAST = 600, 0.03  # so many, but at least that share: scales of parts are found on them


@dataclass(frozen=True, slots=True)
class Example:
    """One document. `part` is train, holdout or pool (unlabelled); `rationales` are the spans that a person marked."""

    id: int
    text: str
    labels: tuple[str, ...]
    part: str
    rationales: tuple[Span, ...] = ()


def read_jsonl(path: Path, keys: Sequence[str] = ("text",)) -> Iterator[dict[str, Any]]:
    """The objects of a file, one a line, each with a text at the keys; InputError names the first bad line."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield _object(path, number, line, keys)
    except OSError as error:
        raise InputError("unreadable", N_("core", "{name} cannot be read."), name=path.name) from error
    except UnicodeDecodeError as error:
        raise InputError("not-utf8", N_("core", "{name} is not UTF-8 text."), name=path.name) from error


def _object(path: Path, number: int, line: str, keys: Sequence[str]) -> dict[str, Any]:
    try:
        data = json.loads(line)
    except ValueError:
        data = None
    if not isinstance(data, dict) or not all(isinstance(data.get(key), str) for key in keys):
        raise InputError(
            "bad-line", N_("core", "{name}, line {line}: not a JSON object with a text."), name=path.name, line=number
        )
    return data


def read_snapshot(path: Path) -> list[Example]:
    try:
        return [_example(line) for line in read_jsonl(path)]
    except (KeyError, TypeError, ValueError) as error:
        raise AppError("bad-snapshot", N_("core", "The run's snapshot is damaged.")) from error


def _example(line: dict[str, Any]) -> Example:
    spans = tuple(Span(int(start), int(end)) for start, end in line.get("rationales", ()))
    return Example(int(line["id"]), line["text"], tuple(line["labels"]), str(line["part"]), spans)


def targets_of(labels: Sequence[Sequence[str]], names: Sequence[str]) -> NDArray[np.bool_]:
    """Flags (N, C); InputError for a label that is not among `names`."""
    places = {name: place for place, name in enumerate(names)}
    flags = np.zeros((len(labels), len(names)), dtype=bool)
    for row, given in zip(flags, labels, strict=True):
        for label in given:
            if label not in places:
                raise InputError(
                    "unknown-label",
                    N_("core", "The model does not know the label “{label}”; it knows: {known}."),
                    label=label,
                    known=", ".join(names),
                )
            row[places[label]] = True
    return flags


def split_validation(targets: NDArray[np.bool_], seed: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows to train on and rows to hold back for early stopping: a seventh of each label's, at most 600 in all, or 3 %.

    Stratified by the rarest label of each document. Fewer than twenty documents are all trained on.
    """
    n = len(targets)
    rng = np.random.default_rng([seed, 7])
    held = np.zeros(n, dtype=bool)
    if n >= MIN_DOCUMENTS:
        share = min(VALIDATION_SHARE, max(VALIDATION_MAX / n, VALIDATION_LEAST))
        rarest = np.where(targets, targets.sum(axis=0), n + 1).argmin(axis=1)
        rarest[~targets.any(axis=1)] = -1
        for stratum in np.unique(rarest):
            rows = rng.permutation(np.flatnonzero(rarest == stratum))
            held[rows[: round(share * len(rows))]] = True
    return np.flatnonzero(~held), np.flatnonzero(held)
