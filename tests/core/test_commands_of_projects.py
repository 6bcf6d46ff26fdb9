"""index, backup, restore, share and unpack as commands, and --where."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.cli import main
from core.project.project import Project
from core.project.values import ImportOptions
from core.records import Row

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "hotel.fovea"
    rows = [Row(f"房间{i}很大", (("好评", "差评")[i % 2],), {"city": "上海" if i % 4 else "北京"}) for i in range(40)]
    with Project.create(path, labels=["好评", "差评"]) as project:
        project.imports.add(rows, ImportOptions(split="train"))
    return path


def run(capsys: Capture, *argv: object, code: int = 0) -> Any:
    assert main([*map(str, argv), "--json"]) == code
    out = capsys.readouterr()
    return json.loads(out.out) if code == 0 else out.err


@pytest.mark.parametrize("is_indexed", [False, True])
def test_an_export_holds_what_the_query_names(capsys: Capture, project: Path, tmp_path: Path, is_indexed: bool) -> None:
    if is_indexed:
        assert run(capsys, "index", project)["documents"] == 40
    query = "label:好评 meta.city:北京 -房间4"
    said = run(capsys, "export", project, "--where", query, "--output", tmp_path / "out.jsonl")
    assert said["n"] == 9
    assert "can't be understood" in run(
        capsys, "export", project, "--where", "is:odd", "--output", tmp_path / "x.csv", code=2
    )


def test_a_backup_is_made_when_something_changed_and_can_be_restored(capsys: Capture, project: Path) -> None:
    first = run(capsys, "backup", project)
    assert first["backups"] == [first["made"]]
    assert run(capsys, "backup", project)["made"] == ""
    with Project.open(project) as opened:
        opened.history.undo()
    assert run(capsys, "restore", project, "--backup", first["made"])["documents"] == 40
    assert "no backup" in run(capsys, "restore", project, "--backup", "none.db", code=2)


def test_a_shared_project_is_opened_elsewhere(capsys: Capture, project: Path, tmp_path: Path) -> None:
    run(capsys, "share", project, "--output", tmp_path / "hotel.zip")
    there = run(capsys, "unpack", tmp_path / "hotel.zip", "--into", tmp_path / "there")["project"]
    assert run(capsys, "check", there) == {"problems": [], "mended": []}
