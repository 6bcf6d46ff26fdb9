"""The review page on a real project, with a fake worker."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.errors import AppError
from core.jobs import messages, specs
from core.progress import ignore
from core.project.project import Project
from core.project.values import ImportOptions, PredictionFilter
from core.records import Document, Row, Span, Token
from core.settings import Settings
from gui.pages.review import ReviewPage
from gui.pages.review_reading import evenness
from gui.pages.review_views import explanation_of
from gui.session import Session
from tests import fake_runs
from tests.fakes import FakeWorkers, explanation, good_answer, no_answer

pytestmark = pytest.mark.usefixtures("english_and_light")

LABELS = ("good", "bad")


def make_project(path: Path, *, runs: int = 1, is_multi_label: bool = False) -> Path:
    with Project.create(path, labels=LABELS, is_multi_label=is_multi_label) as project:
        rows = [Row(f"clean room number {i}", (LABELS[i % 2],) if i % 5 else ()) for i in range(60)]
        project.imports.add(rows, ImportOptions(), ignore)
        for seed in range(runs):
            fake_runs.finished_run(project, seed=seed, quality=0.6)
    return path


class Room:
    """The page with what a test needs to drive it."""

    def __init__(self, page: ReviewPage, qtbot: QtBot, session: Session) -> None:
        self.page, self.qtbot, self.session = page, qtbot, session

    def open(self, path: Path) -> None:
        with self.qtbot.waitSignal(self.session.project_changed):
            self.session.open(path)
        self.settle()

    def settle(self) -> None:
        page, access = self.page, self.session._access
        self.qtbot.waitUntil(lambda: access._waiting_calls == 0 and (page.desk.is_ready or page.empty.isVisible()))

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.page, key)
        self.settle()

    def ask(self, work: Callable[[Project], Any]) -> Any:
        results: list[Any] = []
        self.session.call(work, results.append)
        self.qtbot.waitUntil(lambda: bool(results))
        return results[0]

    def document(self, document_id: int) -> Document:
        document: Document = self.ask(lambda project: project.documents.get(document_id))
        return document

    def names(self, document_id: int) -> list[str]:
        given = self.document(document_id).annotation
        assert self.session.info
        return [label.name for label in self.session.info.labels if given and label.id in given.labels]

    def predicted(self, document_id: int) -> str:
        row = self.page.list.model.row_of(document_id)
        assert row is not None
        return self.page.list.model.prediction(row).predicted

    @property
    def current(self) -> int:
        assert self.page.desk.document_id is not None
        return self.page.desk.document_id


@pytest.fixture
def bare(qtbot: QtBot, session: Session, settings: Settings) -> Iterator[Room]:
    page = ReviewPage(session, settings)
    qtbot.addWidget(page)
    page.resize(1224, 724)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.on_shown()
    yield Room(page, qtbot, session)


@pytest.fixture
def room(bare: Room, tmp_path: Path) -> Room:
    bare.open(make_project(tmp_path / "reviews.fovea"))
    return bare


def test_without_a_project_there_is_one_button(bare: Room) -> None:
    assert bare.page.empty.isVisible()
    with bare.qtbot.waitSignal(bare.session.page_requested) as heard:
        bare.page.empty.button.click()
    assert heard.args == ["home"]


def test_without_a_run_the_way_leads_to_training(bare: Room, tmp_path: Path) -> None:
    bare.open(make_project(tmp_path / "reviews.fovea", runs=0))
    assert "No model has been trained" in bare.page.empty.sentence.text()
    with bare.qtbot.waitSignal(bare.session.page_requested) as heard:
        bare.page.empty.button.click()
    assert heard.args == ["train"]


def test_the_first_prediction_is_open_and_explained(room: Room) -> None:
    page = room.page
    assert page.desk.document_id == page.list.model.prediction(0).document_id
    assert page.middle.view.text == room.document(room.current).text
    room.qtbot.waitUntil(lambda: "evenness 1.00" in page.middle._reading.text())
    assert "nearly flat" in page.middle._reading.text()  # the fake gives every character one weight
    assert page.middle.legend._uniform == pytest.approx(1 / len(page.middle.view.text))


def test_the_text_is_there_before_the_colours(bare: Room, tmp_path: Path, workers: FakeWorkers) -> None:
    workers.script = no_answer
    bare.open(make_project(tmp_path / "reviews.fovea"))
    assert bare.page.middle.view.text.startswith("clean room")
    assert bare.page.middle._reading.text() == "The highlights are being computed…"


def test_colours_of_a_document_that_was_left_are_dropped(bare: Room, tmp_path: Path, workers: FakeWorkers) -> None:
    workers.script = no_answer
    bare.open(make_project(tmp_path / "reviews.fovea"))
    bare.qtbot.waitUntil(lambda: bool(workers))
    worker = workers[0]
    first = [job for job, spec in worker.specs.items() if isinstance(spec, specs.ExplainSpec)][-1]
    bare.page.list.go(1)
    bare.settle()
    worker.say(messages.Finished(first, {"documents": [explanation("stale text")]}))
    assert bare.page.middle.explanation is None


def test_a_worker_that_fails_costs_the_colours_only(bare: Room, tmp_path: Path, workers: FakeWorkers) -> None:
    workers.script = lambda job, _: [messages.Failed(job, "x", "The model is {how}.", {"how": "gone"})]
    bare.open(make_project(tmp_path / "reviews.fovea"))
    bare.qtbot.waitUntil(lambda: bare.page.middle._reading.text() == "No highlights: The model is gone.")
    assert bare.page.side.confirm.isEnabled()


def test_enter_confirms_the_model_and_goes_on(room: Room) -> None:
    document_id = room.current
    room.press(Qt.Key.Key_Return)
    assert room.names(document_id) == [room.predicted(document_id)]
    given = room.document(document_id).annotation
    assert given and given.suggestion_seen and not given.is_imported
    assert room.current == room.page.list.model.prediction(1).document_id


def test_a_digit_corrects(room: Room) -> None:
    document_id = room.current
    index = 1 - LABELS.index(room.predicted(document_id))
    room.press((Qt.Key.Key_1, Qt.Key.Key_2)[index])
    assert room.names(document_id) == [LABELS[index]]
    row = room.page.list.model.row_of(document_id)
    assert row is not None and room.page.list.model.prediction(row).actual == (LABELS[index],)


def test_without_auto_advance_it_stays(room: Room, settings: Settings) -> None:
    settings.set("auto_advance", False)
    document_id = room.current
    room.press(Qt.Key.Key_Return)
    assert room.current == document_id
    assert room.page.side._person.text().startswith(room.predicted(document_id))


def test_keys_do_nothing_while_a_search_is_typed(room: Room) -> None:
    document_id = room.current
    room.page.list.search.setFocus()
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_Return):
        QTest.keyClick(room.page.list.search, key)
    room.settle()
    assert room.page.list.search.text() == "12"
    assert room.document(document_id).annotation is None


def test_several_labels_are_chosen_and_then_saved(bare: Room, tmp_path: Path) -> None:
    bare.open(make_project(tmp_path / "topics.fovea", is_multi_label=True))
    document_id = bare.current
    before = bare.page.desk.draft
    bare.press(Qt.Key.Key_1)
    bare.press(Qt.Key.Key_2)
    assert bare.document(document_id).annotation is None
    bare.press(Qt.Key.Key_Return)
    assert bare.session.info
    given = {label.id for label in bare.session.info.labels if label.name in bare.names(document_id)}
    assert given == before ^ {label.id for label in bare.session.info.labels}


def test_chips_ask_for_other_predictions(room: Room) -> None:
    page = room.page
    page.list.chips["wrong"].click()
    room.settle()
    rows = [page.list.model.prediction(row) for row in range(page.list.model.rowCount())]
    assert rows and all(row.actual is not None and (row.predicted,) != row.actual for row in rows)
    assert page.list._count.text().startswith(f"{len(rows)} ")
    assert room.current == rows[0].document_id


def test_a_person_who_disagrees_is_found(room: Room) -> None:
    document_id = room.current
    index = 1 - LABELS.index(room.predicted(document_id))
    room.press((Qt.Key.Key_1, Qt.Key.Key_2)[index])
    room.page.list.chips["disagreement"].click()
    room.settle()
    assert [room.page.list.model.prediction(0).document_id] == [document_id]
    assert room.page.list.model.rowCount() == 1


def test_a_cell_of_the_confusion_matrix_shows_its_documents(room: Room) -> None:
    page, run_id = room.page, room.page.run_id
    confusion = room.ask(lambda project: project.runs.get(run_id)).metrics["confusion"]
    n, actual, predicted = max((confusion["rows"][a][p], a, p) for a, p in ((0, 1), (1, 0)))
    names = confusion["labels"]
    where = PredictionFilter(actual=names[actual], predicted=names[predicted], holdout_only=True)
    room.session.review_requested.emit(run_id, where)
    room.settle()
    assert page.list.filter == where
    assert page.list.model.rowCount() == n > 0
    assert all(page.list.model.prediction(row).is_holdout for row in range(n))


def test_a_document_that_another_page_asks_for_is_opened(room: Room) -> None:
    last = room.page.list.model.prediction(room.page.list.model.rowCount() - 1).document_id
    room.session.document_requested.emit(last, "review")
    room.qtbot.waitUntil(lambda: room.page.desk.document_id == last)
    room.session.document_requested.emit(1, "label")
    room.settle()
    assert room.current == last


def test_marked_words_are_kept(room: Room) -> None:
    room.page.middle.mark.click()
    room.page.middle.view.rationale_added.emit(Span(0, 5))
    room.settle()
    assert room.document(room.current).rationales == (Span(0, 5),)
    room.page.middle.view.rationale_removed.emit(Span(0, 5))
    room.settle()
    assert room.document(room.current).rationales == ()


def test_a_keyword_shows_its_sentences_and_they_open_their_documents(room: Room) -> None:
    corpus = room.page.corpus
    assert {corpus.label.itemText(i) for i in range(corpus.label.count())} == set(LABELS)
    row = next(row for row in range(corpus.model.rowCount()) if corpus.model.keyword(row).word == "clean")
    corpus.table.selectRow(row)
    room.qtbot.waitUntil(lambda: corpus.lines.rowCount() > 1)
    assert "“clean” stands in" in corpus._hint.text()
    line = corpus.lines.line(1)
    corpus.sentences.clicked.emit(corpus.lines.index(1, 0))
    room.qtbot.waitUntil(lambda: room.page.desk.document_id == line.document_id)


def test_keys_of_the_documents_rest_on_the_other_tabs(room: Room) -> None:
    page, document_id = room.page, room.current
    room.press(Qt.Key.Key_T)
    assert page.trust.isVisible() and page.head.tab == "trust"
    room.press(Qt.Key.Key_1)
    room.press(Qt.Key.Key_Return)
    assert room.document(document_id).annotation is None and room.current == document_id
    room.press(Qt.Key.Key_K)
    assert page.corpus.isVisible()
    room.press(Qt.Key.Key_Escape)
    assert page.middle.isVisible() and page.head.tabs["documents"].isChecked()


def test_a_notice_leads_to_the_trust_of_its_run(bare: Room, tmp_path: Path) -> None:
    bare.open(make_project(tmp_path / "reviews.fovea", runs=2))
    other = next(run.id for run in bare.page.head.reviewable if run.id != bare.page.run_id)
    bare.session.trust_requested.emit(other)
    assert bare.page.trust.isVisible() and bare.page.run_id == other == bare.page.head.runs.currentData()


def test_another_run_is_reviewed_on_request(bare: Room, tmp_path: Path) -> None:
    bare.open(make_project(tmp_path / "reviews.fovea", runs=2))
    page = bare.page
    assert page.head.runs.count() == 2
    other = next(i for i in range(2) if page.head.runs.itemData(i) != page.run_id)
    page.head.runs.setCurrentIndex(other)
    bare.settle()
    assert page.run_id == page.head.runs.itemData(other) == page.desk.run_id == page.list.model.run_id


def test_decisions_on_other_pages_are_taken_in_when_it_is_shown(room: Room) -> None:
    document_id = room.current
    room.page.hide()
    room.ask(lambda project: project.annotations.annotate(document_id, [1]))
    room.session.annotations_changed.emit(document_id)
    room.page.show()
    room.page.on_shown()
    room.settle()
    assert room.page.list.model.prediction(0).actual == ("good",)


def test_evenness_is_one_for_equal_weights_and_low_for_one_word() -> None:
    def tokens(*weights: float) -> list[Token]:
        return [Token(i, i + 1, "x", weight) for i, weight in enumerate(weights)]

    assert evenness(tokens(*[0.1] * 10)) == pytest.approx(1.0)
    assert evenness(tokens(1.0, 0.0, 0.0, 0.0)) == pytest.approx(0.0)
    assert evenness(tokens(0.5, 0.5)) is None


def test_an_explanation_without_words_has_no_tokens() -> None:
    assert explanation_of("", {"text": "", "probabilities": {}}).tokens == ()


def test_what_was_not_read_is_grey_and_told(bare: Room, tmp_path: Path, workers: FakeWorkers) -> None:
    def answer(job: str, spec: specs.Spec) -> Sequence[messages.Message]:
        if not isinstance(spec, specs.ExplainSpec):
            return good_answer(job, spec)
        found = [{**explanation(text), "unread": [[0, 3]]} for text in spec.texts]
        return [messages.Finished(job, {"documents": found})]

    workers.script = answer
    bare.open(make_project(tmp_path / "reviews.fovea"))
    bare.qtbot.waitUntil(lambda: bare.page.middle._reading.text().endswith("did not read what is grey."))


def test_an_error_of_the_project_is_shown(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AppError("disk-full", "The disk is full.")

    monkeypatch.setattr("core.project.annotations.Annotations.annotate", refuse)
    document_id = room.current
    with room.qtbot.waitSignal(room.session.error_raised):
        QTest.keyClick(room.page, Qt.Key.Key_Return)
    assert room.current == document_id and room.page.desk.is_ready
