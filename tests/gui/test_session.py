from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.errors import Cancelled, InputError
from core.jobs import messages
from core.jobs.specs import ExplainSpec, TrainSpec
from core.project.presence import Presence
from core.project.project import Project
from core.project.values import ImportOptions
from core.records import Row
from gui.session import Session
from tests.fakes import FakeWorkers, no_answer

ROWS = [Row(f"text {number}", ("good" if number % 2 else "bad",)) for number in range(40)] + [Row("open")]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "p.fovea"
    with Project.create(path, labels=["good", "bad"]) as project:
        project.imports.add(ROWS, ImportOptions())
    return path


@pytest.fixture
def opened(qtbot: QtBot, session: Session, path: Path) -> Session:
    with qtbot.waitSignal(session.project_changed):
        session.open(path)
    return session


def finish_runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Runs.finish needs a trained model; remember only that it was called."""
    finished: list[str] = []
    monkeypatch.setattr("core.project.runs.Runs.finish", lambda _, run_id: bool(finished.append(run_id)))
    return finished


def test_opening_tells_what_the_project_is(opened: Session) -> None:
    assert opened.info is not None
    assert [label.name for label in opened.info.labels] == ["good", "bad"]
    assert opened.counts is not None
    assert (opened.counts.total, opened.counts.labelled) == (41, 40)


def test_an_opened_project_is_the_most_recent_one(opened: Session, path: Path) -> None:
    assert opened.settings.get("recent_projects") == [str(path)]


def test_what_is_no_project_is_an_error_and_the_open_one_stays(qtbot: QtBot, opened: Session, tmp_path: Path) -> None:
    with qtbot.waitSignal(opened.error_raised) as raised:
        opened.open(tmp_path)
    assert isinstance(raised.args[0], InputError)
    got: list[int] = []
    opened.call(lambda project: project.documents.counts().total, got.append)
    qtbot.waitUntil(lambda: got == [41])


def test_calls_are_done_in_order_on_one_thread(qtbot: QtBot, opened: Session) -> None:
    done: list[tuple[int, str]] = []
    for number in range(20):
        opened.call(lambda _, n=number: (n, threading.current_thread().name), done.append)
    qtbot.waitUntil(lambda: len(done) == 20)
    assert done == [(number, "project") for number in range(20)]


def test_answers_come_on_the_gui_thread(qtbot: QtBot, opened: Session) -> None:
    threads: list[threading.Thread] = []
    opened.call(lambda _: None, lambda _: threads.append(threading.current_thread()))
    qtbot.waitUntil(lambda: threads == [threading.main_thread()])


def test_an_error_goes_to_failed_if_there_is_one(qtbot: QtBot, opened: Session) -> None:
    errors: list[Exception] = []
    opened.error_raised.connect(errors.append)
    caught: list[Exception] = []
    opened.call(lambda _: 1 / 0, failed=caught.append)
    qtbot.waitUntil(lambda: len(caught) == 1)
    assert not errors


def test_an_error_without_failed_is_raised_for_the_window(qtbot: QtBot, opened: Session) -> None:
    with qtbot.waitSignal(opened.error_raised) as raised:
        opened.call(lambda _: 1 / 0)
    assert isinstance(raised.args[0], ZeroDivisionError)


def test_busy_until_everything_is_saved(qtbot: QtBot, opened: Session) -> None:
    states: list[bool] = []
    opened.busy_changed.connect(states.append)
    for _ in range(3):
        opened.call(lambda _: None)
    qtbot.waitUntil(lambda: states == [True, False])


def test_without_a_project_a_call_does_nothing(session: Session) -> None:
    session.call(lambda _: pytest.fail("there is no project"))


def test_many_changes_ask_for_the_counts_once(qtbot: QtBot, opened: Session) -> None:
    counted: list[object] = []
    opened.counts_changed.connect(counted.append)
    for _ in range(10):
        opened.annotations_changed.emit(None)
    qtbot.waitUntil(lambda: bool(counted))
    done: list[object] = []
    opened.call(lambda _: None, done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert len(counted) == 1


def test_background_work_has_its_own_thread_and_project(qtbot: QtBot, opened: Session) -> None:
    seen: list[tuple[str, int]] = []
    opened.background(lambda p, _: (threading.current_thread().name, p.documents.counts().total), seen.append)
    qtbot.waitUntil(lambda: seen == [("background", 41)])


def test_a_cancelled_background_task_stops_at_its_next_report(qtbot: QtBot, opened: Session) -> None:
    started, failures = threading.Event(), []

    def work(_: Project, report: Callable[[int, int], None]) -> None:
        started.set()
        while True:
            report(0, 0)

    task = opened.background(work, failed=failures.append)
    qtbot.waitUntil(started.is_set)
    task.cancel()
    qtbot.waitUntil(lambda: task.is_ended)
    assert isinstance(failures[0], Cancelled)


def test_cancelling_without_failed_is_no_error(qtbot: QtBot, opened: Session) -> None:
    opened.error_raised.connect(lambda error: pytest.fail(repr(error)))
    task = opened.background(lambda _, report: [report(0, 0) for _ in range(10**9)])
    task.cancel()
    qtbot.waitUntil(lambda: task.is_ended)


def test_undo_says_what_it_undid(qtbot: QtBot, opened: Session) -> None:
    opened.call(lambda project: project.annotations.flag(1, True))
    with qtbot.waitSignals([opened.annotations_changed, opened.undone]):
        opened.undo()
    with qtbot.waitSignal(opened.notice):
        for _ in range(3):
            opened.undo()


def test_refresh_tells_of_new_labels(qtbot: QtBot, opened: Session) -> None:
    opened.call(lambda project: project.labels.add("mixed"))
    with qtbot.waitSignal(opened.labels_changed):
        opened.refresh()
    assert opened.info is not None
    assert opened.info.labels[-1].name == "mixed"


def test_the_annotator_is_the_one_of_the_settings(qtbot: QtBot, opened: Session) -> None:
    names: list[str] = []
    opened.settings.set("annotator", "Li Wei")
    opened.call(lambda project: project.annotator, names.append)
    qtbot.waitUntil(lambda: names == ["Li Wei"])


def test_a_training_goes_from_the_snapshot_to_the_notice(
    qtbot: QtBot, opened: Session, workers: FakeWorkers, monkeypatch: pytest.MonkeyPatch
) -> None:
    finished = finish_runs(monkeypatch)
    heard: list[str] = []
    opened.run_message.connect(lambda _, message: heard.append(message.kind))
    with qtbot.waitSignal(opened.notice, timeout=5000) as notice:
        opened.trainer.train("attention-lstm", {}, "cpu", 1)
    assert "macro-F1 .87 (n=120)" in notice.args[0].text
    assert heard == ["started", "progress", "epoch", "epoch", "finished"]
    assert isinstance(workers[0].specs["j1"], TrainSpec)
    assert Path(workers[0].specs["j1"].run_dir).name == finished[0]


def start_training(qtbot: QtBot, opened: Session, workers: FakeWorkers) -> str:
    workers.script = no_answer
    with qtbot.waitSignal(opened.runs_changed, timeout=5000):
        opened.trainer.train("attention-lstm", {})
    qtbot.waitUntil(lambda: bool(workers))
    spec = workers[0].specs["j1"]
    assert isinstance(spec, TrainSpec)
    return Path(spec.run_dir).name


def test_a_training_gets_the_threads_that_the_settings_say(qtbot: QtBot, opened: Session, workers: FakeWorkers) -> None:
    opened.settings.set("threads", 3)
    start_training(qtbot, opened, workers)
    spec = workers[0].specs["j1"]
    assert isinstance(spec, TrainSpec)
    assert spec.threads == 3


def test_a_training_can_be_paused_resumed_and_cancelled(qtbot: QtBot, opened: Session, workers: FakeWorkers) -> None:
    run_id = start_training(qtbot, opened, workers)
    opened.trainer.pause(run_id)
    workers[0].say(messages.Paused("j1"))
    task = opened.trainer.task(run_id)
    assert task is not None
    assert task.is_paused
    opened.trainer.resume(run_id)
    opened.trainer.cancel(run_id)
    with qtbot.waitSignal(opened.notice):
        workers[0].say(messages.Cancelled("j1"))
    asked = [do for do, _ in workers[0].commands]
    assert asked == ["start", "pause", "resume", "cancel", "quit"]
    assert opened.trainer.task(run_id) is None


def test_a_worker_that_dies_is_one_error_with_its_last_words(
    qtbot: QtBot, opened: Session, workers: FakeWorkers
) -> None:
    start_training(qtbot, opened, workers)
    with qtbot.waitSignal(opened.error_raised) as raised:
        workers[0].die("The worker crashed.", "Killed")
    assert str(raised.args[0]).endswith("The worker crashed.")
    assert raised.args[0].details == "Killed"
    assert not opened.trainer.is_training


def test_a_failed_training_says_why_and_its_death_says_nothing_more(
    qtbot: QtBot, opened: Session, workers: FakeWorkers
) -> None:
    start_training(qtbot, opened, workers)
    errors: list[Exception] = []
    opened.error_raised.connect(errors.append)
    workers[0].say(messages.Failed("j1", "few", "Only {n} documents.", {"n": 3}))
    workers[0].die("The worker crashed.")
    assert [str(error) for error in errors] == ["Only 3 documents."]


def test_explaining_asks_the_active_run(qtbot: QtBot, opened: Session, workers: FakeWorkers) -> None:
    opened.active_run_id = "r1"
    got: list[list[dict[str, object]]] = []
    opened.explain(["ab"], got.append)
    qtbot.waitUntil(lambda: bool(got))
    assert got[0][0]["text"] == "ab"
    spec = workers[0].specs["j1"]
    assert isinstance(spec, ExplainSpec)
    assert spec.run_dir.endswith("r1")


def test_a_newer_request_replaces_the_older_of_the_same_key(opened: Session, workers: FakeWorkers) -> None:
    workers.script = no_answer
    opened.active_run_id = "r1"
    got: list[object] = []
    opened.explain(["first"], lambda _: got.append("first"), key="page")
    opened.explain(["second"], lambda _: got.append("second"), key="page")
    opened.explain(["other"], lambda _: got.append("other"), key="elsewhere")
    for job in ("j1", "j2", "j3"):
        workers[0].say(messages.Finished(job, {"documents": []}))
    assert got == ["second", "other"]
    assert ("cancel", "j1") in workers[0].commands


def test_an_assistant_that_keeps_dying_is_not_started_for_ever(opened: Session, workers: FakeWorkers) -> None:
    workers.script = no_answer
    opened.active_run_id = "r1"
    failures: list[Exception] = []
    for _ in range(5):
        opened.explain(["a"], lambda _: None, failed=failures.append)
        if workers[-1].is_running:
            workers[-1].die("crashed")
    assert len(workers) == 2
    assert len(failures) == 5


def test_the_end_waits_for_decisions_on_their_way(opened: Session, path: Path) -> None:
    for id in range(1, 30):
        opened.call(lambda project, id=id: project.annotations.flag(id, True))
    opened.shutdown()
    with Project.open(path) as project:
        assert project.documents.counts().flagged == 29


def test_shutting_down_asks_the_workers_to_save(qtbot: QtBot, opened: Session, workers: FakeWorkers) -> None:
    start_training(qtbot, opened, workers)
    opened.shutdown()
    assert ("quit", "") in workers[0].commands
    qtbot.waitUntil(lambda: not opened.trainer.is_training)


def test_a_project_of_another_window_is_only_looked_at(qtbot: QtBot, session: Session, path: Path) -> None:
    other = Presence(path, "小王")
    with qtbot.waitSignal(session.project_changed):
        session.open(path)
    assert session.info is not None and session.info.holder is not None and session.info.holder.who == "小王"
    for change in (session.call, lambda work: session.background(lambda project, _: work(project))):
        with qtbot.waitSignal(session.error_raised) as raised:
            change(lambda project: project.labels.add("new"))
        assert raised.args[0].code == "project-held"
    other.leave()
    with qtbot.waitSignal(session.project_changed):
        session.open(path)
    assert session.info.holder is None


def test_a_decision_waits_for_a_file_that_another_program_has_locked(qtbot: QtBot, opened: Session, path: Path) -> None:
    busy: list[bool] = []
    opened.busy_changed.connect(busy.append)
    with closing(sqlite3.connect(path / "project.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        answers: list[object] = []
        opened.call(lambda project: project.annotations.annotate(41, (1,)), answers.append)
        qtbot.waitUntil(lambda: busy == [True])
        qtbot.wait(300)  # the window has its turns, and does not say that it is saved
        assert not answers and busy == [True]
        other.execute("COMMIT")
    qtbot.waitUntil(lambda: len(answers) == 1 and busy == [True, False])


def test_a_file_that_stays_locked_is_a_plain_message(
    qtbot: QtBot, opened: Session, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.project.store.BUSY_TIMEOUT_S", 0.2)
    with closing(sqlite3.connect(path / "project.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with qtbot.waitSignal(opened.error_raised) as raised:
            opened.call(lambda project: project.annotations.annotate(41, (1,)))
    assert raised.args[0].code == "project-busy"


def test_a_project_that_was_never_here_before_is_looked_through(qtbot: QtBot, session: Session, path: Path) -> None:
    with closing(sqlite3.connect(path / "project.db")) as stranger:
        stranger.execute("UPDATE documents SET length = 10000 WHERE id = 7")
        stranger.commit()
    with qtbot.waitSignal(session.error_raised) as raised:
        session.open(path)
    assert raised.args[0].code == "project-damaged"
