"""The façade of a trained model: load once, ask many times; texts in, numpy and explanations out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from core.ml import checkpoint
from core.ml.checkpoint import ModelCard
from core.ml.text.batches import TokenSequence, by_tokens, collate
from core.ml.text.tokenizer import Encoded, Tokenizer
from core.progress import Report, ignore
from core.records import Explanation, Span, Token

BATCH_TOKENS = 16_384
READ_LIMIT = 20_000  # pieces of one text that are read; what lies beyond is told as unread

Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one forward pass made of a text: probabilities (C) and the weight of each piece, which sum to 1."""

    encoded: Encoded
    probabilities: Floats
    weights: Floats
    unread: tuple[Span, ...]

    def word_weights(self) -> Floats:
        """The weights of the pieces summed up by word."""
        return np.bincount(self.encoded.words, weights=self.weights, minlength=len(self.encoded.spans)).astype(float)


class Predictor:
    """One model, loaded."""

    def __init__(self, model: nn.Module, tokenizer: Tokenizer, card: ModelCard, read_limit: int = READ_LIMIT) -> None:
        self.model = model.eval()
        self.tokenizer = tokenizer
        self.card = card
        self.read_limit = read_limit
        self.device = next(model.parameters()).device

    @classmethod
    def load(cls, run_dir: Path, device: torch.device) -> Predictor:
        model, card, tokenizer = checkpoint.load_model(run_dir, device)
        return cls(model, tokenizer, card)

    def predict(self, texts: Sequence[str], report: Report = ignore) -> Floats:
        """Probabilities (N, C), in the order of the card's labels."""
        readings = self.read(texts, report)
        return np.array([reading.probabilities for reading in readings]).reshape(len(texts), len(self.card.labels))

    def explain(self, texts: Sequence[str], report: Report = ignore) -> list[Explanation]:
        """The words of each text with the weights of the very pass that gave the probabilities."""
        readings = self.read(texts, report)
        return [self._explanation(text, reading) for text, reading in zip(texts, readings, strict=True)]

    def read(self, texts: Sequence[str], report: Report = ignore) -> list[Reading]:
        """Read the texts in batches of similar length; `report` counts texts and may stop the work."""
        texts = list(texts)
        cut = [_cut(self.tokenizer.encode(text), len(text), self.read_limit) for text in texts]
        readings: list[Reading | None] = [None] * len(texts)
        done = 0
        for rows in by_tokens(np.array([len(encoded.ids) for encoded, _ in cut], dtype=int), BATCH_TOKENS):
            report(done, len(texts))
            batch = collate([TokenSequence.of(cut[row][0].ids) for row in rows], self.device)
            with torch.inference_mode():
                output = self.model(batch)
            probabilities = self.probabilities(output.scores).cpu().numpy()
            for place, row in enumerate(rows):
                encoded, unread = cut[row]
                own = output.weights[place, : len(encoded.ids)].cpu().numpy()
                readings[row] = Reading(encoded, probabilities[place], own, unread)
            done += len(rows)
        report(done, len(texts))
        return [reading for reading in readings if reading]

    def probabilities(self, scores: Tensor) -> Tensor:
        """Scores (N, C) to probabilities, with the temperature found on the validation part (Guo et al. 2017)."""
        scores = scores.float() / self.card.temperature
        return torch.sigmoid(scores) if self.card.is_multi_label else torch.softmax(scores, dim=-1)

    def _explanation(self, text: str, reading: Reading) -> Explanation:
        spans, weights = reading.encoded.spans, reading.word_weights()
        tokens = tuple(
            Token(span.start, span.end, text[span.start : span.end], float(weight))
            for span, weight in zip(spans, weights, strict=True)
        )
        labels = self.card.labels
        probabilities = {label: float(p) for label, p in zip(labels, reading.probabilities, strict=True)}
        return Explanation(
            text=text,
            label=labels[int(reading.probabilities.argmax())],
            probabilities=probabilities,
            method="attention",
            tokens=tokens,
            unread=reading.unread,
        )


def _cut(encoded: Encoded, n_characters: int, limit: int) -> tuple[Encoded, tuple[Span, ...]]:
    """The whole words within the first `limit` pieces, and the span of what is left."""
    if len(encoded.ids) <= limit:
        return encoded, ()
    end = limit
    while end > 1 and encoded.words[end] == encoded.words[end - 1]:
        end -= 1
    spans = encoded.spans[: encoded.words[end - 1] + 1]
    return Encoded(encoded.ids[:end], encoded.words[:end], spans), (Span(spans[-1].end, n_characters),)
