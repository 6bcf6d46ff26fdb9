"""model.json: all that is needed to use a run's weights again, checked before anything is built from it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from core.errors import N_, AppError
from core.ml.files import read_json, write_json
from core.ml.models import registry

FORMAT = 3
CARD_FILE = "model.json"
MAX_SIZE = 1024
LARGEST = {
    "vocabulary": 1_000_000,
    "source_vocabulary": 1_000_000,
    "target_vocabulary": 1_000_001,
    "channels": 4096,
    "embedding_size": 4096,
    "n_labels": 4096,
    "max_topic_rows": 1 << 30,
    "seed": 1 << 63,
}
MAX_SCALE = 1000.0
SHARES = frozenset({"dropout", "word_dropout", "picture_dropout"})
SIZES = frozenset(
    {"vocabulary", "source_vocabulary", "target_vocabulary", "n_labels", "channels", "n_layers", "n_heads"}
)
Config = Mapping[str, Any]
C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What a run's model is made of. Its scores are neural_scale · neural part + ngram_scale · n-gram part.

    `neural_model` is the model whose neural part it has: its own, or the one that takes its place where labels are
    many. The scales hold the temperature (Guo et al. 2017), so that the scores are calibrated logits.
    """

    model: str
    labels: tuple[str, ...]
    is_multi_label: bool
    neural: Config | None = None
    neural_model: str = ""
    ngrams: Config | None = None
    tokenizer_sha256: str = ""
    neural_scale: float = 1.0
    ngram_scale: float = 1.0


def damaged(path: Path, what: str) -> AppError:
    return AppError(
        "bad-model", N_("core", "The run's file {name} is damaged or not ours: {what}."), name=path.name, what=what
    )


def no_model() -> AppError:
    return AppError("no-model", N_("core", "This run has no trained model yet."))


def save(run_dir: Path, card: ModelCard) -> None:
    write_json(run_dir / CARD_FILE, {"format": FORMAT, **dataclasses.asdict(card)})


def load(run_dir: Path) -> ModelCard:
    """The run's card; AppError when it is missing or anything about it is wrong."""
    return read(run_dir, FORMAT, lambda data: ModelCard(**data | {"labels": tuple(data["labels"])}), _is_plausible)


def read(run_dir: Path, form: object, make: Callable[[dict[str, Any]], C], is_plausible: Callable[[C], bool]) -> C:
    """A card of this format, made of what is in the file; AppError when it is missing or anything about it is wrong."""
    path = run_dir / CARD_FILE
    try:
        data = read_json(path)
        card = make(data) if data.pop("format") == form else None
        is_good = card is not None and is_plausible(card)
    except FileNotFoundError as error:
        raise no_model() from error
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise damaged(path, "unreadable") from error
    if card is None or not is_good:
        raise damaged(path, "implausible content")
    return card


def is_of(run_dir: Path, form: object) -> bool:
    """Whether the run's card has this format."""
    try:
        return bool(read_json(run_dir / CARD_FILE).get("format") == form)
    except (OSError, ValueError, RecursionError):
        return False


def _is_plausible(card: ModelCard) -> bool:
    """Every value of a type and size that a real model could have: nothing huge is built for a small file."""
    entry = registry.MODELS.get(card.model)
    scales = (card.neural_scale, card.ngram_scale)
    if entry is None or not isinstance(card.is_multi_label, bool) or not isinstance(card.tokenizer_sha256, str):
        return False
    if not card.labels or not all(isinstance(label, str) for label in card.labels):
        return False
    if not all(isinstance(scale, float) and 0 <= scale <= MAX_SCALE for scale in scales):
        return False
    if card.neural_model not in ((card.model, entry.many) if card.neural else ("",)):
        return False
    neural = registry.MODELS[card.neural_model].config if card.neural else None
    parts = ((card.neural, neural), (card.ngrams, entry.ngrams))
    return any(given for given, _ in parts) and all(fits(given, config, len(card.labels)) for given, config in parts)


def fits(given: Config | None, config: type[Any] | None, n_labels: int = 0) -> bool:
    """Whether a part is absent, or has exactly the fields of its dataclass with sensible values."""
    if given is None or config is None:
        return given is None
    fields = {field.name: str(field.type) for field in dataclasses.fields(config)}  # names of types: "int", "float"
    if set(given) != set(fields) or given.get("n_labels", n_labels) != n_labels:
        return False
    if not all(_is_value(name, value, fields[name]) for name, value in given.items()):
        return False
    config(**given)  # ValueError for values that do not go together
    return True


def _is_value(name: str, value: object, kind: str) -> bool:
    if type(value).__name__ not in {"float": ("float", "int")}.get(kind, (kind,)):
        return False
    if isinstance(value, str):
        return len(value) <= 40
    assert isinstance(value, int | float)
    if name in SHARES:
        return 0 <= value < 1
    lowest = 1 if name in SIZES or name.endswith("_size") else 0
    return lowest <= value <= LARGEST.get(name, MAX_SIZE)
