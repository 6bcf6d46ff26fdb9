"""The only list of captioners: a name, and its class."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from torch import nn

from core.ml.models.captioning import CaptionerConfig
from core.ml.models.hard_attention import HardAttention
from core.ml.models.nic import NIC
from core.ml.models.show_attend_tell import ShowAttendTell

OWN = ("vocabulary", "channels")


@dataclass(frozen=True, slots=True)
class CaptionerEntry:
    """`has_attention`: it says where it looked; `is_soft`: everywhere at once, so that looking has a gradient."""

    build: Callable[[CaptionerConfig, nn.Module | None], nn.Module]
    has_attention: bool = True
    is_soft: bool = True


CAPTIONERS: dict[str, CaptionerEntry] = {
    "show-attend-tell": CaptionerEntry(ShowAttendTell),
    "hard-attention": CaptionerEntry(HardAttention, is_soft=False),
    "nic": CaptionerEntry(NIC, has_attention=False, is_soft=False),
}


def config_for(settings: Mapping[str, Any], *, vocabulary: int, channels: int) -> CaptionerConfig:
    """A configuration out of a run's settings, its words and its encoder."""
    names = {field.name for field in dataclasses.fields(CaptionerConfig)} - set(OWN)
    given = {key: value for key, value in settings.items() if key in names}
    return CaptionerConfig(vocabulary=vocabulary, channels=channels, **given)


def build(name: str, config: CaptionerConfig, encoder: nn.Module | None) -> nn.Module:
    """A model with fresh weights; `encoder` where it is trained with it."""
    return CAPTIONERS[name].build(config, encoder)
