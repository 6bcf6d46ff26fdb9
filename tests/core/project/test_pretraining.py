import json
import shutil
from pathlib import Path

import pytest

from core.errors import AppError, InputError
from core.project.project import Project
from core.project.values import ImportOptions, Run
from core.records import Row, Span


def start(project: Project) -> Run:
    return project.runs.create("logistic", {}, seed=0, device="cpu")[0]


def pretrain(project: Project, state: str = "finished") -> Run:
    run, _ = project.runs.create_pretraining(2.5, seed=3)
    (run.path / "state.json").write_text(json.dumps({"state": state}))
    return project.runs.get(run.id)


def test_a_pretraining_reads_every_text_and_no_label(project: Project, fill) -> None:
    fill(20, "good", "bad")
    project.imports.add([Row("open"), Row("skipped")], ImportOptions())
    project.annotations.skip(22)
    run, spec = project.runs.create_pretraining(2.5, seed=3)
    lines = [json.loads(line) for line in (run.path / "snapshot.jsonl").read_text().splitlines()]
    assert [line["id"] for line in lines] == list(range(1, 23))
    assert {(line["part"], *line["labels"], *line["rationales"]) for line in lines} == {("pool",)}
    assert (spec.run_dir, spec.minutes, spec.seed) == (str(run.path), 2.5, 3)
    assert (run.kind, run.model, run.snapshot_counts, run.labels) == ("pretrain", "pretrain", {"pool": 22}, ())


def test_a_pretraining_without_texts_is_refused_and_leaves_no_folder(project: Project) -> None:
    with pytest.raises(InputError, match="no texts"):
        project.runs.create_pretraining()
    assert list(project.runs_folder.iterdir()) == []


def test_the_newest_finished_pretraining_counts(project: Project, fill) -> None:
    fill(20, "good", "bad")
    assert project.runs.pretrained() is None
    _, second, _ = pretrain(project), pretrain(project), pretrain(project, "cancelled")
    assert project.runs.pretrained() == second


def test_a_run_begins_with_what_was_learned_from_all_texts(project: Project, fill) -> None:
    fill(20, "good", "bad")
    words = pretrain(project)
    _, spec = project.runs.create("logistic", {}, seed=0, device="cpu")
    assert spec.pretrained == str(words.path)


def test_a_resumed_run_keeps_its_pretraining_wherever_the_project_lies(project: Project, fill, tmp_path: Path) -> None:
    fill(20, "good", "bad")
    words = pretrain(project)
    run = start(project)
    pretrain(project)
    project.close()
    moved = tmp_path / "elsewhere" / "b.fovea"
    shutil.copytree(project.path, moved)
    with Project.open(moved) as copy:
        assert copy.runs.resume_spec(run.id).pretrained == str(moved / "runs" / words.id)


def test_a_stranger_cannot_name_a_folder_to_begin_with(project: Project, fill) -> None:
    fill(20, "good", "bad")
    run = start(project)
    spec = '{"kind": "train", "run_dir": "", "model": "logistic", "settings": {}, "seed": 0, "pretrained": "/etc"}'
    project.store.sql("UPDATE runs SET spec = ?", (spec,))
    assert project.runs.resume_spec(run.id).pretrained == ""


def test_a_pretraining_is_never_active_and_never_resumed(project: Project, fill) -> None:
    fill(20, "good", "bad")
    words = pretrain(project)
    assert project.runs.finish(words.id) is False
    for act in (project.runs.activate, project.runs.resume_spec):
        with pytest.raises(InputError):
            act(words.id)
    project.store.sql("INSERT INTO properties VALUES ('active_run', ?)", (words.id,))
    assert project.runs.active() is None


def test_documents_with_marked_words_are_counted_where_they_train(project: Project) -> None:
    marked = (Span(0, 4),)
    rows = [Row(f"text {i}", (("good", "bad")[i % 2],), rationales=marked) for i in range(10)]
    project.imports.add([*rows, Row("open", rationales=marked)], ImportOptions())
    run = start(project)
    assert run.snapshot_counts["rationales"] == run.snapshot_counts["train"] == 8
    assert project.documents.count_marked() == 8


@pytest.mark.parametrize("spec", ["{", "[]", "{}", '{"kind": "train"}'])
def test_a_run_whose_row_is_nonsense_is_damage_not_a_crash(project: Project, fill, spec: str) -> None:
    fill(20, "good", "bad")
    start(project)
    project.store.sql("UPDATE runs SET spec = ?", (spec,))
    with pytest.raises(AppError, match="damaged"):
        project.runs.all()


def test_without_one_a_run_begins_with_what_an_earlier_run_learned_for_itself(project: Project, fill) -> None:
    fill(20, "good", "bad")
    first, _ = project.runs.create("auto", {}, seed=0, device="cpu")
    (first.path / "foundation.json").write_text("{}")
    assert project.runs.create("auto", {}, seed=0, device="cpu")[1].pretrained == ""
    (first.path / "state.json").write_text(json.dumps({"state": "finished"}))
    assert project.runs.create("auto", {}, seed=0, device="cpu")[1].pretrained == str(first.path)
    words = pretrain(project)
    assert project.runs.create("auto", {}, seed=0, device="cpu")[1].pretrained == str(words.path)
