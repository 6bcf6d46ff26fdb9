import gzip
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.captions import one_line, words_of
from core.errors import InputError
from core.formats import captions, images
from core.formats.captions import EXPORTS, opened
from core.formats.common.album import LOSSES, Album
from core.records import Answer, Box, Picture, Region, Rejected, Row, Span
from tests.core.pictures.albums import paint

CHARACTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp"))
SENTENCE = st.one_of(
    st.text(CHARACTERS, min_size=1, max_size=30), st.sampled_from(["=1+1", "'-x", "a, b", '"q"', "#0\t"])
)
CAPTION = SENTENCE.map(one_line).filter(bool)
SIDE = st.integers(0, 900)  # thousandths


@st.composite
def regions(draw: st.DrawFn, texts: tuple[str, ...]) -> Region:
    left, top = draw(SIDE), draw(SIDE)
    wide, high = draw(st.integers(10, 1000 - left)), draw(st.integers(10, 1000 - top))
    box = Box(*(side / 1000 for side in (left, top, wide, high)))
    if texts and draw(st.booleans()):
        number = draw(st.integers(0, len(texts) - 1))
        start = draw(st.integers(0, len(texts[number]) - 1))
        return Region(box, "", number, Span(start, draw(st.integers(start + 1, len(texts[number])))))
    return Region(box, draw(CAPTION))


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    names = draw(st.lists(CAPTION.map(lambda name: f"{name}.jpg".lstrip()), unique=True, max_size=5))
    found = []
    for number, name in enumerate(names, start=1):
        texts = tuple(draw(st.lists(CAPTION, max_size=3)))
        is_skipped = not texts and draw(st.booleans())
        who = draw(st.sampled_from(["", "me", "李"])) if texts else ""
        answer = Answer((), who, is_skipped, "2026-11-27T10:00:00.000000+00:00" if who else "")
        found.append(
            Row(
                "",
                picture=Picture(name, width=1000, height=500),
                captions=texts,
                regions=tuple(draw(st.lists(regions(texts), max_size=3))),
                split=draw(st.sampled_from(["", "train", "holdout"])),
                is_flagged=draw(st.booleans()),
                answers=(answer,) if who or is_skipped else (),
                key=str(number),
            )
        )
    return found


def told(row: Row) -> dict[str, Any]:
    """What a format may hold of a picture."""
    return {
        "name": row.picture.name if row.picture else "",
        "captions": row.captions,
        "regions": row.regions,
        "split": row.split,
        "flag": row.is_flagged,
        "answers": row.answers,
    }


def without(row: Row, lost: tuple[str, ...]) -> dict[str, Any]:
    """The same as a format with these losses holds it."""
    found = told(row)
    if "ties" in lost:
        found["regions"] = tuple(Region(region.box, one_line(words_of(region, row.captions))) for region in row.regions)
    empty = {"captions": (), "regions": (), "split": "", "flag": False, "annotator": (), "skip": ()}
    for name in lost:
        if name in empty:
            found["answers" if name in ("annotator", "skip") else name] = empty[name]
    return found


def read(path: Path, format: str = "") -> Album:
    with opened([path], [path.parent], format) as found:
        return found.album


@pytest.mark.parametrize("name", EXPORTS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=rows())
def test_what_is_exported_comes_back_but_for_what_is_said(name: str, made: list[Row], tmp_path: Path) -> None:
    format = EXPORTS[name]
    path = tmp_path / f"out{format.suffixes[0]}"
    assert format.write is not None
    format.write(made, path)
    album = Album()
    format.read(path, album, lambda *_: None)
    wanted = [without(row, format.lost) for row in made if row.captions or "bare pictures" not in format.lost]
    found = [told(row) for row in album.rows() if isinstance(row, Row)]
    assert found == wanted and not album.rejected
    assert set(format.lost) <= set(LOSSES)


def test_our_own_files_are_known_as_what_they_are(tmp_path: Path) -> None:
    row = Row("", picture=Picture("a.jpg", width=9, height=9), captions=("A dog.",), key="1")
    for name, format in EXPORTS.items():
        path = tmp_path / f"x{format.suffixes[0]}"
        format.write([row], path)
        assert read(path).formats in ([name], ["coco"])


