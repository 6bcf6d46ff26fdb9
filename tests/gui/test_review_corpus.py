"""What is told of a run over many documents: its words, its weak slices, another run beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.jobs import specs
from core.progress import ignore
from core.project.project import Project
from core.project.values import ImportOptions, PredictionFilter
from core.records import Row
from core.settings import Settings
from gui.pages.review import ReviewPage
from gui.session import Session
from tests import fake_runs
from tests.fakes import FakeWorkers

pytestmark = pytest.mark.usefixtures("english_and_light")


class Room:
    def __init__(self, page: ReviewPage, qtbot: QtBot, session: Session, workers: FakeWorkers) -> None:
        self.page, self.qtbot, self.session, self.workers = page, qtbot, session, workers

    def show(self, tab: str) -> None:
        self.page.head.show_tab(tab)


def explain(folder: Path, *, flipped: bool = False) -> None:
    """As a worker explains a sample: "clean" decides, or "room"; "the" is looked at."""
    lines, asked = [], []
    rows = [json.loads(line) for line in (folder / "snapshot.jsonl").read_text(encoding="utf-8").splitlines()]
    for row in rows:
        words = row["text"].split()
        spans = [(row["text"].index(word), word) for word in words]
        own = {"clean": 0.0, "room": 1.0} if flipped else {"clean": 1.0, "room": 0.0}
        for method, weights in (("evidence", own), ("attention", {"the": 1.0})):
            tokens = [
                {"start": at, "end": at + len(word), "text": word, "weight": weights.get(word, 0.01)}
                for at, word in spans
            ]
            found = {"text": row["text"], "label": "good", "method": method, "methods": ["evidence", "attention"]}
            sums = {"is_signed": method == "evidence", "bias": 0.0, "logit": 1.0, "target": "good", "against": ""}
            lines.append(
                {"id": row["id"], **found, **sums, "probabilities": {"good": 0.8, "bad": 0.2}, "tokens": tokens}
            )
        asked.append({"id": row["id"], "text": row["text"]})
    for name, objects in (("explained.jsonl", lines), ("survey.jsonl", asked)):
        (folder / name).write_text("".join(json.dumps(one) + "\n" for one in objects), encoding="utf-8")


@pytest.fixture
def room(qtbot: QtBot, session: Session, settings: Settings, workers: FakeWorkers, tmp_path: Path) -> Iterator[Room]:
    path = tmp_path / "p.fovea"
    with Project.create(path, labels=("good", "bad")) as project:
        rows = [
            Row(f"the clean room {i}", (("good", "bad")[i % 2],), meta={"city": ("north", "south")[i % 3 == 0]})
            for i in range(200)
        ]
        project.imports.add(rows, ImportOptions(), ignore)
        for seed in range(2):
            explain(fake_runs.finished_run(project, seed=seed, quality=0.6).path, flipped=bool(seed))
    page = ReviewPage(session, settings)
    qtbot.addWidget(page)
    page.resize(1224, 724)
    with qtbot.waitExposed(page):
        page.show()
    page.on_shown()
    session.open(path)
    qtbot.waitUntil(lambda: page.run_id is not None and page.desk.document is not None)
    yield Room(page, qtbot, session, workers)


def choose(room: Room, view: str) -> list[str]:
    """The words of a view of the sample."""
    corpus = room.page.corpus
    room.show("keywords")
    room.qtbot.waitUntil(lambda: corpus._words is not None)
    corpus.view.setCurrentIndex(corpus.view.findData(view))
    return [corpus.words.row(row).word for row in range(corpus.words.rowCount())]


def test_words_of_the_sample_are_ranked_by_what_they_add(room: Room) -> None:
    decisive = "room" if room.page.run_id == room.page.head.reviewable[0].id else "clean"
    assert choose(room, "speaking")[0] == decisive
    room.qtbot.waitUntil(lambda: room.page.corpus.lines.rowCount() > 1)
    assert room.page.corpus.lines.columnCount() == 4
    line = room.page.corpus.lines.line(0)
    assert (line.word, line.score) == (decisive, 1.0)


def test_what_is_looked_at_and_what_is_used_stand_apart(room: Room) -> None:
    assert choose(room, "unused") == ["the"]
    assert "the" not in choose(room, "unseen")


def test_words_can_be_followed_over_a_column(room: Room) -> None:
    choose(room, "changing")
    corpus = room.page.corpus
    room.qtbot.waitUntil(lambda: corpus.column.isVisible() and corpus.words.columnCount() == 4)
    heads = [corpus.words.headerData(column, corpus.table.horizontalHeader().orientation()) for column in range(4)]
    assert heads == ["Word", "Range", "north", "south"]


def test_a_sample_is_explained_in_the_background_on_request(room: Room) -> None:
    choose(room, "speaking")
    room.page.corpus.sample.click()

    def asked() -> list[specs.ExplainSpec]:
        found = [spec for worker in room.workers for spec in worker.specs.values()]
        return [spec for spec in found if isinstance(spec, specs.ExplainSpec) and spec.output]

    room.qtbot.waitUntil(lambda: bool(asked()))
    assert asked()[0].methods == ("auto", "any-attention")


def test_a_slice_opens_what_is_wrong_in_it(room: Room) -> None:
    room.show("slices")
    page = room.page.slices
    room.qtbot.waitUntil(lambda: page._found is not None)
    page.view.setCurrentIndex(1)
    names = [row[0] for row in page.table.texts()]
    assert "city: north" in names and "40 labelled documents" in page.hint.text()
    row = names.index("city: north")
    chosen = page._shown[row]
    with room.qtbot.waitSignal(room.session.review_requested) as heard:
        page.table.cellClicked.emit(row, 0)
    where: PredictionFilter = heard.args[1]
    assert where.kind == "wrong" and where.ids is not None and len(where.ids) == chosen.n
    room.qtbot.waitUntil(lambda: room.page.list._n is not None)
    assert room.page.head.tab == "documents" and room.page.list._n == chosen.n_wrong


def test_two_runs_are_compared_by_predictions_and_by_explanations(room: Room) -> None:
    room.show("runs")
    page = room.page.runs
    room.qtbot.waitUntil(lambda: page._changed is not None)
    assert page.sentence.text().startswith(f"They differ on {len(page._changed or ())} documents.")
    first = (page._changed or ())[0]
    assert page.table.texts()[0][1::2] == [first.one, first.other, first.actual]
    page.view.setCurrentIndex(1)
    assert page.table.texts()[0][1] == ".98" and not page.sample.isVisible()
    page.table.cellClicked.emit(0, 0)
    room.qtbot.waitUntil(lambda: room.page.desk.document_id == page._apart[0][0])


def test_explanations_are_compared_once_both_runs_have_some(room: Room) -> None:
    for run in room.page.head.reviewable:
        (run.path / "explained.jsonl").unlink()
    room.show("runs")
    page = room.page.runs
    page.view.setCurrentIndex(1)
    room.qtbot.waitUntil(lambda: len(page._missing) == 2 and page.sample.isVisible())
    assert "both runs must explain" in page.hint.text()
    page.sample.click()
    room.qtbot.waitUntil(lambda: "in the background" in page.hint.text())
