"""merge and agreement, as a script calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core import cli
from core.project.project import Project
from core.project.values import ImportOptions
from core.records import Row


def project_of(path: Path, who: str, labels: str) -> Path:
    """One letter a document: g or b."""
    with Project.create(path, labels=["good", "bad"]) as project:
        project.imports.add([Row(f"text {n}") for n in range(len(labels))], ImportOptions())
        project.annotator = who
        for document, letter in enumerate(labels, 1):
            project.annotations.annotate(document, ["gb".index(letter) + 1])
    return path


def test_merge_then_agreement(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ours, theirs = project_of(tmp_path / "a.fovea", "Li", "ggbb"), project_of(tmp_path / "b.fovea", "me", "gbbb")
    merge = ["merge", str(ours), str(theirs), "--rename", "me=Wang", "--json"]
    assert cli.main([*merge, "--only-look"]) == 0
    assert json.loads(capsys.readouterr().out)["matched"] == 4
    assert cli.main(merge) == 0
    assert json.loads(capsys.readouterr().out) == {"answers": 4, "replaced": 0, "documents": 0, "labels_added": []}
    assert cli.main(["agreement", str(ours), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["answered"] == {"Li": 4, "Wang": 4}
    assert found["pairs"][0]["kappa"]["value"] == pytest.approx(0.5)
    assert "too few" in found["alpha"]["notes"][0]


def test_without_json_the_figures_are_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["agreement", str(project_of(tmp_path / "a.fovea", "Li", "gb"))]) == 0
    assert "alpha" in capsys.readouterr().out
