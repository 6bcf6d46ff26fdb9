import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from core.errors import Cancelled, InputError
from core.project import snapshot
from core.project.project import Project
from core.project.values import ImportOptions, TrainedOn
from core.records import Row, Span


def freeze(project: Project, *, limit_labels: int | None = None, seed: int = 0) -> list[dict[str, Any]]:
    path = project.path / "snapshot.jsonl"
    snapshot.write(project.store, path, snapshot.Selection(limit_labels, seed), lambda *_: None)
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def ids(lines: Iterable[dict[str, Any]], part: str) -> set[int]:
    return {line["id"] for line in lines if line["part"] == part}


def test_the_hold_out_is_in_its_own_part_and_nowhere_else(project: Project, fill) -> None:
    fill(100, "good", "bad")
    lines = freeze(project)
    held_out = {id for id in range(1, 101) if project.documents.get(id).is_holdout}
    assert ids(lines, "holdout") == held_out
    assert len(ids(lines, "train")) == 80
    assert not held_out & ids(lines, "train")


def test_a_line_has_all_that_training_needs(project: Project) -> None:
    project.imports.add([Row("房间\n好😀", ("good",), rationales=(Span(0, 2),))], ImportOptions(split="train"))
    line = {"id": 1, "text": "房间\n好😀", "labels": ["good"], "part": "train", "rationales": [[0, 2]]}
    assert freeze(project) == [line]


def test_a_copy_of_a_hold_out_text_is_not_trained_on(project: Project) -> None:
    project.imports.add([Row("same", ("good",))], ImportOptions(split="test"))
    copies = [Row("same", ("good",)), Row(" same "), Row("other", ("bad",))]
    project.imports.add(copies, ImportOptions(duplicates="keep", split="train"))
    assert [(line["id"], line["part"]) for line in freeze(project)] == [(1, "holdout"), (4, "train")]


def test_skipped_documents_are_left_out(project: Project, fill) -> None:
    fill(3, split="train")
    project.annotations.skip(2)
    assert ids(freeze(project), "pool") == {1, 3}


def test_documents_of_an_undone_import_are_left_out(project: Project, fill) -> None:
    fill(3, "good", split="train")
    project.history.undo()
    assert freeze(project) == []


def test_the_pool_has_nothing_that_may_still_become_hold_out(project: Project, fill) -> None:
    fill(300, holdout_share=0.3)
    pool = ids(freeze(project), "pool")
    for id in sorted(pool)[:50]:
        project.annotations.annotate(id, [1])
    assert 150 <= len(pool) <= 270
    assert project.documents.counts().holdout == 0


def test_a_label_taken_back_leaves_a_hold_out_document_out_of_the_pool(project: Project, fill) -> None:
    fill(1, holdout_share=1)
    project.annotations.annotate(1, [1])
    project.history.undo()
    assert freeze(project) == []


def test_the_pool_is_capped_at_random(project: Project, fill, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "POOL_MAX", 5)
    fill(100, split="train")
    pool = ids(freeze(project), "pool")
    assert len(pool) == 5 and max(pool) > 10


def test_a_limit_trains_on_so_many_and_the_rest_goes_to_the_pool_unlabelled(project: Project, fill) -> None:
    fill(100, "good", "bad")
    lines = freeze(project, limit_labels=10)
    assert Counter(line["part"] for line in lines) == {"train": 10, "holdout": 20, "pool": 70}
    assert all(line["labels"] == [] for line in lines if line["part"] == "pool")


def test_the_seed_decides_which_are_trained_on_and_more_includes_fewer(project: Project, fill) -> None:
    fill(100, "good", "bad")
    ten, again, other, twenty = (
        ids(freeze(project, limit_labels=n, seed=seed), "train") for n, seed in ((10, 1), (10, 1), (10, 2), (20, 1))
    )
    assert ten == again != other
    assert ten < twenty


def test_a_limit_below_one_is_refused(project: Project) -> None:
    with pytest.raises(InputError, match="at least 1"):
        freeze(project, limit_labels=0)


def test_a_cancel_ends_the_writing_and_the_reading(project: Project, fill, tmp_path: Path) -> None:
    fill(10, "good")

    def cancel(*_: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        snapshot.write(project.store, tmp_path / "s.jsonl", snapshot.Selection(), cancel)
    project.annotations.annotate(1, [2])


def test_of_a_filter_only_its_documents_are_trained_on_and_measured(project: Project) -> None:
    rows = [
        Row(f"{city} {i}", (("good", "bad")[i % 2],), {"city": city}) for i in range(40) for city in ("上海", "北京")
    ]
    project.imports.add(rows, ImportOptions())
    where = project.filter("meta.city:上海")
    run, _ = project.runs.create("logistic", {}, seed=0, device="cpu", chosen=TrainedOn(where=where))
    lines = [json.loads(line) for line in (run.path / "snapshot.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {line["text"][:2] for line in lines if line["part"] != "pool"} == {"上海"}
    assert all(not line["labels"] for line in lines if line["text"].startswith("北京"))
    assert run.filter == "meta.city:上海"
