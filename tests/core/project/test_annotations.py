from pathlib import Path

import pytest

from core.errors import InputError
from core.project.project import Project
from core.project.values import DocumentFilter, ImportOptions
from core.records import Row, Span


@pytest.fixture(autouse=True)
def six_documents(fill) -> None:
    fill(6)


def test_a_label_is_given_by_the_annotator_and_counted(project: Project) -> None:
    project.annotator = "李"
    project.annotations.annotate(1, [2], suggestion_seen=True)
    annotation = project.documents.get(1).annotation
    assert annotation is not None
    assert (annotation.labels, annotation.annotator, annotation.suggestion_seen) == ((2,), "李", True)
    assert not annotation.is_imported
    counts = project.documents.counts()
    assert (counts.labelled, counts.unlabelled, counts.by_label) == (1, 5, {1: 0, 2: 1})


def test_a_second_answer_takes_the_place_of_the_first(project: Project) -> None:
    project.annotations.annotate(1, [2])
    project.annotations.annotate(1, [1])
    assert project.documents.counts().by_label == {1: 1, 2: 0}
    assert project.documents.counts().labelled == 1


def test_a_skipped_document_is_neither_labelled_nor_unlabelled(project: Project) -> None:
    project.annotations.annotate(1, [1])
    project.annotations.skip(1)
    counts = project.documents.counts()
    assert (counts.labelled, counts.skipped, counts.unlabelled, counts.by_label[1]) == (0, 1, 5, 0)


def test_clearing_brings_a_document_back(project: Project) -> None:
    project.annotations.annotate(1, [1])
    project.annotations.clear(1)
    assert project.documents.get(1).annotation is None
    assert project.documents.counts().unlabelled == 6


def test_flags_are_counted(project: Project) -> None:
    project.annotations.flag(1, True)
    project.annotations.flag(1, True)
    assert project.documents.counts().flagged == 1
    project.annotations.flag(1, False)
    assert project.documents.counts().flagged == 0


def test_doing_again_what_is_done_is_no_event(project: Project) -> None:
    project.annotations.flag(1, False)
    project.annotations.clear(1)
    assert [event.kind for event in project.history.events(9)] == ["import", "create"]


@pytest.mark.parametrize(("labels", "what"), [([1, 2], "exactly one"), ([], "exactly one"), ([9], "no such label")])
def test_labels_that_do_not_fit_are_refused(project: Project, labels: list[int], what: str) -> None:
    with pytest.raises(InputError, match=what):
        project.annotations.annotate(1, labels)
    assert project.documents.get(1).annotation is None


def test_a_multi_label_project_takes_any_number(tmp_path: Path) -> None:
    with Project.create(tmp_path / "m.fovea", labels=["a", "b", "c"], is_multi_label=True) as multi:
        multi.imports.add([Row("x"), Row("y", ("a", "c"))], ImportOptions())
        multi.annotations.annotate(1, [3, 2])
        multi.annotations.annotate(2, [])
        assert multi.documents.count(DocumentFilter(label_ids=(3,))) == 1
        assert multi.documents.counts().labelled == 2


def test_rationales_are_kept_in_order_and_overlapping_ones_become_one(project: Project) -> None:
    for span in (Span(4, 6), Span(0, 2), Span(1, 3)):
        project.annotations.add_rationale(1, span)
    assert project.documents.get(1).rationales == (Span(0, 3), Span(4, 6))


def test_a_rationale_can_be_taken_away(project: Project) -> None:
    project.annotations.add_rationale(1, Span(0, 2))
    project.annotations.remove_rationale(1, Span(0, 2))
    assert project.documents.get(1).rationales == ()


@pytest.mark.parametrize("span", [Span(0, 7), Span(-1, 2), Span(3, 3)])
def test_a_rationale_outside_the_text_is_refused(project: Project, span: Span) -> None:
    with pytest.raises(InputError, match="outside the text"):
        project.annotations.add_rationale(1, span)


def test_recent_has_the_last_decisions_of_people_newest_first(project: Project, fill) -> None:
    fill(2, "good", prefix="imported")
    project.annotations.annotate(2, [1])
    project.annotations.skip(4)
    project.annotations.annotate(3, [2])
    assert [(d.document_id, d.labels, d.is_skipped) for d in project.annotations.recent(2)] == [
        (3, (2,), False),
        (4, (), True),
    ]
