"""The façade over a translation run: load once, ask many times; texts in, texts and matrices of words out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from core.ml import beam
from core.ml.beam import BeamOptions, Hypothesis
from core.ml.models.decoding import Decoder
from core.ml.text.batches import Batch, TokenSequence, collate
from core.ml.text.tokenizer import UNK
from core.ml.translation import card, pairs
from core.ml.translation.card import LoadedModel
from core.ml.translation.pairs import PairBatch, PairSequence
from core.ml.translation.sides import SourceSide, SourceText, TargetSide, plain
from core.ml.translation.spread import membership, to_words
from core.progress import Report, ignore
from core.records import Span
from core.words import words

BATCH_PIECES = 1500  # of the sources in one batch, with padding
UNKNOWN_SIGN = "⁇"
Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Translation:
    """One translation of a source, with the matrices (target words × source words) that it was said with.

    `emitted` is what attention was when each word was said, `shifted` when it was told to the decoder again; None where
    the model has no attention. `is_replaced[j]`: target word j is a source word that the model did not know.
    """

    source: str
    text: str
    source_words: tuple[str, ...]
    target_words: tuple[str, ...]
    score: float
    emitted: Matrix | None = None
    shifted: Matrix | None = None
    is_finished: bool = True
    is_replaced: tuple[bool, ...] = ()

    def weights(self, reading: str) -> Matrix | None:
        return self.shifted if reading == "shifted" else self.emitted


@dataclass(frozen=True, slots=True)
class TranslateOptions:
    """How to translate: how wide the search is, how many of its hypotheses to give, what to do with unknown words."""

    beam: BeamOptions = field(default_factory=BeamOptions)
    n_best: int = 1
    has_unknown_replaced: bool = True


class Translator:
    """A model with its two sides, ready to be asked."""

    def __init__(self, loaded: LoadedModel) -> None:
        self.card = loaded.card
        self.has_attention = loaded.has_attention
        self._sides = Sides(loaded.source, loaded.target)
        self._model, self._device = loaded.model, loaded.device

    @classmethod
    def load(cls, run_dir: Path, device: torch.device) -> Translator:
        return cls(card.load_model(run_dir, device))

    def translate(
        self, texts: Sequence[str], options: TranslateOptions | None = None, report: Report = ignore
    ) -> list[list[Translation]]:
        """The best translations of each text, best first."""
        return self._sides.translate(self._model, texts, options or TranslateOptions(), self._device, report)

    def align(self, texts: Sequence[tuple[str, str]], report: Report = ignore) -> list[Translation]:
        """How the model reads each source while it is told its target: the matrices of pairs that exist."""
        return self._sides.align(self._model, texts, self._device, report)


class Sides:
    """Both sides of a translation with whatever model: texts to batches, hypotheses to texts and words."""

    def __init__(self, source: SourceSide, target: TargetSide) -> None:
        self.source = source
        self.target = target

    def translate(
        self,
        model: nn.Module,
        texts: Sequence[str],
        options: TranslateOptions,
        device: torch.device,
        report: Report = ignore,
    ) -> list[list[Translation]]:
        encoded = self.source.encode(texts)
        found: list[list[Translation]] = [[] for _ in texts]
        done = 0
        for rows in _batches([len(one.ids) for one in encoded], options.beam.size):
            report(done, len(texts))
            batch = _collated([encoded[row] for row in rows], device)
            for row, hypotheses in zip(rows, beam.search(model, batch, self.target.end, options.beam), strict=True):
                best = hypotheses[: options.n_best]
                found[row] = [self._composed(encoded[row], one, options.has_unknown_replaced) for one in best]
            done += len(rows)
        report(done, len(texts))
        return found

    @torch.inference_mode()
    def align(
        self, model: nn.Module, texts: Sequence[tuple[str, str]], device: torch.device, report: Report = ignore
    ) -> list[Translation]:
        encoded = self.source.encode([source for source, _ in texts])
        targets = self.target.encode([target for _, target in texts])
        found: list[Translation | None] = [None] * len(texts)
        done = 0
        for rows in _batches([len(one.ids) + len(ids) for one, ids in zip(encoded, targets, strict=True)], 1):
            report(done, len(texts))
            batch = PairBatch([PairSequence(np.array(encoded[r].ids), np.array(targets[r])) for r in rows])
            tensors = pairs.to_tensors(batch, self.target.end, device)
            told = cast(Decoder, model).tell(tensors.source, tensors.given)
            for place, row in enumerate(rows):
                n_steps, n_source = len(targets[row]), len(encoded[row].ids)
                weights = (
                    None if told.weights is None else told.weights[place, :n_steps, :n_source].float().cpu().numpy()
                )
                text = plain(texts[row][1])
                found[row] = _in_words(encoded[row], text, self.target.spans(texts[row][1]), weights)
            done += len(rows)
        report(done, len(texts))
        return [one for one in found if one is not None]

    def _composed(self, source: SourceText, found: Hypothesis, has_unknown_replaced: bool) -> Translation:
        known = words(source.text)
        unknown = [""] * len(found.ids)
        if UNK in found.ids:
            unknown = list(_instead(source, found, known if has_unknown_replaced else []))
        composed = self.target.compose(found.ids, unknown)
        replaced = [
            span
            for id, span in zip(found.ids, composed.spans, strict=True)
            if id == UNK and has_unknown_replaced and found.weights is not None
        ]
        made = _in_words(source, composed.text, composed.spans, found.weights, replaced)
        return Translation(
            made.source,
            made.text,
            made.source_words,
            made.target_words,
            found.score,
            made.emitted,
            made.shifted,
            found.is_finished,
            made.is_replaced,
        )


def _in_words(
    source: SourceText, text: str, spans: Sequence[Span], weights: Matrix | None, replaced: Sequence[Span] = ()
) -> Translation:
    source_words, target_words = words(source.text), words(text)
    emitted = shifted = None
    if weights is not None:
        across, down = membership(source.spans, source_words), membership(spans, target_words)
        emitted = to_words(weights[: len(spans)], down, across)
        shifted = to_words(beam.shifted(weights, len(spans)), down, across)
    return Translation(
        source.text,
        text,
        tuple(source.text[span.start : span.end] for span in source_words),
        tuple(text[span.start : span.end] for span in target_words),
        0.0,
        emitted,
        shifted,
        True,
        tuple(any(w.start < r.end and r.start < w.end for r in replaced) for w in target_words),
    )


def _instead(source: SourceText, found: Hypothesis, known: Sequence[Span]) -> Iterable[str]:
    """What stands for each unknown piece: the source word that it was said with, once; without attention a sign."""
    last = None
    for step, id in enumerate(found.ids):
        if id != UNK:
            last = None
            yield ""
        elif found.weights is None or not known:
            yield f" {UNKNOWN_SIGN}"
        else:
            shares = found.weights[step] @ membership(source.spans, known)
            best = known[int(shares.argmax())]
            yield "" if best == last else f" {source.text[best.start : best.end]}"
            last = best


def _collated(texts: Sequence[SourceText], device: torch.device) -> Batch:
    return collate([TokenSequence.of(one.ids) for one in texts], device)


def _batches(lengths: Sequence[int], width: int) -> list[list[int]]:
    """Rows of like length together, so many that BATCH_PIECES are not exceeded."""
    found: list[list[int]] = [[]]
    for row in sorted(range(len(lengths)), key=lambda row: lengths[row]):
        if found[-1] and (len(found[-1]) + 1) * lengths[row] * width > BATCH_PIECES:
            found.append([])
        found[-1].append(row)
    return [rows for rows in found if rows]


def to_json(found: Sequence[Translation], reading: str) -> dict[str, Any]:
    """The best translation as architecture.md has it, with both readings and all alternatives."""
    best = found[0]
    alternatives = [_one(one, reading) for one in found]
    return {"text": best.source, **alternatives[0], "reading": reading, "hypotheses": alternatives}


def _one(found: Translation, reading: str) -> dict[str, Any]:
    weights = found.weights(reading)
    other = found.weights("emitted" if reading == "shifted" else "shifted")
    return {
        "translation": found.text,
        "source": list(found.source_words),
        "target": list(found.target_words),
        "weights": _rows(weights),
        "other_weights": _rows(other),
        "score": round(found.score, 4),
        "is_finished": found.is_finished,
        "replaced": [number for number, flag in enumerate(found.is_replaced) if flag],
    }


def _rows(matrix: Matrix | None) -> list[list[float]]:
    return [] if matrix is None else [[round(float(x), 5) for x in row] for row in matrix]
