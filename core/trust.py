"""How far a run's explanations can be trusted: what its trust.json and probes.json hold, and the one sentence of it.

Read as a stranger's: what is not as it must be counts as not there.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.errors import N_

RANDOM = "random"
FIRST = 5
"""How many words are taken out, to see whether the answer changes (core.ml.explain.faithfulness)."""
LEARNED_FROM = 0.9
"""Of the texts with planted words, a copy must be right in so many: else it has not found them, and says nothing of a
method. Methods are only asked about texts that it is right in; chance is right in half of them, or less."""
FAILS_BELOW = 0.75
"""A method that points at fewer of the planted words is warned of."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What became of n documents without the words that a method ranks first, and with them alone."""

    n: int
    comprehensiveness: Figure
    sufficiency: Figure
    flips: Figure


@dataclass(frozen=True, slots=True)
class Agreement:
    """How alike two methods rank the words; None: not defined for any document."""

    one: str
    other: str
    tau: float | None
    overlap: float | None


@dataclass(frozen=True, slots=True)
class Plausible:
    """How well a method agrees with what people marked; `by_annotator`: with what each of them did."""

    token_f1: float | None
    iou_f1: float | None
    auprc: float | None
    n: int = 0
    by_annotator: Mapping[str, Plausible] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RunTrust:
    """trust.json: everything by the names of methods; `random`: the same with words in random orders."""

    n: int
    own: str
    methods: Mapping[str, Measured]
    random: Measured
    completeness: Mapping[str, float] | None
    agreement: tuple[Agreement, ...]
    attention: Mapping[str, float | str]
    plausibility: Mapping[str, Plausible]
    annotators: Plausible | None
    randomised: Mapping[str, float | None]

    @property
    def shown(self) -> Measured | None:
        """Of the model's own method: what the words are coloured by unless another is chosen."""
        return self.methods.get(self.own)


@dataclass(frozen=True, slots=True)
class Pointed:
    """What a copy of the model learned of planted words, and how often each method points at them."""

    accuracy: float
    n_train: int
    words: tuple[str, ...]
    hit_rates: Mapping[str, float]
    n: int = 0

    @property
    def failing(self) -> list[str]:
        """Methods that miss too many of the planted words."""
        return [name for name, rate in self.hit_rates.items() if rate < FAILS_BELOW]


@dataclass(frozen=True, slots=True)
class RunProbes:
    """probes.json: planted evidence by its kind ("word", "pair"), and how far other seeds agree with the run."""

    planted: Mapping[str, Pointed]
    seeds: Mapping[str, float]


def run_trust(data: Mapping[str, Any] | None) -> RunTrust | None:
    """The content of trust.json; None where it is not there or not well formed."""
    try:
        return None if data is None else _run_trust(data)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def run_probes(data: Mapping[str, Any] | None) -> RunProbes | None:
    """The content of probes.json; None where it is not there or not well formed."""
    try:
        return None if data is None else _run_probes(data)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def plain_sentence(trust: RunTrust) -> tuple[str, Mapping[str, Any]]:
    """The one sentence on top, as a template and its values; `words` is how many are taken out."""
    own = trust.shown
    if own is None or not trust.n:
        return N_("core", "There were no documents to check the highlights on."), {}
    text = N_(
        "core",
        "Removing the {words} most highlighted words changes the answer in {share} % of documents, "
        "removing {words} random ones in {random} %.",
    )
    return text, {
        "words": FIRST,
        "share": round(100 * own.flips.value),
        "random": round(100 * trust.random.flips.value),
    }


def _run_trust(data: Mapping[str, Any]) -> RunTrust:
    methods = {str(name): _measured(found) for name, found in data["methods"].items()}
    annotators = data.get("annotators") or None
    completeness = data.get("completeness")
    return RunTrust(
        n=int(data["n"]),
        own=str(data["own"]),
        methods=methods,
        random=_measured(data["random"]),
        completeness=None if completeness is None else {key: _number(value) for key, value in completeness.items()},
        agreement=tuple(
            Agreement(str(pair["one"]), str(pair["other"]), _maybe(pair["tau"]), _maybe(pair["overlap"]))
            for pair in data.get("agreement", ())
        ),
        attention={
            key: str(value) if key == "reason" else _number(value) for key, value in data.get("attention", {}).items()
        },
        plausibility={str(name): _plausible(found) for name, found in data.get("plausibility", {}).items()},
        annotators=None if annotators is None else _plausible(annotators),
        randomised={
            str(name): _maybe(stages[-1]["rho"]) if stages else None
            for name, stages in data.get("randomised", {}).get("methods", {}).items()
        },
    )


def _run_probes(data: Mapping[str, Any]) -> RunProbes:
    return RunProbes(
        planted={kind: _pointed(data["planted"][kind]) for kind in ("word", "pair")},
        seeds={str(key): _number(value) for key, value in data["seeds"].items()},
    )


def _measured(found: Mapping[str, Any]) -> Measured:
    names = ("comprehensiveness", "sufficiency", "flips")
    return Measured(int(found["n"]), *(_figure(found[name], found[f"{name}_interval"]) for name in names))


def _figure(value: Any, interval: Sequence[Any]) -> Figure:
    low, high = interval
    return Figure(_number(value), _number(low), _number(high))


def _plausible(found: Mapping[str, Any]) -> Plausible:
    by_annotator = found.get("by_annotator", {})
    return Plausible(
        token_f1=_maybe(found.get("token_f1")),
        iou_f1=_maybe(found.get("iou_f1")),
        auprc=_maybe(found.get("auprc")),
        n=int(found.get("n", 0)),
        by_annotator={str(who): _plausible(one) for who, one in by_annotator.items()},
    )


def _pointed(found: Mapping[str, Any]) -> Pointed:
    methods = found["methods"]
    return Pointed(
        accuracy=_number(found["accuracy"]),
        n_train=int(found["n_train"]),
        words=tuple(map(str, found["words"])),
        hit_rates={str(name): _number(one["hit_rate"]) for name, one in methods.items()},
        n=max((int(one["n"]) for one in methods.values()), default=0),
    )


def _number(value: Any) -> float:
    number = float(value)
    if isinstance(value, bool | str) or not math.isfinite(number):
        raise ValueError(f"not a figure: {value!r}")
    return number


def _maybe(value: Any) -> float | None:
    return None if value is None else _number(value)
