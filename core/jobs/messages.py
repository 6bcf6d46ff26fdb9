"""What a worker may say: one JSON line each, typed at both ends."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import UnionType
from typing import Any, ClassVar, get_args, get_origin, get_type_hints

PROTOCOL = 1


@dataclass(frozen=True, slots=True)
class Hello:
    """The worker's first line, before torch is loaded."""

    kind: ClassVar[str] = "hello"
    pid: int
    protocol: int = PROTOCOL


@dataclass(frozen=True, slots=True)
class Started:
    """The job's first message; `device` as in "cpu" or "cuda: NVIDIA …"."""

    kind: ClassVar[str] = "started"
    job: str
    device: str = "cpu"


@dataclass(frozen=True, slots=True)
class Progress:
    """`phase` is one of core.jobs.phases.PHASES. total 0 = unknown."""

    kind: ClassVar[str] = "progress"
    job: str
    phase: str
    done: int
    total: int
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """The training loss, smoothed, a few times a second; `epoch` is fractional (1.5: half of the second)."""

    kind: ClassVar[str] = "step"
    job: str
    epoch: float
    loss: float


@dataclass(frozen=True, slots=True)
class Epoch:
    """An epoch is done and measured on the validation part; the interval is 95 %.

    `n_valid` documents were held back for it; 0: too few to hold any back, measured on the training texts.
    `auprc`: how well attention agrees with what people marked; None where nothing is marked. A translation has no
    labels, hence no macro-F1, but `bleu` (0 to 100); `samples` are (source, what it should be, what it became).
    """

    kind: ClassVar[str] = "epoch"
    job: str
    epoch: int
    epochs: int
    train_loss: float
    valid_loss: float
    accuracy: float
    macro_f1: float
    macro_f1_interval: tuple[float, float]
    tokens_per_s: float
    is_best: bool
    n_valid: int = 0
    seconds: float = 0.0
    auprc: float | None = None
    bleu: float | None = None
    bleu_interval: tuple[float, float] = (0.0, 0.0)
    samples: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """What the user should know of a job that goes on all the same: an AppError's code, template and values."""

    kind: ClassVar[str] = "notice"
    job: str
    code: str
    template: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Paused:
    """The job waits between two batches until it is resumed or cancelled."""

    kind: ClassVar[str] = "paused"
    job: str


@dataclass(frozen=True, slots=True)
class Resumed:
    """The job goes on."""

    kind: ClassVar[str] = "resumed"
    job: str


@dataclass(frozen=True, slots=True)
class Partial:
    """A part of the job's result that is already there; what it holds depends on the spec."""

    kind: ClassVar[str] = "partial"
    job: str
    result: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finished:
    """The job's last message when all went well; `result` depends on the spec."""

    kind: ClassVar[str] = "finished"
    job: str
    result: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Failed:
    """The job's last message when it failed: an AppError's code, template and values, and details to copy."""

    kind: ClassVar[str] = "failed"
    job: str
    code: str
    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    details: str = ""


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The job's last message after a cancel; what was trained so far is in its last checkpoint."""

    kind: ClassVar[str] = "cancelled"
    job: str


Message = (
    Hello | Started | Progress | Step | Epoch | Notice | Paused | Resumed | Partial | Finished | Failed | Cancelled
)
INTERVALS = frozenset({"macro_f1_interval", "bleu_interval"})
KINDS: dict[str, type[Message]] = {message.kind: message for message in get_args(Message)}


def to_line(message: Message) -> str:
    """One line of ASCII JSON, without the line end."""
    return json.dumps({"kind": message.kind, **dataclasses.asdict(message)})


def from_line(line: str) -> Message:
    """Parse a line; ValueError when it is not one of ours."""
    try:
        data = json.loads(line)
    except RecursionError:
        raise ValueError("not a worker message: too deep") from None
    if not isinstance(data, dict) or data.get("kind") not in KINDS:
        raise ValueError(f"not a worker message: {line[:200]!r}")
    kind = KINDS[data.pop("kind")]
    try:
        for name in INTERVALS & data.keys():
            low, high = data[name]
            data[name] = (float(low), float(high))
        if "samples" in data:
            data["samples"] = tuple(tuple(map(str, sample)) for sample in data["samples"])
        message = kind(**data)
    except TypeError as error:
        raise ValueError(f"not a worker message: {error}") from error
    if wrong := [name for name, hint in _hints(kind.kind).items() if not _fits(getattr(message, name), hint)]:
        raise ValueError(f"not a worker message: {wrong}")
    return message


@cache
def _hints(kind: str) -> dict[str, Any]:
    hints = get_type_hints(KINDS[kind])
    return {field.name: hints[field.name] for field in dataclasses.fields(KINDS[kind])}


def _fits(value: object, hint: Any) -> bool:
    """Whether it is of the kind that the field has; what is in a tuple or mapping is not looked at."""
    if isinstance(hint, UnionType):
        return any(_fits(value, one) for one in get_args(hint))
    if hint in (int, float):
        return isinstance(value, int | hint) and not isinstance(value, bool)
    return isinstance(value, get_origin(hint) or hint)
