"""What issue 3 asks of `auto`, cell by cell, and whether it is so."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MODEL = "auto"
ACCURACY = {  # must reach, aim
    ("htl", "100"): (0.750, 0.80),
    ("htl", "500"): (0.840, 0.87),
    ("htl", "1000"): (0.872, 0.89),
    ("htl", "all"): (0.915, 0.925),
    ("shopping", "100"): (0.790, 0.84),
    ("shopping", "500"): (0.870, 0.89),
    ("shopping", "1000"): (0.897, 0.91),
    ("shopping", "all"): (0.945, 0.955),
}
LEADS = {(data, labels): 0.02 for data in ("mr", "sst2") for labels in ("100", "500")}  # elsewhere: any


@dataclass(frozen=True, slots=True)
class Target:
    """Something asked for, and what was measured."""

    what: str
    asked: str
    measured: str
    is_met: bool

    def as_json(self) -> dict[str, Any]:
        return dataclasses.asdict(self)


def judge(cells: Sequence[Mapping[str, Any]]) -> list[Target]:
    """The targets of the cells in which `auto` was measured; leads are over the strongest peer of the cell."""
    targets: list[Target] = []
    for cell in cells:
        if cell["model"] != MODEL:
            continue
        place = cell["data"], cell["labels"]
        name, accuracy, lead = " ".join(place), cell["accuracy"], cell["lead"]
        if place in ACCURACY:
            must, aim = ACCURACY[place]
            asked = f"≥ {must:.3f} (aim {aim:.3f}{', reached' if accuracy >= aim else ''})"
            targets.append(Target(f"{name} accuracy", asked, f"{accuracy:.4f}", accuracy >= must))
        least = LEADS.get(place, 0.0)
        is_ahead = lead >= least if least else lead > 0
        asked = f"≥ {least:+.3f}" if least else "> 0"
        targets.append(Target(f"{name} lead over {cell['strongest']}", asked, f"{lead:+.4f}", is_ahead))
    return targets


def table(targets: Sequence[Target]) -> str:
    """A line each, what was missed last."""
    rows = sorted(targets, key=lambda target: not target.is_met)
    widths = [max((len(getattr(row, name)) for row in rows), default=0) for name in ("what", "asked", "measured")]
    return "\n".join(
        f"{'met   ' if row.is_met else 'MISSED'}  {row.what:{widths[0]}}  {row.measured:>{widths[2]}}  {row.asked}"
        for row in rows
    )
