"""Definitions with their versions, what they make of older labels, and examples."""

from __future__ import annotations

import pytest

from core.errors import InputError
from core.project.check import check
from core.project.guidelines import OUTDATED
from core.project.project import Project
from core.project.values import CheckReport
from core.records import Example


def outdated(project: Project) -> list[int]:
    return list(project.store.sql(f"SELECT id FROM documents WHERE {OUTDATED} ORDER BY id").scalars())


def test_a_label_begins_without_a_definition(project: Project) -> None:
    found = project.guidelines.all()[1]
    assert (found.text, found.version, found.examples) == ("", 0, ())


def test_each_definition_is_a_version_and_stays_on_record(project: Project) -> None:
    project.annotator = "Li"
    for text in ("praise", "praise, also faint", "praise, also faint"):
        project.guidelines.define(1, text)
    found = project.guidelines.all()[1]
    assert (found.text, found.version) == ("praise, also faint", 2)
    assert project.labels.all()[0].guideline == "praise, also faint"
    wordings = project.guidelines.wordings(1)
    assert [(one.text, one.annotator, one.is_current) for one in wordings] == [
        ("praise, also faint", "Li", True),
        ("praise", "Li", False),
    ]


def test_another_definition_makes_its_own_labels_of_before_uncertain(project: Project, fill) -> None:
    fill(4)
    project.guidelines.define(1, "praise")
    for document, label in ((1, 1), (2, 1), (3, 2)):
        project.annotations.annotate(document, [label])
    assert outdated(project) == []
    project.guidelines.define(1, "praise without any but")
    project.annotations.annotate(4, [1])
    assert outdated(project) == [1, 2]
    assert project.guidelines.n_outdated() == {1: 2}


def test_an_answer_under_the_new_definition_settles_it(project: Project, fill) -> None:
    fill(2)
    for document in (1, 2):
        project.annotations.annotate(document, [1])
    project.guidelines.define(1, "praise")
    project.annotations.annotate(1, [1])
    project.annotations.annotate(2, [2])
    assert outdated(project) == []


def test_better_words_for_the_same_leave_the_labels_alone(project: Project, fill) -> None:
    fill(1)
    project.annotations.annotate(1, [1])
    project.guidelines.define(1, "praise", is_wording=True)
    assert outdated(project) == []
    assert project.guidelines.all()[1].version == 1


def test_an_undo_brings_back_the_definition_before(project: Project, fill) -> None:
    fill(1)
    project.guidelines.define(1, "praise")
    project.annotations.annotate(1, [1])
    project.guidelines.define(1, "blame")
    assert outdated(project) == [1]
    project.history.undo()
    assert (project.guidelines.all()[1].text, outdated(project)) == ("praise", [])
    project.history.redo()
    assert (project.guidelines.all()[1].text, outdated(project)) == ("blame", [1])
    assert check(project.path) == CheckReport()


def test_a_definition_that_is_taken_away_is_no_version(project: Project) -> None:
    project.guidelines.define(1, "praise")
    project.guidelines.define(1, " ")
    assert project.guidelines.all()[1].version == 0


def test_documents_are_pinned_as_examples_the_good_ones_first(project: Project, fill) -> None:
    fill(3)
    project.guidelines.pin(1, 2, is_positive=False, note="irony")
    project.guidelines.pin(1, 3, is_positive=True)
    assert project.guidelines.all()[1].examples == (
        Example(2, "text 2", True, "", 3),
        Example(1, "text 1", False, "irony", 2),
    )
    assert project.guidelines.all()[2].examples == ()


def test_a_document_is_an_example_of_a_label_or_a_counter_example(project: Project, fill) -> None:
    fill(1)
    for is_positive in (True, False):
        project.guidelines.pin(1, 1, is_positive=is_positive)
    assert [one.is_positive for one in project.guidelines.all()[1].examples] == [False]


def test_pinning_and_unpinning_can_be_undone(project: Project, fill) -> None:
    fill(1)
    project.guidelines.pin(1, 1, is_positive=True)
    project.guidelines.unpin(1)
    assert project.guidelines.all()[1].examples == ()
    project.history.undo()
    assert len(project.guidelines.all()[1].examples) == 1
    project.history.undo()
    assert project.guidelines.all()[1].examples == ()


def test_an_example_outlives_the_import_that_brought_it(project: Project, fill) -> None:
    fill(1)
    project.guidelines.pin(1, 1, is_positive=True)
    project.history.undo()
    project.history.undo()
    with pytest.raises(InputError, match="no such document"):
        project.guidelines.pin(1, 1, is_positive=True)


def test_a_label_that_is_gone_has_no_guideline(project: Project) -> None:
    project.labels.remove(2)
    assert list(project.guidelines.all()) == [1]
    with pytest.raises(InputError, match="no such label"):
        project.guidelines.define(2, "gone")
