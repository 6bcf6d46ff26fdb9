"""What the meter reads: plain data, importable without numpy, and as a JSON object."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

Verdict = Literal["ahead", "behind", "unclear"]
Advice = Literal["early", "go-on", "stop"]
Interval = tuple[float, float]
NEVER = math.inf


@dataclass(frozen=True, slots=True)
class Comparison:
    """How much more often models of `n` chosen labels are right than those of random ones, on `n_holdout` documents."""

    n: int
    n_holdout: int
    chosen: float
    random: float
    difference: float
    interval: Interval

    @property
    def verdict(self) -> Verdict:
        low, high = self.interval
        return "ahead" if low > 0 else "behind" if high < 0 else "unclear"


@dataclass(frozen=True, slots=True)
class Forecast:
    """Labels in all at which the target accuracy is reached: the middle estimate and a 95 % interval, or NEVER."""

    target: float
    labels: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class Reading:
    """What the meter shows. None: there are not yet enough labels, or too few of the hold-out, for it.

    `n_random` is the size of the random sample so far; `gain` what the last fifth of the labels brought in accuracy;
    `kappas` are those of models of successive retrainings, the newest last.
    """

    n_labels: int
    n_chosen: int
    n_random: int
    n_holdout: int
    accuracy: float | None = None
    accuracy_interval: Interval | None = None
    comparison: Comparison | None = None
    forecast: Forecast | None = None
    gain: float | None = None
    gain_interval: Interval | None = None
    kappas: tuple[float, ...] = ()
    advice: Advice = "early"


def to_json(reading: Reading) -> dict[str, Any]:
    """NEVER is null."""
    told = dataclasses.asdict(reading)
    if reading.forecast is not None:
        ends = (reading.forecast.labels, *reading.forecast.interval)
        labels, low, high = (None if end == NEVER else end for end in ends)
        told["forecast"] |= {"labels": labels, "interval": [low, high]}
    return told


def from_json(told: Mapping[str, Any] | None) -> Reading | None:
    """None for what is no reading, as in a project from somebody else."""
    try:
        return None if told is None else _reading(dict(told))
    except (KeyError, TypeError, ValueError):
        return None


def _reading(told: dict[str, Any]) -> Reading:
    counts = {name: int(told[name]) for name in ("n_labels", "n_chosen", "n_random", "n_holdout")}
    advice = told["advice"] if told["advice"] in ("early", "go-on", "stop") else "early"
    comparison, forecast = told["comparison"], told["forecast"]
    return Reading(
        **counts,
        accuracy=_number(told["accuracy"]),
        accuracy_interval=_interval(told["accuracy_interval"]),
        comparison=None if comparison is None else _comparison(comparison),
        forecast=None if forecast is None else _forecast(forecast),
        gain=_number(told["gain"]),
        gain_interval=_interval(told["gain_interval"]),
        kappas=tuple(float(value) for value in told["kappas"]),
        advice=cast(Advice, advice),
    )


def _comparison(told: Mapping[str, Any]) -> Comparison:
    shares = {name: float(told[name]) for name in ("chosen", "random", "difference")}
    low, high = told["interval"]
    return Comparison(int(told["n"]), int(told["n_holdout"]), **shares, interval=(float(low), float(high)))


def _forecast(told: Mapping[str, Any]) -> Forecast:
    ends = (told["labels"], *told["interval"])
    labels, low, high = (NEVER if end is None else float(end) for end in ends)
    return Forecast(float(told["target"]), labels, (low, high))


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _interval(value: Any) -> Interval | None:
    if value is None:
        return None
    low, high = value
    return float(low), float(high)
