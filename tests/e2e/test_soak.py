"""A short form of the soak of ./dev torture, and what counts as growth."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.torture.soak import broken, soak

STEADY: dict[str, Any] = {
    **{"actions": 20_000, "p99_ms": [30.0] * 10},
    **{"errors": [], "memory_mb": [200.0] * 10, "files": [33, 39] * 5, "threads": [9] * 10},
    **{"new_ms": [20.0] * 200, "old_ms": [20.0] * 200},
}


@pytest.mark.parametrize(
    ("what", "last", "words"),
    [
        ("memory_mb", 251.0, "memory grew"),
        ("p99_ms", 46.0, "the slowest keys took 30.0 ms in the first"),
        ("files", 40, "files"),
        ("threads", 10, "th"),
    ],
)
def test_what_grows_is_told(what: str, last: float, words: str) -> None:
    assert broken(STEADY) == []
    (said,) = broken({**STEADY, what: [*STEADY[what][:-1], last]})
    assert words in said


def test_keys_that_take_longer_than_in_a_new_window_are_told() -> None:
    (said,) = broken({**STEADY, "old_ms": [20.0] * 197 + [31.0] * 3})
    assert "slowest keys" in said


def test_a_short_day_in_the_window_goes_without_an_error(tmp_path: Path) -> None:
    found = soak(tmp_path, 100, 0, n_trainings=0, turns=1).figures
    assert found["errors"] == [] and len(found["files"]) == 10
    assert len(found["old_ms"]) == len(found["new_ms"]) == 25
