"""What the worker answers about the queue."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.errors import AppError
from core.jobs.specs import MeterSpec, QueueSpec
from core.ml.job import Job
from core.ml.quick import jobs
from core.ml.quick.memory import NGRAMS_FILE, Memory
from core.ml.quick.model import Reader
from tests.core.ml.quick.conftest import DOCUMENTS, Line, lines

LABELS = ("good", "bad", "never used")
Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def order(asked: Callable[[list[Line]], str], job: Job) -> Ask:
    def ask(strategy: str, given: list[Line] | None = None, **more: Any) -> dict[str, Any]:
        spec = QueueSpec(asked(lines() if given is None else given), DOCUMENTS, strategy, LABELS, **more)  # type: ignore[arg-type]
        return jobs.order(spec, job, Memory())

    return ask


def part_of(given: list[Line], ids: list[int]) -> set[str]:
    parts = {line["id"]: line["part"] for line in given}
    return {parts[id] for id in ids}


@pytest.mark.parametrize("strategy", ["typical", "margin", "rare", "disagreement"])
def test_a_list_holds_unlabelled_documents_alone_and_each_once(order: Ask, strategy: str) -> None:
    ids = [row["id"] for row in order(strategy, label="bad")["rows"]]
    assert part_of(lines(), ids) == {"pool"}
    assert len(set(ids)) == len(ids) == 60


@pytest.mark.parametrize("strategy", ["margin", "rare", "disagreement"])
def test_before_there_is_a_model_typical_texts_come_first(order: Ask, strategy: str) -> None:
    found = order(strategy, lines(n_train=10), label="bad")
    assert found["is_cold"]
    assert {row["kind"] for row in found["rows"]} == {"typical"}


def test_a_label_that_nobody_has_given_cannot_be_hunted(order: Ask) -> None:
    assert order("rare", label="never used")["is_cold"]


def test_the_hunt_for_a_label_finds_its_documents_first(order: Ask) -> None:
    given = lines()
    bad = {line["id"] for line in given if line["part"] == "pool" and line["id"] % 2 == 0}
    first = [row["id"] for row in order("rare", given, label="bad")["rows"][:20]]
    assert len(bad.intersection(first)) >= 18


def test_margin_lists_the_least_sure_first_and_says_between_what(order: Ask) -> None:
    rows = order("margin")["rows"]
    assert rows[0]["score"] >= rows[-1]["score"]
    (first, p), (second, q) = rows[0]["first"], rows[0]["second"]
    assert {first, second} == {"good", "bad"} and p >= q and p + q == pytest.approx(1, abs=1e-3)


def test_suspects_are_the_flipped_labels_with_their_reason(order: Ask) -> None:
    given = lines(n_train=120)
    for line in given[:4]:
        line["labels"] = ["bad" if line["labels"] == ["good"] else "good"]
    rows = order("suspects", given)["rows"]
    assert {row["id"] for row in rows[:8]} >= {1, 2, 3, 4}
    assert rows[0]["first"][0] == given[rows[0]["id"] - 1]["labels"][0]
    assert rows[0]["second"][1] > 0.5


def test_suspects_are_those_of_the_filter(order: Ask) -> None:
    given = lines(n_train=120)
    for line in given[:4]:
        line |= {"labels": ["bad" if line["labels"] == ["good"] else "good"], "is_meant": line["id"] != 2}
    assert {row["id"] for row in order("suspects", given)["rows"][:6]} & {1, 2, 3, 4} == {1, 3, 4}


def test_few_labels_have_no_suspects(order: Ask) -> None:
    found = order("suspects", lines(n_train=40))
    assert found["is_cold"] and found["rows"] == []


def test_documents_with_several_labels_are_listed_too(order: Ask) -> None:
    given = lines()
    for line in given[:20]:
        line["labels"] = ["good", "bad"]
    assert len(order("margin", given, is_multi_label=True)["rows"]) == 60


def test_near_duplicates_are_listed_once(order: Ask) -> None:
    given = lines()
    for line in given:
        line["group"] = 1 if line["part"] == "pool" else -1
    assert len(order("margin", given)["rows"]) == 1


def test_a_second_question_reads_only_what_is_new(
    asked: Callable[[list[Line]], str], job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory, given = Memory(), lines()
    first = jobs.order(QueueSpec(asked(given[:-40]), DOCUMENTS, "margin", LABELS), job, memory)
    read: list[int] = []
    old = Reader.read
    monkeypatch.setattr(Reader, "read", lambda self, texts, *rest: read.append(len(texts)) or old(self, texts, *rest))
    second = jobs.order(QueueSpec(asked(given), DOCUMENTS, "margin", LABELS), job, memory)
    assert read == [40]
    assert second["rows"] == first["rows"]


def test_what_was_learned_from_the_texts_is_kept_for_the_next_worker(
    asked: Callable[[list[Line]], str], job: Job
) -> None:
    spec = QueueSpec(asked(lines()), DOCUMENTS, "margin", LABELS)
    first = jobs.order(spec, job, Memory())
    stamp = Path(spec.folder, NGRAMS_FILE).stat().st_mtime_ns
    assert jobs.order(spec, job, Memory()) == first
    assert Path(spec.folder, NGRAMS_FILE).stat().st_mtime_ns == stamp


@pytest.mark.parametrize("harm", [b"", b"no tensors", b"\x08" + b"\0" * 7 + b"{}      "])
def test_a_damaged_file_of_what_was_learned_is_made_anew(
    asked: Callable[[list[Line]], str], job: Job, harm: bytes
) -> None:
    spec = QueueSpec(asked(lines()), DOCUMENTS, "margin", LABELS)
    Path(spec.folder, NGRAMS_FILE).write_bytes(harm)
    assert len(jobs.order(spec, job, Memory())["rows"]) == 60


def test_the_meter_reads_the_hold_out_and_fits_a_json_line(asked: Callable[[list[Line]], str], job: Job) -> None:
    given = lines(n_train=100, n_holdout=60)
    found = jobs.measure(MeterSpec(asked(given), DOCUMENTS, LABELS, target=0.8), job, Memory())
    assert json.dumps(found, allow_nan=False)
    assert (found["n_labels"], found["n_holdout"]) == (100, 60)
    assert found["accuracy"] > 0.8
    assert found["comparison"]["n"] == 25
    assert found["advice"] in ("go-on", "stop")


def test_without_a_hold_out_the_meter_measures_nothing(asked: Callable[[list[Line]], str], job: Job) -> None:
    found = jobs.measure(MeterSpec(asked(lines(n_holdout=10)), DOCUMENTS, LABELS), job, Memory())
    assert found["accuracy"] is found["comparison"] is found["forecast"] is None
    assert found["advice"] == "early"


def test_one_label_is_nothing_to_measure(asked: Callable[[list[Line]], str], job: Job) -> None:
    given = [line | {"labels": line["labels"] and ["good"]} for line in lines()]
    with pytest.raises(AppError, match="too little"):
        jobs.measure(MeterSpec(asked(given), DOCUMENTS, LABELS), job, Memory())


@pytest.mark.parametrize("line", ['{"text": "x"}', '{"id": "x", "text": "x", "part": "pool"}', "no json"])
def test_documents_that_make_no_sense_are_told(tmp_path: Path, job: Job, line: str) -> None:
    (tmp_path / DOCUMENTS).write_text(line + "\n", encoding="utf-8")
    with pytest.raises(AppError):
        jobs.order(QueueSpec(str(tmp_path), DOCUMENTS, "margin", LABELS), job, Memory())
