"""What the worker remembers between two questions: how to read texts, and the texts it has read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import safetensors
import safetensors.numpy

from core.errors import AppError
from core.ml import pretraining
from core.ml.files import write_bytes
from core.ml.job import Job
from core.ml.pretraining import Foundation, Ngrams
from core.ml.quick.model import Reader, Seen
from core.ml.quick.request import Asked
from core.ml.text.ngrams import NgramFeatures
from core.ml.text.topics import Topics

NGRAMS_FILE = "texts.safetensors"
MAX_BYTES = 1 << 30
GROWTH = 2  # times as many texts as were learned from: learn anew


@dataclass(frozen=True, slots=True)
class _Known:
    """A project's texts, by the ids of its documents. The reader has learned from so many; 0: a run has."""

    key: tuple[object, ...]
    reader: Reader
    learned_from: int
    places: dict[int, int]
    seen: Seen


class Memory:
    """Of one project at a time. No more is kept than the last question was about."""

    def __init__(self) -> None:
        self._known: _Known | None = None

    def read(self, documents: Sequence[Asked], folder: Path, pretrained: str, job: Job) -> tuple[Reader, Seen]:
        """How the texts are read, and the documents in their order; those known already are not read again."""
        known = self._for(documents, folder, pretrained, job)
        fresh = [document for document in documents if document.id not in known.places]
        read = known.reader.read([document.text for document in fresh], job.phase("queue"))
        places = known.places | {document.id: len(known.seen) + row for row, document in enumerate(fresh)}
        seen = known.seen.and_then(read).part(np.array([places[document.id] for document in documents], dtype=np.intp))
        own = {document.id: row for row, document in enumerate(documents)}
        self._known = replace(known, places=own, seen=seen)
        return known.reader, seen

    def _for(self, documents: Sequence[Asked], folder: Path, pretrained: str, job: Job) -> _Known:
        """What is known, unless it is of another project or of far fewer texts."""
        key = (folder, pretrained, _stamp(Path(pretrained) / pretraining.TENSORS_FILE))
        texts = [document.text for document in documents if document.part != "holdout"]
        known = self._known
        if known is None or known.key != key or 0 < known.learned_from * GROWTH < len(texts):
            found, learned_from = _foundation(texts, folder, pretrained, job)
            reader = Reader(found)
            known = _Known(key, reader, learned_from, {}, reader.read([]))
        return known


def _foundation(texts: Sequence[str], folder: Path, pretrained: str, job: Job) -> tuple[Foundation, int]:
    """What a run has learned from all texts; else n-grams of the texts at hand, kept in the queue's folder."""
    given = pretraining.load(Path(pretrained)) if pretrained else Foundation()
    if given.ngrams is not None:
        return given, 0
    path = folder / NGRAMS_FILE
    kept, learned_from = _load(path)
    if kept is None or learned_from * GROWTH < len(texts):
        kept, learned_from = pretraining.learn_ngrams(texts, 0, job), len(texts)
        arrays = {f"features.{key}": array for key, array in kept.features.tensors().items()}
        arrays |= {f"topics.{key}": array for key, array in kept.topics.tensors().items()}
        write_bytes(path, safetensors.numpy.save(arrays | {"learned_from": np.array([learned_from])}))
    return Foundation(ngrams=kept), learned_from


def _load(path: Path) -> tuple[Ngrams | None, int]:
    """N-grams and from how many texts they were learned; none where the file cannot be used."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return None, 0
        arrays = safetensors.numpy.load_file(path)
        features = NgramFeatures.from_tensors(pretraining.part(arrays, "features."))
        topics = Topics.from_tensors(pretraining.part(arrays, "topics."))
        learned_from = int(arrays["learned_from"][0])
    except (OSError, ValueError, KeyError, IndexError, safetensors.SafetensorError, AppError):
        return None, 0
    return (Ngrams(features, topics), learned_from) if topics.width == len(features) else (None, 0)


def _stamp(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
