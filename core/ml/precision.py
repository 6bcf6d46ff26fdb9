"""Mixed precision: on CUDA the forward pass in 16 bits; weights, losses and everything else stay in 32."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

import torch

FIRST_LOSS_SCALE = 2.0**15  # float16 has no room for small gradients: they are computed so many times larger


def automatic(device: torch.device) -> torch.dtype | None:
    """The type to compute in; None, on every CPU: the ordinary one."""
    if device.type != "cuda":
        return None
    return torch.bfloat16 if torch.cuda.is_bf16_supported(including_emulation=False) else torch.float16


def mixed(device: torch.device, kind: torch.dtype | None) -> AbstractContextManager[object]:
    return nullcontext() if kind is None else torch.autocast(device.type, dtype=kind)
