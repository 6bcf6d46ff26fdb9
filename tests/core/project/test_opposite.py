"""Which run of the other direction is joined with one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core import pairs
from core.project.opposite import opposite, opposites
from core.project.project import Project
from core.project.values import ImportOptions, Run
from core.records import Row


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.fovea", kind="translation") as made:
        made.imports.add([Row(pairs.to_text(f"dog {n}", f"狗{n}")) for n in range(30)], ImportOptions())
        yield made


def run_of(project: Project, model: str, *, is_reversed: bool = False, state: str = "finished") -> Run:
    run, _ = project.runs.create(model, {"is_reversed": is_reversed}, seed=0, device="cpu")
    (run.path / "state.json").write_text(f'{{"state": "{state}"}}', encoding="utf-8")
    return project.runs.get(run.id)


def test_only_a_finished_run_with_attention_of_the_other_direction_is_taken(project: Project) -> None:
    run = run_of(project, "bahdanau")
    run_of(project, "bahdanau")
    run_of(project, "seq2seq", is_reversed=True)
    failed = run_of(project, "bahdanau", is_reversed=True, state="failed")
    assert opposite(run, project.runs.all()) is None
    assert [one.id for one in opposites(run, project.runs.all())] == [failed.id]


def test_one_of_the_same_model_comes_before_others(project: Project) -> None:
    run = run_of(project, "bahdanau", is_reversed=True)
    own = run_of(project, "bahdanau")
    run_of(project, "transformer")
    found = opposite(run, project.runs.all())
    assert found is not None and found.id == own.id
