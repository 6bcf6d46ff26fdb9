"""What training makes small: errors on the labels, disagreement of two readings, distance to rationales, conicity."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

MAX_WEIGHT = 10.0  # of a rare label among several
TINY = 1e-30  # the least weight that has a logarithm


def class_weights(targets: NDArray[np.bool_], *, is_multi_label: bool) -> NDArray[np.floating[Any]]:
    """A rare label counts more: n / (labels · n_label); with several labels, absent / present, at most 10."""
    counts, n = targets.sum(axis=0), len(targets)
    if is_multi_label:
        return np.asarray(np.clip((n - counts) / np.maximum(counts, 1), 1.0, MAX_WEIGHT))
    return np.asarray(n / (max((counts > 0).sum(), 1) * np.maximum(counts, 1)))


def label_loss(scores: Tensor, targets: Tensor, weights: Tensor | None, *, is_multi_label: bool) -> Tensor:
    """Cross-entropy of scores (B, C) against flags (B, C)."""
    if is_multi_label:
        return functional.binary_cross_entropy_with_logits(scores, targets.float(), pos_weight=weights)
    return functional.cross_entropy(scores, targets.int().argmax(dim=1), weight=weights)


def disagreement(scores: Tensor, *, is_multi_label: bool) -> Tensor:
    """How far two readings of the same B texts differ, scores (2B, C): the symmetric Kullback-Leibler divergence.

    R-Drop (Liang et al. 2021, eq. 2) with the texts cut into other pieces for each reading, as in multi-view subword
    regularisation (Wang et al. 2021). KL(p‖q) + KL(q‖p) = Σ (p − q)(ln p − ln q); halved.
    """
    if is_multi_label:
        p, q = torch.sigmoid(scores).chunk(2)
        log_p, log_q = scores.chunk(2)  # ln p/(1 − p): the two outcomes of each label taken together
        return ((p - q) * (log_p - log_q)).mean() / 2  # over the labels too, as their loss is
    p, q = torch.softmax(scores, dim=1).chunk(2)
    log_p, log_q = torch.log_softmax(scores, dim=1).chunk(2)
    return ((p - q) * (log_p - log_q)).sum(dim=1).mean() / 2


def rationale_distance(
    weights: Tensor,
    marked: Tensor | None,
    mask: Tensor,
    unmarked_share: float,
    is_marked: Tensor | None = None,
) -> Tensor:
    """How far attention (B, T) is from what people marked (B, T): the mean Kullback-Leibler divergence over B texts.

    The target is uniform over the marked pieces of a text; where nothing is marked over all its pieces, and then it
    counts `unmarked_share`. As in HateXplain (Mathew et al. 2021, section 4), where that share is 1; the divergence
    has the gradient of their cross-entropy, and is 0 when the target is met. A stretch without marks of a text that has
    some elsewhere (`is_marked`, B) asks for nothing: nobody said that all of it counts alike.
    """
    marked = torch.zeros_like(mask) if marked is None else marked & mask
    has_marks = marked.any(dim=1, keepdim=True)  # (B, 1)
    target = torch.where(has_marks, marked, mask).float()
    target = target / target.sum(dim=1, keepdim=True).clamp_min(1)  # a text without any piece asks for nothing
    ratio = target.clamp_min(TINY).log() - weights.clamp_min(TINY).log()
    divergence = (target * ratio).sum(dim=1)  # (B)
    share = has_marks.squeeze(1).float()
    is_silent = torch.zeros_like(share, dtype=torch.bool) if is_marked is None else is_marked & (share == 0)
    return (divergence * share.clamp_min(unmarked_share).masked_fill(is_silent, 0.0)).mean()


def conicity(states: Tensor, mask: Tensor) -> Tensor:
    """How alike the states (B, T, H) of a text are: the mean |cosine| to their mean (Mohankumar et al. 2020).

    Where states are alike, any attention gives the same document, and its weights explain nothing.
    """
    there = mask.unsqueeze(-1).float()  # (B, T, 1)
    n = there.sum(dim=1).clamp_min(1)  # (B, 1)
    mean = (states * there).sum(dim=1) / n  # (B, H)
    cosines = functional.cosine_similarity(states, mean.unsqueeze(1), dim=-1).abs()  # (B, T)
    return (cosines.masked_fill(~mask, 0.0).sum(dim=1) / n.squeeze(1)).mean()
