"""Pre-trained word vectors in text form (word2vec with its header line, GloVe, fastText's .vec), read as a stream."""

from __future__ import annotations

import gzip
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from core.errors import N_, InputError
from core.ml.text.tokenizer import UNK
from core.progress import Report, ignore

BLANK = "\u2581"
SPREAD = 0.1  # the standard deviation of fresh embeddings
REPORT_EVERY = 10_000

Floats = NDArray[np.float32]


def read_vectors(path: Path, wanted: Collection[str], report: Report = ignore) -> dict[str, Floats]:
    """The vectors of the words wanted; the others are passed over, so that a file of 7 GB needs no memory."""
    found: dict[str, Floats] = {}
    size = 0
    try:
        with _opened(path) as lines:
            for number, line in enumerate(lines):
                if number % REPORT_EVERY == 0:
                    report(number, 0)
                word, _, rest = line.rstrip().partition(" ")
                if number == 0 and rest.isdigit():
                    size = int(rest)
                elif word in wanted and word not in found:
                    vector = np.array(rest.split(" "), dtype=np.float32)
                    size = size or len(vector)
                    if len(vector) != size or not np.isfinite(vector).all():
                        raise ValueError
                    found[word] = vector
    except OSError as error:
        raise InputError("unreadable", N_("core", "{name} cannot be read."), name=path.name) from error
    except ValueError as error:
        raise InputError(
            "bad-vectors", N_("core", "{name} is not a text file of word vectors."), name=path.name
        ) from error
    return found


def embeddings(path: Path, vocabulary: Sequence[str], seed: int, report: Report = ignore) -> Floats:
    """A start for the embedding (V, E): a piece's own vector, else the mean of its characters', else random.

    The file decides E. Scaled to the spread of fresh embeddings, so that known and unknown pieces are alike in size.
    """
    words = [piece.strip(BLANK) for piece in vocabulary]
    found = read_vectors(path, {*words, *(char for word in words for char in word)}, report)
    if not found:
        raise InputError("no-vectors", N_("core", "{name} has no vector for any word of the project."), name=path.name)
    size = len(next(iter(found.values())))
    rows = np.random.default_rng(seed).normal(0, SPREAD, (len(words), size)).astype(np.float32)
    scale = SPREAD / max(1e-6, float(np.std(list(found.values()))))
    for row, word in enumerate(words):
        parts = [found[part] for part in ([word] if word in found else word) if part in found]
        if parts and row > UNK:
            rows[row] = np.mean(parts, axis=0) * scale
    return rows


@contextmanager
def _opened(path: Path) -> Iterator[IO[Any]]:
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8", errors="replace") as file:
            yield file
    else:
        with path.open(encoding="utf-8", errors="replace") as file:
            yield file
