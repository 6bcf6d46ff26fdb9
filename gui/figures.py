"""How figures are written: shares, intervals, durations, dates. The same everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QLocale

from core.intervals import wilson

NONE = "–"


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


def f1_interval(true: int, wrong: int) -> tuple[float, float] | None:
    """The 95 % interval of one label's F1 = 2J / (1 + J), from Wilson's for J = true / (true + wrong)."""
    interval = wilson(true, true + wrong)
    return None if interval is None else (2 * interval[0] / (1 + interval[0]), 2 * interval[1] / (1 + interval[1]))


def signed(value: float) -> str:
    """With its sign, a true minus, and two figures that count: +0.42, −0.10, +0.037."""
    digits = 3 if 0 < abs(value) < 0.1 else 2
    return f"{value:+.{digits}f}".replace("-", "−")