def test_a_picture_may_have_many_rows_and_many_columns(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "file_name,caption_1,caption_2,split\na.jpg,One.,Two.,train\nb.jpg,Three.,,test\na.jpg,Four.,,train\n"
    )
    rows = read(path).rows()
    assert [(row.text, row.captions, row.split) for row in rows] == [
        ("a.jpg", ("One.", "Two.", "Four."), "train"),
        ("b.jpg", ("Three.",), "holdout"),
    ]


def test_chinese_tables_and_names_without_an_ending_are_understood(tmp_path: Path) -> None:
    paint(tmp_path / "img", 1)
    path = tmp_path / "t.csv"
    path.write_text("图片,描述\np0,一只狗\n", encoding="gb18030")
    with opened([path], [tmp_path / "img"]) as found:
        assert found.album.rows()[0].captions == ("一只狗",) and found.missing == ()


def test_where_no_part_is_called_test_validation_is_held_out(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("image,split,caption\na.jpg,train,x\nb.jpg,val,y\n")
    assert [row.split for row in read(path).rows()] == ["train", "holdout"]
    path.write_text("image,split,caption\na.jpg,test,x\nb.jpg,val,y\n")
    assert [row.split for row in read(path).rows()] == ["holdout", ""]


def test_tokens_and_the_lists_of_their_parts_belong_together(tmp_path: Path) -> None:
    tokens, test = tmp_path / "Flickr8k.token.txt", tmp_path / "Flickr_8k.testImages.txt"
    tokens.write_text("a.jpg#0\tA dog .\na.jpg#1\tIt runs .\nb.jpg#0\tA cat .\nbad line\n")
    test.write_text("b.jpg\n")
    with opened([tokens, test], [tmp_path]) as found:
        first, second, rejected = found.album.rows()
    assert (first.captions, first.split, second.split) == (("A dog .", "It runs ."), "", "holdout")
    assert isinstance(rejected, Rejected) and rejected.line == 4


COCO = {
    "annotations": [
        {"image_id": 7, "caption": "A dog."},
        {"image_id": 8, "caption": "Nobody."},
        {"image_id": 7, "bbox": [10, 20, 30, 40], "category_id": 3, "iscrowd": 0},
        {"image_id": 7, "bbox": [0, 0, 100, 100], "category_id": 3, "iscrowd": 1},
        {"image_id": 7, "bbox": [0, 0, "x"], "category_id": 3},
    ],
    "images": [{"id": 7, "file_name": "a.jpg", "width": 100, "height": 200}],
    "categories": [{"id": 3, "name": "dog"}],
}


@pytest.mark.parametrize("is_packed", [False, True])
def test_coco_gives_captions_and_boxes_as_fractions(tmp_path: Path, is_packed: bool) -> None:
    path = tmp_path / ("c.json.gz" if is_packed else "c.json")
    data = json.dumps(COCO).encode()
    path.write_bytes(gzip.compress(data) if is_packed else data)
    row, *rejected = read(path).rows()
    assert row.captions == ("A dog.",) and row.meta == {"coco_id": "7"}
    assert row.regions == (Region(Box(0.1, 0.1, 0.3, 0.2), "dog"),)
    assert len(rejected) == 2


@pytest.mark.parametrize(
    "text",
    ['{"images": [', '{"images": [{}', '{"images" [1]}', '{"images": [1}', '{"images": ' + "[" * 100_000],
)
def test_broken_coco_is_refused_in_plain_words(tmp_path: Path, text: str) -> None:
    path = tmp_path / "c.json"
    path.write_text(text)
    with pytest.raises(InputError, match="JSON"):
        read(path)


def test_boxes_of_coco_images_without_a_size_are_left_out(tmp_path: Path) -> None:
    image, box = {"id": 1, "file_name": "a.jpg"}, {"image_id": 1, "bbox": [1, 1, 2, 2]}
    said = {"image_id": 1, "caption": "A dog."}
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"images": [image], "annotations": [box, said]}), encoding="utf-8")
    row, rejected = read(path).rows()
    assert isinstance(row, Row) and row.captions == ("A dog.",) and isinstance(rejected, Rejected)


@pytest.mark.parametrize("odd", [5, True, "abc", [5], ["a"], [[1]], {"a": 5}, [{"box": 5}], 1e400])
def test_lines_that_hold_something_else_keep_their_captions(tmp_path: Path, odd: Any) -> None:
    path = tmp_path / "a.jsonl"
    for name in ("meta", "regions", "split", "annotator", "at", "is_skipped"):
        path.write_text(json.dumps({"image": "a.jpg", "captions": ["A dog."], name: odd}), encoding="utf-8")
        row = read(path).rows()[0]
        assert isinstance(row, Row) and row.captions == ("A dog.",) and not row.regions


