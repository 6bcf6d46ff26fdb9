import pytest

from core.errors import InputError
from core.project.project import Project
from core.project.values import DocumentFilter, ImportOptions
from core.records import Row

ALL = DocumentFilter()


def walk(project: Project, where: DocumentFilter, **how) -> list[int]:
    """Every id, by windows of two."""
    found: list[int] = []
    while rows := project.documents.rows(where, after_id=found[-1] if found else None, limit=2, **how):
        found += [row.id for row in rows]
    return found


def test_windows_cover_everything_in_order(project: Project, fill) -> None:
    fill(7)
    assert walk(project, ALL) == [1, 2, 3, 4, 5, 6, 7]


def test_the_random_order_has_everything_once_and_stays(project: Project, fill) -> None:
    fill(30)
    order = walk(project, ALL, order="random")
    assert sorted(order) == list(range(1, 31)) != order
    project.annotations.annotate(order[3], [1])
    assert walk(project, ALL, order="random") == order


@pytest.mark.parametrize("order", ["imported", "random"])
def test_next_and_previous_follow_the_list(project: Project, fill, order) -> None:
    fill(9)
    ids, documents = walk(project, ALL, order=order), project.documents
    assert [documents.next_id(id, order=order) for id in [None, *ids]] == [*ids, None]
    assert [documents.previous_id(id, order=order) for id in [*ids, None]] == [None, *ids]


def test_next_unlabelled_passes_by_what_is_decided(project: Project, fill) -> None:
    fill(4)
    project.annotations.annotate(2, [1])
    project.annotations.skip(3)
    assert project.documents.next_id(1, unlabelled_only=True) == 4


@pytest.mark.parametrize("order", ["imported", "random"])
@pytest.mark.parametrize(
    ("where", "ids"),
    [
        (DocumentFilter(state="unlabelled"), [4, 5, 6]),
        (DocumentFilter(state="labelled"), [1, 2]),
        (DocumentFilter(state="skipped"), [3]),
        (DocumentFilter(is_flagged=True), [2, 5]),
        (DocumentFilter(label_ids=(2,)), [2]),
        (DocumentFilter(label_ids=(2,), is_flagged=True), [2]),
        (DocumentFilter(search="TEXT 4"), [5]),
    ],
)
def test_rows_and_count_obey_the_filter(project: Project, fill, where, ids, order) -> None:
    fill(6)
    project.annotations.annotate(1, [1])
    project.annotations.annotate(2, [2])
    project.annotations.skip(3)
    project.annotations.flag(2, True)
    project.annotations.flag(5, True)
    assert sorted(walk(project, where, order=order)) == ids
    assert project.documents.count(where) == len(ids)


@pytest.mark.parametrize(
    ("search", "n"), [("早餐", 1), ("100%", 1), ("_", 0), ("hÔtel", 1), ("HOTEL", 0), ("good", 1), ("'", 1)]
)
def test_search_takes_the_words_as_they_stand(project: Project, search: str, n: int) -> None:
    project.imports.add([Row("早餐很好"), Row("100% Good, isn't it"), Row("Hôtel")], ImportOptions())
    assert project.documents.count(DocumentFilter(search=search)) == n


def test_a_row_shows_the_beginning_on_one_line(project: Project) -> None:
    project.imports.add([Row("  one\n\ttwo " + "x" * 500)], ImportOptions())
    snippet = project.documents.rows(ALL, after_id=None, limit=1)[0].snippet
    assert snippet.startswith("one two x") and len(snippet) == 120


def test_a_document_keeps_its_text_and_metadata_exactly(project: Project) -> None:
    project.imports.add([Row(" 好😀\r\nx\x00y ", meta={"city": "上海"})], ImportOptions())
    document = project.documents.get(1)
    assert (document.text, document.meta) == (" 好😀\r\nx\x00y ", {"city": "上海"})


def test_a_document_that_is_not_there_is_an_input_error(project: Project) -> None:
    with pytest.raises(InputError, match="no such document"):
        project.documents.get(1)
