"""The train page on a real project, with a fake worker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.jobs import messages, model_settings
from core.jobs.captioning import SMALL_NETWORK
from core.jobs.model_info import ModelInfo, ModelSetting
from core.jobs.specs import CAPTION, CompareSpec, PretrainSpec, TrainSpec
from core.progress import ignore
from core.project.project import Project
from core.project.values import DocumentFilter, ImportOptions, PredictionFilter, Run
from core.records import Row, Span
from core.settings import Settings
from gui import i18n
from gui.models.runs_model import COLUMNS
from gui.pages.train import TrainPage
from gui.pages.train_setup import TrainSetup
from gui.project_access import ProjectInfo
from gui.session import Session
from tests import fake_runs
from tests.fakes import FakeWorkers, no_answer

pytestmark = pytest.mark.usefixtures("english_and_light")


def make_project(
    path: Path, n: int = 60, runs: int = 0, labels: tuple[str, ...] = ("good", "bad"), marked: int = 0
) -> Path:
    with Project.create(path, labels=labels) as project:
        spans = (Span(0, 4),)
        rows = [
            Row(f"text number {i}", (labels[i % len(labels)],), rationales=spans if i < marked else ())
            for i in range(n)
        ]
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
    setup.model.setCurrentIndex(setup.model.findData("attention-lstm"))
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


def test_untouched_settings_of_pictures_go_with_the_image_network(qtbot: QtBot) -> None:
    setup = TrainSetup()
    qtbot.addWidget(setup)
    setup.set_project(ProjectInfo(Path("p.fovea"), "p", CAPTION, False, (), {}, "me"), None)
    assert setup.request.settings["learning_rate"] == SMALL_NETWORK["learning_rate"]
    setup.form.set_values({"dropout": 0.7})
    setup.form.set_values({"encoder": "mobilenet.npz"})
    assert (setup.request.settings["learning_rate"], setup.request.settings["dropout"]) == (1e-3, 0.7)
    setup.form.set_values({"encoder": ""})
    assert setup.request.settings["epochs"] == SMALL_NETWORK["epochs"]


def compared(path: Path, **how: float | None) -> Path:
    with Project.open(path) as project:
        fake_runs.compare(project.runs.all()[0], **how)
    return path


def test_all_models_can_be_chosen_and_the_default_one_is(room: Room) -> None:
    setup = room.page.setup
    assert [setup.model.itemData(i) for i in range(setup.model.count())] == list(model_settings.MODELS)
    assert setup.request.model == model_settings.find("auto").name
    assert setup._description.text()


def test_learning_from_all_texts_is_offered_watched_and_told(room: Room, tmp_path: Path, workers: FakeWorkers) -> None:
    room.open(make_project(tmp_path / "a.fovea"))
    texts = room.page.texts
    assert texts._state.text().startswith("Not learned from yet: 60 text")
    texts.learn.click()
    assert not texts.learn.isEnabled()
    room.qtbot.waitUntil(lambda: bool(room.page.jobs.cards) and bool(workers))
    (spec,) = workers[0].specs.values()
    assert isinstance(spec, PretrainSpec)
    card = next(iter(room.page.jobs.cards.values()))
    workers[0].say(messages.Progress("j1", "pretrain", 1, 2, 30.0))
    assert (card._title.text(), card._left.text()) == ("Learning from all texts", "30 s left")
    assert room.page.runs.model.runs == ()
    card.cancel.click()
    assert workers[0].commands[-1] == ("cancel", "j1")


def test_texts_that_came_since_are_counted(room: Room, tmp_path: Path) -> None:
    path = make_project(tmp_path / "a.fovea")
    with Project.open(path) as project:
        fake_runs.finished_pretraining(project)
        project.imports.add([Row(f"new {i}") for i in range(7)], ImportOptions(), ignore)
    room.open(path)
    room.qtbot.waitUntil(lambda: room.page.texts._state.text().startswith("Learned from 60 texts (today"))
    assert "7 text" in room.page.texts._state.text()
    assert room.page.texts.learn.text() == "Learn from all texts again"


def test_a_try_that_failed_says_why(room: Room, tmp_path: Path) -> None:
    path = make_project(tmp_path / "a.fovea")
    with Project.open(path) as project:
        run = fake_runs.finished_pretraining(project)
        fake_runs.set_state(run, "failed", code="x", template="No {what}.", values={"what": "room"})
    room.open(path)
    room.qtbot.waitUntil(lambda: room.page.texts._failed.text() == "The last try failed. No room.")


def test_a_run_is_compared_on_request(room: Room, tmp_path: Path, workers: FakeWorkers) -> None:
    room.open(make_project(tmp_path / "a.fovea", runs=1), runs=1)
    beside = room.page.details.beside
    room.page.details.show_tab("beside")
    beside.compare.click()
    (spec,) = workers[0].specs.values()
    assert isinstance(spec, CompareSpec) and Path(spec.run_dir).name == room.selected().id
    assert beside._sentences.text().startswith("Being compared")
    assert room.page.jobs.cards == {} and room.selected().state == "finished"


@pytest.mark.parametrize(
    ("uniform", "logistic", "said"),
    [
        (0.01, 0.05, ("accuracy is no evidence", "Better than n-gram logistic regression by 5.0 points (2.0 to 8.0).")),
        (-0.06, 0.0, ("Worse than uniform attention by 6.0 points (3.0 to 9.0).", "the simpler model may do")),
        (None, -0.04, ("Worse than n-gram logistic regression by 4.0 points (1.0 to 7.0).",)),
    ],
)
def test_what_stands_beside_a_run_is_told_honestly(
    room: Room, tmp_path: Path, uniform: float | None, logistic: float | None, said: tuple[str, ...]
) -> None:
    path = make_project(tmp_path / "a.fovea", runs=1)
    room.open(compared(path, uniform=uniform, logistic=logistic), runs=1)
    beside = room.page.details.beside
    sentences = beside._sentences.text().splitlines()
    assert len(sentences) == len(said) and all(part in line for part, line in zip(said, sentences, strict=True))
    names = [row[0] for row in beside.table.texts()]
    assert names == ["This run", *(["Uniform attention"] if uniform is not None else []), "Logistic regression"]
    assert not beside.can_compare


def test_the_simple_model_has_nothing_beside_it(room: Room, tmp_path: Path) -> None:
    room.open(compared(make_project(tmp_path / "a.fovea", runs=1), uniform=None, logistic=None), runs=1)
    assert room.page.details.beside._sentences.text().startswith("This is the simple model")
    assert not room.page.details.beside.can_compare


def test_notices_of_a_run_stand_in_its_details(room: Room, tmp_path: Path, workers: FakeWorkers) -> None:
    room.open(make_project(tmp_path / "a.fovea"))
    room.start(workers)
    fake_runs.notice(room.selected(), "Batches of {n} only {evil:>9}.", n=16)
    workers[0].say(messages.Notice("j1", "memory", "Batches of {n} only.", {"n": 16}))
    room.qtbot.waitUntil(lambda: room.page.details._notices.text() == "Batches of 16 only {evil:>9}.")


def test_calibration_is_explained(room: Room, tmp_path: Path) -> None:
    room.open(make_project(tmp_path / "a.fovea", runs=1), runs=1)
    assert "off by .040 on average" in room.page.details._why.text()


def test_a_run_without_epochs_says_so_instead_of_empty_curves(room: Room, tmp_path: Path) -> None:
    path = make_project(tmp_path / "a.fovea")
    with Project.open(path) as project:
        fake_runs.finished_run(project, epochs=0)
    room.open(path, runs=1)
    assert "fitted in one go" in room.page.curves._empty.text()
    assert room.page.curves._stack.currentIndex() == 0


def test_marked_words_are_offered_from_twenty_documents_on(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weight = ModelSetting("rationale_weight", "float", 0.0, "Marked words", "", low=-1.0, high=100.0)
    monkeypatch.setitem(model_settings.MODELS, "taught", ModelInfo("taught", "Taught", "", (weight,)))
    setup = room.page.setup
    setup.model.addItem("Taught", "taught")
    room.open(make_project(tmp_path / "a.fovea", marked=40))
    setup.model.setCurrentIndex(setup.model.count() - 1)
    assert setup.marked.box.isVisible() and setup.marked.box.isChecked()
    assert setup.request.settings == {"rationale_weight": -1.0}
    setup.marked.box.click()
    assert setup.request.settings == {"rationale_weight": 0.0}
    setup.form.set_values({"rationale_weight": 2.5})
    assert setup.marked.box.isChecked() and setup.request.settings == {"rationale_weight": 2.5}
    setup.set_marked(19)
    assert not setup.marked.box.isVisible() and setup.marked.note.text().startswith("19 document")


def test_runs_of_different_models_are_compared(room: Room, tmp_path: Path) -> None:
    path = make_project(tmp_path / "a.fovea", runs=1)
    with Project.open(path) as project:
        run, _ = project.runs.create("logistic", {"ngrams": 3}, seed=5, device="cpu")
        fake_runs.fill(run, epochs=0)
    room.open(path, runs=2)
    model = room.page.runs.model
    for row in range(2):
        model.setData(model.index(row, 0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    rows = {row[0]: row[1:] for row in room.page.comparison.table.texts()}
    assert rows["Epochs at most"] == ["–", "20"]
    assert "ngrams" in rows or any(values == ["3", "–"] for values in rows.values())
    assert rows["Calibration error"] == [".040", ".040"]


def test_the_language_changes_while_it_is_open(room: Room, tmp_path: Path) -> None:
    room.open(make_project(tmp_path / "a.fovea", runs=1), runs=1)
    i18n.set_language("zh_CN")
    room.page.grab()
    i18n.set_language("en")
    assert room.page.setup.start.text() == "Start training"


def test_a_filter_says_what_is_learned_from(room: Room, tmp_path: Path, workers: FakeWorkers) -> None:
    room.open(make_project(tmp_path / "a.fovea"))
    room.session.listed = DocumentFilter("1")
    room.page.on_shown()
    setup = room.page.setup
    setup.filter.setCurrentIndex(1)
    setup.filter.activated.emit(1)
    room.qtbot.waitUntil(lambda: setup._filtered is not None)
    n, n_holdout = setup._filtered or (0, 0)
    assert n == 11  # 1, and 10 to 19
    assert setup._what.text().startswith(f"{n - n_holdout} labelled documents.")
    room.start(workers)
    run = room.selected()
    assert run.filter == "1"
    assert run.snapshot_counts["train"] == n - n_holdout
