from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import AppError, Cancelled, InputError
from core.project import long_acts, pace, turns
from core.project.check import check
from core.project.project import Project
from core.project.search import building
from core.project.values import CheckReport, DocumentFilter, ImportOptions
from core.records import Row

ROOT = Path(__file__).resolve().parents[3]
UNLABELLED, ALL = DocumentFilter(state="unlabelled"), DocumentFilter()
LABEL_ALL = """
import sys
from pathlib import Path
from core.project.project import Project
from core.project.search import building
from core.project.values import DocumentFilter

with Project.open(Path(sys.argv[1])) as project:
    while True:
        print("start", flush=True)
        project.bulk.annotate(DocumentFilter(), [1])
        project.history.undo()
"""


@pytest.fixture(autouse=True)
def short_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LEAST", "FIRST", "MOST"):
        monkeypatch.setattr(pace, name, 10)


@pytest.fixture
def mixed(project: Project, fill) -> Project:
    """20 labelled by a file, 40 not; one of these skipped, one flagged."""
    fill(20, "good", "bad", prefix="labelled")
    fill(40)
    project.annotations.skip(30)
    project.annotations.flag(40, True)
    return project


def answers(project: Project) -> list[object]:
    """Without the hold-out: what is settled stays so."""
    rows = project.documents.rows(ALL, after_id=None, limit=99)
    return [
        rows,
        [project.documents.get(row.id).annotations for row in rows],
        replace(project.documents.counts(), holdout=0),
    ]


def test_a_preview_tells_how_many_what_they_are_now_and_shows_some(mixed: Project) -> None:
    preview = mixed.bulk.preview(ALL)
    assert (preview.n, preview.unlabelled, preview.skipped) == (60, 39, 1)
    assert preview.labelled == {(1,): 10, (2,): 10}
    assert len({row.id for row in preview.samples}) == 10
    assert mixed.bulk.preview([3, 5, 5]).n == 2


def test_all_of_a_filter_are_labelled_by_one_act_and_one_undo(mixed: Project) -> None:
    before = answers(mixed)
    assert mixed.bulk.annotate(UNLABELLED, [2]) == 39
    counts = mixed.documents.counts()
    assert (counts.labelled, counts.skipped, counts.by_label) == (59, 1, {1: 10, 2: 49})
    assert mixed.documents.get(25).annotation.annotator == "me"
    [event, *_] = mixed.history.events(1)
    assert (event.kind, event.is_long, event.details) == ("bulk-annotate", True, {"labels": [2], "n": 39})
    assert check(mixed.path) == CheckReport()
    mixed.history.undo()
    assert answers(mixed) == before
    mixed.history.redo()
    assert mixed.documents.counts() == counts
    assert check(mixed.path) == CheckReport()


@pytest.mark.parametrize("act", ["skip", "clear", "flag", "unflag"])
def test_other_decisions_go_the_same_way(mixed: Project, act: str) -> None:
    before = answers(mixed)
    acts = {
        "skip": lambda: mixed.bulk.skip(ALL),
        "clear": lambda: mixed.bulk.clear(ALL),
        "flag": lambda: mixed.bulk.flag(ALL, True),
        "unflag": lambda: mixed.bulk.flag(ALL, False),
    }
    acts[act]()
    counts = mixed.documents.counts()
    assert counts.skipped == {"skip": 60, "clear": 0}.get(act, 1)
    assert counts.flagged == {"flag": 60, "unflag": 0}.get(act, 1)
    assert check(mixed.path) == CheckReport()
    mixed.history.undo()
    assert answers(mixed) == before


def test_first_labels_settle_the_hold_out_as_one_by_one(project: Project, fill) -> None:
    fill(200, holdout_max=15)
    project.bulk.annotate(ALL, [1])
    assert project.documents.counts().holdout == project.holdout.labelled_size() == 15
    assert check(project.path) == CheckReport()


def test_a_cancelled_act_leaves_nothing(mixed: Project) -> None:
    before = [*answers(mixed), mixed.history.events(9)]

    def cancel(done: int, _: int) -> None:
        if done > 20:
            raise Cancelled

    with pytest.raises(Cancelled):
        mixed.bulk.annotate(ALL, [1], cancel)
    assert [*answers(mixed), mixed.history.events(9)] == before
    assert check(mixed.path) == CheckReport()


def test_a_cancelled_undo_leaves_the_act_done(mixed: Project) -> None:
    mixed.bulk.annotate(ALL, [1])
    before = answers(mixed)

    def cancel(done: int, _: int) -> None:
        if done > 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        mixed.history.undo(cancel)
    assert answers(mixed) == before
    assert mixed.history.undo() is not None
    assert check(mixed.path) == CheckReport()


def test_a_document_that_is_decided_meanwhile_is_left_alone(mixed: Project) -> None:
    def decide(done: int, _: int) -> None:
        if done == 20:
            with Project.open(mixed.path) as other:
                other.annotations.annotate(45, [2])

    mixed.bulk.annotate(ALL, [1], decide)
    assert mixed.documents.get(45).annotation.labels == (2,)
    assert mixed.documents.counts().by_label == {1: 59, 2: 1}
    mixed.history.undo()
    assert mixed.documents.get(45).annotation is None
    assert mixed.documents.counts().by_label == {1: 59, 2: 0}
    mixed.history.undo()
    assert mixed.documents.counts().by_label == {1: 10, 2: 10}
    assert check(mixed.path) == CheckReport()


