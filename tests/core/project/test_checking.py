import json
from pathlib import Path

import pytest

from core.progress import ignore
from core.project.project import Project
from core.project.values import ImportOptions
from core.records import Row, Span


@pytest.fixture
def checked(project: Project) -> list[dict]:
    """What a run of 40 documents is checked on, after a person marked words in every second one."""
    rows = [Row(f"clean room {i}", (("good", "bad")[i % 2],), rationales=(Span(0, 5),)) for i in range(40)]
    project.imports.add(rows, ImportOptions(), ignore)
    run, _ = project.runs.create("logistic", {}, seed=0, device="cpu")
    project.annotator = "anna"
    held = [line["id"] for line in lines(run.path / "snapshot.jsonl") if line["part"] == "holdout"]
    project.annotations.add_rationale(held[0], Span(6, 10))
    spec = project.runs.check_spec(run.id)
    assert spec.is_kept and Path(spec.data).parent == run.path
    return [{**line, "is_held": line["id"] in held} for line in lines(Path(spec.data))]


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_hold_out_comes_first_and_only_its_marks_count(checked: list[dict]) -> None:
    flags = [line["is_held"] for line in checked]
    assert len(checked) == 40 and flags == sorted(flags, reverse=True) and sum(flags) == 8
    assert all(line["marks"] == {} for line in checked if not line["is_held"])


def test_marks_are_told_apart_by_who_made_them(checked: list[dict]) -> None:
    (both,) = [line["marks"] for line in checked if "anna" in line["marks"]]
    assert both == {"import": [[0, 5]], "anna": [[6, 10]]}


def test_no_more_documents_than_wanted_are_written(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [Row(f"text {i}", (("good", "bad")[i % 2],)) for i in range(40)]
    project.imports.add(rows, ImportOptions(), ignore)
    run, _ = project.runs.create("logistic", {}, seed=0, device="cpu")
    monkeypatch.setattr("core.project.runs.CHECKED_MAX", 5)
    assert len(lines(Path(project.runs.check_spec(run.id).data))) == 5
