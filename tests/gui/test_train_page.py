"""The train page on a real project, with a fake worker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.jobs import messages
from core.jobs.specs import TrainSpec
from core.progress import ignore
from core.project.project import Project
from core.project.values import ImportOptions, PredictionFilter, Run
from core.records import Row
from core.settings import Settings
from gui import i18n
from gui.models.runs_model import COLUMNS
from gui.pages.train import TrainPage
from gui.session import Session
from tests import fake_runs
from tests.fakes import FakeWorkers, no_answer

pytestmark = pytest.mark.usefixtures("english_and_light")


def make_project(path: Path, n: int = 60, runs: int = 0, labels: tuple[str, ...] = ("good", "bad")) -> Path:
    with Project.create(path, labels=labels) as project:
        rows = [Row(f"text number {i}", (labels[i % len(labels)],)) for i in range(n)]
        project.imports.add(rows, ImportOptions(), ignore)
        for seed in range(runs):
            fake_runs.finished_run(project, seed=seed, quality=0.7 + 0.1 * seed)
    return path


class Room:
    """The page with what a test needs to drive it."""

    def __init__(self, page: TrainPage, qtbot: QtBot, session: Session) -> None:
        self.page, self.qtbot, self.session = page, qtbot, session

    def open(self, path: Path, runs: int = 0) -> None:
        with self.qtbot.waitSignal(self.session.project_changed):
            self.session.open(path)
        self.qtbot.waitUntil(lambda: len(self.page.runs.model.runs) == runs and self.session.counts is not None)
        self.qtbot.waitUntil(lambda: self.page.curves.is_ready)
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.session._access._waiting_calls == 0)

    def do(self, work: Callable[[Project], Any]) -> None:
        done: list[bool] = []
        self.session.call(work, lambda _: done.append(True))
        self.qtbot.waitUntil(lambda: bool(done))

    def start(self, workers: FakeWorkers) -> str:
        """Press Start; the id of the run that is being trained."""
        self.page.setup.start.click()
        self.qtbot.waitUntil(lambda: bool(self.page.jobs.cards) and bool(workers))
        self.settle()
        return next(iter(self.page.jobs.cards))

    def selected(self) -> Run:
        run = self.page.runs.selected
        assert run is not None
        return run


@pytest.fixture
def room(qtbot: QtBot, session: Session, settings: Settings, workers: FakeWorkers) -> Iterator[Room]:
    workers.script = no_answer
    page = TrainPage(session, settings)
    qtbot.addWidget(page)
    page.resize(1224, 724)
    page.show()
    yield Room(page, qtbot, session)


def test_without_a_project_there_is_one_button(room: Room) -> None:
    assert room.page.empty.isVisible()
    with room.qtbot.waitSignal(room.session.page_requested) as heard:
        room.page.empty.button.click()
    assert heard.args == ["home"]


def test_it_says_what_would_be_trained_on(room: Room, tmp_path: Path) -> None:
    room.open(make_project(tmp_path / "a.fovea"))
    setup = room.page.setup
    assert setup._what.text().startswith("48 labelled document")
    assert "12 more, the hold-out" in setup._what.text()
    assert setup.start.isEnabled() and not setup.go_to_label.isVisible()
    setup.limit.setValue(20)
    assert setup._what.text().startswith("20 labelled document")


def test_too_few_labels_lead_to_the_label_page(room: Room, tmp_path: Path) -> None:
    room.open(make_project(tmp_path / "a.fovea", n=20, labels=("good",)))
    setup = room.page.setup
    assert not setup.start.isEnabled()
    assert "at least 2 different label" in setup._missing.text()
    with room.qtbot.waitSignal(room.session.page_requested) as heard:
        setup.go_to_label.click()
    assert heard.args == ["label"]


def test_start_sends_what_the_form_says(room: Room, tmp_path: Path, workers: FakeWorkers) -> None:
    room.open(make_project(tmp_path / "a.fovea"))
    setup = room.page.setup
    setup.form.set_values({"epochs": 7, "learning_rate": 0.005})
    setup.device.setCurrentIndex(setup.device.findData("cpu"))
    setup.seed.setValue(11)
    setup.limit.setValue(30)
    run_id = room.start(workers)
    (spec,) = workers[0].specs.values()
    assert isinstance(spec, TrainSpec)
    assert (spec.settings["epochs"], spec.settings["learning_rate"]) == (7, 0.005)
    assert (spec.device, spec.seed) == ("cpu", 11)
    assert room.selected().id == run_id
    assert room.selected().snapshot_counts["train"] == 30


def test_a_run_is_watched_live(room: Room, tmp_path: Path, workers: FakeWorkers) -> None:
    room.open(make_project(tmp_path / "a.fovea"))
    run_id = room.start(workers)
    say, card = workers[0].say, room.page.jobs.cards[run_id]
    assert "Starting" in card._state.text()
    say(messages.Started("j1", "cpu"))
    say(messages.Progress("j1", "train", 30, 60, 75.0))
    say(messages.Step("j1", 0.5, 0.7))
    say(messages.Epoch("j1", 1, 20, 0.6, 0.5, 0.8, 0.79, (0.7, 0.86), 5000.0, True))
    assert card._state.text() == "Training"
    assert card._left.text() == "1 min 15 s left"
    assert card._bar.value() == 500
    assert "Epoch 1 of at most 20" in card._facts.text()
    room.qtbot.waitUntil(lambda: "macro-F1 .790 (.700–.860)" in room.page.curves._readout.text)
    room.qtbot.waitUntil(lambda: room.selected().state == "running")


def test_pause_resume_and_cancel_reach_the_worker(room: Room, tmp_path: Path, workers: FakeWorkers) -> None:
    room.open(make_project(tmp_path / "a.fovea"))
    run_id = room.start(workers)
    card = room.page.jobs.cards[run_id]
    card.pause.click()
    workers[0].say(messages.Paused("j1"))
    assert card._state.text() == "Paused" and card.pause.text() == "Resume"
    room.qtbot.waitUntil(lambda: room.selected().state == "paused")
    card.pause.click()
    workers[0].say(messages.Resumed("j1"))
    card.cancel.click()
    assert workers[0].commands[1:] == [("pause", "j1"), ("resume", "j1"), ("cancel", "j1")]
    workers[0].say(messages.Cancelled("j1"))
    room.qtbot.waitUntil(lambda: not room.page.jobs.cards)


def test_two_trainings_have_a_card_each(room: Room, tmp_path: Path, workers: FakeWorkers) -> None:
    room.open(make_project(tmp_path / "a.fovea"))
    room.start(workers)
    room.page.setup.start.click()
    room.qtbot.waitUntil(lambda: len(room.page.jobs.cards) == 2)
    assert len({card.title for card in room.page.jobs.cards.values()}) >= 1


def test_figures_and_details_of_a_run(room: Room, tmp_path: Path) -> None:
    room.open(make_project(tmp_path / "a.fovea", runs=1), runs=1)
    page, run = room.page, room.selected()
    assert run.is_active and run.metrics
    model = page.runs.model
    assert str(model.index(0, COLUMNS.index("accuracy")).data()).count("–") == 1
    head = page.details.per_label.horizontalHeaderItem(1)
    assert head is not None and head.text() == "Precision"
    assert [row[0] for row in page.details.per_label.texts()] == ["good", "bad"]
    assert all("(" in cell for row in page.details.per_label.texts() for cell in row[1:4])
    assert ["Trained on (documents)", "48"] in page.details.settings.texts()
    assert ["Epochs at most", "20"] in page.details.settings.texts()


def test_a_cell_of_the_matrix_opens_its_documents(room: Room, tmp_path: Path) -> None:
    room.open(make_project(tmp_path / "a.fovea", runs=1), runs=1)
    with room.qtbot.waitSignals([room.session.page_requested, room.session.review_requested], order="strict"):
        room.page.details.confusion.cell_chosen.emit("good", "bad")
    heard: list[tuple[str, PredictionFilter]] = []
    room.session.review_requested.connect(lambda run, where: heard.append((run, where)))
    room.page.details.confusion.cell_chosen.emit("bad", "good")
    assert heard == [(room.selected().id, PredictionFilter(actual="bad", predicted="good", holdout_only=True))]


def test_two_ticked_runs_are_compared(room: Room, tmp_path: Path) -> None:
    room.open(make_project(tmp_path / "a.fovea", runs=2), runs=2)
    page, model = room.page, room.page.runs.model
    for row in range(2):
        model.setData(model.index(row, 0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert page.comparison.isVisible()
    rows = {row[0]: row[1:] for row in page.comparison.table.texts()}
    assert rows["Seed"] == ["1", "0"]
    assert rows["Trained on"] == ["48", "48"]
    assert "overlap" in page.comparison._note.text()
    assert len(page.curves._readout.text.splitlines()) == 2
    page.comparison._close.click()
    assert page.details.isVisible() and model.ticked == []


def test_another_run_can_be_made_active(room: Room, tmp_path: Path) -> None:
    room.open(make_project(tmp_path / "a.fovea", runs=2), runs=2)
    other = next(run for run in room.page.runs.model.runs if not run.is_active)
    room.page.runs.select(other.id)
    with room.qtbot.waitSignal(room.session.active_run_changed) as heard:
        room.page.runs.activate.click()
    assert heard.args == [other.id]
    room.qtbot.waitUntil(lambda: room.selected().is_active)
    assert not room.page.runs.activate.isEnabled()


def test_an_interrupted_run_is_shown_as_such_and_resumed(room: Room, tmp_path: Path, workers: FakeWorkers) -> None:
    path = make_project(tmp_path / "a.fovea", runs=1)
    with Project.open(path) as project:
        fake_runs.set_state(project.runs.all()[0], "running")  # nobody holds its lock
    room.open(path, runs=1)
    assert room.selected().state == "interrupted"
    assert room.page.runs.resume.isVisible()
    room.page.runs.resume.click()
    room.qtbot.waitUntil(lambda: bool(workers) and bool(workers[0].specs))
    (spec,) = workers[0].specs.values()
    assert isinstance(spec, TrainSpec) and spec.is_resumed


def test_a_finished_run_without_holdout_says_so(room: Room, tmp_path: Path) -> None:
    path = tmp_path / "a.fovea"
    with Project.create(path, labels=("good", "bad")) as project:
        rows = [Row(f"text {i}", (("good", "bad")[i % 2],)) for i in range(30)]
        project.imports.add(rows, ImportOptions(split="train"), ignore)
        fake_runs.finished_run(project)
    room.open(path, runs=1)
    assert "will not be measured" in room.page.setup._what.text()
    assert room.page.details._why.text() == "no documents"
    assert not room.page.details.per_label.isVisible()


def test_settings_of_an_old_run_fill_the_form(room: Room, tmp_path: Path) -> None:
    room.open(make_project(tmp_path / "a.fovea", runs=2), runs=2)
    room.page.setup.form.set_values({"hidden_size": 32})
    room.page.runs.select(next(run.id for run in room.page.runs.model.runs if run.seed == 1))
    room.page.runs.reuse.click()
    assert room.page.setup.request.settings["hidden_size"] == 128
    assert room.page.setup.request.seed == 1


def test_the_language_changes_while_it_is_open(room: Room, tmp_path: Path) -> None:
    room.open(make_project(tmp_path / "a.fovea", runs=1), runs=1)
    i18n.set_language("zh_CN")
    room.page.grab()
    i18n.set_language("en")
    assert room.page.setup.start.text() == "Start training"
