"""Tables, records, workbooks and archives: everything that the import reads."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from core.formats.common.format import Options
from core.formats.detect import EXPORTS, choose, inspect, read
from core.progress import Report
from core.records import Answer, Row, Span
from tests.torture.strangers.case import Case, damaged

ROWS = [
    Row(
        text=f"The {n}th room was 很好 and the staff, well, “kind”.",
        labels=(("good", "bad")[n % 2],),
        meta={"city": "成都", "stars": str(n % 5)},
        rationales=(Span(4, 7),),
        key=str(n),
        answers=(Answer((("good", "bad")[n % 2],), "Ann"),),
    )
    for n in range(30)
]
BOMB = 1 << 30


def cases(folder: Path, rng: random.Random, n_damaged: int, *, is_long: bool) -> Iterator[Case]:
    """The handmade ones, and n damaged forms of what each format writes; with `is_long` those of a gigabyte too."""
    for name, make in {**HANDMADE, **(HUGE if is_long else {})}.items():
        path = folder / name
        make(path)
        yield Case(f"table {name}", path, partial(read_all, path))
        path.unlink()
    for name, format in EXPORTS.items():
        assert format.export
        sound = folder / f"sound{format.suffixes[0]}"
        format.export.write(iter(ROWS), sound, Options(labels=("good", "bad"), meta=("city", "stars")))
        for damage, data in damaged(sound.read_bytes(), rng, n_damaged):
            path = folder / f"damaged{format.suffixes[0]}"
            path.write_bytes(data)
            yield Case(f"{name}, {damage}", path, partial(read_all, path))
        sound.unlink()


def read_all(path: Path, report: Report) -> str:
    """As the import does it: the first column is the text where none looks like one."""
    table = inspect(path)
    columns = choose(table, text=table.text_column or next(iter(table.columns), None))
    found = [isinstance(row, Row) for row in read(table, columns, report)]
    return f"{sum(found)} rows, {len(found) - sum(found)} rejected"


def _bytes(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


def _text(text: str) -> Callable[[Path], object]:
    return _bytes(text.encode("utf-8", "surrogatepass"))


def _zip(*members: tuple[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> Callable[[Path], object]:
    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w", compression) as archive:
            for name, data in members:
                archive.writestr(name, data)

    return make


def _link(path: Path) -> None:
    member = zipfile.ZipInfo("link.csv")
    member.create_system = 3
    member.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, "/etc/passwd")


def _nested(depth: int) -> bytes:
    data = b"text\nhello\n" * 1000
    for _ in range(depth):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(10):
                archive.writestr(f"{number}.zip", data)
        data = stream.getvalue()
    return data


def _gzip_bomb(path: Path) -> None:
    with gzip.open(path, "wb", 9) as stream:
        stream.write(b"text,label\n")
        for _ in range(BOMB >> 20):
            stream.write(bytes(1 << 20))


def _workbook(sheet: str, doctype: str = "") -> Callable[[Path], object]:
    """A workbook with this sheet."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="{office}/{kind}" Target="{target}"/></Relationships>'
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheets = '<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets>'
    book = f'<workbook xmlns="{main}" xmlns:r="{office}">{sheets}</workbook>'
    return _zip(
        ("[Content_Types].xml", types.encode()),
        ("_rels/.rels", relation.format(office=office, kind="officeDocument", target="xl/workbook.xml").encode()),
        ("xl/workbook.xml", (doctype + book).encode()),
        ("xl/_rels/workbook.xml.rels", relation.format(office=office, kind="worksheet", target="s.xml").encode()),
        ("xl/s.xml", f'{doctype}<worksheet xmlns="{main}">{sheet}</worksheet>'.encode()),
    )


LAUGHS = "<!DOCTYPE lolz [<!ENTITY a0 'lol'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
CELL = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>{1}</t></is></c></row>'

