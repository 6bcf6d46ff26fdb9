"""Label Studio's exports: who answered, what was cancelled, offsets in UTF-16."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from core.formats.detect import inspect
from core.records import Answer, Span
from tests.core.formats.reading import rows_of, save

AT = "2026-01-02T03:04:05.000000Z"


def choice(label: str, **more: Any) -> dict[str, Any]:
    result = {"type": "choices", "from_name": "sentiment", "value": {"choices": [label]}}
    return {"result": [result]} | more


def marked(start: int, end: int, text: str | None) -> dict[str, Any]:
    value = {"start": start, "end": end, "labels": ["ORG"]} | ({"text": text} if text is not None else {})
    return {"result": [{"type": "labels", "from_name": "ner", "value": value}]}


def task(text: str, *annotations: dict[str, Any], id: int = 1, **more: Any) -> dict[str, Any]:
    return {"id": id, "data": {"review": text, "ref": 4}, "annotations": list(annotations), "predictions": []} | more


def test_ground_truth_counts_and_what_was_cancelled_does_not(tmp_path: Path) -> None:
    annotations = (choice("Wrong", was_cancelled=True), choice("Other"), choice("Positive", ground_truth=True))
    path = save(tmp_path / "a.json", [task("nice", *annotations), task("hm", id=6)])
    rows = rows_of(path)
    assert inspect(path).format == "label-studio"
    assert [(row.text, row.labels) for row in rows] == [("nice", ("Positive",)), ("hm", ())]
    assert rows[0].meta == {"id": "1", "ref": "4"}


def test_every_person_has_an_answer_with_time_and_duration(tmp_path: Path) -> None:
    anna = choice("A", completed_by={"id": 1, "email": "anna@x.org"}, created_at=AT, lead_time=2.5)
    ben = choice("B", completed_by=7, was_cancelled=True)
    [row] = rows_of(save(tmp_path / "a.json", [task("nice", ben, anna)]))
    assert set(row.answers) == {
        Answer(("A",), "anna@x.org", at="2026-01-02T03:04:05.000000+00:00", seconds=2.5),
        Answer(annotator="7", is_skipped=True),
    }
    assert row.labels == ("A",)


def test_a_prediction_is_no_answer(tmp_path: Path) -> None:
    one = task("nice", predictions=[choice("Positive", score=0.9)], drafts=[choice("Positive")])
    assert rows_of(save(tmp_path / "a.json", [one]))[0].labels == ()


@pytest.mark.parametrize(
    ("start", "end", "copy"), [(3, 5, "EU"), (3, 5, None), (2, 4, "EU")], ids=["utf-16", "no copy", "code points"]
)
def test_offsets_behind_an_emoji_are_found(tmp_path: Path, start: int, end: int, copy: str | None) -> None:
    """Label Studio counts the emoji twice; scripts that count it once are told by the copy of the words."""
    [row] = rows_of(save(tmp_path / "a.json", [task("😀 EU rejects", marked(start, end, copy) | {"completed_by": 3})]))
    assert row.rationales == (Span(2, 4),)
    assert row.marked == {"3": (Span(2, 4),)}


def test_json_min_has_a_record_for_each_person(tmp_path: Path) -> None:
    common = {"text": "😀 EU", "id": 5, "annotation_id": 1, "lead_time": 1.5, "created_at": AT}
    spans = [{"start": 3, "end": 5, "text": "EU", "labels": ["ORG"]}]
    records = [
        common | {"sentiment": "good", "annotator": "anna@x.org", "ner": spans},
        common | {"sentiment": {"choices": ["bad", "rude"]}, "annotator": 2},
    ]
    path = save(tmp_path / "a.json", records)
    [row] = rows_of(path)
    assert inspect(path).format == "label-studio-min"
    assert [(one.annotator, one.labels) for one in row.answers] == [("anna@x.org", ("good",)), ("2", ("bad", "rude"))]
    assert row.rationales == (Span(2, 4),)
    assert row.meta["ner"] == "ORG"


def test_the_csv_has_json_in_its_cells(tmp_path: Path) -> None:
    head = '"annotation_id","annotator","created_at","id","lead_time","ner","sentiment","text","updated_at"\n'
    spans = '"[{""start"":3,""end"":5,""text"":""EU"",""labels"":[""ORG""]}]"'
    cells = f'1,"anna@x.org","{AT}",5,2.5,{spans},"{{""choices"":[""bad"",""rude""]}}","😀 EU","{AT}"\n'
    path = save(tmp_path / "a.csv", head + cells)
    [row] = rows_of(path)
    assert inspect(path).format == "label-studio-csv"
    assert (row.text, row.labels, row.rationales) == ("😀 EU", ("bad", "rude"), (Span(2, 4),))
    assert (row.answers[0].annotator, row.answers[0].seconds) == ("anna@x.org", 2.5)


def test_regions_of_images_are_no_answer_about_the_text(shared_data: Path) -> None:
    rows = rows_of(shared_data / "ugly" / "label-studio-converter__csv_test.json")
    assert [(row.labels, row.answers, row.rationales) for row in rows] == [((), (), ())] * 2
