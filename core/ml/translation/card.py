"""model.json of a translation run, and its model: all checked before anything is built from it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

from core.ml import checkpoint
from core.ml.card import CARD_FILE, damaged, fits, is_of, read
from core.ml.files import write_bytes, write_json
from core.ml.text import tokenizer as tokenizers
from core.ml.text.tokenizer import Tokenizer
from core.ml.translation import registry
from core.ml.translation.sides import SourceSide, TargetSide

FORMAT = "fovea-translation-1"
SOURCE_FILE, TARGET_FILE = "source.model", "target.model"
READINGS = ("shifted", "emitted")
MAX_TOKENIZER_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class TranslationCard:
    """What a translation model is made of.

    `reading` is where its alignments are read: "shifted", at the step at which the word is told to the decoder, or
    "emitted", at the step at which it is said. `is_taught`: links of people taught its attention, or nothing is known.
    """

    model: str
    config: Mapping[str, Any]
    source_sha256: str
    target_sha256: str
    languages: tuple[str, str] = ("", "")
    reading: str = "shifted"
    is_taught: bool = True


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A model in eval mode with the two sides that it was trained with."""

    card: TranslationCard
    model: nn.Module
    source: SourceSide
    target: TargetSide
    device: torch.device

    @property
    def has_attention(self) -> bool:
        return registry.TRANSLATORS[self.card.model].has_attention


def is_translation(run_dir: Path) -> bool:
    """Whether the run's model is one of these."""
    return is_of(run_dir, FORMAT)


def save(run_dir: Path, card: TranslationCard) -> None:
    write_json(run_dir / CARD_FILE, {"format": FORMAT, **dataclasses.asdict(card)})


def save_sides(run_dir: Path, source: Tokenizer, target: Tokenizer) -> None:
    write_bytes(run_dir / SOURCE_FILE, source.data)
    write_bytes(run_dir / TARGET_FILE, target.data)


def load_sides(run_dir: Path) -> tuple[SourceSide, TargetSide]:
    return SourceSide(_tokenizer(run_dir / SOURCE_FILE)), TargetSide(_tokenizer(run_dir / TARGET_FILE))


def load(run_dir: Path) -> TranslationCard:
    """AppError when it is missing or anything about it is wrong."""
    return read(
        run_dir, FORMAT, lambda data: TranslationCard(**data | {"languages": tuple(data["languages"])}), _is_plausible
    )


def load_model(run_dir: Path, device: torch.device) -> LoadedModel:
    """The run's best model; AppError when anything about its files is wrong."""
    card = load(run_dir)
    source, target = load_sides(run_dir)
    shas = (source.tokenizer.sha256, target.tokenizer.sha256)
    sizes = (card.config["source_vocabulary"], card.config["target_vocabulary"])
    if shas != (card.source_sha256, card.target_sha256) or sizes != (len(source), len(target)):
        raise damaged(run_dir / SOURCE_FILE, "another vocabulary than the model's")
    if sum(sizes) * card.config["embedding_size"] * 4 > checkpoint.weights_size(run_dir):
        raise damaged(run_dir / checkpoint.MODEL_FILE, "too small for its model")
    model = registry.build(card.model, card.config)
    model.load_state_dict(checkpoint.load_weights(run_dir, model))
    return LoadedModel(card, model.to(device).requires_grad_(False).eval(), source, target, device)


def _is_plausible(card: TranslationCard) -> bool:
    entry = registry.TRANSLATORS.get(card.model)
    texts = (card.source_sha256, card.target_sha256, card.reading, *card.languages)
    if entry is None or not all(isinstance(text, str) and len(text) <= 80 for text in texts):
        return False
    return (
        isinstance(card.is_taught, bool)
        and len(card.languages) == 2
        and card.reading in READINGS
        and fits(card.config, entry.config)
    )


def _tokenizer(path: Path) -> Tokenizer:
    try:
        if path.stat().st_size > MAX_TOKENIZER_BYTES:
            raise damaged(path, "too large")
        return tokenizers.load(path.read_bytes())
    except OSError as error:
        raise damaged(path, "unreadable") from error
