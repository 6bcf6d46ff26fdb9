"""Hard attention (Xu et al. 2015, section 4.1): before each word one place is drawn, and only that one is seen.

    s_t ~ Multinoulli(α_t)      ẑ_t = β_t a_{s_t}                                    (equations 8 and 9)

Learned by REINFORCE with a moving baseline and the entropy of α (equation 12): core.ml.captions.training. With
probability ½ a training step sees Σ α_i a_i instead, as in the paper. In use the most likely place is taken, so that
the same picture gives the same caption; sampled captions draw it.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from core.ml.models.captioning import CaptionerConfig
from core.ml.models.show_attend_tell import ShowAttendTell

SOFT_SHARE = 0.5  # of the training steps


class HardAttention(ShowAttendTell):
    """As ShowAttendTell, seeing one place at a time; `is_drawn`: also outside of training places are drawn."""

    def __init__(self, config: CaptionerConfig, encoder: nn.Module | None = None) -> None:
        super().__init__(config, encoder)
        self.is_drawn = False

    def _look(
        self, annotations: Tensor, keys: Tensor, known: Tensor, nudge: Tensor | None = None
    ) -> tuple[Tensor, tuple[Tensor, ...]]:
        """ẑ (B, H), then α (B, L), β (B), the place chosen (B) and the logarithm of its chance (B)."""
        weights, gate = self._asked(keys, known, nudge)  # (B, L), (B, 1)
        if self.training or self.is_drawn:
            choice = torch.multinomial(weights.detach(), 1)  # (B, 1)
        else:
            choice = weights.argmax(dim=1, keepdim=True)
        seen = annotations.gather(1, choice[:, :, None].expand(-1, 1, annotations.shape[2])).squeeze(1)
        logs = weights.gather(1, choice).clamp(min=1e-9).log()
        if self.training:
            mean = torch.bmm(weights[:, None].to(annotations.dtype), annotations).squeeze(1)
            is_soft = torch.rand(len(weights), 1, device=weights.device) < SOFT_SHARE
            seen, logs = torch.where(is_soft, mean, seen), logs.masked_fill(is_soft, 0.0)
        return gate * seen, (weights, gate.squeeze(1), choice.squeeze(1), logs.squeeze(1))
