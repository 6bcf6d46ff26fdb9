"""How much places of a picture speak for words: a linear map that is worked out before the training, not trained.

A place a says z = A a + b (R numbers), and z that a share μ_w + (U z)_w of captions has the word w, where μ_w is its
share in all captions. What speaks for a word is log((μ_w + (U z)_w) / μ_w): the score of a product of two experts
(Hinton 2002), one that knows the language and one that sees. core.ml.captions.evidence finds A, b, U and μ.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

LEAST = 0.005  # a share that is added to both: rare words are never sure, and none is impossible


class WordEvidence(nn.Module):
    """D numbers of a place, R of its evidence, V words; all zero until it is found: then nothing speaks for a word."""

    def __init__(self, channels: int, vocabulary: int, size: int) -> None:
        super().__init__()
        self.register_buffer("inward", torch.zeros(size, channels))
        self.register_buffer("bias", torch.zeros(size))
        self.register_buffer("outward", torch.zeros(vocabulary, size))
        self.register_buffer("usual", torch.zeros(vocabulary))

    def forward(self, vectors: Tensor) -> Tensor:
        """Vectors (…, D) to evidence (…, R)."""
        return functional.linear(vectors, self.get_buffer("inward"), self.get_buffer("bias"))

    def scores(self, seen: Tensor) -> Tensor:
        """Evidence (…, R) to what speaks for each word (…, V): a mean over places is what all of them say."""
        usual = self.get_buffer("usual")
        shares = usual + functional.linear(seen, self.get_buffer("outward")).float()
        return torch.log((shares.clamp(min=0) + LEAST) / (usual + LEAST))
