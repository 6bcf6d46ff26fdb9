"""What strangers may put into a run's folder."""

import json
from pathlib import Path
from typing import Any

import pytest

from core.project import run_files

GOOD = {
    "metrics": {"n": 8, "accuracy": 0.8, "macro_f1": 0.7},
    "accuracy_difference": 0.02,
    "interval": [-0.01, 0.05],
}


def compared(folder: Path, text: str) -> Any:
    (folder / "comparison.json").write_text(text)
    return run_files.comparison(folder)


def test_a_comparison_names_what_does_not_apply(tmp_path: Path) -> None:
    assert compared(tmp_path, json.dumps({"uniform": GOOD, "logistic": None})) == {"uniform": GOOD, "logistic": None}


@pytest.mark.parametrize("text", ["", "{", "[]", '"x"', "[" * 100_000, "\udcff"])
def test_an_unreadable_comparison_is_absent(tmp_path: Path, text: str) -> None:
    (tmp_path / "comparison.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert run_files.comparison(tmp_path) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"interval": [0.1]},
        {"interval": "ab"},
        {"interval": [0.0, float("nan")]},
        {"accuracy_difference": "0.1"},
        {"metrics": []},
        {"metrics": {"n": 3}},
    ],
)
def test_a_comparison_with_wrong_figures_is_absent(tmp_path: Path, wrong: dict[str, Any]) -> None:
    found = compared(tmp_path, json.dumps({"uniform": {**GOOD, **wrong}, "logistic": GOOD}))
    assert found == {"uniform": None, "logistic": GOOD}


def test_notices_are_read_line_by_line(tmp_path: Path) -> None:
    good = {"code": "memory", "template": "Batches of {n}.", "values": {"n": 16}}
    lines = [json.dumps(good), "{", json.dumps({"template": 3}), json.dumps({"template": "x", "values": []})]
    (tmp_path / "notices.jsonl").write_text("\n".join(lines))
    assert run_files.notices(tmp_path) == (good,)


def test_a_file_that_would_fill_the_memory_is_absent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_files, "MAX_CHARS", 10)
    assert compared(tmp_path, json.dumps({"uniform": GOOD})) is None
