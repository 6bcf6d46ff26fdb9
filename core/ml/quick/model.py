"""The quick model: retrained in a moment after every few labels, to say which document should come next.

N-gram logistic regression with topics of all texts; where a run has learned an encoder from all texts (`auto`), also
the last layer on what that makes of them. What is slow, reading the texts, is done once for each; fitting is not.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.ml import calibration, head, pretraining
from core.ml.models import regression
from core.ml.models.logistic import Logistic
from core.ml.models.regression import LogisticConfig
from core.ml.pretraining import Foundation
from core.ml.text.sequences import prepare, sequences
from core.ml.text.sparse import Csr
from core.progress import Report, ignore

TOPICS_COMPARED = 64  # of which texts are compared with one another, where there is no encoder

Floats = NDArray[np.floating[Any]]
Flags = NDArray[np.bool_]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Seen:
    """N texts as the quick model sees them: n-grams (N, V), and vectors (N, D) of length 1, near for like texts."""

    rows: Csr
    vectors: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.rows)

    def part(self, places: Places) -> Seen:
        return Seen(self.rows.rows(places), self.vectors[places])

    def and_then(self, other: Seen) -> Seen:
        return Seen(self.rows.and_then(other.rows), np.concatenate([self.vectors, other.vectors]))


class Reader:
    """Turns texts into what the quick model sees, by what was learned from all texts."""

    def __init__(self, found: Foundation) -> None:
        assert found.ngrams is not None
        self.features, self.topics = found.ngrams.features, found.ngrams.topics
        self._tokenizer = found.words.tokenizer if found.words else None
        self._encoder = pretraining.encoder_of(found)

    @property
    def has_encoder(self) -> bool:
        return self._encoder is not None

    def read(self, texts: Sequence[str], report: Report = ignore) -> Seen:
        rows = self.features.transform(texts, report)
        if self._encoder is None or self._tokenizer is None:
            return Seen(rows, _unit(self.topics.project(rows)[:, :TOPICS_COMPARED]))
        encoded = sequences(self._tokenizer, [prepare(text) for text in texts])
        return Seen(rows, head.documents(self._encoder, encoded, report))


class QuickModel:
    """What was fitted to some labels: scores of the n-grams, and of a layer on the vectors.

    Both together decide where the vectors are those of an encoder; topics are in the n-grams' part already, so that a
    layer on them has but a second opinion.
    """

    def __init__(self, ngrams: Logistic, layer: tuple[Floats, Floats], *, has_encoder: bool) -> None:
        self._ngrams = ngrams
        self._layer = layer
        self._scales = (0.5, 0.5) if has_encoder else (1.0, 0.0)

    @classmethod
    def fit(cls, reader: Reader, seen: Seen, targets: Flags, config: LogisticConfig) -> QuickModel:
        """Learns from texts (N) and their labels (N, C)."""
        ngrams = Logistic.fit(reader.features, reader.topics, seen.rows, targets, config)
        layer = regression.fit_dense(seen.vectors, targets, _of_layer(config))
        return cls(ngrams, layer, has_encoder=reader.has_encoder)

    def views(self, seen: Seen) -> list[Floats]:
        """The probabilities (N, C) of each part by itself."""
        return [self._joined([scores], [1.0]) for scores in self._scores(seen)]

    def probabilities(self, seen: Seen) -> Floats:
        """(N, C)."""
        return self._joined(self._scores(seen), self._scales)

    def _scores(self, seen: Seen) -> list[Floats]:
        weights, bias = self._layer
        return [self._ngrams.scores(seen.rows), seen.vectors @ weights + bias]

    def _joined(self, parts: Sequence[Floats], scales: Sequence[float]) -> Floats:
        return joined(parts, scales, is_multi_label=self._ngrams.config.is_multi_label)


def out_of_sample(
    reader: Reader, seen: Seen, targets: Flags, config: LogisticConfig, report: Report = ignore
) -> tuple[Floats, list[float]]:
    """Probabilities (N, C) of each text by models that have not learned from it, and the best scales of the parts."""
    parts: list[Floats] = [regression.crossed(reader.topics, seen.rows, targets, config, report)]
    if reader.has_encoder:
        parts.append(regression.crossed_dense(seen.vectors, targets, _of_layer(config), report))
    scales = calibration.scales(parts, targets, is_multi_label=config.is_multi_label)
    return joined(parts, scales, is_multi_label=config.is_multi_label), scales


def joined(parts: Sequence[Floats], scales: Sequence[float], *, is_multi_label: bool) -> Floats:
    """The probabilities (N, C) of the parts' scores, each times its scale, added up."""
    total = np.sum([scale * scores for scale, scores in zip(scales, parts, strict=True)], axis=0)
    if is_multi_label:
        return np.asarray(1 / (1 + np.exp(-np.clip(total, -500, 500))))
    powers = np.exp(total - total.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _of_layer(config: LogisticConfig) -> LogisticConfig:
    return dataclasses.replace(config, topic_strength=head.STRENGTH)


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-6), dtype=np.float32)
