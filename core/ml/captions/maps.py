"""Where a word comes from, in several ways: each a map (L) for every word of a caption, ≥ 0 and summing to 1.

Attention is the tensor of the forward pass. The others ask what looking, or the picture, did for log p of the word. All
words of a caption are asked at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from core.jobs.captioning import ATTENTION, BOTH, GRAD_CAM, GRADIENT, OCCLUSION
from core.ml.captions import registry
from core.ml.models.captioning import Told, Writer

ROWS_AT_ONCE = 64
Maps = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Subject:
    """A caption of a picture: its vectors (1, L, D), the grid, what is given and wanted (T), and the attention (T, L).

    `attention` None: the model has none.
    """

    model: nn.Module
    vectors: Tensor
    rows: int
    columns: int
    given: Tensor
    wanted: Tensor
    attention: Maps | None

    @property
    def writer(self) -> Writer:
        return cast(Writer, self.model)

    def tell(self, annotations: Tensor, n: int, **more: Any) -> Told:
        """The caption told n times: with one picture, or with n different ones."""
        places = torch.zeros(n, dtype=torch.long, device=self.given.device)
        rows = places if len(annotations) == 1 else torch.arange(n, device=self.given.device)
        told: Told = cast(Any, self.model).told(annotations, rows, self.given.expand(n, -1), **more)
        return told

    def logs(self, told: Told) -> Tensor:
        """Log p of each word of each row (N, T)."""
        logs = torch.log_softmax(self.writer.score(told.states).float(), dim=-1)
        return logs.gather(2, self.wanted.expand(len(logs), -1)[:, :, None]).squeeze(2)


def attention(subject: Subject) -> Maps:
    assert subject.attention is not None
    return subject.attention


def attention_gradient(subject: Subject) -> Maps:
    """∂ log p(y_t) / ∂ e_t = α_t (g − Σ α g), g being ∂ log p / ∂ α_t: the places where more attention would help.

    "Attention × gradient" (Chefer et al. 2021 take its positive part for transformers; Serrano and Smith 2019 rank by
    it), against the mean: a place is lit as far as it speaks for the word more than the others do.
    """
    n = len(subject.wanted)
    with torch.enable_grad():
        nudge = torch.zeros(n, n, subject.vectors.shape[1], device=subject.vectors.device, requires_grad=True)
        logs = subject.logs(subject.tell(subject.writer.project(subject.vectors), n, nudge=nudge))
        (gradient,) = torch.autograd.grad(logs.diagonal().sum(), nudge)
    return shares(gradient.diagonal(dim1=0, dim2=1).T.cpu().numpy())


def grad_cam(subject: Subject) -> Maps:
    """ReLU(Σ_k w_k A_k), w_k the mean over places of ∂ log p / ∂ A_k (Selvaraju et al. 2017, equations 1 and 2).

    A are the encoder's vectors; what is common to all places is taken off first, since every place has it.
    """
    n, vectors, writer = len(subject.wanted), subject.vectors, subject.writer
    with torch.enable_grad():
        annotations = writer.project(vectors).detach().requires_grad_(True)  # (1, L, H + R)
        logs = subject.logs(subject.tell(annotations, 1))[0]
        (gradients,) = torch.autograd.grad(logs, annotations, torch.eye(n, device=logs.device), is_grads_batched=True)
    with torch.no_grad():
        speaks = writer.pulled_back(vectors, gradients[:, 0]) @ vectors[0].T.float()  # (T, L)
    return shares((speaks - speaks.mean(dim=1, keepdim=True)).cpu().numpy())


def both_gradients(subject: Subject) -> Maps:
    """√(Grad-CAM · attention × gradient), each smoothed over the places beside it: where both are lit; else uniform.

    Of attention that nobody taught one alone is led astray more often (tests/benchmarks/captions.py, coco).
    """
    beside = smoothing(subject.rows, subject.columns)
    return shares(np.sqrt((grad_cam(subject) @ beside) * (attention_gradient(subject) @ beside)))


@torch.inference_mode()
def occlusion(subject: Subject) -> Maps:
    """What log p of the word loses when the vectors around a place give way to the picture's mean vector."""
    hidden = hide(subject.vectors, neighbours(subject.rows, subject.columns))  # (L, L, D)
    whole = subject.logs(subject.tell(subject.writer.project(subject.vectors), 1))[0]
    losses = []
    for start in range(0, len(hidden), ROWS_AT_ONCE):
        part = hidden[start : start + ROWS_AT_ONCE]
        losses.append((whole - subject.logs(subject.tell(subject.writer.project(part), len(part)))).cpu().numpy())
    return shares(np.concatenate(losses).T)


