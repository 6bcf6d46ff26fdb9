"""A colleague's project comes in: matched by text, conflicts decided, one act and one undo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import AppError, Cancelled, InputError
from core.project import schema, sharing
from core.project.check import check
from core.project.merging.choices import MergeChoice
from core.project.merging.merge import merge, plan
from core.project.project import Project
from core.project.values import CheckReport, ImportOptions
from core.records import Row, Span

ALL = MergeChoice()


def add(project: Project, *texts: str) -> None:
    project.imports.add([Row(text) for text in texts], ImportOptions(duplicates="keep"))


@pytest.fixture
def theirs(tmp_path: Path) -> Iterator[Project]:
    """Wang has texts 1, 2 and one of her own, and a label that is not here."""
    with Project.create(tmp_path / "Wang.fovea", labels=["bad", "good", "mixed"], seed=7) as theirs:
        add(theirs, "text 1", "new 早餐", "text 2")
        theirs.annotator = "Wang"
        yield theirs


def said(project: Project, id: int) -> list[tuple[str, tuple[str, ...]]]:
    names = project.labels.names()
    given = project.documents.get(id).annotations
    return [(one.annotator, tuple(names[label] for label in one.labels)) for one in given]


def test_answers_join_by_text_and_label_name_and_new_documents_come_too(project: Project, fill, theirs) -> None:
    fill(3)
    project.annotator = "Li"
    project.annotations.annotate(2, [1])
    theirs.annotations.annotate(1, [1], seconds=3)
    theirs.annotations.annotate(2, [3])
    theirs.annotations.skip(3)
    found = plan(project, theirs.path, ALL)
    assert (found.n_documents, found.matched, found.unmatched, found.labels_added) == (3, 2, 1, ("mixed",))
    assert (found.people["Wang"].new, found.n_conflicts) == (3, 0)
    report = merge(project, theirs.path, ALL)
    assert (report.answers, report.replaced, report.documents, report.labels_added) == (2, 0, 1, ("mixed",))
    assert said(project, 2) == [("Li", ("good",)), ("Wang", ("bad",))]
    assert said(project, 3) == [("Wang", ())]
    assert (project.documents.get(4).text, said(project, 4)) == ("new 早餐", [("Wang", ("mixed",))])
    assert project.documents.get(2).annotations[1].seconds == 3
    assert check(project.path) == CheckReport()


def test_one_undo_takes_all_of_it_back_and_redo_brings_it_again(project: Project, fill, theirs) -> None:
    fill(3)
    theirs.annotations.annotate(1, [3])
    theirs.annotations.annotate(2, [1])
    before = project.documents.counts()
    merge(project, theirs.path, ALL)
    after = project.documents.counts()
    before = replace(before, holdout=after.holdout)  # drawn for good
    assert project.history.undo().kind == "merge"
    assert project.documents.counts() == before
    assert [label.name for label in project.labels.all()] == ["good", "bad"]
    assert check(project.path) == CheckReport()
    project.history.redo()
    assert project.documents.counts() == after
    assert check(project.path) == CheckReport()


@pytest.mark.parametrize(("rule", "wins"), [("newer", "bad"), ("ours", "good"), ("theirs", "bad")])
def test_where_one_person_said_two_things_the_choice_decides(project, fill, theirs, rule: str, wins: str) -> None:
    fill(3)
    project.annotator = "Wang"
    project.annotations.annotate(2, [1])
    theirs.annotations.annotate(1, [1])
    choice = MergeChoice(conflicts=rule)
    found = plan(project, theirs.path, choice)
    [conflict] = found.conflicts
    assert (conflict.document_id, conflict.ours, conflict.theirs) == (2, ("good",), ("bad",))
    merge(project, theirs.path, choice)
    assert said(project, 2) == [("Wang", (wins,))]


def test_the_older_word_does_not_replace_the_newer_one(project: Project, fill, theirs) -> None:
    fill(3)
    theirs.annotations.annotate(1, [1])
    project.annotator = "Wang"
    project.annotations.annotate(2, [1])
    assert merge(project, theirs.path, ALL).answers == 0
    assert said(project, 2) == [("Wang", ("good",))]


def test_somebody_can_be_called_otherwise_here(project: Project, fill, theirs) -> None:
    fill(3)
    project.annotator = "Wang"
    project.annotations.annotate(2, [1])
    theirs.annotations.annotate(1, [1])
    choice = MergeChoice(names={"Wang": "Wang Fang"})
    assert plan(project, theirs.path, choice).n_conflicts == 0
    merge(project, theirs.path, choice)
    assert said(project, 2) == [("Wang", ("good",)), ("Wang Fang", ("bad",))]


def test_merging_twice_changes_nothing_more(project: Project, fill, theirs) -> None:
    fill(3)
    theirs.annotations.annotate(1, [1])
    theirs.annotations.flag(1, True)
    theirs.annotations.add_rationale(1, Span(0, 4))
    merge(project, theirs.path, ALL)
    n_events = len(project.history.events(100))
    again = merge(project, theirs.path, ALL)
    assert (again.answers, again.documents) == (0, 0)
    assert len(project.history.events(100)) == n_events
    document = project.documents.get(2)
    assert (document.is_flagged, document.rationales) == (True, (Span(0, 4),))
    assert project.documents.counts().flagged == 1


def test_only_what_is_here_when_new_documents_are_not_wanted(project: Project, fill, theirs) -> None:
    fill(3)
    theirs.annotations.annotate(2, [3])
    report = merge(project, theirs.path, MergeChoice(with_documents=False))
    assert (report.documents, project.documents.counts().total, report.labels_added) == (0, 3, ())


def test_labels_of_another_definition_are_outdated_unless_it_is_taken_over(project, fill, theirs) -> None:
    fill(3)
    project.guidelines.define(2, "complaints")
    theirs.guidelines.define(1, "anything negative")
    theirs.annotations.annotate(1, [1])
    assert plan(project, theirs.path, ALL).definitions == ("bad",)
    merge(project, theirs.path, ALL)
    assert list(project.quality.survey()["outdated"].ids) == [2]
    project.history.undo()
    merge(project, theirs.path, MergeChoice(with_guidelines=True))
    assert project.labels.all()[1].guideline == "anything negative"


def test_several_labels_do_not_fit_where_one_is_wanted(project: Project, fill, tmp_path: Path) -> None:
    fill(3)
    with Project.create(tmp_path / "Many.fovea", labels=["good", "bad"], is_multi_label=True) as many:
        add(many, "text 1", "elsewhere")
        many.annotations.annotate(1, [1, 2])
        many.annotations.annotate(2, [1, 2])
        assert plan(project, many.path, ALL).unfit == 2
        merge(project, many.path, ALL)
    assert said(project, 2) == []
    assert said(project, 4) == []


def test_judgements_and_second_answers_keep_their_round(project: Project, fill, theirs) -> None:
    fill(3)
    theirs.annotations.annotate(1, [1])
    theirs.adjudication.judge(1, [2], note="irony")
    merge(project, theirs.path, ALL)
    rounds = [(one.round, one.note) for one in project.documents.get(2).annotations]
    assert rounds == [(schema.FIRST, ""), (schema.ADJUDICATION, "irony")]


def test_copies_of_a_text_are_matched_one_to_one(project: Project, theirs) -> None:
    add(project, "text 1", "text 1")
    add(theirs, "text 1", "text 1")
    for id, label in ((1, 1), (4, 2), (5, 3)):
        theirs.annotations.annotate(id, [label])
    report = merge(project, theirs.path, ALL)
    assert (said(project, 1), said(project, 2)) == ([("Wang", ("bad",))], [("Wang", ("good",))])
    assert report.documents == 3  # the third copy, and two other texts


def test_the_one_file_that_a_colleague_shares_is_merged_as_it_is(project: Project, fill, theirs, tmp_path) -> None:
    fill(3)
    theirs.annotations.annotate(1, [1])
    sharing.share(theirs.store, tmp_path / "from Wang.zip")
    assert merge(project, tmp_path / "from Wang.zip", MergeChoice()).answers == 1


def test_a_cancelled_merge_leaves_nothing(project: Project, fill, theirs) -> None:
    fill(3)
    theirs.annotations.annotate(1, [3])
    before, n_events = project.documents.counts(), len(project.history.events(100))

    def cancel(done: int, _: int) -> None:
        if done > 3:  # the second pass
            raise Cancelled

    with pytest.raises(Cancelled):
        merge(project, theirs.path, ALL, cancel)
    assert project.documents.counts() == before
    assert len(project.history.events(100)) == n_events
    assert check(project.path) == CheckReport()


@pytest.mark.parametrize(
    "change",
    ["labels = '[77]'", "labels = 'x'", "at = 'yesterday'", "seconds = 'long'", "round = 9"],
)
def test_what_fovea_would_never_write_is_refused(project: Project, fill, theirs, change: str) -> None:
    fill(3)
    theirs.annotations.annotate(1, [1])
    with theirs.store.transaction():
        theirs.store.sql(f"UPDATE annotations SET {change}")
    with pytest.raises(AppError, match="damaged"):
        merge(project, theirs.path, ALL)
    assert said(project, 2) == []


def test_what_is_no_project_is_refused(project: Project, tmp_path: Path) -> None:
    (tmp_path / "x.fovea").mkdir()
    with pytest.raises(InputError):
        plan(project, tmp_path / "x.fovea", ALL)
