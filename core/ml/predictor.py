"""The façade of a trained model: load once, ask many times; texts in, numpy and explanations out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from core.ml import checkpoint, reading
from core.ml.checkpoint import RunModel
from core.ml.explain.text import explanation
from core.ml.models.output import Output
from core.ml.reading import Reading
from core.ml.text import sentences, words
from core.ml.text.batches import TokenSequence, by_tokens, collate
from core.ml.text.tokenizer import Encoded
from core.progress import Report, ignore
from core.records import Explanation, Span

BATCH_TOKENS = 16_384
READ_LIMIT = 20_000  # pieces of one text that attention reads; what lies beyond is told as unread
WORDS = words.VocabularyTokenizer("words", words.SPECIAL)  # finds words where there is no tokenizer of the run's

Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class _Pass:
    """One text's row of a forward pass, without its padding."""

    encoded: Encoded
    spans: list[Span]  # of all words, also those beyond the limit
    unread: tuple[Span, ...]
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

    def predict(self, texts: Sequence[str], report: Report = ignore) -> Floats:
        """Probabilities (N, C), in the order of the card's labels."""
        return self.probabilities(self.scores(texts, report))

    def scores(self, texts: Sequence[str], report: Report = ignore) -> Floats:
        """The calibrated scores (N, C) that the probabilities come from."""
        total = np.zeros((len(texts), len(self.card.labels)))
        for row, found in self._passes(texts, report):
            total[row] += self.card.neural_scale * found.scores
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

    def explain(self, texts: Sequence[str], method: str = "auto", report: Report = ignore) -> list[Explanation]:
        """The words of each text with the weights of the very pass that gave the probabilities."""
        readings = self.read(texts, report)
        return [explanation(text, found, self.card.labels, method) for text, found in zip(texts, readings, strict=True)]

    def read(self, texts: Sequence[str], report: Report = ignore) -> list[Reading]:
        """Read the texts in batches of similar length; `report` counts texts and may stop the work."""
        if self.model.neural is None:
            return list(self._readings(texts, report))
        readings: list[Reading | None] = [None] * len(texts)
        for row, found in self._passes(texts, report):
            readings[row] = self._reading(texts[row], found)
        return [found for found in readings if found]

    def _readings(self, texts: Sequence[str], report: Report) -> Iterator[Reading]:
        """Of a model without a neural part."""
        for number, text in enumerate(texts):
            report(number, len(texts))
            yield self._reading(text, None)
        report(len(texts), len(texts))

    def _reading(self, text: str, found: _Pass | None) -> Reading:
        spans = found.spans if found else WORDS.encode(text).spans
        scores = np.zeros(len(self.card.labels))
        evidence: Floats | None = np.zeros((len(spans), len(scores)))
        if found:
            own = self._neural_evidence(found, len(spans))
            evidence = own
            scores = scores + self.card.neural_scale * found.scores
        if self.model.ngrams is not None:
            characters = self.model.ngrams.evidence(text)  # (characters, C)
            scores = scores + self.card.ngram_scale * (characters.sum(axis=0) + self.model.ngrams.bias)
            if evidence is not None:
                words = reading.word_of_each_character(spans, len(text))
                evidence = evidence + self.card.ngram_scale * reading.by_word(characters, words, len(spans))
        shown = scores if self.card.is_multi_label else reading.centred(scores)
        if evidence is not None and not self.card.is_multi_label:
            evidence = reading.centred(evidence)
        return Reading(
            spans=spans,
            probabilities=self.probabilities(scores),
            weights=None if found is None else _word_weights(found),
            evidence=evidence,
            bias=None if evidence is None else shown - evidence.sum(axis=0),
            sentences=tuple(sentences.split(text)) if found and found.sentence_weights is not None else (),
            sentence_weights=found.sentence_weights if found else None,
            unread=found.unread if found else (),
        )

    def _neural_evidence(self, found: _Pass, n_words: int) -> Floats | None:
        if found.evidence is None:
            return None
        return self.card.neural_scale * reading.by_word(found.evidence, np.array(found.encoded.words), n_words)

    def _passes(self, texts: Sequence[str], report: Report) -> Iterator[tuple[int, _Pass]]:
        """Each text's number and its row of the neural part's forward pass; nothing where there is no neural part."""
        model, tokenizer = self.model.neural, self.model.tokenizer
        if model is None or tokenizer is None:
            return
        encoded = [tokenizer.encode(text) for text in texts]
        done = 0
        lengths = np.array([min(len(one.ids), self.read_limit) for one in encoded], dtype=int)
        for rows in by_tokens(lengths, BATCH_TOKENS):
            report(done, len(texts))
            cut = [_cut(encoded[row], len(texts[row]), self.read_limit) for row in rows]
            batch = collate([_sequence(one) for one, _ in cut], self.model.device)
            with torch.inference_mode():
                output = _on_cpu(model(batch))
            for place, row in enumerate(rows.tolist()):
                one, unread = cut[place]
                yield row, _row(output, place, one, encoded[row].spans if self.model.ngrams else one.spans, unread)
            done += len(rows)
        report(done, len(texts))


def _on_cpu(output: Output) -> Output:
    parts = {name: part.float().cpu() for name, part in output._asdict().items() if part is not None}
    return Output(**parts)


def _row(output: Output, place: int, encoded: Encoded, spans: list[Span], unread: tuple[Span, ...]) -> _Pass:
    n, n_sentences = len(encoded.ids), encoded.sentences[-1] + 1
    weights, inner, evidence = output.weights, output.sentence_weights, output.evidence
    return _Pass(
        encoded=encoded,
        spans=spans,
        unread=unread,
        scores=output.scores[place].double().numpy(),
        weights=None if weights is None else weights[place, :n].numpy(),
        evidence=None if evidence is None else evidence[place, :n].double().numpy(),
        sentence_weights=None if inner is None else inner[place, :n_sentences].numpy(),
    )


def _word_weights(found: _Pass) -> Floats | None:
    if found.weights is None:
        return None
    return reading.by_word(found.weights, np.array(found.encoded.words), len(found.spans))


def _sequence(encoded: Encoded) -> TokenSequence:
    return TokenSequence(np.array(encoded.ids, dtype=np.int32), np.array(encoded.sentences, dtype=np.int32))


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
