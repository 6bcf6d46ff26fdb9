"""The only list of models: a name, its configuration, its class. What users may set is in core.jobs.model_settings."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from torch import nn

from core.ml.models.attention_lstm import AttentionLSTM, AttentionLSTMConfig
from core.ml.models.hahnn import HAHNN, HAHNNConfig
from core.ml.models.lstm import LSTM, LSTMConfig
from core.ml.models.transformer import Transformer, TransformerConfig


@dataclass(frozen=True, slots=True)
class Entry:
    """A configuration dataclass (with `vocabulary` and `n_labels`) and what builds the model from it."""

    config: type[Any]
    build: Callable[[Any], nn.Module]


MODELS: dict[str, Entry] = {
    "attention-lstm": Entry(AttentionLSTMConfig, AttentionLSTM),
    "hahnn": Entry(HAHNNConfig, HAHNN),
    "lstm": Entry(LSTMConfig, LSTM),
    "transformer": Entry(TransformerConfig, Transformer),
}


def config_for(name: str, settings: Mapping[str, Any], *, vocabulary: int, n_labels: int) -> dict[str, Any]:
    """The model's configuration out of all the settings of a run; ValueError for one that no model has."""
    entry = MODELS[name]
    names = {field.name for field in dataclasses.fields(entry.config)} - {"vocabulary", "n_labels"}
    given = {key: value for key, value in settings.items() if key in names}
    return dataclasses.asdict(entry.config(vocabulary=vocabulary, n_labels=n_labels, **given))


def build(name: str, config: Mapping[str, Any]) -> nn.Module:
    entry = MODELS[name]
    return entry.build(entry.config(**config))
