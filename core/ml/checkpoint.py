"""What a run leaves on disk beside its card: the weights, the tokenizer, and where training stands.

Safetensors and JSON only. A file from elsewhere may be hostile: everything is checked before it is used.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import safetensors
import safetensors.numpy
import safetensors.torch
import torch
from torch import Tensor, nn

from core.errors import AppError
from core.ml import card as cards
from core.ml.card import ModelCard, damaged, no_model
from core.ml.files import write_bytes
from core.ml.models import registry
from core.ml.models.logistic import Logistic
from core.ml.models.regression import LogisticConfig
from core.ml.text import tokenizer as tokenizers
from core.ml.text.tokenizer import Tokenizer

MODEL_FILE = "model.safetensors"
NGRAMS_FILE = "ngrams.safetensors"
TOKENIZER_FILE = "tokenizer.model"
CHECKPOINT_FILE = Path("checkpoint", "last.safetensors")
MAX_TOKENIZER_BYTES = 64 << 20
MAX_NGRAMS_BYTES = 1 << 30
CPU = torch.device("cpu")


@dataclass(frozen=True, slots=True)
class RunModel:
    """A run's model, ready to be asked: a neural part with its tokenizer, an n-gram part, or both."""

    card: ModelCard
    neural: nn.Module | None = None
    tokenizer: Tokenizer | None = None
    ngrams: Logistic | None = None
    device: torch.device = CPU


def load_model(run_dir: Path, device: torch.device) -> RunModel:
    """The run's best model in eval mode; AppError when anything about its files is wrong."""
    card = cards.load(run_dir)
    ngrams = load_ngrams(run_dir, card) if card.ngrams is not None else None
    if card.neural is None:
        return RunModel(card, ngrams=ngrams)
    tokenizer = _load_tokenizer(run_dir, card)
    if len(tokenizer) != card.neural["vocabulary"]:
        raise damaged(run_dir / TOKENIZER_FILE, "another vocabulary than the model's")
    if card.neural["vocabulary"] * card.neural.get("embedding_size", 1) * 4 > _size(run_dir / MODEL_FILE):
        raise damaged(run_dir / MODEL_FILE, "too small for its model")
    model = registry.build(card.neural_model, card.neural)
    model.load_state_dict(load_weights(run_dir, model))
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    return RunModel(card, model.to(device).eval(), tokenizer, ngrams, device)


def weights_size(run_dir: Path) -> int:
    """In bytes."""
    return _size(run_dir / MODEL_FILE)


def sha256_of(model: RunModel) -> str:
    """Of the card and every weight: the same for the same answers."""
    digest = hashlib.sha256(json.dumps(dataclasses.asdict(model.card), sort_keys=True).encode())
    tensors = {} if model.neural is None else {n: t.cpu().numpy() for n, t in model.neural.state_dict().items()}
    for name, array in sorted({**tensors, **(model.ngrams.tensors() if model.ngrams else {})}.items()):
        digest.update(f"{name} {array.dtype} {array.shape}".encode())
        digest.update(np.ascontiguousarray(array).data)
    return digest.hexdigest()


def save_ngrams(run_dir: Path, ngrams: Logistic) -> None:
    write_bytes(run_dir / NGRAMS_FILE, safetensors.numpy.save(ngrams.tensors()))


def load_ngrams(run_dir: Path, card: ModelCard) -> Logistic:
    path = run_dir / NGRAMS_FILE
    if _size(path) > MAX_NGRAMS_BYTES:
        raise damaged(path, "too large")
    try:
        config = LogisticConfig(**card.ngrams or {})
        ngrams = Logistic.from_tensors(config, safetensors.numpy.load_file(path))
    except (OSError, safetensors.SafetensorError, KeyError, ValueError, TypeError, AppError) as error:
        raise damaged(path, "unreadable") from error
    if ngrams.n_labels != len(card.labels):
        raise damaged(path, "other labels than the model's")
    return ngrams


def save_weights(run_dir: Path, weights: Mapping[str, Tensor], name: str = MODEL_FILE) -> None:
    write_bytes(run_dir / name, safetensors.torch.save({k: v.detach().cpu().contiguous() for k, v in weights.items()}))


def load_weights(run_dir: Path, model: nn.Module, name: str = MODEL_FILE) -> dict[str, Tensor]:
    """The saved weights, each of the name, shape and type that the model expects, and finite."""
    return load_tensors(run_dir / name, model.state_dict())


def load_tensors(path: Path, wanted: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """As `load_weights`, of any tensors."""
    _size(path)
    tensors, _ = _read(path, wanted)
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
        tokenizer = tokenizers.load(path.read_bytes())
    except OSError as error:
        raise damaged(path, "unreadable") from error
    if tokenizer.sha256 != card.tokenizer_sha256:
        raise damaged(path, "another checksum than the model's")
    return tokenizer


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise no_model() from error