HANDMADE: dict[str, Callable[[Path], object]] = {
    "empty.csv": _bytes(b""),
    "nul.csv": _bytes(b"text,label\n" + b"a\0b,good\n" * 100),
    "only nul.csv": _bytes(bytes(1 << 20)),
    "binary.csv": _bytes(random.Random(1).randbytes(1 << 20)),
    "columns.csv": _text(",".join(f"c{n}" for n in range(1_000_000)) + "\nx\n"),
    "one cell.csv": _text("text,label\n" + "a" * 40_000_000 + ",good\nb,bad\n"),
    "unclosed quote.csv": _text('text,label\n"' + "a line that never ends,\n" * 1_000_000),
    "quotes.csv": _text('"' * 3_000_001),
    "mixed.csv": _bytes(
        "text\n很好\n".encode() + "很好\n".encode("gb18030") + "很好\n".encode("utf-16-le") + b"\xff\n"
    ),
    "marks.csv": _bytes(b"\xef\xbb\xbf\xff\xfe\xef\xbb\xbftext\n\xef\xbb\xbfa\n"),
    "surrogates.csv": _bytes("text\n".encode("utf-16") + b"\x00\xd8\n\x00" * 1000),
    "odd utf-16.csv": _bytes("text\n很好\n".encode("utf-16")[:-1]),
    "formulas.csv": _text("text,label\n\"=cmd|'/c calc'!A1\",good\n@SUM(1+1)*cmd|a,bad\n+1-1,bad\n"),
    "separators.csv": _text("text\n" + ",;\t|" * 500_000 + "\n"),
    "returns.csv": _bytes(b"text\r" + b"a\r\r\n" * 500_000),
    "same names.csv": _text("text,text,text,,,\na,b,c,d,e,f\n"),
    "markup.csv": _text('text,label\n"<img src=file:///etc/passwd><script>x</script>",<b>good\n'),
    "right to left.csv": _text("text,label\n\u202eabc\u202d,\u2066good\n"),
    "labels.csv": _text("text,label\n" + "".join(f"text {n},label {n}\n" for n in range(50_000))),
    "deep.jsonl": _text('{"text": "a"}\n{"text": ' + "[" * 1_000_000 + "\n"),
    "deep objects.jsonl": _text('{"a":' * 500_000 + "1" + "}" * 500_000),
    "number.jsonl": _text('{"text": ' + "9" * 5_000_000 + "}\n"),
    "numbers.jsonl": _text('{"text": "a", "x": 1e999, "y": -1e-999, "z": NaN, "i": Infinity}\n'),
    "keys.jsonl": _text("{" + ", ".join(f'"text": "{n}"' for n in range(200_000)) + "}\n"),
    "names.jsonl": _text("".join(f'{{"text": "a", "key{n}": 1}}\n' for n in range(50_000))),
    "surrogates.jsonl": _text('{"text": "\\ud800 \\udc00\\ud800"}\n{"text": "\ud800"}\n'),
    "line.jsonl": _text('{"text": "' + "a" * 60_000_000),
    "array.json": _text("[" + "{}," * 2_000_000 + "{}]"),
    "arrays.json": _text("[" * 200_000),
    "not json.json": _text("<html>" * 10_000),
    "spans.jsonl": _text('{"text": "a", "label": [[-5, 99999999999999999999, "x"], [3, 1, "y"], ["a", null, 7]]}\n'),
    "prodigy.jsonl": _text(
        '{"text": "a", "answer": "accept", "options": [{"id": {}}], "accept": [[[]]], "spans": 7}\n'
    ),
    "label studio.json": _text('[{"data": 1, "annotations": [{"result": [{"value": {"start": "x"}}]}]}]'),
    "tags.conll": _text("-DOCSTART- -X- O\n" + "a\tB-\n\tI-x\n" * 100_000),
    "fasttext.txt": _text("__label__" * 100_000 + " a\n__label__\n"),
    "bomb.csv.gz": _gzip_bomb,
    "cut.csv.gz": _bytes(gzip.compress(b"text\nhello\n" * 1000)[:-20]),
    "up.zip": _zip(("../../evil.csv", b"text\na\n"), ("/etc/evil.csv", b"text\na\n"), ("C:\\evil.csv", b"text\na\n")),
    "bomb.zip": _zip(("a.csv", b"text\n" + bytes(BOMB // 4))),
    "nested.zip": _bytes(_nested(6)),
    "many.zip": _zip(*((f"{n}.txt", b"a") for n in range(60_000)), compression=zipfile.ZIP_STORED),
    "link.zip": _link,
    "names.zip": _zip(("a\nb\x07.txt", b"a"), ("con.txt", b"a"), ("." * 300 + ".txt", b"a")),
    "not a zip.zip": _bytes(b"PK\x03\x04" + bytes(1000)),
    "laughs.xlsx": _workbook(
        f"<sheetData>{CELL.format(1, 'text')}{CELL.format(2, '&a11;')}</sheetData>", LAUGHS + "]>"
    ),
    "external.xlsx": _workbook(
        f"<sheetData>{CELL.format(1, 'text')}{CELL.format(2, '&x;')}</sheetData>",
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    ),
    "far.xlsx": _workbook(f'<dimension ref="A1:XFD1048576"/><sheetData>{CELL.format(1048576, "text")}</sheetData>'),
    "beyond.xlsx": _workbook('<sheetData><row r="4294967295"><c r="ZZZZZ4294967295"><v>1</v></c></row></sheetData>'),
    "wide.xlsx": _workbook('<sheetData><row r="1"><c r="XFD1" t="inlineStr"><is><t>a</t></is></c></row></sheetData>'),
    "wrong index.xlsx": _workbook('<sheetData><row r="1"><c r="A1" t="s"><v>99999999</v></c></row></sheetData>'),
    "bomb.xlsx": _workbook(f"<sheetData>{CELL.format(1, 'a' * (256 << 20))}</sheetData>"),
    "not excel.xlsx": _zip(("a.txt", b"hello")),
    "html.xls": _text("<html><table><tr><td>text</td></tr></table></html>"),
    "ole.xls": _bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)),
}


def _huge_cell(path: Path) -> None:
    with path.open("wb") as stream:
        stream.write(b"text,label\n")
        for _ in range(BOMB >> 20):
            stream.write(b"a" * (1 << 20))
        stream.write(b",good\n")


def _huge_workbook(path: Path) -> None:
    _workbook(f"<sheetData>{CELL.format(1, 'a' * BOMB)}</sheetData>")(path)


HUGE: dict[str, Callable[[Path], object]] = {"huge cell.csv": _huge_cell, "huge.xlsx": _huge_workbook}
