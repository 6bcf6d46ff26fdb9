"""A short form of the killed commands of ./dev torture."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from tests.torture.commands import ACTS, Act, trial

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for processes in /proc")


@pytest.mark.parametrize("act", [act for act in ACTS if act.name != "train on"], ids=lambda act: act.name)
def test_a_killed_command_leaves_everything_in_order(act: Act, tmp_path: Path) -> None:
    assert trial(act, tmp_path, random.Random(11)).wrong == []
