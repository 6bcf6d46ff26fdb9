"""doccano's exports of all ages."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from core.formats.detect import inspect
from core.records import Span
from tests.core.formats.reading import load, rows_of, save


@pytest.mark.parametrize(
    "record",
    [
        {"id": 1, "text": "EU rejects", "label": ["news", "eu"], "Comments": []},
        {"id": 1, "data": "EU rejects", "label": ["news", "eu"], "annotation_approver": "admin"},
        {"id": 1, "text": "EU rejects", "labels": ["news", "eu"], "annotation_approver": None, "meta": {}},
        {"id": 1, "text": "EU rejects", "cats": ["news", "eu"], "entities": []},
    ],
)
def test_a_classification_of_any_age_gives_labels(tmp_path: Path, record: dict[str, Any]) -> None:
    path = save(tmp_path / "a.jsonl", [record])
    assert inspect(path).format == "doccano"
    assert [(row.text, row.labels) for row in rows_of(path)] == [("EU rejects", ("news", "eu"))]


@pytest.mark.parametrize(
    "spans",
    [
        {"label": [[0, 2, "ORG"]]},
        {"labels": [[0, 2, "ORG"]]},
        {"entities": [{"id": 0, "start_offset": 0, "end_offset": 2, "label": "ORG"}], "relations": []},
        {"annotations": [{"label": "ORG", "start_offset": 0, "end_offset": 2, "user": 1}]},
        {"entities": [[0, 2, "City"]], "cats": ["ORG"]},
    ],
)
def test_spans_become_marked_words_and_the_label_where_there_is_no_other(tmp_path: Path, spans: dict[str, Any]) -> None:
    [row] = rows_of(save(tmp_path / "a.jsonl", [{"text": "EU rejects", **spans}]))
    assert (row.labels, row.rationales) == (("ORG",), (Span(0, 2),))


def test_documents_with_several_kinds_of_spans_have_no_label(tmp_path: Path) -> None:
    record = {"text": "EU rejects German", "label": [[0, 2, "ORG"], [11, 17, "MISC"], [0, 2, "ORG"]]}
    [row] = rows_of(save(tmp_path / "a.jsonl", [record]))
    assert (row.labels, row.meta["span_labels"]) == ((), "ORG, MISC")
    assert row.rationales == (Span(0, 2), Span(11, 17))


def test_an_archive_has_a_file_for_each_person(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name, label in (("anna", ["good"]), ("ben", ["bad"]), ("all", [])):
            archive.writestr(f"{name}.jsonl", json.dumps({"id": 1, "text": f"nice {name}", "label": label}))
    rows = {row.text: row for row in rows_of(tmp_path / "a.zip")}
    assert rows["nice anna"].answers[0].annotator == "anna"
    assert rows["nice ben"].labels == ("bad",)
    assert rows["nice all"].answers == ()


def test_old_annotations_name_people(tmp_path: Path) -> None:
    record = {
        "text": "nice",
        "annotations": [{"label": 1, "user": 1}, {"label": 2, "user": 2}, {"label": 3, "user": 1}],
    }
    [row] = rows_of(save(tmp_path / "a.jsonl", [record]))
    assert [(one.annotator, one.labels) for one in row.answers] == [("1", ("1", "3")), ("2", ("2",))]


def test_a_span_outside_its_text_is_refused_with_its_line(tmp_path: Path) -> None:
    rows, [rejected] = load(save(tmp_path / "a.jsonl", [{"text": t, "label": [[0, 4, "X"]]} for t in ("four", "abc")]))
    assert [row.text for row in rows] == ["four"]
    assert (rejected.line, "outside" in rejected.reason) == (2, True)


def test_the_example_with_overlaps_is_read(shared_data: Path) -> None:
    [row] = rows_of(shared_data / "ugly" / "doccano__example_overlapping.jsonl")
    assert (row.labels, row.rationales, row.meta) == (("LOC",), (Span(0, 1),), {"wikiPageID": "1"})
