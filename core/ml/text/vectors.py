"""Pre-trained word vectors as a start for an embedding; the file is a stream, and only the project's words are kept."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.errors import N_, AppError, InputError
from core.formats.common.reasons import Reason
from core.ml.text import vector_files, vector_formats
from core.ml.text.tokenizer import UNK
from core.ml.text.vector_files import BLOCK
from core.ml.text.vector_harvest import Floats, Harvest, no_vectors
from core.progress import Report, ignore

BLANK = "\u2581"
SPREAD = 0.1  # the standard deviation of fresh embeddings


@dataclass(frozen=True, slots=True)
class VectorsFound:
    """The vectors (size,) of the words wanted, and what the reading met.

    `lines` are the file's words. Duplicates and broken lines are those of words wanted, and all lines that are too
    short or do not begin in UTF-8; `broken` holds the first of the `n_broken`, by line (binary: by word).
    """

    vectors: dict[str, Floats]
    size: int
    lines: int
    duplicates: int
    broken: tuple[tuple[int, Reason], ...]
    n_broken: int


@dataclass(frozen=True, slots=True)
class FirstEmbeddings:
    """Rows (V, E) for a vocabulary; `n_found` of its `n_words` have a vector of their own."""

    rows: Floats
    n_words: int
    n_found: int
    source: VectorsFound

    def notice(self, name: str) -> AppError:
        """What the user should know of the reading."""
        return AppError(
            "vectors-read",
            N_(
                "core",
                "{name}: vectors of {found:,} of the {words:,} word pieces; {duplicates:,} words stood there twice, "
                "{broken:,} lines were broken (the first: {lines}).",
            ),
            name=name,
            found=self.n_found,
            words=self.n_words,
            duplicates=self.source.duplicates,
            broken=self.source.n_broken,
            lines=", ".join(str(line) for line, _ in self.source.broken[:5]) or "–",
        )


def read_vectors(path: Path, wanted: Collection[str], report: Report = ignore) -> VectorsFound:
    """The vectors of the words wanted; where a word's own form is missing, those of its lower or another case.

    Reports bytes of the file on disk. InputError for what is not a file of word vectors, or damaged past reading.
    """
    harvest = Harvest(path.name, wanted)
    try:
        with vector_files.streams(path, report) as streams:
            for name, stream in streams:
                layout = vector_formats.find_layout(stream.peek(BLOCK), name)
                if layout:
                    vector_formats.read(stream, layout, harvest)
                    report(path.stat().st_size, path.stat().st_size)
                    broken = tuple(sorted(harvest.broken, key=lambda line: line[0]))
                    return VectorsFound(
                        harvest.vectors, layout.size, harvest.lines, harvest.duplicates, broken, harvest.n_broken
                    )
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise InputError("unreadable", N_("core", "{name} cannot be read."), name=path.name) from error
        message = N_("core", "{name} is damaged or was cut off; {lines:,} words could be read.")
        raise InputError("cut-vectors", message, name=path.name, lines=harvest.lines) from error
    raise no_vectors(path.name)


def embeddings(path: Path, vocabulary: Sequence[str], seed: int, report: Report = ignore) -> FirstEmbeddings:
    """A start for the embedding (V, E): a piece's own vector, else the mean of its characters', else random.

    The file decides E. Scaled to the spread of fresh embeddings, so that known and unknown pieces are alike in size.
    """
    words = ["" if row <= UNK else piece.strip(BLANK) for row, piece in enumerate(vocabulary)]
    source = read_vectors(path, {*words, *(char for word in words for char in word)} - {""}, report)
    found = source.vectors
    if not found:
        raise InputError("no-vectors", N_("core", "{name} has no vector for any word of the project."), name=path.name)
    rows = np.random.default_rng(seed).normal(0, SPREAD, (len(words), source.size)).astype(np.float32)
    scale = SPREAD / max(1e-6, float(np.std(list(found.values()))))
    for row, word in enumerate(words):
        parts = [found[part] for part in ([word] if word in found else word) if part in found]
        if parts:
            rows[row] = np.mean(parts, axis=0) * scale
    return FirstEmbeddings(rows, sum(map(bool, words)), sum(word in found for word in words), source)