def test_a_folder_or_zip_may_hold_captions_and_pictures(tmp_path: Path) -> None:
    folder = paint(tmp_path / "set" / "images", 3).parent
    (folder / "captions.csv").write_text("image,caption\np0.png,A dog.\np9.png,Gone.\n")
    (folder / "README.txt").write_text("About.")
    with zipfile.ZipFile(tmp_path / "set.zip", "w") as archive:
        for path in folder.rglob("*.*"):
            archive.write(path, path.relative_to(folder.parent).as_posix())
    for place in (folder, tmp_path / "set.zip"):
        with opened([place]) as found:
            assert len(found.album) == 2 and found.missing == ("p9.png",)
            assert len(found.images.all()) == 3 and found.images.find("p0.png").load()[:4] == b"\x89PNG"


def test_pictures_alone_wait_for_captions(tmp_path: Path) -> None:
    folder = paint(tmp_path / "images", 3)
    with opened([folder]) as found:
        assert found.album.formats == ["pictures"]
        assert [row.text for row in found.album.rows()] == ["p0.png", "p1.png", "p2.png"]
    with opened([folder / "p1.png"]) as found:
        assert [row.text for row in found.album.rows()] == ["p1.png"]


def test_pictures_are_found_where_the_table_says(tmp_path: Path) -> None:
    paint(tmp_path / "images", 2)
    path = tmp_path / "t.csv"
    path.write_text(f"image,caption\nimages/p0.png,a\np1.png,b\n{tmp_path / 'images' / 'p0.png'},c\n")
    with opened([path]) as found:
        assert found.missing == ()


@pytest.mark.parametrize("name", [r"\\server\share\p0.png", "//server/p0.png", "nul\0.png"])
def test_a_name_never_leads_to_another_machine(tmp_path: Path, name: str) -> None:
    assert images.Images([], tmp_path).find(name) is None


def test_a_last_part_that_two_have_names_neither(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        paint(tmp_path / folder, 1)
    with images.opened([tmp_path]) as found:
        assert found.find("p0.png") is None and found.find(r"b\p0.png").name == "b/p0.png"
        assert found.find("./A/p0.png").name == "a/p0.png"


def test_archives_that_reach_out_or_are_bombs_are_refused(tmp_path: Path) -> None:
    slip, bomb = tmp_path / "slip.zip", tmp_path / "bomb.zip"
    with zipfile.ZipFile(slip, "w") as archive:
        archive.writestr("../../evil.png", b"x")
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.png", bytes(64 << 20))
    for path in (slip, bomb):
        with pytest.raises(InputError), opened([path]):
            pass


def test_captions_without_pictures_are_kept_as_such(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("caption\nA dog.\nA cat.\n")
    assert read(path).bare == ["A dog.", "A cat."]
    path.write_text("image,caption\nx.jpg,A dog.\nx.jpg,A cat.\n")
    album = read(path)
    album.without_pictures()
    assert album.bare == ["A dog.", "A cat."] and album.rows() == []


@pytest.mark.parametrize("text", ["", "name,size\nx,3\n"])
def test_what_holds_no_captions_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "t.json"
    path.write_text(text)
    with pytest.raises(InputError):
        read(path)


def test_captions_and_regions_past_all_measure_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    lines = [
        {
            "image": "a.jpg",
            "captions": ["x" * 3000, "fine"],
            "regions": [{"box": [0, 0, 1, 1], "caption": 0, "span": [0, 2]}],
        },
        {"image": "b.jpg", "captions": ["x"], "regions": [{"box": [0, 0, "?", 1]}, {"box": [2, 2, 1, 1]}, 7]},
        {"captions": ["y"]},
        7,
    ]
    path.write_text("\n".join(map(json.dumps, lines)))
    album = read(path, "jsonl")
    assert [row.captions for row in album.rows() if isinstance(row, Row)] == [("fine",), ("x",)]
    assert all(not row.regions for row in album.rows() if isinstance(row, Row))
    assert len(album.rejected) == 7
    assert captions.named("jsonl").title
