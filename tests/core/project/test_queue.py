"""The list of what comes next, and what is walked of it."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from typing import Any

import pytest

from core.errors import AppError
from core.project.project import Project
from core.project.values import DocumentFilter, ListInfo, Reason, Wish

MARGIN = Wish("margin")
SHARE = 0.25


def found(ids: list[int], kind: str = "margin", **more: Any) -> dict[str, Any]:
    """What a worker answers."""
    said = {"first": ["good", 0.51], "second": ["bad", 0.49]}
    rows = [{"id": id, "kind": kind, "score": 1 / (1 + place), **said} for place, id in enumerate(ids)]
    return {"rows": rows, "is_cold": False, "scored": len(ids), "labels": 30, "model": "logistic"} | more


def listed(project: Project, order: str = "margin", where: DocumentFilter = DocumentFilter()) -> list[int]:  # noqa: B008
    return [row.id for row in project.documents.rows(where, after_id=None, limit=2000, order=order)]  # type: ignore[arg-type]


def asked(project: Project, wish: Wish = MARGIN) -> list[dict[str, Any]]:
    spec = project.queue.ask(wish)
    text = (project.path / "queue" / spec.documents).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def part(lines: list[dict[str, Any]], name: str) -> list[int]:
    return [line["id"] for line in lines if line["part"] == name]


@pytest.fixture
def filled(project: Project, fill: Callable[..., object]) -> Project:
    """100 unlabelled documents, none of which will be hold-out."""
    fill(100, split="train")
    return project


def annotate(project: Project, ids: list[int], name: str = "good") -> None:
    label = next(label.id for label in project.labels.all() if label.name == name)
    for id in ids:
        project.annotations.annotate(id, [label])


def test_before_the_worker_has_answered_documents_come_at_random(filled: Project) -> None:
    assert filled.queue.begin(MARGIN, SHARE, "me") == ListInfo("margin", is_waiting=True)
    assert listed(filled) == listed(filled, "random")
    assert filled.queue.reason(listed(filled)[0]) == Reason("random")


def test_the_workers_order_is_kept_and_every_stretch_has_its_random_share(filled: Project) -> None:
    filled.queue.take_in(MARGIN, found(list(range(60, 40, -1))), SHARE)
    kinds = [filled.queue.reason(id).kind for id in listed(filled)]  # type: ignore[union-attr]
    assert kinds[:8].count("random") == 2
    chosen = [id for id in listed(filled) if filled.queue.reason(id).kind == "margin"]  # type: ignore[union-attr]
    assert chosen == sorted(chosen, reverse=True)


def test_a_document_says_why_it_is_listed(filled: Project) -> None:
    filled.queue.take_in(MARGIN, found([7]), 0.0)
    assert filled.queue.reason(7) == Reason("margin", (("good", 0.51), ("bad", 0.49)))
    assert filled.queue.reason(8) is None


def test_the_next_document_is_the_next_in_the_list_without_an_answer(filled: Project) -> None:
    filled.queue.take_in(MARGIN, found([9, 3, 5]), 0.0)
    annotate(filled, [3])
    step = filled.documents.next_id
    assert step(9, order="margin", unlabelled_only=True) == 5
    assert step(9, order="margin") == 3
    assert filled.documents.previous_id(3, order="margin") == 9


def test_from_a_document_that_is_not_listed_the_first_one_is_next(filled: Project) -> None:
    filled.queue.take_in(MARGIN, found([9, 3]), 0.0)
    assert filled.documents.next_id(50, order="margin", unlabelled_only=True) == 9


def test_a_filter_narrows_the_list(filled: Project) -> None:
    filled.queue.take_in(MARGIN, found([9, 19, 29]), 0.0)
    assert listed(filled, where=DocumentFilter(search="text 18")) == [19]


def test_what_is_filtered_is_what_is_asked_about(project: Project, fill: Callable[..., object]) -> None:
    fill(75, prefix="房间", split="train")
    fill(25, prefix="早餐", split="train")
    wish = Wish("margin", DocumentFilter(search="早餐"))
    project.queue.begin(wish, SHARE, "me")
    assert set(listed(project)) == set(part(asked(project, wish), "pool")) == set(range(76, 101))


def test_a_filter_of_answered_documents_leaves_nothing_to_choose_from(filled: Project) -> None:
    annotate(filled, [1, 2, 3])
    filled.queue.begin(Wish("margin", DocumentFilter(state="labelled")), SHARE, "me")
    assert listed(filled) == []


def test_labels_are_doubted_in_the_filter_only_and_learned_from_all(filled: Project) -> None:
    annotate(filled, list(range(1, 21)))
    filled.annotations.flag(4, True)
    lines = asked(filled, Wish("suspects", DocumentFilter(is_flagged=True)))
    assert len(part(lines, "train")) == 20
    assert [line["id"] for line in lines if line.get("is_meant")] == [4]


def test_a_second_pass_keeps_to_the_filter(filled: Project) -> None:
    annotate(filled, list(range(1, 41)))
    for id in (2, 3, 90):
        filled.annotations.flag(id, True)
    filled.queue.begin(Wish("second", DocumentFilter(is_flagged=True)), SHARE, "me")
    assert set(listed(filled, "second")) == {2, 3}


def test_what_was_answered_since_the_question_is_not_listed(filled: Project) -> None:
    annotate(filled, [3])
    filled.queue.take_in(MARGIN, found([9, 3, 5]), 0.0)
    assert listed(filled) == [9, 5]


def test_hold_out_documents_have_their_share_and_are_marked(project: Project, fill: Callable[..., object]) -> None:
    fill(200)
    lines = asked(project)
    project.queue.take_in(MARGIN, found(part(lines, "pool")), 0.0)
    kinds = [project.queue.reason(id).kind for id in listed(project)[:50]]  # type: ignore[union-attr]
    assert kinds.count("holdout") == 10
    held_out = next(id for id in listed(project) if project.queue.reason(id).kind == "holdout")  # type: ignore[union-attr]
    annotate(project, [held_out])
    assert project.documents.get(held_out).is_holdout


def test_hold_out_documents_never_take_part_in_selection(project: Project, fill: Callable[..., object]) -> None:
    fill(200)
    pool = part(asked(project), "pool")
    assert 120 < len(pool) < 200
    annotate(project, pool)
    assert not any(project.documents.get(id).is_holdout for id in pool)


def test_a_copy_of_a_hold_out_text_is_not_asked_about(project: Project, fill: Callable[..., object]) -> None:
    fill(5, "good", split="test")
    fill(5, split="train", duplicates="keep")
    assert part(asked(project), "pool") == []


def test_the_question_has_what_was_chosen_and_what_is_random(filled: Project) -> None:
    order = listed(filled, "random")
    filled.queue.take_in(MARGIN, found(order[50:]), 0.0)
    annotate(filled, [order[60], order[0], order[1], order[3]])
    lines = {line["id"]: line for line in asked(filled) if line["part"] == "train"}
    assert list(lines) == [order[60], order[0], order[1], order[3]]
    assert [line["is_chosen"] for line in lines.values()] == [True, False, False, False]
    assert [line["is_random"] for line in lines.values()] == [False, True, True, False]


def test_a_skipped_document_does_not_end_the_random_sample(filled: Project) -> None:
    order = listed(filled, "random")
    annotate(filled, order[:2])
    filled.annotations.skip(order[2])
    annotate(filled, [order[3]])
    assert [line["is_random"] for line in asked(filled) if line["part"] == "train"] == [True] * 3


def test_what_a_filtered_list_chose_is_not_counted(filled: Project) -> None:
    wish = Wish("margin", DocumentFilter(search="text"))
    filled.queue.take_in(wish, found([5]), 0.0)
    annotate(filled, [5])
    assert [line["is_chosen"] for line in asked(filled) if line["part"] == "train"] == [False]


def test_the_slices_of_the_pool_go_round(filled: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.project.queue_request.SLICE", 40)
    order = listed(filled, "random")
    assert [part(asked(filled), "pool") for _ in range(3)] == [order[:40], order[40:80], order[80:] + order[:20]]


def test_what_was_listed_is_looked_at_again(filled: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.project.queue_request.SLICE", 10)
    order = listed(filled, "random")
    filled.queue.take_in(MARGIN, found(order[90:]), 0.0)
    assert set(part(asked(filled), "pool")) == set(order[90:] + order[:10])


def test_copies_share_a_group(project: Project, fill: Callable[..., object]) -> None:
    fill(2, split="train")
    fill(2, split="train", duplicates="keep")
    groups = [line["group"] for line in asked(project) if line["part"] == "pool"]
    assert len(groups) == 4 and len(set(groups)) == 2


def test_suspects_are_asked_again_once(filled: Project) -> None:
    annotate(filled, [1, 2, 3])
    filled.queue.take_in(Wish("suspects"), found([2, 1, 50], "suspects"), SHARE)
    assert listed(filled, "suspects") == [2, 1]
    step = filled.documents.next_id
    assert step(None, order="suspects", unlabelled_only=True) == 2
    annotate(filled, [2], "bad")
    assert step(None, order="suspects", unlabelled_only=True) == 1
    annotate(filled, [1])
    assert step(None, order="suspects", unlabelled_only=True) is None


def test_a_second_pass_asks_about_own_decisions_that_are_not_fresh(filled: Project) -> None:
    annotate(filled, list(range(1, 81)))
    filled.queue.begin(Wish("second"), SHARE, "me")
    again = listed(filled, "second")
    assert len(again) == 50 and set(again) <= set(range(1, 51))
    filled.annotator = "somebody else"
    filled.queue.begin(Wish("second"), SHARE, "somebody else")
    assert listed(filled, "second") == []


def test_a_second_answer_leaves_the_first_as_it_is_and_is_asked_for_once(filled: Project) -> None:
    annotate(filled, list(range(1, 41)))
    filled.queue.begin(Wish("second"), SHARE, "me")
    first = listed(filled, "second")[0]
    bad = filled.labels.all()[1].id
    filled.annotations.answer_again(first, [bad], seconds=2.0)
    document = filled.documents.get(first)
    assert document.annotation is not None and document.annotation.labels != (bad,)
    assert [one.labels for one in document.annotations if one.round == 1] == [(bad,)]
    filled.queue.begin(Wish("second"), SHARE, "me")
    assert first not in listed(filled, "second")
    filled.history.undo()
    assert len(filled.documents.get(first).annotations) == 1


def test_disagreement_begins_where_people_differ(filled: Project) -> None:
    annotate(filled, [4, 5], "good")
    filled.annotator = "Li"
    annotate(filled, [4], "bad")
    annotate(filled, [5], "good")
    filled.queue.take_in(Wish("disagreement"), found([9], "disagreement"), 0.0)
    assert listed(filled, "disagreement") == [4, 9]
    assert filled.queue.reason(4) == Reason("annotators", (("me", "good"), ("Li", "bad")))


def test_a_list_is_kept_when_the_project_is_opened_again(filled: Project) -> None:
    filled.queue.take_in(MARGIN, found([9, 3]), 0.0)
    with Project.open(filled.path) as again:
        assert listed(again) == [9, 3]
        assert again.queue.info() == ListInfo("margin", scored=2, labels=30, model="logistic")


def test_a_list_from_before_stays_until_there_is_another(filled: Project) -> None:
    filled.queue.take_in(MARGIN, found([9, 3]), 0.0)
    assert not filled.queue.begin(MARGIN, SHARE, "me").is_waiting
    assert listed(filled) == [9, 3]
    assert filled.queue.begin(Wish("rare", label="bad"), SHARE, "me").is_waiting
    assert len(listed(filled)) == 100


def test_the_list_of_a_filter_is_not_that_of_all(filled: Project) -> None:
    filled.queue.take_in(Wish("margin", DocumentFilter(search="text 9")), found([9, 3]), 0.0)
    assert filled.queue.begin(MARGIN, SHARE, "me").is_waiting


@pytest.mark.parametrize("harm", ["{}", "[1]", "null", "[[]]", "no json"])
def test_a_list_that_makes_no_sense_is_told(filled: Project, harm: str) -> None:
    filled.queue.take_in(MARGIN, found([9]), 0.0)
    filled.store.sql("UPDATE queue SET reason = ?", (harm,))
    filled.store.sql("UPDATE properties SET value = ? WHERE key = 'queue'", (harm,))
    with contextlib.suppress(AppError):
        filled.queue.reason(9)
    assert filled.queue.info() in (None, ListInfo("margin"))


def test_without_a_strategy_there_is_no_list(filled: Project) -> None:
    filled.queue.take_in(MARGIN, found([9, 3]), 0.0)
    filled.queue.clear()
    assert filled.queue.info() is None and listed(filled) == []
