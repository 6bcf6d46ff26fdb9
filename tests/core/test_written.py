"""Which files the program has written: those that people wanted, and those of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core import written
from core.cli import main
from core.project.project import Project


def paths(kind: str) -> list[str]:
    return [file["path"] for file in written.report()[kind]]


def test_projects_and_exports_are_told_of(tmp_path: Path, home: Path) -> None:
    project = tmp_path / "项目\n一.fovea"
    Project.create(project, labels=["a"]).close()
    assert main(["export", str(project), "--output", str(tmp_path / "out.csv")]) == 0
    assert str(project / "project.db") in paths("projects")
    assert paths("files") == [str(tmp_path / "out.csv")]
    assert str(home / written.FILE) in paths("settings")


def test_what_is_gone_is_not_told_of(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    file.touch()
    written.note(file)
    assert paths("files") == [str(file)]
    file.unlink()
    assert paths("files") == []


def test_a_record_that_is_nonsense_tells_of_nothing(home: Path) -> None:
    (home / written.FILE).write_bytes(b"[" * 100_000 + b'\n{"a": 1}\n"\xff"\n7\n')
    assert paths("files") == paths("projects") == []


def test_the_command_prints_an_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["privacy", "report", "--json"]) == 0
    assert set(json.loads(capsys.readouterr().out)) == {"settings", "log", "temporary", "projects", "files"}
