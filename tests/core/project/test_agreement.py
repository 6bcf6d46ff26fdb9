"""Agreement as a project measures it."""

from __future__ import annotations

import pytest

from core.agreement.figures import NO_OVERLAP
from core.project import annotation_rows, schema
from core.project.project import Project


def answers(project: Project, who: str, labels: str) -> None:
    """One letter a document: g, b, s (skipped), or - (not answered)."""
    project.annotator = who
    for document, letter in enumerate(labels, 1):
        if letter == "s":
            project.annotations.skip(document)
        elif letter != "-":
            project.annotations.annotate(document, ["gb".index(letter) + 1])


def test_people_are_compared_where_both_answered(project: Project, fill) -> None:
    fill(8)
    answers(project, "Li", "ggbbggs-")
    answers(project, "Wang", "gbbb--gg")
    found = project.agreement.measure()
    assert found.answered == {"Li": 7, "Wang": 6}
    [pair] = found.pairs
    assert (found.n, pair.n, pair.raw.value) == (4, 4, 0.75)
    assert pair.kappa.value == pytest.approx(0.5)
    assert pair.table == {((1,), (1,)): 1, ((1,), (2,)): 1, ((2,), (2,)): 2}
    assert found.by_label[1].value == found.alpha.value


def test_files_judges_and_second_answers_are_not_compared(project: Project, fill) -> None:
    fill(2, "good")
    answers(project, "Li", "bb")
    project.annotator = "Wang"
    project.adjudication.judge(1, [1])
    found = project.agreement.measure()
    assert (found.n, found.pairs, found.alpha.notes) == (0, (), (NO_OVERLAP,))


def test_only_some_can_be_asked_for(project: Project, fill) -> None:
    fill(3)
    for who, labels in (("Li", "ggb"), ("Wang", "ggb"), ("Zhao", "bbg")):
        answers(project, who, labels)
    assert len(project.agreement.measure().pairs) == 3
    found = project.agreement.measure(["Li", "Wang"])
    assert (list(found.answered), found.alpha.value) == (["Li", "Wang"], 1.0)


def test_second_answers_show_how_far_people_agree_with_themselves(project: Project, fill) -> None:
    fill(4)
    answers(project, "Li", "gggb")
    for document, label in ((1, 1), (2, 2), (4, 2)):
        with project._journal.action("answer-again", document) as action:
            key = (document, project._journal.annotator_id(), schema.SECOND)
            annotation_rows.put(action, key, annotation_rows.image(project.store, [label]))
    [again] = project.agreement.measure().again
    assert (again.first, again.second, again.n, again.raw.value) == ("Li", "Li", 3, pytest.approx(2 / 3))


def test_with_several_labels_a_document_sets_are_compared(tmp_path) -> None:
    with Project.create(tmp_path / "topics.fovea", labels=["a", "b", "c"], is_multi_label=True) as project:
        from core.project.values import ImportOptions
        from core.records import Row

        project.imports.add([Row(f"text {i}") for i in range(3)], ImportOptions())
        for who, given in (("Li", ([1, 2], [3], [1])), ("Wang", ([1], [3], [2]))):
            project.annotator = who
            for document, labels in enumerate(given, 1):
                project.annotations.annotate(document, labels)
        [pair] = project.agreement.measure().pairs
    assert pair.raw.value == pytest.approx(1 / 3)
    assert pair.alpha.value is not None
    assert pair.kappa.value is not None
    assert pair.alpha.value > pair.kappa.value
