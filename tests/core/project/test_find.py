"""Filters and orders, against a plain loop over all documents: without an index, with half of one, with all of it."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, get_args

import pytest

from core.errors import InputError
from core.project.find import walk as walk_module
from core.project.project import Project
from core.project.search import building, index
from core.project.search.query import Matcher, parse
from core.project.values import ANY, CellFilter, DocumentFilter, ImportOptions, PlainOrder
from core.records import Document, Row, Span

WORDS = ("房间", "很好", "早餐", "差", "wifi", "Hotel", "服务员", "5星")
CITIES = ("上海", "北京", "")
SEARCHES = ("", "好", "早餐", "很好 早餐", "hot", "服务员", "-差", "差 OR 早餐", "/早.*wifi/", '"hotel"', "星", "zzz")
N_FILTERS = 60
CHOICES: dict[str, tuple[Any, ...]] = {
    "search": SEARCHES,
    "state": ("labelled", "unlabelled", "skipped", "disputed"),
    "label_ids": ((1,), (2,), (1, 2)),
    "is_flagged": (True, False),
    "is_holdout": (True, False),
    "is_marked": (True, False),
    "annotators": (("Li",), ("Li", "Wang"), ("import",)),
    "predicted_ids": ((1,), (1, 2)),
    "is_disagreed": (True, False),
    "confidence": ((0.6, None), (None, 0.7)),
    "length": ((10.0, None), (None, 15.0), (14.0, 20.0)),
    "import_ids": ((1,), (1, 3)),
    "cells": (
        (CellFilter("city", ("上海",)),),
        (CellFilter("stars", range=(2.0, 3.0)),),
        (CellFilter("no", ("x",)),),
    ),
}


def some_filters(n: int) -> Iterator[DocumentFilter]:
    """Each asks for one to three things."""
    for i in range(n):
        names = random.sample(sorted(CHOICES), 1 + i % 3)
        yield DocumentFilter(**{name: random.choice(CHOICES[name]) for name in names})


def text(i: int) -> str:
    return "，".join(WORDS[(i * k + k // 2) % len(WORDS)] for k in range(1, 3 + i % 4))


def rows(first: int, n: int) -> Iterator[Row]:
    for i in range(first, first + n):
        labels = (("good", "bad")[i % 2],) if i % 3 == 0 else ()
        meta = {"city": CITIES[i % 3], "stars": str(i % 5)}
        yield Row(text(i), labels, meta, (Span(0, 1),) if i % 7 == 0 else ())


def busy_project(path: Path) -> Project:
    """90 documents, of which 30 are withdrawn; answers by two people; predictions of an active run for some."""
    project = Project.create(path, labels=["good", "bad"])
    keep = ImportOptions(duplicates="keep")
    project.imports.add(rows(0, 30), keep)
    project.imports.add(rows(30, 30), keep)
    project.history.undo()
    project.imports.add(rows(60, 30), keep)
    for id in (*range(1, 12), *range(61, 75)):
        project.annotator = ("Li", "Wang")[id % 2]
        project.annotations.skip(id) if id % 5 == 0 else project.annotations.annotate(id, [1 + id % 2])
    for id in (3, 8, 70):
        project.annotations.flag(id, True)
    run, _ = project.runs.create("logistic", {}, seed=0, device="cpu")
    lines = [{"id": id, "probabilities": [p := (id % 10) / 10, 1 - p]} for id in range(1, 80, 2)]
    (run.path / "predictions.jsonl").write_text("\n".join(map(json.dumps, lines)))
    project.runs.finish(run.id)
    return project


@pytest.fixture(params=["none", "half", "whole"])
def busy(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    with busy_project(tmp_path / "Busy.fovea") as project:
        if request.param == "half":
            monkeypatch.setattr(index, "last", lambda _: 20)
        if request.param != "none":
            building.bring_up_to_date(project.store)
        if request.param == "half":
            monkeypatch.undo()
        monkeypatch.setattr(walk_module, "FIRST_BLOCK", 4)
        monkeypatch.setattr(walk_module, "LAST_BLOCK", 16)
        yield project


@dataclass(frozen=True)
class Facts:
    """What is to be known of a document, asked for one by one."""

    document: Document
    import_id: int
    probabilities: Mapping[str, float] | None
    keys: Mapping[PlainOrder, tuple[float, ...]]

    @property
    def state(self) -> str:
        given = self.document.annotation
        return "unlabelled" if given is None else "skipped" if given.is_skipped else "labelled"

    @property
    def predicted(self) -> int | None:
        said = self.probabilities
        return None if said is None else 1 if said["good"] >= said["bad"] else 2


def everything(project: Project) -> list[Facts]:
    [run] = project.runs.all()
    query = (
        "SELECT import_id, rank, length, answered_at, (SELECT margin FROM predictions JOIN runs ON number = run"
        " WHERE document_id = documents.id AND runs.id = ?) AS margin FROM documents WHERE id = ?"
    )
    found = []
    for document in map(project.documents.get, (*range(1, 31), *range(61, 91))):
        row, id = project.store.sql(query, (run.id, document.id)).one(), document.id
        no = row.margin is None
        keys: dict[PlainOrder, tuple[float, ...]] = {
            "imported": (id,),
            "random": (row.rank, id),
            "shortest": (row.length, id),
            "longest": (-row.length, -id),
            "latest": (1, id) if row.answered_at is None else (0, -row.answered_at, -id),
            "unsure": (1, id) if no else (0, row.margin, id),
            "sure": (1, id) if no else (0, -row.margin, -id),
        }
        found.append(Facts(document, row.import_id, project.predictions.of(run.id, id), keys))
    return found


def within(value: float | None, ends: Any) -> bool:
    return value is not None and (ends[0] is None or value >= ends[0]) and (ends[1] is None or value <= ends[1])


def holds(meta: Mapping[str, str], cell: CellFilter) -> bool:
    value = meta.get(cell.column)
    return value in cell.values if cell.values else within(float(value) if value else None, cell.range)


def passes(facts: Facts, where: DocumentFilter) -> bool:
    document, said = facts.document, facts.probabilities
    labels = document.annotation.labels if document.annotation else ()
    asks_model = where.predicted_ids or where.is_disagreed is not None or where.confidence != ANY
    is_wrong = facts.state == "labelled" and (facts.predicted,) != labels
    return all(
        (
            where.state in ("any", facts.state),
            not where.label_ids or bool(set(labels) & set(where.label_ids)),
            where.is_flagged in (None, document.is_flagged),
            where.is_holdout in (None, bool(document.is_holdout)),
            where.is_marked in (None, bool(document.rationales)),
            not where.annotators or any(one.annotator in where.annotators for one in document.annotations),
            not asks_model or said is not None,
            not where.predicted_ids or facts.predicted in where.predicted_ids,
            where.is_disagreed is None or (facts.state == "labelled" and is_wrong == where.is_disagreed),
            where.confidence == ANY or within(said and max(said.values()), where.confidence),
            where.length == ANY or within(len(document.text), where.length),
            not where.import_ids or facts.import_id in where.import_ids,
            all(holds(document.meta, cell) for cell in where.cells),
            Matcher(parse(where.search))(document.text),
        )
    )


def walked(project: Project, where: DocumentFilter, order: PlainOrder, limit: int) -> list[int]:
    found: list[int] = []
    after = None
    while True:
        window = project.documents.window(where, after=after, limit=limit, order=order)
        found += [row.id for row in window.rows]
        after = window.resume
        if after is None:
            return found


def test_windows_counts_and_steps_agree_with_a_plain_loop(busy: Project) -> None:
    documents = everything(busy)
    for where in some_filters(N_FILTERS):
        expected = [facts for facts in documents if passes(facts, where)]
        ids = [facts.document.id for facts in expected]
        assert busy.documents.count(where) == len(ids), where
        assert [id for block in busy.documents.ids(where) for id in block] == ids, where
        assert busy.documents.matching(where, list(range(95))) == set(ids), where
        for order in ("imported", random.choice(get_args(PlainOrder))):
            sorted_ids = [facts.document.id for facts in sorted(expected, key=lambda facts: facts.keys[order])]
            assert walked(busy, where, order, random.randint(1, 20)) == sorted_ids, (where, order)
            step = partial(busy.documents.next_id, order=order, filter=where)
            back = partial(busy.documents.previous_id, order=order, filter=where)
            assert [step(id) for id in (None, *sorted_ids[:9])] == [*sorted_ids, None][:10], (where, order)
            assert [back(id) for id in (*sorted_ids[-9:], None)] == [None, *sorted_ids][-10:], (where, order)


def test_a_search_that_takes_long_gives_what_it_has_and_where_to_go_on(busy: Project) -> None:
    where = DocumentFilter(search="/早/", import_ids=(3,))
    first = busy.documents.window(where, after=None, limit=99, budget_s=0)
    assert first.rows == () and first.resume is not None
    rest = busy.documents.window(where, after=first.resume, limit=99)
    assert rest.rows and rest.resume is None


def test_a_bad_expression_is_complained_about_wherever_it_is_used(busy: Project) -> None:
    with pytest.raises(InputError, match="is no regular expression"):
        busy.documents.count(DocumentFilter(search="/(/"))
    with pytest.raises(InputError, match="takes too long"):
        busy.imports.add([Row("a" * 5000)], ImportOptions())
        busy.documents.count(DocumentFilter(search="/(a+)+b/"))
