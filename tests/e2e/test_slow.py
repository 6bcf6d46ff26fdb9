"""A short form of the slow disk of ./dev torture."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.torture import power, slowness

pytestmark = pytest.mark.skipif(bool(power.why_not()), reason=power.why_not() or "-")


def test_on_a_slow_disk_the_window_lives_says_that_it_saves_and_confirms_what_is_saved(tmp_path: Path) -> None:
    outcome = slowness.trial(tmp_path, random.Random(5), 2)
    assert outcome.confirmed == 2 and outcome.longest_s > 0.5
    assert outcome.wrong == []
