"""A short form of ./dev torture."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from tests.torture.killing import WORKER_GONE_S, make_project, trial

KILLS = 4


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for the worker in /proc")
def test_killing_the_window_loses_nothing_that_it_had_confirmed(tmp_path: Path, home: Path) -> None:
    rng = random.Random(7)
    project = tmp_path / "kill.fovea"
    make_project(project, 2000)
    for _ in range(KILLS):
        outcome = trial(project, home, rng)
        assert outcome.confirmed > 0
        assert outcome.lost == []
        assert outcome.problems == []
        assert outcome.worker_gone_s <= WORKER_GONE_S
