"""Delimited text: separators, headers, quotation marks, ragged rows, limits, and what is written."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import Cancelled, InputError
from core.formats.detect import Columns, choose, inspect, read
from core.formats.tables import write_csv
from core.records import Rejected, Row

Make = Callable[..., Path]


def cancel(done: int, total: int) -> None:  # noqa: ARG001
    raise Cancelled


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def make(content: str | bytes, name: str = "a.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


def load(path: Path, **how: object) -> tuple[list[Row], list[Rejected]]:
    table = inspect(path, **how)  # type: ignore[arg-type]
    found = list(read(table, choose(table)))
    return [one for one in found if isinstance(one, Row)], [one for one in found if isinstance(one, Rejected)]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_separator_is_found_among_others_inside_quotes(make: Make, delimiter: str) -> None:
    path = make(f'text{delimiter}label\n"a, b; c | d\te"{delimiter}x\n"43,774.58; and"{delimiter}y\n')
    assert inspect(path).delimiter == delimiter
    assert [row.labels for row in load(path)[0]] == [("x",), ("y",)]


def test_one_column_of_texts_with_commas_is_not_torn_apart(make: Make) -> None:
    path = make("text\nnice, clean, cheap\nno\nwell, no\nyes, yes, yes, yes\n")
    assert inspect(path).delimiter == ""
    assert load(path)[0][0].text == "nice, clean, cheap"


def test_a_separator_that_is_given_is_used(make: Make) -> None:
    assert inspect(make("a;b,c\n1;2,3\n"), delimiter=";").columns == ("a", "b,c")


@pytest.mark.parametrize(
    ("content", "has_header"),
    [
        ("text,label\nfine,good\n", True),
        ("评论,情感\n很好,正面\n", True),
        ("id,name\n1,one\n2,two\n", True),
        ("很好吃，还会来,正面\n太难吃,负面\n一般,正面\n不错,负面\n", False),
        ("1,这家店不错\n0,不会再来\n", False),
        ("good,a long text that says a lot\ngood,another\nbad,a third\n", False),
    ],
)
def test_the_header_is_found_out(make: Make, content: str, has_header: bool) -> None:
    assert inspect(make(content)).has_header is has_header


def test_the_header_can_be_chosen(make: Make) -> None:
    path = make("text,label\nfine,good\n")
    table = inspect(path, has_header=False)
    assert table.columns == ("Column 1", "Column 2")
    assert len(list(read(table, Columns("Column 1")))) == 2


def test_line_numbers_are_physical_over_cells_with_line_breaks(make: Make) -> None:
    rows, _ = load(make('text,label\r\n"one\r\ntwo\n\nthree",x\r\n\r\nfour,y\r\n'))
    assert [(row.line, row.text) for row in rows] == [(2, "one\r\ntwo\n\nthree"), (7, "four")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_read(make: Make, end: str) -> None:
    rows, _ = load(make(end.join(["text,label", "one,x", "two,y", ""])))
    assert [(row.line, row.text, row.labels) for row in rows] == [(2, "one", ("x",)), (3, "two", ("y",))]


def test_ragged_rows_are_refused_but_for_empty_cells_at_the_end(make: Make) -> None:
    rows, rejected = load(make("text,label\na,x\nb\nc,y,z\nd,x,,\n"))
    assert [row.text for row in rows] == ["a", "d"]
    assert [(one.line, str(one.reason)) for one in rejected] == [
        (3, "Cells in this row: 1; expected: 2."),
        (4, "Cells in this row: 3; expected: 2."),
    ]


def test_an_open_quotation_mark_costs_its_own_line_only(make: Make) -> None:
    content = "text,label\n" + "ok,x\n" * 5 + '"never closed,x\n' + "fine,y\n" * 50 + '"quoted, well",y\n'
    rows, rejected = load(make(content))
    assert [(one.line, str(one.reason)) for one in rejected] == [(7, "A quotation mark is opened here and not closed.")]
    assert len(rows) == 56
    assert rows[-1].text == "quoted, well"


def test_an_open_quotation_mark_at_the_end_of_the_file_is_found_too(make: Make) -> None:
    rows, rejected = load(make('text,label\nok,x\n"open,x\nfine,y\n'))
    assert [row.text for row in rows] == ["ok", "fine"]
    assert [one.line for one in rejected] == [3]


def test_a_table_without_quoting_keeps_its_quotation_marks(make: Make) -> None:
    lines = [f'"{i} said nobody\tx' if i % 3 else f"{i} plain\ty" for i in range(60)]
    rows, rejected = load(make("text\tlabel\n" + "\n".join(lines), "a.tsv"))
    assert not rejected
    assert rows[1].text == '"1 said nobody'


def test_a_sloppy_quotation_mark_in_a_line_is_borne(make: Make) -> None:
    rows, _ = load(make('text,label\n"the "best" hotel",x\nother,y\nthird,y\n'))
    assert rows[0].labels == ("x",)


def test_broken_bytes_nul_and_empty_texts_reject_their_rows(make: Make) -> None:
    good = "很好的房间，很好的服务,x\n" * 20
    content = (
        ("text,label\n" + good).encode("gb18030") + b"\xb7\xff,x\n" + b"a\0b,x\n" + b" ,x\n" + good.encode("gb18030")
    )
    rows, rejected = load(make(content))
    assert len(rows) == 40
    assert [(one.line, str(one.reason)) for one in rejected] == [
        (22, "The byte 0xB7 is not valid in GB18030 / GBK."),
        (23, "It holds a NUL character."),
        (24, "The text is empty."),
    ]


@pytest.mark.parametrize("length", [1_000_001, 5_000_000])
def test_a_huge_cell_rejects_its_row(make: Make, length: int) -> None:
    rows, rejected = load(make(f"text,label\na,x\n{'x' * length},x\nb,y\n"))
    assert [row.text for row in rows] == ["a", "b"]
    assert [(one.line, str(one.reason)) for one in rejected] == [(3, "A cell is longer than 1,000,000 characters.")]


def test_a_cell_of_a_million_characters_comes_in(make: Make) -> None:
    rows, _ = load(make(f"text,label\n{'x' * 1_000_000},x\n"))
    assert len(rows[0].text) == 1_000_000


def test_an_endless_line_refuses_the_file(make: Make) -> None:
    with pytest.raises(InputError, match=r"a\.csv, line 1"):
        inspect(make("x" * 16_000_001))


@pytest.mark.parametrize("content", [b"", b"\n", b" \r\n \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(make: Make, content: bytes) -> None:
    with pytest.raises(InputError, match=r"a\.csv is empty"):
        inspect(make(content))


def test_a_binary_file_is_refused(make: Make) -> None:
    with pytest.raises(InputError, match="not a text file"):
        inspect(make(bytes(range(32)) * 100))


def test_a_missing_file_and_an_unknown_format_are_refused(make: Make, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        inspect(tmp_path / "none.csv")
    with pytest.raises(InputError, match="Supported are"):
        inspect(make("a", "a.docx"))


def test_an_unknown_encoding_is_refused(make: Make) -> None:
    with pytest.raises(InputError, match="klingon"):
        inspect(make("a,b\n1,2\n"), encoding="klingon")


def test_labels_are_split_and_stripped(make: Make) -> None:
    table = inspect(make("text,label\na, x | y |\nb,\n"))
    rows = [row for row in read(table, choose(table, label_separator="|")) if isinstance(row, Row)]
    assert [row.labels for row in rows] == [("x", "y"), ()]


def test_the_other_columns_become_metadata(make: Make) -> None:
    rows, _ = load(make("id,text,label,from\n7,a,x,web\n"))
    assert rows[0].meta == {"id": "7", "from": "web"}


def test_repeated_and_missing_column_names_get_names(make: Make) -> None:
    assert inspect(make("text,text,,label\na,b,c,d\n")).columns == ("text", "text (2)", "Column 3", "label")


def test_an_unknown_column_is_refused(make: Make) -> None:
    with pytest.raises(InputError, match="no column “body”"):
        choose(inspect(make("text,label\na,b\n")), "body")


def test_titles_above_the_header_are_reported(make: Make) -> None:
    rows, rejected = load(make("Our report,,\ntext,label,id\na,x,1\nb,y,2\n"))
    assert [row.text for row in rows] == ["a", "b"]
    assert [(one.line, str(one.reason)) for one in rejected] == [(1, "It stands above the row of column names.")]


def test_text_files_give_a_document_a_line(make: Make) -> None:
    rows, rejected = load(make("first, with comma\n\n第二行\r\nthird", "a.txt"))
    assert [(row.line, row.text) for row in rows] == [(1, "first, with comma"), (3, "第二行"), (4, "third")]
    assert not rejected


def test_progress_is_reported_in_bytes_and_can_cancel(make: Make) -> None:
    path = make("text,label\n" + "a,x\n" * 5000)
    table = inspect(path)
    seen: list[tuple[int, int]] = []
    list(read(table, choose(table), lambda done, total: seen.append((done, total))))
    assert seen[-1] == (path.stat().st_size, path.stat().st_size)

    with pytest.raises(Cancelled):
        list(read(table, choose(table), cancel))


@settings(max_examples=100, database=None, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(*[st.text(st.sampled_from("ab,;|\t\"'\r\n =中。é😀\u2028\ufeff"))] * 2)))
def test_whatever_csv_writes_comes_back(make: Make, cells: list[tuple[str, str]]) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerows([("text", "note"), *cells])
    table = inspect(make(buffer.getvalue()), delimiter=",", has_header=True, encoding="utf-8")
    rows = [row for row in read(table, Columns("text", meta=("note",))) if isinstance(row, Row)]
    assert [(row.text, row.meta.get("note", "")) for row in rows] == [pair for pair in cells if pair[0].strip()]


def test_written_csv_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    written = write_csv([{"text": "一\n“二”,", "labels": ["x", "y"]}, {"text": "b", "note": None}], path, bom=True)
    assert written == 2
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    table = inspect(path)
    assert table.columns == ("text", "labels", "note")
    assert table.preview == (("一\n“二”,", "x|y", ""), ("b", "", ""))


@pytest.mark.parametrize("formula", ["=1+2", "+cmd", "-x", "@SUM(A1)", "\tx", "\r=1", "＝1", "-1+2"])
def test_formula_cells_are_neutralised(tmp_path: Path, formula: str) -> None:
    write_csv([{"text": formula}], tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file))[1] == ["'" + formula]


def test_numbers_stay_numbers(tmp_path: Path) -> None:
    write_csv([{"a": -1.5, "b": "+3", "c": True, "d": [[0, 2]]}], tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines() == ["a,b,c,d", '-1.5,+3,true,"[[0, 2]]"']


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")

    with pytest.raises(Cancelled):
        write_csv(({"text": str(i)} for i in range(2000)), path, report=cancel)
    assert [one.name for one in tmp_path.iterdir()] == ["out.csv"]
    assert path.read_text() == "old"


def test_a_sample_that_ends_within_a_cell_of_many_lines_leaves_its_record_out(make: Make) -> None:
    review = "\n".join(f"line {number} , of a long review" for number in range(60))
    rows = "".join(f'"{number}: {review}",{"NEG" if number % 2 else "POS"}\n' for number in range(600))
    table = inspect(make("text,label\n" + rows))
    assert (table.text_column, table.label_column) == ("text", "label")
    assert {cells[1] for cells in table.preview} == {"POS", "NEG"}


def test_a_stray_mark_at_the_top_of_a_long_file_does_not_hide_what_follows(make: Make) -> None:
    rows = "".join(f"a review of some length, {number}\tgood\n" for number in range(20_000))
    table = inspect(make('text\tlabel\n"stray\tbad\n' + rows, "a.tsv"))
    assert table.columns == ("text", "label")
    assert len(table.preview) == 20
