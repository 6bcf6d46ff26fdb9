"""The only list of translation models: a name, its configuration, its class."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from torch import nn

from core.ml.models.bahdanau import Bahdanau, BahdanauConfig
from core.ml.models.seq2seq import Seq2Seq, Seq2SeqConfig
from core.ml.models.translation_transformer import TranslationTransformer, TranslationTransformerConfig

VOCABULARIES = ("source_vocabulary", "target_vocabulary")
READING = "emitted"
"""Where alignments are read, as TranslationCard has it, until people's links decide (gold.better_reading).

A step of Bahdanau looks before it has heard the piece before it (e_ij is of s_{i−1}): what it looks at is what it says
next. That of a transformer has heard it, and Chen et al. 2020 find it looking at that, in layers of a large model; in
our small one, on our sample, mutual links are wrong more often when shifted, in both directions and in each layer (.68
against .33).
"""


@dataclass(frozen=True, slots=True)
class TranslatorEntry:
    """`has_attention`: it says where it looked."""

    config: type[Any]
    build: Callable[[Any], nn.Module]
    has_attention: bool = True


TRANSLATORS: dict[str, TranslatorEntry] = {
    "bahdanau": TranslatorEntry(BahdanauConfig, Bahdanau),
    "seq2seq": TranslatorEntry(Seq2SeqConfig, Seq2Seq, has_attention=False),
    "transformer": TranslatorEntry(TranslationTransformerConfig, TranslationTransformer),
}


def config_for(name: str, settings: Mapping[str, Any], *, source: int, target: int) -> dict[str, Any]:
    """A configuration out of a run's settings and the sizes of both vocabularies."""
    config = TRANSLATORS[name].config
    names = {field.name for field in dataclasses.fields(config)} - set(VOCABULARIES)
    given = {key: value for key, value in settings.items() if key in names}
    return dataclasses.asdict(config(source_vocabulary=source, target_vocabulary=target, **given))


def build(name: str, config: Mapping[str, Any]) -> nn.Module:
    """A model with fresh weights."""
    entry = TRANSLATORS[name]
    return entry.build(entry.config(**config))
