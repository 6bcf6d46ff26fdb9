"""Folders, archives, gzip and workbooks, friendly and hostile."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from core.errors import InputError
from core.formats.common import source
from core.formats.detect import choose, inspect, read
from core.records import Rejected, Row

GOOD, BAD = "房间很大，服务也好，早餐的味道不错。", "这是我住过的最差的一家酒店。"
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c r="A1" t="str"><v>text</v></c><c r="B1" t="str"><v>label</v></c></row>'
    '<row r="3"><c r="A3" t="str"><v>{text}</v></c><c r="B3"><v>1</v></c></row></sheetData></worksheet>'
)


def load(path: Path) -> tuple[list[Row], list[Rejected]]:
    table = inspect(path)
    found = list(read(table, choose(table)))
    return [one for one in found if isinstance(one, Row)], [one for one in found if isinstance(one, Rejected)]


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def workbook(path: Path, text: str = "好", extra: bytes = b"") -> Path:
    main = "http://schemas.openxmlformats.org/"
    rel = f"{main}officeDocument/2006/relationships"
    kind = f"{main}package/2006/relationships"
    sheets = "".join(f'<sheet name="{name}" sheetId="{i}" r:id="r{i}"/>' for i, name in ((1, "Empty"), (2, "数据")))
    links = "".join(f'<Relationship Id="r{i}" Type="{rel}/worksheet" Target="worksheets/{i}.xml"/>' for i in (1, 2))
    book = f'<workbook xmlns="{main}spreadsheetml/2006/main" xmlns:r="{rel}"><sheets>{sheets}</sheets></workbook>'
    root = f'<Relationship Id="r1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/>'
    members = {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{kind}">{root}</Relationships>'.encode(),
        "xl/workbook.xml": book.encode(),
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{kind}">{links}</Relationships>'.encode(),
        "xl/worksheets/1.xml": b"<worksheet><sheetData/></worksheet>",
        "xl/worksheets/2.xml": extra + SHEET.format(text=text).encode(),
    }
    return zipped(path, members)


def test_a_folder_gives_a_document_a_file_and_its_folders_as_labels(tmp_path: Path) -> None:
    for folder, text in (("pos", GOOD), ("neg", BAD)):
        (tmp_path / "reviews" / folder).mkdir(parents=True)
        (tmp_path / "reviews" / folder / "1.txt").write_bytes((text + "\r\n\r\n").encode("gb18030"))
    (tmp_path / "reviews" / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "reviews" / ".hidden.txt").write_bytes(b"no")
    rows, rejected = load(tmp_path / "reviews")
    assert [(row.text, row.labels, row.file) for row in rows] == [
        (BAD, ("neg",), "reviews/neg/1.txt"),
        (GOOD, ("pos",), "reviews/pos/1.txt"),
    ]
    assert [(one.file, str(one.reason)) for one in rejected] == [
        ("reviews/picture.png", "This kind of file is not read here.")
    ]


def test_a_flat_folder_offers_no_label(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one")
    assert inspect(tmp_path).label_column is None


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is empty"):
        inspect(tmp_path)


def test_names_in_an_archive_from_a_chinese_windows_are_read(tmp_path: Path) -> None:
    name = "好评/房间很大服务不错.txt"
    path = zipped(tmp_path / "a.zip", {"x" * len(name.encode("gb18030")): GOOD.encode(), "坏/1.txt": BAD.encode()})
    raw = path.read_bytes().replace(b"x" * len(name.encode("gb18030")), name.encode("gb18030"))
    path.write_bytes(raw)
    assert ("好评",) in [row.labels for row in load(path)[0]]


def test_tables_in_an_archive_are_read_one_after_the_other(tmp_path: Path) -> None:
    members = {
        "a.csv": b"text,label\none,x\n",
        "b.csv": b"label,text\ny,two\n",
        "c.csv": b"other,names\n1,2\n",
    }
    rows, rejected = load(zipped(tmp_path / "a.zip", members))
    assert [(row.text, row.labels, row.file) for row in rows] == [
        ("one", ("x",), "a.zip/a.csv"),
        ("two", ("y",), "a.zip/b.csv"),
    ]
    assert [(one.file, one.line) for one in rejected] == [("a.zip/c.csv", 1)]


def test_an_archive_of_one_text_file_gives_a_document_a_line(tmp_path: Path) -> None:
    rows, _ = load(zipped(tmp_path / "a.zip", {"a.txt": b"one\ntwo\n"}))
    assert [row.text for row in rows] == ["one", "two"]


def test_gzip_is_read_by_the_name_inside(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv.gz"
    path.write_bytes(gzip.compress(b"text\tlabel\none\tx\n"))
    assert inspect(path).format == "tsv"
    assert load(path)[0][0].labels == ("x",)


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "x/../../a.txt", "C:\\a.txt", "..\\a.txt"])
def test_names_that_leave_the_archive_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="points outside"):
        inspect(zipped(tmp_path / "a.zip", {name: b"x"}))


def test_bombs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "_RATIO_FROM", 1 << 16)
    zeros = b"a,b\n" * 1_000_000
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(zeros))
    for path in (zipped(tmp_path / "a.zip", {"a.csv": zeros}), tmp_path / "a.csv.gz"):
        with pytest.raises(InputError, match="is refused"):
            inspect(path)


def test_a_workbook_bomb_is_refused_before_it_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "_RATIO_FROM", 1 << 16)
    with pytest.raises(InputError, match="is refused"):
        inspect(workbook(tmp_path / "a.xlsx", extra=b" " * 1_000_000))


@pytest.mark.parametrize("name", ["a.gz", "a.csv.gz", "a.zip", "a.xlsx", "a.xls", "a.ods"])
@pytest.mark.parametrize(
    "magic", [b"\x1f\x8b\x08broken", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1broken"]
)
def test_broken_containers_are_refused_by_name(tmp_path: Path, name: str, magic: bytes) -> None:
    (tmp_path / name).write_bytes(magic)
    with pytest.raises(InputError, match=name):
        inspect(tmp_path / name)


def test_a_truncated_gzip_is_refused(tmp_path: Path) -> None:
    data = gzip.compress(bytes(str(list(range(50_000))), "ascii"))
    (tmp_path / "a.csv.gz").write_bytes(data[: len(data) // 2])
    with pytest.raises(InputError, match="can't be read"):
        inspect(tmp_path / "a.csv.gz")


def test_the_first_sheet_that_holds_something_is_read(tmp_path: Path) -> None:
    table = inspect(workbook(tmp_path / "a.xlsx"))
    assert (table.sheet, table.sheets, table.columns) == ("数据", ("数据",), ("text", "label"))
    assert [(row.line, row.text, row.labels) for row in load(tmp_path / "a.xlsx")[0]] == [(3, "好", ("1",))]


def test_entities_in_a_workbook_are_not_expanded(tmp_path: Path) -> None:
    doctype = b'<!DOCTYPE x [<!ENTITY a "' + b"ha" * 1000 + b'"><!ENTITY b "&a;&a;&a;">]>'
    try:
        rows, _ = load(workbook(tmp_path / "a.xlsx", text="&b;", extra=doctype))
    except InputError:
        return
    assert all("ha" not in row.text for row in rows)


def test_text_that_calls_itself_xls_is_read_as_a_table(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes("text\tlabel\n房间很大\t好\n".encode("utf-16"))
    assert load(tmp_path / "a.xls")[0][0].labels == ("好",)
    (tmp_path / "b.xls").write_bytes(b"<html><table></table></html>")
    with pytest.raises(InputError, match="format"):
        inspect(tmp_path / "b.xls")


def test_a_panic_of_the_workbook_library_is_a_refusal(tmp_path: Path) -> None:
    header = bytes.fromhex("d0cf11e0a1b11ae1" + "00" * 16 + "3e000300feff0900060000000000000000000000" + "01000000")
    (tmp_path / "a.xls").write_bytes(header.ljust(80, b"\0").ljust(512, b"\xff") + b"abcdef")
    with pytest.raises(InputError, match=r"a\.xls can't be read as a workbook"):
        inspect(tmp_path / "a.xls")


def test_a_name_that_is_not_utf_8_though_it_says_so_is_a_refusal(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"好.txt": b"a", "b.txt": b"b"})
    path.write_bytes(path.read_bytes().replace("好".encode(), b"\xff\xff\xff"))
    with pytest.raises(InputError, match=r"a\.zip can't be read"):
        inspect(path)


@pytest.mark.parametrize("data", [b"\x1f\x8b", b"\x1f\x8b\x08", b"PK", b"PK\x05\x06"])
def test_a_file_of_only_a_signature_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    with pytest.raises(InputError, match=r"a\.csv"):
        inspect(tmp_path / "a.csv")
