"""First meanings for word pieces, from the company they keep in all of the project's texts; needs no labels.

From neighbours: the matrix of positive pointwise mutual information between pieces and their neighbours, factorised
(Levy and Goldberg 2014, "Neural Word Embedding as Implicit Matrix Factorization"; smoothing of contexts as in Levy et
al. 2015). From whole texts: latent semantic analysis of the TF-IDF of pieces (Deerwester et al. 1990).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from core.ml.text.tokenizer import PAD, UNK

WINDOW = 5  # neighbours on either side
CONTEXT_SMOOTHING = 0.75  # power of the contexts' frequency: rare neighbours say less
SPREAD = 0.1  # the standard deviation of fresh embeddings
EXTRA_RANK, ITERATIONS = 16, 4  # of the randomised factorisation (Halko et al. 2011)
MAX_PIECES = 3_000_000  # enough to tell; bounds time and memory
MAX_TEXTS = 30_000

Ints = NDArray[np.integer[Any]]
Floats = NDArray[np.floating[Any]]


def embeddings(sequences: Sequence[Ints], vocabulary: int, size: int, seed: int) -> NDArray[np.float32]:
    """A start for the embedding (V, E); pieces that the texts do not show keep a random one."""
    rows = _random(vocabulary, size, seed)
    words, contexts, counts = _neighbours(sequences, vocabulary)
    if not len(words):
        return rows
    weights = _information(words, contexts, counts, vocabulary)
    told = (weights > 0) & (words > UNK) & (contexts > UNK)
    if not told.any():
        return rows
    found = _factor(np.stack([words[told], contexts[told]]), weights[told], (vocabulary, vocabulary), size, seed)
    seen = np.unique(words[told])
    rows[seen, : found.shape[1]] = found[seen] * (SPREAD / max(1e-6, float(found[seen].std())))
    return rows


def topical(sequences: Sequence[Ints], vocabulary: int, size: int, seed: int) -> NDArray[np.float32]:
    """As `embeddings` (V, E), by the texts that pieces stand in instead of the pieces that they stand beside."""
    rows = _random(vocabulary, size, seed)
    sequences = sequences[:MAX_TEXTS]
    texts = np.repeat(np.arange(len(sequences)), [len(ids) for ids in sequences])
    keys, counts = np.unique(texts * vocabulary + np.concatenate(sequences), return_counts=True)
    told = keys % vocabulary > UNK
    if not told.any():
        return rows
    texts, pieces, counts = keys[told] // vocabulary, keys[told] % vocabulary, counts[told]
    rarity = np.log((1 + len(sequences)) / (1 + np.bincount(pieces, minlength=vocabulary))) + 1
    values = (1 + np.log(counts)) * rarity[pieces]
    values /= np.sqrt(np.bincount(texts, weights=values**2, minlength=len(sequences)))[texts]
    found = _factor(np.stack([pieces, texts]), values, (vocabulary, len(sequences)), size, seed)
    found *= rarity[:, None]
    seen = np.unique(pieces)
    rows[seen, : found.shape[1]] = found[seen] * (SPREAD / max(1e-6, float(found[seen].std())))
    return rows


def _random(vocabulary: int, size: int, seed: int) -> NDArray[np.float32]:
    """Rows (V, E) that mean nothing yet; padding's is zero and stays so."""
    rows = np.random.default_rng(seed).normal(0, SPREAD, (vocabulary, size)).astype(np.float32)
    rows[PAD] = 0
    return rows


def _neighbours(sequences: Sequence[Ints], vocabulary: int) -> tuple[Ints, Ints, Floats]:
    """Pairs of pieces (P), (P) that stand within the window of each other, both ways round, and how often (P)."""
    texts = [sequence.astype(np.int64) for sequence in sequences]
    found = [
        np.unique(np.concatenate([ids[:-apart] * vocabulary + ids[apart:] for ids in texts]), return_counts=True)
        for apart in range(1, WINDOW + 1)
    ]
    keys, places = np.unique(np.concatenate([keys for keys, _ in found]), return_inverse=True)
    counts = np.bincount(places, weights=np.concatenate([counts for _, counts in found]), minlength=len(keys))
    first, second = keys // vocabulary, keys % vocabulary
    return np.concatenate([first, second]), np.concatenate([second, first]), np.concatenate([counts, counts])


def _information(words: Ints, contexts: Ints, counts: Floats, vocabulary: int) -> Floats:
    """How much more often than by chance: ln P(word, context) / (P(word) · P(context)) of each pair (P)."""
    by_word = np.bincount(words, weights=counts, minlength=vocabulary)
    share = by_word**CONTEXT_SMOOTHING
    return np.asarray(np.log(counts / by_word[words] / (share / share.sum())[contexts]))


def _factor(pairs: Ints, weights: Floats, shape: tuple[int, int], size: int, seed: int) -> Floats:
    """The matrix with `weights` at `pairs` (2, P) as rows (V, ≤ E) whose products come closest to it."""
    torch.manual_seed(seed)
    values = torch.from_numpy(weights.astype(np.float32))
    matrix = torch.sparse_coo_tensor(torch.from_numpy(pairs), values, shape, check_invariants=True)
    rank = min(size + EXTRA_RANK, *shape)
    left, strengths, _ = torch.svd_lowrank(matrix.coalesce(), q=rank, niter=ITERATIONS)
    rows: Floats = (left * strengths.sqrt())[:, :size].numpy()
    return rows
