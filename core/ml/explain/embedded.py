"""The neural part of a model as a function of what the pieces of one text are embedded as, to be differentiated."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor, nn
from torch.func import functional_call

from core.ml.models.output import Output
from core.ml.text.batches import Batch, TokenSequence
from core.ml.text.tokenizer import UNK

EMBEDDING = "embedding.weight"


class Embedded:
    """A text of T pieces, each with a row of an embedding of its own (E numbers): so rows can be varied one by one.

    Any of our models will do: nothing of it is changed, only the matrix that it looks its pieces up in.
    """

    def __init__(self, model: nn.Module, sequence: TokenSequence, device: torch.device) -> None:
        self._model = model
        self._table = model.get_parameter(EMBEDDING).detach()
        ids = torch.from_numpy(sequence.ids.astype("int64")).to(device)
        self._sentences = torch.from_numpy(sequence.sentences.astype("int64")).to(device)
        self.vectors = self._table[ids]  # (T, E)

    def baseline(self, kind: str) -> Tensor:
        """What stands for nothing at each place (T, E): zeros ("pad"), the unknown word ("unk"), the "mean" word."""
        if kind == "unk":
            return self._table[UNK].expand_as(self.vectors)
        if kind == "mean":
            return self._table[UNK + 1 :].mean(dim=0).expand_as(self.vectors)
        return torch.zeros_like(self.vectors)

    def batch(self, n: int) -> Batch:
        """N copies of the text, in which every piece has an id of its own: n · T + t + 1."""
        length = len(self.vectors)
        ids = torch.arange(1, n * length + 1, device=self.vectors.device).view(n, length)
        return Batch(ids, torch.full((n,), length, device=ids.device), self._sentences.expand(n, -1))

    def __call__(self, vectors: Tensor) -> Output:
        """What the model makes of N variants of the text, vectors (N, T, E)."""
        table = torch.cat([vectors.new_zeros(1, vectors.shape[2]), vectors.flatten(0, 1)])  # row 0 is padding
        output: Output = functional_call(self._model, {EMBEDDING: table}, (self.batch(len(vectors)),))
        return output


@contextlib.contextmanager
def differentiable(model: nn.Module) -> Iterator[None]:
    """Recurrent layers in training mode while the rest is not: cuDNN refuses their gradient otherwise.

    Ours have no dropout of their own, so that they compute the same. (PyTorch, aten/src/ATen/native/cudnn/RNN.cpp:
    "cudnn RNN backward can only be called in training mode".)
    """
    layers = [module for module in model.modules() if isinstance(module, nn.RNNBase)]
    before = [layer.training for layer in layers]
    for layer in layers:
        layer.train()
    try:
        yield
    finally:
        for layer, was_training in zip(layers, before, strict=True):
            layer.train(was_training)


@contextlib.contextmanager
def watched(layer: nn.Module) -> Iterator[list[tuple[Any, Any]]]:
    """The inputs and the output of every call of a layer, in order."""
    calls: list[tuple[Any, Any]] = []
    handle = layer.register_forward_hook(lambda _, inputs, output: calls.append((inputs, output)))
    try:
        yield calls
    finally:
        handle.remove()
