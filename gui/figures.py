"""How figures are written: shares, intervals, durations, dates. The same everywhere."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QLocale

NONE = "–"
Z_95 = 1.959964


def share(value: float, digits: int = 3) -> str:
    """A number from -1 to 1 without its leading zero: .912, 1.000, -.111."""
    text = f"{value:.{digits}f}"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def with_interval(value: float, interval: Sequence[float], digits: int = 3, interval_digits: int = 0) -> str:
    """As in ".912 (.894–.927)"; `interval_digits` 0: as many as the value's."""
    low, high = (share(end, interval_digits or digits) for end in interval)
    return f"{share(value, digits)} ({low}–{high})"


def count(n: int) -> str:
    return QLocale().toString(n)


def duration(seconds: float) -> str:
    """As in "8 s", "2 min 05 s", "1 h 07 min"."""
    whole = max(0, round(seconds))
    if whole < 60:
        return QCoreApplication.translate("figures", "{s} s").format(s=whole)
    if whole < 3600:
        return QCoreApplication.translate("figures", "{m} min {s:02d} s").format(m=whole // 60, s=whole % 60)
    template = QCoreApplication.translate("figures", "{h} h {m:02d} min")
    return template.format(h=whole // 3600, m=whole % 3600 // 60)


def moment(iso: str) -> str:
    """A time stamp of the project, as short local date and time; unchanged when it is none."""
    try:
        at = datetime.fromisoformat(iso).astimezone()
    except ValueError:
        return iso
    return f"{at:%Y-%m-%d %H:%M}"


def short_moment(iso: str) -> str:
    """As `moment`, without the date when it is today's, without the year when it is this year's."""
    text, now = moment(iso), datetime.now()
    today = f"{now:%Y-%m-%d} "
    if text.startswith(today):
        return QCoreApplication.translate("figures", "today {time}").format(time=text.removeprefix(today))
    return text.removeprefix(f"{now:%Y}-")


def wilson(hits: int, n: int) -> tuple[float, float] | None:
    """The 95 % interval of a share of `n` (Wilson 1927, without continuity correction); None for n = 0."""
    if n == 0:
        return None
    p, z2 = hits / n, Z_95**2
    centre = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z_95 * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(0.0, centre - half), min(1.0, centre + half)


def f1_interval(true: int, wrong: int) -> tuple[float, float] | None:
    """The 95 % interval of one label's F1 = 2J / (1 + J), from Wilson's for J = true / (true + wrong)."""
    interval = wilson(true, true + wrong)
    return None if interval is None else (2 * interval[0] / (1 + interval[0]), 2 * interval[1] / (1 + interval[1]))
