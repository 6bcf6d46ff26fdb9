"""The façade of a trained model: load once, ask many times; texts in, numpy and readings out."""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from core.errors import N_, InputError
from core.ml import checkpoint, reading
from core.ml.checkpoint import RunModel
from core.ml.models.output import Output
from core.ml.reading import Reading
from core.ml.text import sentences, words
from core.ml.text.batches import TokenSequence, by_tokens, collate
from core.ml.text.normalise import normalise
from core.ml.text.tokenizer import Encoded
from core.progress import Report, ignore
from core.records import Span

BATCH_TOKENS = 16_384
READ_LIMIT = 20_000  # pieces of one text that attention reads; what lies beyond is told as unread
WORDS = words.VocabularyTokenizer("words", words.SPECIAL)  # finds words where there is no tokenizer of the run's

Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class Pieces:
    """One text as the neural part reads it: its pieces up to the limit, the spans of its words, what is unread."""

    encoded: Encoded
    spans: list[Span]  # of all words, also those beyond the limit where n-grams read on
    unread: tuple[Span, ...]

    @property
    def sequence(self) -> TokenSequence:
        return TokenSequence(np.array(self.encoded.ids, np.int32), np.array(self.encoded.sentences, np.int32))

    def by_word(self, values: Floats) -> Floats:
        """Values (T) or (T, C) of the pieces, summed by word (W)."""
        return reading.by_word(values, np.array(self.encoded.words), len(self.spans))


@dataclass(frozen=True, slots=True)
class _Pass:
    """One text's row of a forward pass, without its padding."""

    pieces: Pieces
    scores: Floats
    weights: Floats | None
    evidence: Floats | None
    sentence_weights: Floats | None


