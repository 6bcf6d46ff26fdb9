"""How often a run's maps point at the regions that people drew, as its folder has it (pointing.json)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = "pointing.json"
CENTRE, RANDOM = "centre", "random"
"""What maps are measured against: always the middle of the picture, and anywhere."""


@dataclass(frozen=True, slots=True)
class Pointing:
    """Of `n` words with regions: how many of a method's maps hit (with 95 % interval), and what needs no model.

    A place by chance hits as often as regions take up of their pictures.
    """

    n: int
    accuracy: float
    interval: tuple[float, float]
    centre: float
    random: float


def read(run_dir: Path) -> dict[str, Pointing]:
    """By method; empty where nothing was measured, or what was is broken."""
    try:
        found = json.loads((run_dir / FILE).read_text(encoding="utf-8"))
        given = found["baselines"]
        baselines = [float(given[CENTRE]["accuracy"]), float(given[RANDOM]["area"])]
        return {str(name): _of(one, baselines) for name, one in found["methods"].items() if int(one["n"]) > 0}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def _of(one: dict[str, Any], baselines: list[float]) -> Pointing:
    low, high = one["accuracy_interval"]
    return Pointing(int(one["n"]), float(one["accuracy"]), (float(low), float(high)), *baselines)
