"""Argilla's records, of its second version, flattened, and of the first."""

from __future__ import annotations

from pathlib import Path

from core.formats.detect import inspect
from core.records import Answer, Span
from tests.core.formats.reading import rows_of, save


def test_responses_are_answers_and_suggestions_are_not(tmp_path: Path) -> None:
    responses = {
        "sentiment": [
            {"value": "good", "user_id": "u1"},
            {"value": None, "user_id": "u2", "status": "discarded"},
            {"value": "bad", "user_id": "u3", "status": "draft"},
        ],
        "why": [{"value": [{"start": 0, "end": 4, "label": "reason"}], "user_id": "u1"}],
    }
    suggestions = {"sentiment": {"value": "bad", "score": 0.9, "agent": "m1"}}
    record = {"id": "7", "fields": {"text": "nice one"}, "metadata": {"source": "web"}}
    path = save(tmp_path / "a.json", [record | {"responses": responses, "suggestions": suggestions}])
    [row] = rows_of(path)
    assert inspect(path).format == "argilla"
    assert row.answers == (Answer(("good",), "u1"), Answer(annotator="u2", is_skipped=True))
    assert row.marked == {"u1": (Span(0, 4),)}
    assert row.meta == {"source": "web", "id": "7", "span_labels": "reason"}


def test_flattened_records_are_read(tmp_path: Path) -> None:
    record = {
        "text": "nice",
        "label.suggestion": "bad",
        "label.responses": ["good", "bad"],
        "label.responses.users": ["u1", "u2"],
        "label.responses.status": ["submitted", "submitted"],
    }
    [row] = rows_of(save(tmp_path / "a.jsonl", [record]))
    assert [(one.annotator, one.labels) for one in row.answers] == [("u1", ("good",)), ("u2", ("bad",))]


def test_the_first_version_is_read(tmp_path: Path) -> None:
    common = {"prediction": [["bad", 0.9]], "annotation_agent": "anna", "metadata": {"source": "web"}}
    records = [
        common | {"text": "nice", "inputs": {"text": "nice"}, "annotation": "good", "status": "Validated"},
        common | {"inputs": {"text": "hm"}, "annotation": None, "status": "Discarded"},
    ]
    rows = rows_of(save(tmp_path / "a.json", records))
    assert [(row.text, row.labels, row.meta) for row in rows] == [
        ("nice", ("good",), {"source": "web"}),
        ("hm", (), {"source": "web"}),
    ]
    assert rows[1].answers[0].is_skipped
