"""Stages that look for documents: opening, searching, filtering, deciding one by one, all without a window."""

from __future__ import annotations

import json
import random
import sqlite3
from pathlib import Path
from typing import Any

from core.project.project import Project
from core.project.values import DocumentFilter, Order
from tests.benchmarks.workload import corpus
from tests.benchmarks.workload.commits import BareCommits
from tests.benchmarks.workload.figures import figures, timed

SCREEN = 60  # rows
LEAST, MOST = 10, 100_000  # documents that a searched word stands in
N_WORDS, N_DECISIONS = 300, 1000
PREDICTIONS = 200_000
QUERIES = (
    "{0} {1}",
    '"{0}" -{2}',
    "{0} OR {2}",
    "wif",
    "hotel -{0}",
    "/{0}.{{0,4}}{1}/ {0}",
    "{0}{1}",
)
FILTERS = (
    "is:labelled",
    "is:unlabelled",
    "is:skipped",
    "is:flagged",
    "is:holdout",
    "-is:holdout is:labelled",
    "is:marked",
    "is:disagreed",
    "is:outdated",
    "is:near-duplicate",
    "is:duplicate is:labelled",
    "is:conflicting",
    "similar:5000",
    "label:好评",
    "label:好评,中评 length:200..",
    "by:import",
    "by:me",
    "model:差评 confidence:..0.4",
    "confidence:0.999..",
    "length:..6",
    "length:400..",
    "answered:2026-01-01..",
    "import:1 meta.city:西安",
    "meta.city:上海,北京 meta.stars:..2",
    "meta.stars:5 is:labelled label:差评 confidence:..0.5 length:40..60",
    "meta.city:nowhere",
    "is:labelled length:300.. -is:flagged 的",
    "/^的.*一。$/",
)
ORDERS: tuple[Order, ...] = ("imported", "random", "shortest", "latest", "unsure")


def opening(folder: Path, source: Path) -> dict[str, Any]:  # noqa: ARG001
    """The process is fresh: its modules are not loaded yet but for Python's own share of them."""

    def first() -> Project:
        project = Project.open(folder / "million.fovea")
        project.documents.counts()
        project.documents.get(project.documents.next_id(None, unlabelled_only=True))
        project.documents.window(DocumentFilter(), after=None, limit=SCREEN)
        return project

    elapsed_ms, project = timed(first)
    project.close()
    return {"first_document_ms": round(elapsed_ms, 1)}


def searching(folder: Path, source: Path) -> dict[str, Any]:  # noqa: ARG001
    """Words that stand in 10 to 100,000 documents, the first screen of each; and other queries."""
    rng = random.Random(1)
    with Project.open(folder / "million.fovea") as project:
        chosen = _words(folder, rng)
        single = [timed(lambda w=w: _screen(project, DocumentFilter(w)))[0] for w in chosen]
        common = [word for word in corpus.words()[:300] if len(word) == 2]
        longer: list[float] = []
        for query in QUERIES:
            for _ in range(20):
                search = query.format(*rng.sample(common, 3))
                longer.append(timed(lambda s=search: _screen(project, DocumentFilter(s)))[0])
        counting = [timed(lambda w=w: project.documents.count(DocumentFilter(w)))[0] for w in chosen[:50]]
    return {"word_ms": figures(single), "query_ms": figures(longer), "count_ms": figures(counting)}


def filtering(folder: Path, source: Path) -> dict[str, Any]:  # noqa: ARG001
    """The first screen of each filter in each order: what is on the screen after one call."""
    slowest: dict[str, float] = {}
    late: list[str] = []
    with Project.open(folder / "million.fovea") as project:
        _prepare(project)
        for text in FILTERS:
            where = project.filter(text)
            for order in ORDERS:
                elapsed_ms, window = timed(lambda where=where, order=order: _screen(project, where, order))
                slowest[f"{text} · {order}"] = elapsed_ms
                if window.resume is not None and len(window.rows) < SCREEN:
                    late.append(f"{text} · {order}")
    worst = sorted(slowest, key=lambda name: -slowest[name])[:8]
    return {
        **figures(list(slowest.values())),
        "slowest": {name: round(slowest[name]) for name in worst},
        "comes_in_parts": late,
    }


def deciding(folder: Path, source: Path) -> dict[str, Any]:  # noqa: ARG001
    """Label one, find the next unlabelled one, read it: on disk, without the window."""
    with BareCommits(folder) as commits:
        bare = [commits.one_ms() for _ in range(N_DECISIONS)]
    with Project.open(folder / "million.fovea") as project:
        label = project.labels.all()[0].id
        current = project.documents.next_id(None, unlabelled_only=True)

        def decide() -> None:
            nonlocal current
            project.annotations.annotate(current, [label])
            current = project.documents.next_id(current, unlabelled_only=True)
            project.documents.get(current)

        times = [timed(decide)[0] for _ in range(N_DECISIONS)]
        project.history.travel(project.history.events(1)[0].id - N_DECISIONS)
    return {**figures(times), "bare_commit_ms": figures(bare)}


def _screen(project: Project, where: DocumentFilter, order: Order = "imported") -> Any:
    return project.documents.window(where, after=None, limit=SCREEN, order=order, budget_s=0.08)


def _words(folder: Path, rng: random.Random) -> list[str]:
    """One and two characters, spread evenly over how common they are (on a logarithmic scale)."""
    connection = sqlite3.connect(folder / "million.fovea" / "search.db")
    connection.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, words, row)")
    query = "SELECT term, doc FROM temp.terms WHERE doc BETWEEN ? AND ? AND length(term) <= 2"
    found = [(term, n) for term, n in connection.execute(query, (LEAST, MOST)) if "\u4e00" <= term[0] <= "\u9fff"]
    connection.close()
    by_size: dict[int, list[str]] = {}
    for term, n in found:
        by_size.setdefault(len(str(n)), []).append(term)
    return [rng.choice(by_size[size]) for size in sorted(by_size) for _ in range(N_WORDS // len(by_size))]


def _prepare(project: Project) -> None:
    """Something for each filter to find: flags, skips, marked words, a run's predictions."""
    if project.runs.active() is not None:
        return
    from core.records import Span

    middle = project.documents.counts().total // 2
    for id in range(middle, middle + 50):
        project.annotations.skip(id)
        project.annotations.flag(id + 100, True)
        project.annotations.add_rationale(id + 200, Span(0, 2))
    run, _ = project.runs.create("logistic", {}, seed=0, device="cpu")
    rng = random.Random(0)
    n = len(run.labels)
    with (run.path / "predictions.jsonl").open("w", encoding="utf-8") as file:
        for id in range(1, 1 + min(PREDICTIONS, project.documents.counts().total)):
            scores = [rng.random() ** 4 + 0.001 for _ in range(n)]
            file.write(json.dumps({"id": id, "probabilities": [score / sum(scores) for score in scores]}) + "\n")
    project.runs.finish(run.id)
