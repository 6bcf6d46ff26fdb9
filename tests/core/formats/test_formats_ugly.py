"""The 37 ugly files of other tools: each imports exactly, or is refused with its name and the reason."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from core.errors import InputError
from core.formats.detect import choose, inspect, read
from core.records import Rejected, Row

SURROGATES = range(0xD800, 0xE000)


@dataclass(frozen=True)
class Expected:
    """Rows and rejected lines, and the text (with its column and label) of one known row."""

    rows: int
    encoding: str
    column: str
    line: int
    text: str
    label: str = ""
    rejected: tuple[int, ...] = ()
    is_sure: bool = True
    n_rejected: int | None = None


IMPORTED = {
    "csvkit__test_utf16_little.csv": Expected(2, "utf-16-le", "c", 3, "ʤ"),
    "csvkit__test_utf8_bom.csv": Expected(2, "utf-8-sig", "baz", 3, "ʤ"),
    "csvkit__test_latin1.csv": Expected(2, "cp1252", "c", 3, "©", is_sure=False),
    "frictionless-py__latin1.csv": Expected(2, "cp1252", "name", 3, "©", is_sure=False),
    "frictionless-py__issue-647.csv.txt": Expected(882, "cp1252", "ad_station", 2, "Allée du Ninu 20600 Bastia"),
    "frictionless-py__encoding-issue-274.csv": Expected(
        507, "utf-8", "name", 18, "Archives New Zealand Te Rua Mahara o te Kāwanatanga"
    ),
    "frictionless-py__issue-1066-largecellsize.csv": Expected(19, "utf-8", "status", 164, "test"),
    "frictionless-py__issue-493.csv": Expected(7, "utf-8", "snType", 2, "FACEBOOK", rejected=(3, 9)),
    "frictionless-py__capital-invalid.csv": Expected(8, "utf-8", "name (2)", 9, "Austria", rejected=(10, 12)),
    "csvkit__dummy_col_shuffled_ragged.csv": Expected(1, "utf-8", "d", 2, "4"),
    "csvkit__test_header_newline.csv": Expected(1, "utf-8", "start end", 8, "d"),
    "frictionless-py__doublequote.csv": Expected(
        5, "utf-8", "NOMBREINCISO", 2, "Administración Nacional de Educación Pública"
    ),
    "csvkit__blanks.csv": Expected(1, "utf-8", "c", 2, "N/A"),
    "frictionless-py__blank-rows-multiple.csv": Expected(2, "utf-8", "name", 3, "Julie", rejected=tuple(range(4, 15))),
    "csvkit__dummy.csv.gz": Expected(1, "utf-8", "b", 2, "2"),
    "frictionless-py__table-multiple-files.zip": Expected(4, "utf-8", "name", 2, "中国人"),
    "csvkit__ks_1033_data.csv": Expected(1573, "utf-8", "item_name", 1576, "ASSAULT PACK", rejected=(979, 1254)),
    "CleverCSV__airedale.csv": Expected(53, "utf-8", "Amount", 54, "-25,728.00", rejected=(56,)),
    "csvkit__test.xls": Expected(5, "", "text", 3, "Chicago Sun-Times"),
    "frictionless-py__multiline-headers.xlsx": Expected(2, "", "Column 4", 4, "from baseline (%)", rejected=(5,)),
    "frictionless-py__issue-320.xlsx": Expected(
        45, "", "Analysis Name", 14, "Acute Food Insecurity April 2020", rejected=(7, 8, 9, 10, 11, 13, 62, 64)
    ),
    "Chinese-sentiment-analysis__neg.xls": Expected(
        10428,
        "",
        "text",
        3,
        "作者完全是以一个过来的自认为是成功者的角度去写这个问题，感觉很不客观。虽然不是很喜欢，但是，有不少的观点还是可取的。",
    ),
    "doccano__example.utf16.csv": Expected(3, "utf-16-le", "text", 4, "CCC", "Negative"),
    "doccano__example.xlsx": Expected(2, "", "text", 2, "exampleA", "positive", rejected=(4,)),
    "doccano__example_out_of_order_columns.csv": Expected(2, "utf-8", "text", 2, "exampleA", "positive", rejected=(4,)),
    "doccano__example.jsonl": Expected(3, "utf-8", "text", 1, "exampleA", "positive"),
    "doccano__example_fasttext.txt": Expected(3, "utf-8", "text", 1, "exampleA", "positive", rejected=(4,)),
    "doccano__example_overlapping.jsonl": Expected(1, "utf-8", "text", 1, "exampleA"),
    "label-studio-converter__csv_test.json": Expected(
        2, "utf-8", "text", 1, "Calif. wildfires signal the arrival of a planetary fire age https://t.co/Vvo9noqQfA"
    ),
    "label-studio-converter__data.json": Expected(1, "utf-8", "image", 2, "/data/upload/29/example.png"),
    "senti_analysis__hotel_texts_gb18030.zip": Expected(177, "gb18030", "folder", 1, "neg", "neg", n_rejected=23),
    "doccano__labeling.trailing.conll": Expected(
        1, "utf-8", "text", 1, "SOCCER - JAPAN GET LUCKY WIN, CHINA IN SURPRISE DEFEAT."
    ),
    "inception__chunk2000_test.conll": Expected(
        3,
        "utf-8",
        "text",
        39,
        "Chancellor of the Exchequer Nigel Lawson 's restated commitment to a firm monetary policy has helped to"
        " prevent a freefall in sterling over the past week.",
    ),
}
REFUSED = {
    "csvkit__empty.csv": "empty",
    "chardet__jjgod.3322.org.xml": "format",
    "chardet__ebao.us.xml": "format",
    "chardet__bom-utf-16-be.srt": "format",
}


def _cell(row: Row, column: str, text_column: str, label_column: str | None) -> str:
    if column == text_column:
        return row.text
    return row.labels[0] if column == label_column else row.meta[column]


@pytest.mark.parametrize("name", IMPORTED)
def test_an_ugly_file_imports_exactly(shared_data: Path, name: str) -> None:
    expected = IMPORTED[name]
    table = inspect(shared_data / "ugly" / name)
    assert (table.encoding, table.encoding_is_sure) == (expected.encoding, expected.is_sure)
    columns = choose(table)
    found = list(read(table, columns))
    rows = [one for one in found if isinstance(one, Row)]
    assert len(rows) == expected.rows
    row = next(row for row in rows if row.line == expected.line)
    assert _cell(row, expected.column, columns.text, columns.label) == expected.text
    assert not expected.label or expected.label in row.labels


@pytest.mark.parametrize("name", IMPORTED)
def test_what_is_rejected_in_an_ugly_file_has_line_and_reason(shared_data: Path, name: str) -> None:
    table = inspect(shared_data / "ugly" / name)
    rejected = [one for one in read(table, choose(table)) if isinstance(one, Rejected)]
    assert all(one.reason and one.line > 0 and one.file.startswith(name) for one in rejected)
    if IMPORTED[name].n_rejected is not None:
        assert len(rejected) == IMPORTED[name].n_rejected
    else:
        assert tuple(one.line for one in rejected) == IMPORTED[name].rejected


@pytest.mark.parametrize("name", IMPORTED)
def test_no_broken_byte_of_an_ugly_file_becomes_text(shared_data: Path, name: str) -> None:
    table = inspect(shared_data / "ugly" / name)
    rows = [one for one in read(table, choose(table)) if isinstance(one, Row)]
    assert not any(ord(character) in SURROGATES or character == "\ufffd" for row in rows for character in row.text)


@pytest.mark.parametrize("name", REFUSED)
def test_an_ugly_file_is_refused_by_name_and_reason(shared_data: Path, name: str) -> None:
    with pytest.raises(InputError, match=REFUSED[name]) as refused:
        inspect(shared_data / "ugly" / name)
    assert name in str(refused.value)


def test_every_ugly_file_has_an_expectation(shared_data: Path) -> None:
    names = {path.name for path in (shared_data / "ugly").iterdir()} - {"README.md", "MANIFEST.tsv"}
    assert names == {*IMPORTED, *REFUSED}
    assert len(names) == 37
