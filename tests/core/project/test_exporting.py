from pathlib import Path

from core.project.exporting import rows
from core.project.project import Project
from core.project.values import DocumentFilter, ImportOptions
from core.records import Row, Span


def test_a_row_has_everything_known_of_a_document(project: Project) -> None:
    row = Row("很好", ("good",), meta={"city": "上海", "text": "hm"}, rationales=(Span(0, 1),))
    project.imports.add([row], ImportOptions(split="test"))
    (exported,) = rows(project, DocumentFilter())
    assert exported.pop("at")
    assert exported == {
        "id": 1,
        "text": "很好",
        "label": "good",
        "is_skipped": False,
        "is_flagged": False,
        "annotator": "import",
        "split": "holdout",
        "rationales": [[0, 1]],
        "city": "上海",
        "meta_text": "hm",
    }


def test_the_filter_decides_which_rows_come_out(project: Project, fill) -> None:
    fill(5)
    project.annotations.annotate(2, [1])
    assert [row["id"] for row in rows(project, DocumentFilter(state="labelled"))] == [2]
    assert [row["label"] for row in rows(project, DocumentFilter())] == ["", "good", "", "", ""]


def test_a_multi_label_project_exports_lists(tmp_path: Path) -> None:
    with Project.create(tmp_path / "m.fovea", is_multi_label=True) as project:
        project.imports.add([Row("x", ("b", "a")), Row("y")], ImportOptions())
        assert [row["labels"] for row in rows(project, DocumentFilter())] == [["b", "a"], []]
