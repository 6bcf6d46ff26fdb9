import pytest

from core.errors import InputError
from core.project.project import Project
from core.project.values import DocumentFilter, SavedFilter


def test_a_saved_filter_is_found_by_its_name_whatever_its_labels_are_called_now(project: Project) -> None:
    where = project.filter("早餐 label:good is:labelled")
    project.filters.save("  my  filter ", where)
    project.labels.rename(1, "fine")
    assert project.filters.all() == [SavedFilter("my filter", where)]
    assert project.filter("my filter") == where
    assert project.filters.text(where) == "早餐 is:labelled label:fine"


def test_saving_again_replaces_and_every_change_can_be_undone(project: Project) -> None:
    project.filters.save("a", DocumentFilter("x"))
    project.filters.save("b", DocumentFilter("y"))
    project.filters.save("a", DocumentFilter("z"))
    assert [saved.where.search for saved in project.filters.all()] == ["z", "y"]
    project.filters.remove("a")
    project.history.undo()
    project.history.undo()
    assert [saved.where.search for saved in project.filters.all()] == ["x", "y"]


def test_a_state_alone_is_understood(project: Project) -> None:
    assert project.filter("labelled") == DocumentFilter(state="labelled")
    assert project.filter("any") == project.filter("") == DocumentFilter()


def test_a_filter_without_a_name_is_refused(project: Project) -> None:
    with pytest.raises(InputError, match="needs a name"):
        project.filters.save(" ", DocumentFilter())
