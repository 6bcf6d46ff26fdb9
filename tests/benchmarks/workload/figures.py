"""Times in milliseconds as figures, and the memory of this process."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Milliseconds, and the result."""
    start = time.perf_counter()
    result = work()
    return (time.perf_counter() - start) * 1000, result


def figures(times_ms: Sequence[float]) -> dict[str, float]:
    found = sorted(times_ms)
    at = {"p50": 0.5, "p95": 0.95, "p99": 0.99}
    shares = {name: round(found[min(len(found) - 1, int(share * len(found)))], 2) for name, share in at.items()}
    return {"n": len(found), **shares, "max": round(found[-1], 2)}


def peak_mb() -> float:
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit, 1)
