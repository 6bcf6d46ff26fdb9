"""Judgements: they decide, and leave the answers as they are."""

from __future__ import annotations

import pytest

from core.errors import InputError
from core.project import schema
from core.project.check import check
from core.project.project import Project
from core.project.values import CheckReport


def test_a_judgement_stands_and_the_answer_stays_beside_it(project: Project, fill) -> None:
    fill(1)
    project.annotations.annotate(1, [1])
    project.annotator = "Judge"
    project.adjudication.judge(1, [2], note="irony")
    document = project.documents.get(1)
    assert document.annotation is not None
    assert (document.annotation.labels, document.annotation.annotator) == ((2,), "Judge")
    assert [(one.round, one.labels, one.note) for one in document.annotations] == [
        (schema.FIRST, (1,), ""),
        (schema.ADJUDICATION, (2,), "irony"),
    ]
    assert project.documents.counts().by_label == {1: 0, 2: 1}
    assert check(project.path) == CheckReport()


def test_where_the_last_word_counts_a_later_answer_stands_again(project: Project, fill) -> None:
    fill(1)
    project.annotations.annotate(1, [1])
    project.adjudication.judge(1, [2])
    project.annotations.annotate(1, [1])
    document = project.documents.get(1)
    assert document.annotation is not None
    assert document.annotation.labels == (1,)


def test_confirming_keeps_the_label(project: Project, fill) -> None:
    fill(1, "bad")
    project.adjudication.confirm(1)
    [_, judged] = project.documents.get(1).annotations
    assert (judged.labels, judged.round) == ((2,), schema.ADJUDICATION)
    project.history.undo()
    assert len(project.documents.get(1).annotations) == 1


def test_there_must_be_something_to_confirm_and_to_judge(project: Project, fill) -> None:
    fill(1)
    with pytest.raises(InputError, match="no label to confirm"):
        project.adjudication.confirm(1)
    with pytest.raises(InputError, match="no such document"):
        project.adjudication.judge(7, [1])
    with pytest.raises(InputError, match="exactly one label"):
        project.adjudication.judge(1, [1, 2])
