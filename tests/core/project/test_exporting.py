"""Documents on their way out: what they have, what is lost, and that all else comes back into another project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import AppError, Cancelled, InputError
from core.formats.common.losses import Contents, Facet, Kind
from core.formats.common.rows import answers_of
from core.formats.detect import EXPORTS, choose, inspect, read
from core.project.exporting import contents, export, rows
from core.project.project import Project
from core.project.values import DocumentFilter, ExportChoice, Exported, ImportOptions
from core.records import Answer, Row, Span
from tests.core.formats.contents import kind_of
from tests.core.formats.test_formats_exports import rows as some_rows
from tests.core.formats.test_formats_exports import same, without

ALL = DocumentFilter()
AT = "2026-01-02T03:04:05.678900+00:00"
ANNA = Answer(("good", "very good"), "anna", at=AT, seconds=2.5, suggestion_seen=True, note="sure")
RICH = [
    Row("😀 很好 and cheap", ("a|b",), {"city": "上海", "text": "=1"}, (Span(0, 1), Span(2, 4)), is_flagged=True),
    Row("two lines\nof =text", meta={"city": ""}, split="holdout"),
    Row(
        "two people",
        answers=(ANNA, Answer(("bad",), "王芳"), Answer(("bad",), "王芳", round=1)),
        rationales=(Span(0, 3),),
        marked={"anna": (Span(0, 3),)},
        split="train",
    ),
    Row("judged", answers=(Answer(("good",), "anna"), Answer(("bad",), "judge", at=AT, round=2))),
    Row("skipped", answers=(Answer(annotator="anna", is_skipped=True, at=AT),)),
    Row("none of them", answers=(Answer(annotator="ben"),)),
]


def test_a_row_has_everything_known_of_a_document(project: Project) -> None:
    row = Row("很好", ("good",), meta={"city": "上海", "text": "hm"}, rationales=(Span(0, 1),))
    project.imports.add([row], ImportOptions(split="test"))
    project.annotator = "anna"
    project.annotations.annotate(1, [2], seconds=2.5, suggestion_seen=True)
    project.annotations.flag(1, True)
    [out] = rows(project, ALL)
    bare, anna = out.answers
    assert anna.at
    assert out == replace(
        row,
        labels=("bad",),
        answers=(Answer(("good",)), Answer(("bad",), "anna", at=anna.at, seconds=2.5, suggestion_seen=True)),
        is_flagged=True,
        split="holdout",
        key="1",
    )
    assert bare == Answer(("good",))


def test_the_filter_decides_which_rows_come_out(project: Project, fill: Callable[..., Any]) -> None:
    fill(5)
    project.annotations.annotate(2, [1])
    assert [row.key for row in rows(project, DocumentFilter(state="labelled"))] == ["2"]
    assert [row.labels for row in rows(project, ALL)] == [(), ("good",), (), (), ()]
    assert contents(project, DocumentFilter(label_ids=(1,))).n == 1


def test_only_the_answer_that_counts_comes_out_when_asked(project: Project, tmp_path: Path) -> None:
    given = (Answer(("good",), "anna", at="2026-01-01T00:00:00.000000+00:00"), Answer(("bad",), "ben"))
    project.imports.add([Row("x", answers=given)], ImportOptions(split="train"))
    done = export(project, ExportChoice("jsonl", is_one_answer=True), tmp_path / "out.jsonl")
    table = inspect(tmp_path / "out.jsonl")
    [row] = [one for one in read(table, choose(table)) if isinstance(one, Row)]
    assert [one.annotator for one in row.answers] == ["ben"]
    assert [loss.facet for loss in done.losses] == [Facet.SEVERAL_ANSWERS]
    assert done.people == {"anna": 1, "ben": 1}


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), print_blob=False)
@given(is_multi_label=st.booleans(), data=st.data())
def test_any_project_comes_back_from_our_own_table_and_is_counted_as_if_one_looked(
    tmp_path_factory: pytest.TempPathFactory, is_multi_label: bool, data: st.DataObject
) -> None:
    found = data.draw(some_rows(is_multi_label=is_multi_label))
    folder = tmp_path_factory.mktemp("p")
    before, after, done, what = through("csv", found, folder, is_multi_label=is_multi_label)
    assert dict(what.kinds) == Counter(map(kind_of, before))
    assert done.losses == ()
    assert [stripped(row) for row in after] == [stripped(row) for row in before]


@pytest.mark.parametrize("name", EXPORTS)
def test_another_project_gets_all_that_the_losses_do_not_name(name: str, tmp_path: Path) -> None:
    format = EXPORTS[name]
    if not format.is_available or not format.export:
        pytest.skip(f"{format.requires} is not installed")
    before, after, done, _ = through(name, RICH, tmp_path, is_multi_label=True)
    lost = frozenset(loss.facet for loss in done.losses)
    again = {row.text: row for row in after}
    for row in before:
        gone = format.export.lost(kind_of(row))
        altered = format.export.alters(row) if format.export.alters else frozenset()
        assert (gone | altered) - {Facet.FRACTION, Facet.SEVERAL_LABELS} <= lost
        if not altered:
            assert stripped(again[row.text], gone) == stripped(without(row, gone), gone)


def through(
    name: str, found: list[Row], folder: Path, *, is_multi_label: bool
) -> tuple[list[Row], list[Row], Exported, Contents]:
    """Rows in a project, and in the one that imports its export; duplicates are no matter."""
    file = folder / f"out{EXPORTS[name].suffixes[0]}"
    with Project.create(folder / "a.fovea", is_multi_label=is_multi_label) as project:
        project.imports.add(found, ImportOptions(holdout_share=0))
        before, what = list(rows(project, ALL)), contents(project, ALL)
        done = export(project, ExportChoice(name), file)
    with Project.create(folder / "b.fovea", is_multi_label=is_multi_label) as project:
        table = inspect(file, format=name)
        assert not project.imports.add(read(table, choose(table)), ImportOptions(holdout_share=0)).rejected
        return before, list(rows(project, ALL)), done, what


def stripped(row: Row, lost: Kind = frozenset()) -> Row:
    """Without what a project adds by itself: the time of an import, the split of what is labelled."""
    answers = [replace(one, at="" if Facet.TIME in lost else one.at) for one in answers_of(row)]
    answers = [one for one in answers if one.annotator or one.labels]
    split = "" if Facet.SPLIT in lost else row.split
    return replace(same(replace(row, answers=tuple(answers)), has_key=False), split=split, labels=())


@pytest.mark.parametrize("name", EXPORTS)
def test_a_cancelled_export_leaves_what_was_there(
    project: Project, fill: Callable[..., Any], tmp_path: Path, name: str
) -> None:
    def cancel(done: int, _: int) -> None:
        if done:
            raise Cancelled

    fill(2000, "good")
    path = tmp_path / "out"
    path.write_text("precious")
    if not EXPORTS[name].is_available:
        pytest.skip(f"{EXPORTS[name].requires} is not installed")
    with pytest.raises(Cancelled):
        export(project, ExportChoice(name), path, cancel)
    assert path.read_text() == "precious"
    assert [one.name for one in tmp_path.iterdir() if one.suffix != ".fovea"] == ["out"]


def test_a_wrong_format_is_refused_with_those_that_there_are(project: Project, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="csv, tsv, excel"):
        export(project, ExportChoice("word"), tmp_path / "out.doc")
    with pytest.raises(InputError, match="documents"):
        export(project, ExportChoice("documents"), tmp_path / "out")


def test_answers_of_people_join_the_document_that_is_there(project: Project) -> None:
    project.imports.add([Row("x", answers=(Answer(("good",), "anna"),)), Row("y")], ImportOptions())
    again = [Row("x", answers=(Answer(("bad",), "ben"),)), Row("x", answers=(Answer(("bad",), "anna"),)), Row("y")]
    report = project.imports.add([*again, Row("z"), Row("z", answers=(Answer(("bad",), "ben"),))], ImportOptions())
    assert (report.imported, report.duplicates, report.answers_added) == (1, 4, 2)
    said = {row.text: [(one.annotator, one.labels) for one in row.answers] for row in rows(project, ALL)}
    assert said == {"x": [("anna", ("good",)), ("ben", ("bad",))], "y": [], "z": [("ben", ("bad",))]}
    project.history.undo()
    assert [(row.text, len(row.answers)) for row in rows(project, ALL)] == [("x", 1), ("y", 0)]
    project.history.redo()
    assert [(row.text, len(row.answers)) for row in rows(project, ALL)] == [("x", 2), ("y", 0), ("z", 1)]


def test_the_split_of_a_file_is_kept_and_the_rest_is_drawn(project: Project) -> None:
    said = [Row(f"h{n}", ("good",), split="holdout") for n in range(3)]
    said += [Row(f"t{n}", ("good",), split="train") for n in range(5)]
    report = project.imports.add([*said, *(Row(f"x{n}", ("bad",)) for n in range(10))], ImportOptions())
    split = Counter((row.text[0], row.split) for row in rows(project, ALL))
    assert report.holdout == 5
    assert split == {("h", "holdout"): 3, ("t", "train"): 5, ("x", "holdout"): 2, ("x", "train"): 8}


@pytest.mark.parametrize("name", ["csv", "excel", "doccano-people", "huggingface"])
def test_a_file_that_cannot_be_written_is_named(project: Project, tmp_path: Path, name: str) -> None:
    project.imports.add([Row("x", ("good",))], ImportOptions())
    path = tmp_path / "nowhere" / f"out{EXPORTS[name].suffixes[0]}"
    with pytest.raises(AppError, match="could not be written"):
        export(project, ExportChoice(name), path)


@pytest.mark.parametrize("name", ["jsonl", "csv", "excel"])
def test_changed_texts_come_along_and_back_and_reviews_come_along(name: str, project: Project, tmp_path: Path) -> None:
    project.imports.add([Row("the room was cold"), Row("fine")], ImportOptions(holdout_share=0))
    project.annotator = "anna"
    project.edits.keep(1, "房间很冷，\nthe room")
    run, _ = project.runs.create_pretraining()
    project.reviews.give(run.id, 2, "rejected", comment="no", method="attention")
    file = tmp_path / f"out{EXPORTS[name].suffixes[0]}"
    first, second = rows(project, ALL)
    assert export(project, ExportChoice(name), file).losses == ()
    table = inspect(file)
    [again, other] = [row for row in read(table, choose(table)) if isinstance(row, Row)]
    assert (again.edits, again.meta, other.meta) == (first.edits, {}, {})
    assert second.reviews[0]["run"] == run.id and second.reviews[0]["verdict"] == "rejected"
    with Project.create(tmp_path / "b.fovea") as copy:
        copy.imports.add([again, other], ImportOptions())
        [edit] = copy.edits.of(1)
        assert (edit.text, edit.annotator, edit.at) == ("房间很冷，\nthe room", "anna", first.edits[0]["at"])


def test_a_tools_format_says_that_it_loses_them(project: Project, tmp_path: Path) -> None:
    project.imports.add([Row("the room was cold")], ImportOptions(holdout_share=0))
    project.edits.keep(1, "the room")
    [loss] = export(project, ExportChoice("doccano"), tmp_path / "out.jsonl").losses
    assert (loss.facet, loss.n) == (Facet.EDITS, 1)
