from __future__ import annotations

import pytest

from core.errors import InputError
from core.project.project import Project
from tests.core.project.conftest import Fill


def texts(project: Project) -> list[str]:
    return [edit.text for edit in project.edits.of(1)]


def test_edits_are_kept_beside_their_parent_with_their_author(project: Project, fill: Fill) -> None:
    fill(2)
    project.annotator = "anna"
    project.edits.keep(1, "text")
    project.edits.keep(1, "0")
    assert [(edit.number, edit.text, edit.annotator) for edit in project.edits.of(1)] == [
        (1, "text", "anna"),
        (2, "0", "anna"),
    ]
    assert project.edits.of(2) == []


def test_what_is_no_change_or_there_already_is_not_kept(project: Project, fill: Fill) -> None:
    fill(1)
    for text in ("text 0", "text", "text"):
        project.edits.keep(1, text)
    assert texts(project) == ["text"]


def test_keeping_and_removing_can_be_undone(project: Project, fill: Fill) -> None:
    fill(1)
    project.edits.keep(1, "text")
    project.edits.remove(1, 1)
    assert texts(project) == []
    project.history.undo()
    assert texts(project) == ["text"]
    project.history.undo()
    assert texts(project) == []


def test_a_document_that_is_not_there_has_no_edits(project: Project) -> None:
    with pytest.raises(InputError, match="no such document"):
        project.edits.keep(7, "text")
