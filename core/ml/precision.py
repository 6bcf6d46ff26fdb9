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


def quick_on_cpu(device: torch.device) -> torch.dtype | None:
    """bfloat16 where the processor multiplies it twice as fast as float32; None elsewhere."""
    is_quick = device.type == "cpu" and (torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported())
    return torch.bfloat16 if is_quick else None
