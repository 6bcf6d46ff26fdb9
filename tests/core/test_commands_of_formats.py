"""export and import as commands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.cli import main
from core.project.project import Project
from core.project.values import ImportOptions
from core.records import Answer, Row, Span

Capture = pytest.CaptureFixture[str]
ROWS = [
    Row("房间很大", answers=(Answer(("好评",), "anna", seconds=2.0),), rationales=(Span(0, 2),), is_flagged=True),
    Row("早餐太差", ("差评",), {"city": "上海"}),
    Row("=一般"),
]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "hotel.fovea"
    with Project.create(path, labels=["好评", "差评"]) as project:
        project.imports.add(ROWS, ImportOptions(split="train"))
    return path


def run(capsys: Capture, *argv: object, code: int = 0) -> Any:
    assert main([*map(str, argv), "--json"]) == code
    out = capsys.readouterr()
    return json.loads(out.out) if code == 0 else out.err


def test_an_export_says_what_the_format_does_not_hold(capsys: Capture, project: Path, tmp_path: Path) -> None:
    said = run(capsys, "export", project, "--format", "doccano", "--output", tmp_path / "out.jsonl")
    assert (said["n"], said["format"]) == (3, "doccano")
    assert {one["what"]: one["n"] for one in said["losses"]} == {
        "annotator": 1,
        "time": 1,
        "seconds": 1,
        "rationales": 1,
    }
    assert said["losses"][0]["text"] == "Who labelled"


def test_the_ending_of_the_file_names_the_format(capsys: Capture, project: Path, tmp_path: Path) -> None:
    assert run(capsys, "export", project, "--output", tmp_path / "out.xlsx")["format"] == "excel"
    assert "csv, tsv, excel" in run(capsys, "export", project, "--output", tmp_path / "out.doc", code=2)


@pytest.mark.parametrize(
    ("query", "texts"),
    [("labelled", ["房间很大", "早餐太差"]), ("label:差评", ["早餐太差"]), ("一般", ["=一般"]), ("skipped", [])],
)
def test_a_query_chooses_the_documents(
    capsys: Capture, project: Path, tmp_path: Path, query: str, texts: list[str]
) -> None:
    run(capsys, "export", project, "--output", tmp_path / "out.jsonl", "--where", query)
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["text"] for line in lines] == texts


def test_what_is_exported_comes_back_by_command(capsys: Capture, project: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "out.csv", tmp_path / "other.fovea"
    run(capsys, "export", project, "--output", file, "--bom")
    run(capsys, "new", other)
    said = run(capsys, "import", other, file)
    assert (said["read"], said["imported"], said["rejected"]) == (3, 3, [])
    with Project.open(other) as opened:
        first, second, third = (opened.documents.get(id) for id in (1, 2, 3))
    assert (first.annotations[0].annotator, first.is_flagged, first.rationales) == ("anna", True, (Span(0, 2),))
    assert (second.meta, third.text) == ({"city": "上海"}, "=一般")


def test_the_column_of_people_can_be_named(capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text,label,who\nnice,good,anna\nnice,bad,ben\n", encoding="utf-8")
    run(capsys, "new", tmp_path / "a.fovea")
    said = run(capsys, "import", tmp_path / "a.fovea", tmp_path / "a.csv", "--annotator-column", "who")
    assert (said["imported"], said["duplicates"], said["answers_added"]) == (1, 1, 1)


def test_a_format_that_is_not_there_is_named(capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text\nnice\n", encoding="utf-8")
    run(capsys, "new", tmp_path / "a.fovea")
    assert "klingon" in run(capsys, "import", tmp_path / "a.fovea", tmp_path / "a.csv", "--format", "klingon", code=2)
