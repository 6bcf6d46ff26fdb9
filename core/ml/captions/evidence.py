"""Finding what in pictures speaks for words: a ridge regression from their mean vectors to the words of their captions.

It is closed, so what it would say of each picture had it not learned from that one is known as well (Cook and Weisberg
1982, section 2.2): a model that is trained on the same pictures must not trust it more than it deserves elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from core.ml.captions.lessons import Lesson
from core.ml.captions.training import Look
from core.ml.models.evidence import LEAST
from core.ml.text.tokenizer import PAD, UNK

PENALTIES = (2.0, 4.0, 8.0, 16.0, 32.0)  # times the mean square of a picture
AT_ONCE = 64
SMALL = 1e-6  # of the greatest: no direction at all


@dataclass(frozen=True, slots=True)
class Found:
    """The buffers of a WordEvidence; by picture (N, R) what it says only because it has learned from that picture."""

    buffers: dict[str, Tensor]
    surplus: Tensor


def find(lessons: Sequence[Lesson], look: Look, n_words: int, end: int, size: int) -> Found:
    """From pictures with captions in V words; the penalty is the best of PENALTIES on pictures left out."""
    seen = _means(lessons, look)
    centre = seen.mean(dim=0)
    seen = seen - centre
    said = [_said(lessons[start : start + AT_ONCE], n_words, end) for start in range(0, len(lessons), AT_ONCE)]
    usual = torch.stack([part.sum(dim=0) for part in said]).sum(dim=0) / len(lessons)  # (V)
    values, axes = torch.linalg.eigh(seen.T @ seen)  # (D), (D, D)
    turned = seen @ axes  # (N, D)
    parts = list(zip(turned.split(AT_ONCE), [part - usual for part in said], strict=True))
    spread = torch.zeros(len(values), n_words)  # (D, V)
    for one, other in parts:
        spread.addmm_(one.T, other)
    scale = float(seen.square().sum(dim=1).mean())
    ridges = [_Ridge(values.clamp(min=0), spread, share * scale) for share in PENALTIES]
    best = max(ridges, key=lambda ridge: sum(ridge.likelihood(*part, usual) for part in parts))
    inner, outward = best.reduced(size)  # (D, R), (V, R)
    surplus = torch.cat([best.surplus(*part, inner, outward) for part in parts])
    inward = (axes @ inner).T.contiguous()
    buffers = {"inward": inward, "bias": -inward @ centre, "outward": outward, "usual": usual}
    return Found(buffers, surplus)


class _Ridge:
    """Along the axes of the pictures: their squares (D), what goes with words (D, V), and the penalty."""

    def __init__(self, squares: Tensor, spread: Tensor, penalty: float) -> None:
        self._squares, self._held = squares, squares + penalty
        self._weights = spread / self._held[:, None]

    def likelihood(self, seen: Tensor, said: Tensor, usual: Tensor) -> float:
        """Log p of the words (n, V, less the usual) of pictures (n, D), each left out; as counts (Poisson)."""
        off = (said - seen @ self._weights) / (1 - self._leverage(seen))
        shares = (usual + said - off).clamp(min=0) + LEAST
        return float(((said + usual) * shares.log() - shares).sum())

    def reduced(self, size: int) -> tuple[Tensor, Tensor]:
        """The nearest map through R numbers (Izenman 1975): to them (D, R), from them (V, R)."""
        fitted = self._squares.sqrt()[:, None] * self._weights  # (D, V)
        squares, axes = torch.linalg.eigh(fitted @ fitted.T)
        squares, axes = squares.flip(0)[:size].clamp(min=0), axes.flip(1)[:, :size]
        is_there = squares > SMALL * squares[0]
        outward = (fitted.T @ axes) * torch.where(is_there, squares, 1).rsqrt() * is_there
        outward = functional.pad(outward, (0, size - outward.shape[1]))
        return self._weights @ outward, outward

    def surplus(self, seen: Tensor, said: Tensor, inner: Tensor, outward: Tensor) -> Tensor:
        """What pictures (n, D) say (n, R), less what they would say if they had been left out."""
        share = self._leverage(seen)
        return (said @ outward - seen @ inner) * share / (1 - share)

    def _leverage(self, seen: Tensor) -> Tensor:
        return (seen.square() / self._held).sum(dim=1, keepdim=True)


def _means(lessons: Sequence[Lesson], look: Look) -> Tensor:
    """The mean vector (N, D) of each picture's places, as a captioner norms them."""
    found = []
    for start in range(0, len(lessons), AT_ONCE):
        seen = look([lesson.key for lesson in lessons[start : start + AT_ONCE]])
        found.append(functional.layer_norm(seen, seen.shape[-1:]).mean(dim=1))
    return torch.cat(found)


def _said(lessons: Sequence[Lesson], n_words: int, end: int) -> Tensor:
    """The share of each picture's captions that have a word (n, V)."""
    found = torch.zeros(len(lessons), n_words)
    for row, lesson in enumerate(lessons):
        for ids in lesson.captions:
            found[row, list(set(ids.tolist()) - {PAD, UNK, end})] += 1 / len(lesson.captions)
    return found
