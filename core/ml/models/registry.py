"""The only list of models: a name, its configurations, its class. What users may set is in core.jobs.model_settings."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from torch import nn

from core.ml.models.attention_lstm import AttentionLSTM, AttentionLSTMConfig
from core.ml.models.auto import Auto, AutoConfig
from core.ml.models.hahnn import HAHNN, HAHNNConfig
from core.ml.models.lstm import LSTM, LSTMConfig
from core.ml.models.regression import LogisticConfig
from core.ml.models.transformer import Transformer, TransformerConfig


@dataclass(frozen=True, slots=True)
class Entry:
    """What a model is made of: a neural part, an n-gram part, or both, whose scores are added.

    The neural part has a configuration with `vocabulary` and `n_labels`, and what builds it. Where labels are many,
    that of the model `many` takes its place.
    """

    config: type[Any] | None = None
    build: Callable[[Any], nn.Module] | None = None
    ngrams: type[Any] | None = None
    many: str = ""


MODELS: dict[str, Entry] = {
    "attention-lstm": Entry(AttentionLSTMConfig, AttentionLSTM),
    "auto": Entry(AutoConfig, Auto, LogisticConfig, many="attention-lstm"),
    "logistic": Entry(ngrams=LogisticConfig),
    "hahnn": Entry(HAHNNConfig, HAHNN),
    "lstm": Entry(LSTMConfig, LSTM),
    "transformer": Entry(TransformerConfig, Transformer),
}


def config_for(name: str, settings: Mapping[str, Any], *, vocabulary: int, n_labels: int) -> dict[str, Any]:
    """The configuration of a model's neural part out of a run's settings; ValueError for one it cannot have."""
    config = MODELS[name].config
    assert config is not None
    names = {field.name for field in dataclasses.fields(config)} - {"vocabulary", "n_labels"}
    given = {key: value for key, value in settings.items() if key in names}
    return dataclasses.asdict(config(vocabulary=vocabulary, n_labels=n_labels, **given))


def build(name: str, config: Mapping[str, Any]) -> nn.Module:
    """A model's neural part with fresh weights."""
    entry = MODELS[name]
    assert entry.config is not None and entry.build is not None
    return entry.build(entry.config(**config))
