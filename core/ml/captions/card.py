"""model.json of a run of captions, its words and its encoder: all checked before anything is built from them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

from core.jobs.captioning import ATTENTION, METHODS
from core.ml import checkpoint
from core.ml.captions import registry
from core.ml.captions.encoders import registry as encoders
from core.ml.captions.encoders.interface import Network
from core.ml.captions.encoders.registry import EncoderChoice
from core.ml.captions.features import Eye
from core.ml.captions.wording import Wording
from core.ml.card import CARD_FILE, damaged, fits, is_of, read
from core.ml.files import write_bytes, write_json
from core.ml.models.captioning import CaptionerConfig
from core.ml.text import tokenizer as tokenizers
from core.ml.text.tokenizer import Tokenizer
from core.pictures.geometry import FITS

FORMAT = "fovea-captions-1"
WORDS_FILE, ENCODER_FILE = "words.model", "encoder.safetensors"
MAX_WORDS_BYTES = 64 << 20
MAX_PIXELS = 1024


@dataclass(frozen=True, slots=True)
class EncoderCard:
    """The network that sees: its kind and layer, how large its pictures are, and how they are fitted.

    `name` is that of the folder of its features. Where it `is_trained` its weights are among the model's.
    """

    kind: str
    layer: str
    size: int
    fit: str
    name: str
    is_trained: bool


@dataclass(frozen=True, slots=True)
class CaptionCard:
    """What a captioner is made of. `method` draws its words' maps best, as far as that was measured."""

    model: str
    config: Mapping[str, Any]
    encoder: EncoderCard
    words_sha256: str
    max_words: int
    length_exponent: float
    method: str = ATTENTION


@dataclass(frozen=True, slots=True)
class LoadedCaptioner:
    """A model in eval mode with its words, and with the eye that its pictures go through."""

    card: CaptionCard
    model: nn.Module
    wording: Wording
    eye: Eye
    network: Network
    device: torch.device


def is_captions(run_dir: Path) -> bool:
    """Whether the run's model is one of these."""
    return is_of(run_dir, FORMAT)


def save(run_dir: Path, card: CaptionCard) -> None:
    write_json(run_dir / CARD_FILE, {"format": FORMAT, **dataclasses.asdict(card)})


def save_words(run_dir: Path, tokenizer: Tokenizer) -> None:
    write_bytes(run_dir / WORDS_FILE, tokenizer.data)


def load_words(run_dir: Path) -> Wording:
    path = run_dir / WORDS_FILE
    try:
        if path.stat().st_size > MAX_WORDS_BYTES:
            raise damaged(path, "too large")
        return Wording(tokenizers.load(path.read_bytes()))
    except OSError as error:
        raise damaged(path, "unreadable") from error


def load(run_dir: Path) -> CaptionCard:
    """AppError when it is missing or anything about it is wrong."""
    return read(run_dir, FORMAT, _card, _is_plausible)


def load_model(run_dir: Path, device: torch.device) -> LoadedCaptioner:
    """The run's best model; AppError when anything about its files is wrong."""
    card, wording = load(run_dir), load_words(run_dir)
    if wording.tokenizer.sha256 != card.words_sha256 or card.config["vocabulary"] != len(wording):
        raise damaged(run_dir / WORDS_FILE, "other words than the model's")
    if len(wording) * card.config["embedding_size"] * 4 > checkpoint.weights_size(run_dir):
        raise damaged(run_dir / checkpoint.MODEL_FILE, "too small for its model")
    seen = card.encoder
    network = encoders.build(seen.kind, seen.size, seen.layer, card.config["channels"])
    if network.grid.channels != card.config["channels"]:
        raise damaged(run_dir / CARD_FILE, "implausible content")
    if not seen.is_trained:
        network.load_state_dict(checkpoint.load_weights(run_dir, network, ENCODER_FILE))
    model = registry.build(card.model, CaptionerConfig(**card.config), network if seen.is_trained else None)
    model.load_state_dict(checkpoint.load_weights(run_dir, model))
    for part in (model, network):
        part.to(device).requires_grad_(False).eval()
    choice = EncoderChoice(layer=seen.layer, size=seen.size, fit=seen.fit)
    eye = Eye(choice, seen.name, None if seen.is_trained else network, device)
    return LoadedCaptioner(card, model, wording, eye, network, device)


def _card(data: Mapping[str, Any]) -> CaptionCard:
    config = {"evidence": 0, **data["config"]}  # the first runs had none
    return CaptionCard(**{**data, "config": config, "encoder": EncoderCard(**data["encoder"])})


def _is_plausible(card: CaptionCard) -> bool:
    seen = card.encoder
    texts = (card.words_sha256, seen.name, seen.kind, seen.layer, seen.fit)
    if not all(isinstance(text, str) and len(text) <= 80 for text in texts) or card.method not in METHODS:
        return False
    if card.model not in registry.CAPTIONERS or seen.kind not in encoders.KINDS or seen.fit not in FITS:
        return False
    if seen.layer not in encoders.LAYERS or type(seen.size) is not int or not 32 <= seen.size <= MAX_PIXELS:
        return False
    if type(card.max_words) is not int or not 1 <= card.max_words <= 1000 or type(seen.is_trained) is not bool:
        return False
    if not isinstance(card.length_exponent, float | int) or not 0 <= card.length_exponent <= 10:
        return False
    return fits(card.config, CaptionerConfig)
