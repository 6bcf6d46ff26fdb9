from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from core.errors import Cancelled
from core.scores import HEAD, write_csv

FOUND = {
    "id": 7,
    "text": "=nice room",
    "label": "good",
    "probabilities": {"good": 0.9, "bad": 0.1},
    "method": "evidence",
    "target": "good",
    "against": "",
    "is_signed": True,
    "tokens": [
        {"start": 0, "end": 5, "text": "=nice", "weight": 0.5},
        {"start": 6, "end": 10, "text": "room", "weight": -0.25},
    ],
    "provenance": {"model_sha256": "ab", "text_sha256": "cd", "parameters": {"label": "good"}},
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "scores.jsonl"
    path.write_text(json.dumps(FOUND) + "\n" + json.dumps(FOUND | {"id": 8}) + "\n", encoding="utf-8")
    return path


def test_every_word_has_a_row_with_all_that_it_depends_on(source: Path, tmp_path: Path) -> None:
    assert write_csv(source, tmp_path / "scores.csv") == 4
    with (tmp_path / "scores.csv").open(encoding="utf-8-sig", newline="") as file:
        head, first, *others = csv.reader(file)
    assert tuple(head) == HEAD and len(others) == 3
    row = dict(zip(head, first, strict=True))
    assert (row["document"], row["word"], row["weight"], row["probability"]) == ("7", "'=nice", "0.5", "0.9")
    assert (row["model_sha256"], json.loads(row["parameters"])) == ("ab", {"label": "good"})


def test_a_cancelled_export_leaves_nothing(source: Path, tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        write_csv(source, tmp_path / "scores.csv", stop)
    assert [path.name for path in tmp_path.iterdir()] == ["scores.jsonl"]
