from collections.abc import Iterator

import pytest

from core.errors import Cancelled, InputError
from core.project.check import check
from core.project.project import Project
from core.project.values import CheckReport, DocumentFilter, ImportOptions
from core.records import Rejected, Row, Span

SAME = [Row("good room"), Row(" good room\n"), Row("Good room"), Row("other")]


def test_the_numbers_add_up(project: Project) -> None:
    rows = [*SAME, Row(" \n", file="a.csv", line=6), Rejected("a.csv", 7, "too few cells")]
    report = project.imports.add(rows, ImportOptions())
    assert (report.read, report.imported, report.duplicates, len(report.rejected)) == (6, 3, 1, 2)
    assert report.rejected[0] == Rejected("a.csv", 6, "The text is empty.")
    assert project.documents.counts().total == 3


def test_duplicates_can_be_kept(project: Project) -> None:
    assert project.imports.add(SAME, ImportOptions(duplicates="keep")).imported == 4


def test_duplicates_of_earlier_imports_are_found(project: Project) -> None:
    project.imports.add(SAME, ImportOptions())
    assert project.imports.add(SAME, ImportOptions()).duplicates == 4


def test_imported_labels_are_told_apart_and_unknown_ones_join_the_set(project: Project) -> None:
    report = project.imports.add([Row("x", (" mixed ",)), Row("y", ("",))], ImportOptions())
    assert report.labels_added == ("mixed",)
    annotation = project.documents.get(1).annotation
    assert annotation is not None
    assert (annotation.annotator, annotation.is_imported, annotation.labels) == ("import", True, (3,))
    assert project.documents.get(2).annotation is None


def test_labels_of_rows_that_stay_out_do_not_join_the_set(project: Project) -> None:
    project.imports.add([Row("x"), Row("x", ("new",)), Row("", ("other",))], ImportOptions())
    assert [label.name for label in project.labels.all()] == ["good", "bad"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (Row("x", ("a", "b")), "more than one label"),
        (Row("x", rationales=(Span(0, 2),)), "outside the text"),
        (Row("half \ud83d of it"), "surrogate"),
        (Row("x", meta={"a": "\ud83d"}), "surrogate"),
    ],
)
def test_rows_that_cannot_be_taken_are_listed(project: Project, row: Row, reason: str) -> None:
    report = project.imports.add([row], ImportOptions())
    assert report.imported == 0
    assert reason in report.rejected[0].reason


def test_rationales_come_in(project: Project) -> None:
    project.imports.add([Row("很好的房间", ("good",), rationales=(Span(0, 2),))], ImportOptions())
    assert project.documents.get(1).rationales == (Span(0, 2),)


def image(project: Project) -> list[object]:
    schema = project.store.sql("SELECT name FROM sqlite_master ORDER BY name").scalars().all()
    return [project.documents.counts(), project.history.events(9), project.labels.all(), schema]


@pytest.mark.parametrize("is_first", [True, False])
def test_a_cancelled_import_leaves_nothing(project: Project, fill, is_first: bool) -> None:
    if not is_first:
        fill(5)
    before = image(project)

    def cancel(done: int, _: int) -> None:
        if done > 3000:
            raise Cancelled

    with pytest.raises(Cancelled):
        project.imports.add((Row(f"row {i}", ("new",)) for i in range(5000)), ImportOptions(), cancel)
    assert image(project) == before
    assert check(project.path) == CheckReport()
    fill(5, prefix="again")
    assert project.documents.count(DocumentFilter(search="again")) == 5


def test_a_file_that_breaks_off_leaves_nothing(project: Project) -> None:
    def rows() -> Iterator[Row]:
        yield Row("x")
        raise InputError("bad", "broken")

    with pytest.raises(InputError):
        project.imports.add(rows(), ImportOptions())
    assert project.documents.counts().total == 0


def test_undoing_an_import_withdraws_documents_and_new_labels(project: Project, fill) -> None:
    fill(20, "good", "new")
    project.history.undo()
    counts = project.documents.counts()
    assert (counts.total, counts.labelled, counts.holdout, counts.by_label) == (0, 0, 0, {1: 0, 2: 0})
    project.history.redo()
    assert project.documents.counts().by_label == {1: 10, 2: 0, 3: 10}


def test_another_connection_can_read_while_rows_come_in(project: Project, fill) -> None:
    fill(3)
    seen = []
    with Project.open(project.path) as other:

        def rows() -> Iterator[Row]:
            for i in range(5000):
                yield Row(f"new {i}")
            seen.append(other.documents.counts().total)

        project.imports.add(rows(), ImportOptions())
        seen.append(other.documents.counts().total)
    assert seen == [3, 5003]


def test_every_index_is_there_after_the_first_import(project: Project, fill) -> None:
    before = image(project)[-1]
    fill(3)
    assert image(project)[-1] == before
