"""From pieces to words: what several pieces got together is their word's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.records import Span

Matrix = NDArray[np.floating[Any]]


def overlaps(pieces: Sequence[Span], words: Sequence[Span]) -> NDArray[np.float32]:
    """How many characters each piece shares with each word (P, W)."""
    piece, word = (
        np.array([(span.start, span.end) for span in spans], np.float32).reshape(-1, 2) for spans in (pieces, words)
    )
    ends, starts = np.minimum(piece[:, None, 1], word[None, :, 1]), np.maximum(piece[:, None, 0], word[None, :, 0])
    shared: NDArray[np.float32] = np.maximum(0, ends - starts)
    return shared


def membership(pieces: Sequence[Span], words: Sequence[Span]) -> NDArray[np.float32]:
    """Which share of each piece is each word's (P, W): rows sum to 1. A piece of no word goes to the one behind it."""
    found = overlaps(pieces, words)
    for row, piece in enumerate(pieces):
        if words and not found[row].any():
            following = next((number for number, word in enumerate(words) if word.start >= piece.start), len(words) - 1)
            found[row, following] = 1
    shares: NDArray[np.float32] = found / np.maximum(found.sum(axis=1, keepdims=True), 1e-9)
    return shares


def to_words(weights: Matrix, target: NDArray[np.float32], source: NDArray[np.float32]) -> NDArray[np.float32]:
    """Weights (target pieces × source pieces) of pieces to those of words (W_t × W_s).

    Source pieces of a word are added up; target pieces of a word are averaged: rows go on to sum to 1.
    """
    shares = target / np.maximum(target.sum(axis=0), 1e-9)
    found: NDArray[np.float32] = (shares.T @ weights @ source).astype(np.float32)
    return found