class Predictor:
    """One model, loaded. Its scores are those of its neural part and of its n-gram part, each scaled, added up."""

    def __init__(self, model: RunModel, read_limit: int = READ_LIMIT) -> None:
        self.model = model
        self.card = model.card
        self.read_limit = read_limit

    @classmethod
    def load(cls, run_dir: Path, device: torch.device) -> Predictor:
        return cls(checkpoint.load_model(run_dir, device))

    @functools.cached_property
    def sha256(self) -> str:
        """Which model this is, by all that its answers depend on."""
        return checkpoint.sha256_of(self.model)

    def predict(self, texts: Sequence[str], report: Report = ignore) -> Floats:
        """Probabilities (N, C), in the order of the card's labels."""
        return self.probabilities(self.scores(texts, report))

    def scores(self, texts: Sequence[str], report: Report = ignore) -> Floats:
        """The calibrated scores (N, C) that the probabilities come from."""
        total = np.zeros((len(texts), len(self.card.labels)))
        if self.model.neural is not None:
            for rows, output in self._outputs(self._sequences(texts), report):
                total[rows] += self.card.neural_scale * output.scores.float().double().cpu().numpy()
        if self.model.ngrams is not None and len(texts):
            reported = report if self.model.neural is None else ignore
            total += self.card.ngram_scale * self.model.ngrams.predict(texts, reported)
        return total

    def probabilities(self, scores: Floats) -> Floats:
        """Calibrated scores (…, C) to probabilities."""
        if self.card.is_multi_label:
            return np.asarray(1 / (1 + np.exp(-np.clip(scores, -500, 500))))
        powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=-1, keepdims=True))

    def place_of(self, label: str) -> int:
        """Which of the card's labels it is; InputError for another."""
        if label not in self.card.labels:
            raise InputError(
                "unknown-label",
                N_("core", "The model does not know the label “{label}”; it knows: {known}."),
                label=label,
                known=", ".join(self.card.labels),
            )
        return self.card.labels.index(label)

    def read(self, texts: Sequence[str], report: Report = ignore) -> list[Reading]:
        """Read the texts in batches of similar length; `report` counts texts and may stop the work."""
        if self.model.neural is None:
            return list(self._readings(texts, report))
        pieces = [self.pieces(text) for text in texts]
        readings: list[Reading | None] = [None] * len(texts)
        for rows, output in self._outputs([one.sequence for one in pieces], report):
            on_cpu = _on_cpu(output)
            for place, row in enumerate(rows.tolist()):
                readings[row] = self._reading(texts[row], _row(on_cpu, place, pieces[row]))
        return [found for found in readings if found]

    def pieces(self, text: str) -> Pieces:
        """The text as the neural part reads it: the whole words within the limit."""
        assert self.model.tokenizer is not None
        encoded = self.model.tokenizer.encode(text)
        cut, unread = _cut(encoded, len(text), self.read_limit)
        return Pieces(cut, encoded.spans if self.model.ngrams else cut.spans, unread)

    def ngram_evidence(self, text: str, spans: Sequence[Span]) -> Floats:
        """What the n-gram part adds to the calibrated scores for each word (W, C); 0 where there is no such part."""
        if self.model.ngrams is None:
            return np.zeros((len(spans), len(self.card.labels)))
        characters = self.model.ngrams.evidence(text)  # (characters, C)
        places = reading.word_of_each_character(spans, len(text))
        return self.card.ngram_scale * reading.by_word(characters, places, len(spans))

    def _readings(self, texts: Sequence[str], report: Report) -> Iterator[Reading]:
        """Of a model without a neural part."""
        for number, text in enumerate(texts):
            report(number, len(texts))
            yield self._reading(text, None)
        report(len(texts), len(texts))

    def _reading(self, text: str, found: _Pass | None) -> Reading:
        spans = found.pieces.spans if found else WORDS.encode(text).spans
        scores = np.zeros(len(self.card.labels))
        evidence: Floats | None = np.zeros((len(spans), len(scores)))
        if found:
            parts = found.evidence
            evidence = None if parts is None else self.card.neural_scale * found.pieces.by_word(parts)
            scores = scores + self.card.neural_scale * found.scores
        if self.model.ngrams is not None:
            words = self.ngram_evidence(text, spans)
            scores = scores + words.sum(axis=0) + self.card.ngram_scale * self.model.ngrams.bias
            evidence = None if evidence is None else evidence + words
        shown = scores if self.card.is_multi_label else reading.centred(scores)
        if evidence is not None and not self.card.is_multi_label:
            evidence = reading.centred(evidence)
        return Reading(
            spans=spans,
            probabilities=self.probabilities(scores),
            weights=None if found is None or found.weights is None else found.pieces.by_word(found.weights),
            evidence=evidence,
            bias=None if evidence is None else shown - evidence.sum(axis=0),
            sentences=tuple(sentences.split(text)) if found and found.sentence_weights is not None else (),
            sentence_weights=found.sentence_weights if found else None,
            unread=found.pieces.unread if found else (),
            scores=scores,
        )

    def _sequences(self, texts: Sequence[str]) -> list[TokenSequence]:
        """The texts as the neural part reads them, without asking where their words stand: four times as fast."""
        assert self.model.tokenizer is not None
        if getattr(self.model.neural, "reads_sentences", False):
            return [self.pieces(text).sequence for text in texts]
        found = self.model.tokenizer.pieces([normalise(text).text for text in texts])
        return [
            TokenSequence.of(pieces.ids) if len(pieces.ids) <= self.read_limit else self.pieces(text).sequence
            for text, pieces in zip(texts, found, strict=True)
        ]

    def _outputs(self, sequences: Sequence[TokenSequence], report: Report) -> Iterator[tuple[Ints, Output]]:
        """What the neural part makes of batches of the texts, and which texts those are."""
        assert self.model.neural is not None
        done = 0
        lengths = np.array([len(sequence) for sequence in sequences], dtype=int)
        for rows in by_tokens(lengths, BATCH_TOKENS):
            report(done, len(sequences))
            with torch.inference_mode():
                output: Output = self.model.neural(collate([sequences[row] for row in rows], self.model.device))
            yield rows, output
            done += len(rows)
        report(done, len(sequences))


def _on_cpu(output: Output) -> Output:
    parts = {name: part.float().cpu() for name, part in output._asdict().items() if part is not None}
    return Output(**parts)


def _row(output: Output, place: int, pieces: Pieces) -> _Pass:
    n, n_sentences = len(pieces.encoded.ids), pieces.encoded.sentences[-1] + 1
    weights, inner, evidence = output.weights, output.sentence_weights, output.evidence
    return _Pass(
        pieces=pieces,
        scores=output.scores[place].double().numpy(),
        weights=None if weights is None else weights[place, :n].numpy(),
        evidence=None if evidence is None else evidence[place, :n].double().numpy(),
        sentence_weights=None if inner is None else inner[place, :n_sentences].numpy(),
    )


def _cut(encoded: Encoded, n_characters: int, limit: int) -> tuple[Encoded, tuple[Span, ...]]:
    """The whole words within the first `limit` pieces, or as much of the first word, and the span of what is left."""
    if len(encoded.ids) <= limit:
        return encoded, ()
    end = bisect_left(encoded.words, encoded.words[limit])
    spans = encoded.spans[: encoded.words[limit]]
    if not spans:
        end, first = limit, encoded.spans[0]
        spans = [Span(first.start, first.start + (first.end - first.start) * limit // encoded.words.count(0))]
    kept = Encoded(encoded.ids[:end], encoded.words[:end], spans, encoded.sentences[:end])
    return kept, (Span(spans[-1].end, n_characters),)
