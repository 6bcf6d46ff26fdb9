"""Where every document lies by its meaning, as an encoder that all texts have taught places it (core.meanings)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core import meanings
from core.ml import head
from core.ml.corpus import Example
from core.ml.job import Job, part_of
from core.ml.models.auto import Auto
from core.ml.text.batches import TokenSequence
from core.ml.text.normalise import normalise
from core.ml.text.tokenizer import Tokenizer

CHUNK = 2000  # documents read at a time


def place(folder: Path, documents: Sequence[Example], tokenizer: Tokenizer, encoder: Auto, job: Job) -> None:
    """Into the folder of the run that learned the encoder."""
    report = job.phase("meanings")

    def parts() -> Iterator[tuple[list[int], NDArray[np.floating[Any]]]]:
        for start in range(0, len(documents), CHUNK):
            chunk = documents[start : start + CHUNK]
            pieces = tokenizer.pieces([normalise(document.text).text for document in chunk])
            texts = [TokenSequence.of(one.ids) for one in pieces]
            yield [one.id for one in chunk], head.documents(encoder, texts, part_of(report, start, len(documents)))

    meanings.write(folder, len(documents), encoder.config.document_size, parts())