@pytest.mark.parametrize("id", [3, 58])
def test_a_decision_during_an_undo_is_made_on_what_the_undo_leads_to(mixed: Project, id: int) -> None:
    mixed.bulk.annotate(ALL, [1])

    def decide(done: int, _: int) -> None:
        if done == 2:
            with Project.open(mixed.path) as other:
                other.annotations.annotate(id, [2])

    mixed.history.undo(decide)
    assert mixed.documents.get(id).annotation.labels == (2,)
    assert not mixed.history.can_redo
    assert check(mixed.path) == CheckReport()
    mixed.history.undo()
    assert mixed.documents.counts().by_label == {1: 10, 2: 10}
    assert check(mixed.path) == CheckReport()


def test_undo_and_other_long_acts_wait_for_their_turn(mixed: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.locks.PATIENCE_S", 0.0)
    refused = []

    def interfere(done: int, _: int) -> None:
        if done == 20:
            with Project.open(mixed.path) as other:
                for act in (other.history.undo, lambda: other.bulk.skip(ALL), lambda: other.labels.merge(2, 1)):
                    with pytest.raises(AppError, match="is going on"):
                        act()
                    refused.append(act)

    mixed.bulk.annotate(ALL, [1], interfere)
    assert len(refused) == 3
    assert not turns.is_taken(mixed.path)


def test_a_label_that_is_gone_is_refused(mixed: Project) -> None:
    with pytest.raises(InputError, match="no such label"):
        mixed.bulk.annotate(ALL, [9])


def test_where_several_labels_are_allowed_one_can_be_added_to_all(tmp_path: Path) -> None:
    with Project.create(tmp_path / "topics.fovea", labels=["a", "b", "c"], is_multi_label=True) as project:
        project.imports.add([Row(f"text {i}", (("a",), ("a", "b"), ())[i % 3]) for i in range(30)], ImportOptions())
        project.bulk.add_label(ALL, 3)
        assert project.bulk.preview(ALL).labelled == {(1, 3): 10, (1, 2, 3): 10, (3,): 10}
        project.history.undo()
        assert project.bulk.preview(ALL).labelled == {(1,): 10, (1, 2): 10}
        assert check(project.path) == CheckReport()


def test_an_act_that_took_one_step_is_like_any_other(mixed: Project) -> None:
    mixed.bulk.annotate([25, 26], [1])
    assert not mixed.history.events(1)[0].is_long
    mixed.history.undo()
    assert mixed.documents.counts().labelled == 20


def test_a_killed_act_is_taken_back_at_the_next_opening(project: Project, fill) -> None:
    fill(3000)
    for seconds in (0.0, 0.2, 0.5):
        start_and_kill(project.path, seconds)
        with Project.open(project.path) as again:
            assert again.store.sql(f"SELECT count(*) FROM events WHERE state >= {4}").scalar_one() == 0
            assert again.documents.counts().labelled in (0, 3000)
        assert check(project.path) == CheckReport()


def start_and_kill(path: Path, after_s: float) -> None:
    process = subprocess.Popen([sys.executable, "-c", LABEL_ALL, str(path)], stdout=subprocess.PIPE, cwd=ROOT)
    assert process.stdout is not None
    with process, process.stdout as stream:
        stream.readline()
        time.sleep(after_s)
        process.kill()


def test_merging_labels_of_many_is_one_act_too(mixed: Project) -> None:
    mixed.bulk.annotate(ALL, [2])
    before = answers(mixed)
    mixed.labels.merge(2, 1)
    assert mixed.history.events(1)[0].is_long
    assert mixed.documents.counts().by_label == {1: 60}
    mixed.history.undo()
    assert answers(mixed) == before
    assert long_acts.is_long(mixed.store, mixed.history.next(is_redo=True).id)


@pytest.fixture
def twins(project: Project) -> Project:
    """1 and 2 are the same, 3 and 4 too, 5 is nearly 1; 6, 7 and 8 are the same, and labelled differently."""
    same, other, third = (
        "房间很大，早餐也很丰富，服务员特别热情",
        "the pool was closed for the whole week",
        "不会再来了，太吵",
    )
    texts = [same, same, other, other, f"{same}！嗯", third, third, third, "alone"]
    project.imports.add([Row(text) for text in texts], ImportOptions(duplicates="keep"))
    building.bring_up_to_date(project.store)
    for id, label in ((1, 1), (3, 2), (6, 1), (7, 2)):
        project.annotations.annotate(id, [label])
    return project


def given(project: Project) -> dict[int, tuple[int, ...]]:
    return {
        row.id: row.labels for row in project.documents.rows(DocumentFilter(), after_id=None, limit=99) if row.labels
    }


def test_labels_are_passed_on_to_the_same_texts_but_not_where_they_contradict(twins: Project) -> None:
    before = given(twins)
    preview = twins.bulk.preview_twins("exact")
    assert (preview.labelled, preview.conflicts) == ({(1,): 1, (2,): 1}, 1)
    assert {row.id: row.labels for row in preview.samples} == {2: (1,), 4: (2,)}
    assert twins.bulk.pass_on("exact") == 2
    assert given(twins) == before | {2: (1,), 4: (2,)}
    twins.history.undo()
    assert given(twins) == before


def test_labels_are_passed_on_to_nearly_the_same_texts(twins: Project) -> None:
    assert twins.bulk.preview_twins("near").labelled == {(1,): 2, (2,): 1}
    twins.bulk.pass_on("near")
    assert given(twins)[5] == (1,)
