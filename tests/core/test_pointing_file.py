"""What a run's folder says of how well its maps point."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core import pointing
from core.pointing import Pointing

GOOD = {"n": 9, "accuracy": 0.5, "accuracy_interval": [0.2, 0.8]}
BASELINES = {"centre": {"accuracy": 0.3}, "random": {"area": 0.1}}


def test_methods_come_with_what_needs_no_model(tmp_path: Path) -> None:
    found = {"methods": {"attention": GOOD, "occlusion": {"n": 0}}, "baselines": BASELINES}
    (tmp_path / pointing.FILE).write_text(json.dumps(found), encoding="utf-8")
    assert pointing.read(tmp_path) == {"attention": Pointing(9, 0.5, (0.2, 0.8), 0.3, 0.1)}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"methods": [], "baselines": {}}', "[" * 100_000])
def test_a_broken_file_says_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / pointing.FILE).write_text(text, encoding="utf-8")
    assert pointing.read(tmp_path) == {} and pointing.read(tmp_path / "nowhere") == {}
