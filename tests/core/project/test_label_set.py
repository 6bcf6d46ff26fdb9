from pathlib import Path

import pytest

from core.errors import InputError
from core.project.project import Project
from core.project.values import DocumentFilter, ImportOptions
from core.records import Row


def names(project: Project) -> list[str]:
    return [label.name for label in project.labels.all()]


def test_a_new_label_comes_last_in_a_colour_of_its_own(project: Project) -> None:
    label = project.labels.add("  mixed ")
    assert (label.name, label.position) == ("mixed", 2)
    assert label.color not in {other.color for other in project.labels.all()[:2]}


@pytest.mark.parametrize(("name", "what"), [("good", "already"), (" ", "needs a name")])
def test_a_name_that_is_taken_or_empty_is_refused(project: Project, name: str, what: str) -> None:
    with pytest.raises(InputError, match=what):
        project.labels.add(name)
    with pytest.raises(InputError, match=what):
        project.labels.rename(2, name)


def test_a_label_can_be_renamed_recoloured_and_given_a_key(project: Project) -> None:
    project.labels.rename(1, "positive")
    project.labels.recolor(1, 7)
    project.labels.set_key(1, "P")
    label = project.labels.all()[0]
    assert (label.name, label.color, label.key) == ("positive", 7, "P")


def test_a_key_belongs_to_one_label(project: Project) -> None:
    project.labels.set_key(1, "P")
    with pytest.raises(InputError, match="P is the key of “good”"):
        project.labels.set_key(2, "P")
    project.labels.set_key(1, "")
    project.labels.set_key(2, "P")


def test_moving_a_label_moves_the_others_along(project: Project) -> None:
    label = project.labels.add("mixed")
    project.labels.move(label.id, 0)
    assert names(project) == ["mixed", "good", "bad"]
    assert [label.position for label in project.labels.all()] == [0, 1, 2]


def test_merging_moves_the_annotations(project: Project, fill) -> None:
    fill(10, "good", "bad")
    project.labels.merge(1, 2)
    assert names(project) == ["bad"]
    assert project.documents.counts().by_label == {2: 10}
    assert project.documents.count(DocumentFilter(label_ids=(2,), search="text")) == 10


def test_a_merge_can_be_undone(project: Project, fill) -> None:
    fill(10, "good", "bad")
    project.labels.merge(1, 2)
    project.history.undo()
    assert names(project) == ["good", "bad"]
    assert project.documents.get(1).annotation.labels == (1,)


def test_merging_leaves_no_label_twice(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.fovea", labels=["a", "b", "c"], is_multi_label=True) as project:
        project.imports.add([Row("x", ("a", "b")), Row("y", ("a", "c"))], ImportOptions())
        project.labels.merge(1, 2)
        assert [project.documents.get(i).annotation.labels for i in (1, 2)] == [(2,), (2, 3)]
        assert project.documents.counts().by_label == {2: 2, 3: 1}


def test_a_label_in_use_is_not_removed(project: Project, fill) -> None:
    fill(7, "good")
    with pytest.raises(InputError, match="label of 7 documents"):
        project.labels.remove(1)


def test_an_unused_label_is_removed_and_its_name_is_free_again(project: Project) -> None:
    project.labels.remove(1)
    assert project.labels.add("good").id == 3
    assert names(project) == ["bad", "good"]