METHODS: dict[str, Callable[[Subject], Maps]] = {
    ATTENTION: attention,
    GRADIENT: attention_gradient,
    GRAD_CAM: grad_cam,
    BOTH: both_gradients,
    OCCLUSION: occlusion,
}


def offered(model: str) -> tuple[str, ...]:
    """The ways that a model has: without attention none that needs it; hard attention has no gradient."""
    entry = registry.CAPTIONERS[model]
    has = {ATTENTION: entry.has_attention, GRADIENT: entry.is_soft, BOTH: entry.is_soft}
    return tuple(name for name in METHODS if has.get(name, True))


def shares(scores: NDArray[Any]) -> Maps:
    """The positive part (T, L) of each row, made to sum to 1; where nothing speaks for the word, uniform."""
    found = np.maximum(np.nan_to_num(scores.astype(np.float32)), 0)
    total = found.sum(axis=1, keepdims=True)
    uniform = np.float32(1 / found.shape[1])
    result: Maps = np.where(total > 0, found / np.maximum(total, np.float32(1e-30)), uniform)
    return result


def neighbours(rows: int, columns: int) -> NDArray[np.bool_]:
    """(L, L): which places lie at a place, or beside it."""
    down, across = np.divmod(np.arange(rows * columns), columns)
    is_near: NDArray[np.bool_] = (abs(down[:, None] - down) <= 1) & (abs(across[:, None] - across) <= 1)
    return is_near


def smoothing(rows: int, columns: int) -> NDArray[np.float32]:
    """(L, L): how much of a place goes to itself and to those beside it, by a Gaussian with a σ of one place."""
    down, across = np.divmod(np.arange(rows * columns), columns)
    squared = (down[:, None] - down) ** 2 + (across[:, None] - across) ** 2
    return np.where(neighbours(rows, columns), np.exp(-squared / 2), 0).astype(np.float32)


def hide(vectors: Tensor, is_hidden: NDArray[np.bool_]) -> Tensor:
    """Vectors (1, L, D) with the places of each mask (N, L) replaced by the mean of all: (N, L, D)."""
    mask = torch.from_numpy(is_hidden).to(vectors.device)[:, :, None]
    return torch.where(mask, vectors.mean(dim=1, keepdim=True), vectors)


@torch.inference_mode()
def deletion(subject: Subject, maps: Maps, shares_kept: Sequence[float]) -> NDArray[np.float64]:
    """P of each word (T, K) when, by its map, the strongest places are hidden until a share of them is left."""
    order = np.argsort(-maps, axis=1)  # (T, L)
    n, found = maps.shape[1], np.zeros((len(maps), len(shares_kept)))
    for column, share in enumerate(shares_kept):
        is_hidden = np.zeros(maps.shape, bool)
        np.put_along_axis(is_hidden, order[:, : round((1 - share) * n)], True, axis=1)
        for start in range(0, len(maps), ROWS_AT_ONCE):
            part = hide(subject.vectors, is_hidden[start : start + ROWS_AT_ONCE])
            logs = subject.logs(subject.tell(subject.writer.project(part), len(part)))
            rows = torch.arange(len(part), device=logs.device)
            found[start : start + len(part), column] = logs[rows, rows + start].exp().cpu().numpy()
    return found


def insertion(subject: Subject, maps: Maps, shares_shown: Sequence[float]) -> NDArray[np.float64]:
    """The other way round (Petsiuk et al. 2018): only the strongest share of places is shown."""
    return deletion(subject, -maps, shares_shown)
