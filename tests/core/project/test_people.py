"""The people of a project and their names."""

from __future__ import annotations

import pytest

from core.errors import InputError
from core.project.project import Project
from core.project.values import AnnotatorInfo


def test_a_new_name_holds_for_all_that_was_answered_and_can_be_undone(project: Project, fill) -> None:
    fill(2, "good")
    project.annotator = "Li"
    project.annotations.annotate(1, [2])
    project.people.rename("Li", "Li Ming")
    assert project.people.all() == [AnnotatorInfo("Li Ming", 1)]
    project.annotations.annotate(2, [2])  # it is still the same person
    assert project.people.all() == [AnnotatorInfo("Li Ming", 2)]
    project.history.undo()
    project.history.undo()
    assert [one.name for one in project.people.all()] == ["Li"]


def test_a_name_is_one_persons(project: Project, fill) -> None:
    fill(1)
    for name in ("Li", "Wang"):
        project.annotator = name
        project.annotations.annotate(1, [1])
    for old, new, words in (("Li", "Wang", "already"), ("Li", " ", "needs a name"), ("Zhao", "Zhou", "Nobody")):
        with pytest.raises(InputError, match=words):
            project.people.rename(old, new)
