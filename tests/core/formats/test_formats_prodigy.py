"""Prodigy's records: accept, reject and ignore."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from core.formats.detect import inspect
from core.records import Answer, Row, Span
from tests.core.formats.reading import rows_of, save

OPTIONS = [{"id": "POS", "text": "POS"}, {"id": "NEG", "text": "NEG"}]


def read(path: Path, *records: dict[str, Any]) -> list[Row]:
    saved = save(path / "a.jsonl", list(records))
    assert inspect(saved).format == "prodigy"
    return rows_of(saved)


def choice(answer: str, **more: Any) -> dict[str, Any]:
    return {"text": answer, "options": OPTIONS, "accept": ["POS"], "answer": answer, "_task_hash": 1} | more


def binary(text: str, label: str, answer: str, who: str = "e1", **more: Any) -> dict[str, Any]:
    return {"text": text, "label": label, "answer": answer, "_annotator_id": who, "_timestamp": 1694858483} | more


def test_only_an_accepted_choice_gives_a_label_and_an_ignored_one_is_skipped(tmp_path: Path) -> None:
    rows = read(tmp_path, *(choice(answer, _annotator_id="anna") for answer in ("accept", "reject", "ignore")))
    assert [row.labels for row in rows] == [("POS",), (), ()]
    assert [row.answers for row in rows] == [
        (Answer(("POS",), "anna"),),
        (),
        (Answer(annotator="anna", is_skipped=True),),
    ]


def test_a_rejected_binary_label_is_only_not_that_one(tmp_path: Path) -> None:
    rows = read(tmp_path, binary("a", "new", "accept"), binary("b", "new", "reject"), binary("c", "new", "ignore"))
    assert [(row.labels, len(row.answers)) for row in rows] == [(("new",), 1), ((), 0), ((), 1)]
    assert rows[0].answers[0].at == "2023-09-16T10:01:23.000000+00:00"


def test_one_persons_decisions_about_a_text_are_one_answer(tmp_path: Path) -> None:
    decisions = [("x", "reject"), ("y", "accept"), ("z", "accept")]
    [row] = read(tmp_path, *(binary("a", label, answer) for label, answer in decisions))
    assert row.labels == ("y", "z")


def test_people_who_follow_each_other_answer_the_same_document(tmp_path: Path) -> None:
    [row] = read(tmp_path, *(binary("a", "x", "accept", who, _input_hash=5) for who in ("e1", "e2")))
    assert [one.annotator for one in row.answers] == ["e1", "e2"]
    assert row.meta == {}


def test_spans_become_marked_words(tmp_path: Path) -> None:
    spans = [{"start": 0, "end": 4, "label": "PRODUCT"}]
    record = {"text": "Uber is", "spans": spans, "tokens": [], "answer": "accept", "meta": {"source": "web"}}
    [row] = read(tmp_path, record | {"_session_id": "news-2023-09-16_10-01-23", "flagged": True})
    assert (row.labels, row.rationales, row.meta) == (("PRODUCT",), (Span(0, 4),), {"source": "web"})
    assert (row.is_flagged, row.answers) == (True, ())


def test_rejected_spans_mark_nothing(tmp_path: Path) -> None:
    [row] = read(tmp_path, {"text": "Uber is", "spans": [{"start": 0, "end": 4, "label": "P"}], "answer": "reject"})
    assert (row.labels, row.rationales) == ((), ())
