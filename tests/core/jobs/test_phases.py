"""Every phase that a worker tells has a name for people."""

from __future__ import annotations

import re
from pathlib import Path

import core.jobs.phases

ML = Path(core.jobs.phases.__file__).parents[1] / "ml"


def test_every_phase_that_the_worker_tells_has_a_name() -> None:
    sources = (path.read_text(encoding="utf-8") for path in ML.rglob("*.py"))
    told = {name for source in sources for name in re.findall(r'\b(?:phase|progress)\("(\w+)"', source)}
    assert "contrast" in told
    assert told <= core.jobs.phases.PHASES.keys()
