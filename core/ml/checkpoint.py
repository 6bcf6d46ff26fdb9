"""What a run leaves on disk: the model (model.safetensors, model.json, tokenizer.model) and where training stands.

Safetensors and JSON only. A file from elsewhere may be hostile: everything is checked before it is used.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import safetensors
import safetensors.torch
import torch
from torch import Tensor, nn

from core.errors import N_, AppError
from core.ml.files import read_json, write_bytes, write_json
from core.ml.models import registry
from core.ml.text.tokenizer import Tokenizer

FORMAT = 1
MODEL_FILE = "model.safetensors"
CARD_FILE = "model.json"
TOKENIZER_FILE = "tokenizer.model"
CHECKPOINT_FILE = Path("checkpoint", "last.safetensors")
MAX_VOCABULARY = 1_000_000
MAX_SIZE = 2048
MAX_TOKENIZER_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class ModelCard:
    """All that is needed to use the weights again."""

    model: str
    config: Mapping[str, Any]
    labels: tuple[str, ...]
    is_multi_label: bool
    tokenizer_sha256: str
    temperature: float = 1.0


def damaged(path: Path, what: str) -> AppError:
    return AppError(
        "bad-model", N_("core", "The run's file {name} is damaged or not ours: {what}."), name=path.name, what=what
    )


def save_card(run_dir: Path, card: ModelCard) -> None:
    write_json(
        run_dir / CARD_FILE,
        {
            "format": FORMAT,
            "model": card.model,
            "config": dict(card.config),
            "labels": list(card.labels),
            "is_multi_label": card.is_multi_label,
            "tokenizer": {"file": TOKENIZER_FILE, "sha256": card.tokenizer_sha256},
            "temperature": card.temperature,
        },
    )


def load_card(run_dir: Path) -> ModelCard:
    path = run_dir / CARD_FILE
    try:
        data = read_json(path)
        card = ModelCard(
            model=data["model"],
            config=dict(data["config"]),
            labels=tuple(data["labels"]),
            is_multi_label=data["is_multi_label"],
            tokenizer_sha256=data["tokenizer"]["sha256"],
            temperature=float(data["temperature"]),
        )
    except FileNotFoundError as error:
        raise AppError("no-model", N_("core", "This run has no trained model yet.")) from error
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise damaged(path, "unreadable") from error
    if data.get("format") != FORMAT:
        raise damaged(path, f"format {data.get('format')!r}"[:60])
    if not isinstance(card.model, str) or card.model not in registry.MODELS or not _is_plausible(card):
        raise damaged(path, "implausible content")
    return card


def save_weights(run_dir: Path, weights: Mapping[str, Tensor]) -> None:
    write_bytes(run_dir / MODEL_FILE, safetensors.torch.save({k: v.detach().cpu() for k, v in weights.items()}))


def load_model(run_dir: Path, device: torch.device) -> tuple[nn.Module, ModelCard, Tokenizer]:
    """The run's best model in eval mode; AppError when anything about its files is wrong."""
    card = load_card(run_dir)
    tokenizer = _load_tokenizer(run_dir, card)
    if len(tokenizer) != card.config["vocabulary"]:
        raise damaged(run_dir / TOKENIZER_FILE, "another vocabulary than the model's")
    if card.config["vocabulary"] * card.config.get("embedding_size", 1) * 4 > _size(run_dir / MODEL_FILE):
        raise damaged(run_dir / MODEL_FILE, "too small for its model")
    model = registry.build(card.model, card.config)
    model.load_state_dict(load_weights(run_dir, model))
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    return model.to(device).eval(), card, tokenizer


def load_weights(run_dir: Path, model: nn.Module) -> dict[str, Tensor]:
    """The saved weights, each of the name, shape and type that the model expects, and finite."""
    path = run_dir / MODEL_FILE
    _size(path)
    tensors, _ = _read(path, {name: tensor for name, tensor in model.state_dict().items()})
    if not all(bool(torch.isfinite(tensor).all()) for tensor in tensors.values()):
        raise damaged(path, "numbers that are not finite")
    return tensors


def save_progress(run_dir: Path, tensors: Mapping[str, Tensor], state: Mapping[str, Any]) -> None:
    """One file, replaced at once: a kill at any moment leaves the old or the new checkpoint, never a mixture."""
    path = run_dir / CHECKPOINT_FILE
    path.parent.mkdir(exist_ok=True)
    metadata = {"state": json.dumps(state)}
    write_bytes(path, safetensors.torch.save({k: v.detach().cpu() for k, v in tensors.items()}, metadata=metadata))


def load_progress(run_dir: Path, expected: Mapping[str, Tensor]) -> tuple[dict[str, Tensor], dict[str, Any]] | None:
    """The last checkpoint, or None when there is none."""
    path = run_dir / CHECKPOINT_FILE
    if not path.is_file():
        return None
    tensors, metadata = _read(path, expected)
    try:
        state = json.loads(metadata["state"])
    except (KeyError, ValueError) as error:
        raise damaged(path, "unreadable") from error
    return tensors, state


def _read(path: Path, expected: Mapping[str, Tensor]) -> tuple[dict[str, Tensor], dict[str, str]]:
    """Tensors and metadata; names, shapes and types are compared with the header before any number is read."""
    try:
        with safetensors.safe_open(path, framework="pt") as file:
            if set(file.keys()) != set(expected):
                raise damaged(path, "other tensors than the model's")
            for name, tensor in expected.items():
                if file.get_slice(name).get_shape() != list(tensor.shape):
                    raise damaged(path, f"the shape of {name}")
            tensors = {name: file.get_tensor(name) for name in expected}
            metadata = dict(file.metadata() or {})
    except (OSError, safetensors.SafetensorError) as error:
        raise damaged(path, "unreadable") from error
    for name, tensor in expected.items():
        if tensors[name].dtype != tensor.dtype:
            raise damaged(path, f"the type of {name}")
    return tensors, metadata


def _load_tokenizer(run_dir: Path, card: ModelCard) -> Tokenizer:
    path = run_dir / TOKENIZER_FILE
    try:
        if path.stat().st_size > MAX_TOKENIZER_BYTES:
            raise damaged(path, "too large")
        tokenizer = Tokenizer.load(path)
    except OSError as error:
        raise damaged(path, "unreadable") from error
    if tokenizer.sha256 != card.tokenizer_sha256:
        raise damaged(path, "another checksum than the model's")
    return tokenizer


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise AppError("no-model", N_("core", "This run has no trained model yet.")) from error


def _is_plausible(card: ModelCard) -> bool:
    """Every number of a size that a real model could have: nothing huge is built for a small file."""
    config, entry = card.config, registry.MODELS[card.model]
    fields = {field.name: field.type for field in dataclasses.fields(entry.config)}  # names of types: "int", "float"
    if set(config) != set(fields) or not isinstance(card.is_multi_label, bool) or not 0.01 <= card.temperature <= 100:
        return False
    if not card.labels or not all(isinstance(label, str) for label in card.labels):
        return False
    if any(type(value).__name__ not in ("int", fields[name]) for name, value in config.items()):
        return False
    try:
        entry.config(**config)
    except ValueError:
        return False
    vocabulary, n_labels = config["vocabulary"], config["n_labels"]
    others = {key: value for key, value in config.items() if key not in ("vocabulary", "n_labels")}
    sizes = [value for value in others.values() if not isinstance(value, str)]
    return n_labels == len(card.labels) and 2 <= vocabulary <= MAX_VOCABULARY and all(0 <= s <= MAX_SIZE for s in sizes)
