"""Who goes first and who waits: trainings, learning from all texts, comparisons."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.jobs import messages, specs
from core.jobs.specs import CompareSpec
from core.project.project import Project
from core.project.values import ImportOptions
from core.records import Row
from gui.session import Session
from gui.training import RunJobs
from tests import fake_runs
from tests.fakes import FakeWorkers, no_answer

pytestmark = pytest.mark.usefixtures("english_and_light")


class Room:
    """A session with a project of one finished run, and workers that say what the test lets them say."""

    def __init__(self, qtbot: QtBot, session: Session, workers: FakeWorkers, run_id: str) -> None:
        self.qtbot, self.session, self.trainer = qtbot, session, session.trainer
        self.workers, self.run_id = workers, run_id

    def kinds(self) -> list[str]:
        return [spec.kind for worker in self.workers for spec in worker.specs.values()]

    def wait_for(self, *kinds: str) -> None:
        self.qtbot.waitUntil(lambda: self.kinds() == list(kinds))

    def asked(self, index: int) -> list[str]:
        return [do for do, _ in self.workers[index].commands]


@pytest.fixture
def room(qtbot: QtBot, session: Session, workers: FakeWorkers, tmp_path: Path) -> Iterator[Room]:
    workers.script = no_answer
    path = tmp_path / "p.fovea"
    with Project.create(path, labels=["good", "bad"]) as project:
        rows = [Row(f"text {number}", ("good" if number % 2 else "bad",)) for number in range(40)]
        project.imports.add(rows, ImportOptions())
        run_id = fake_runs.finished_run(project).id
    with qtbot.waitSignal(session.project_changed):
        session.open(path)
    yield Room(qtbot, session, workers, run_id)


def finish(room: Room, index: int) -> None:
    room.workers[index].say(messages.Finished("j1", {"metrics": {}}))


def test_a_finished_training_is_compared_by_itself(room: Room) -> None:
    room.trainer.train("logistic", {})
    room.wait_for("train")
    finish(room, 0)
    room.wait_for("train", "compare")
    (spec,) = room.workers[1].specs.values()
    assert isinstance(spec, specs.CompareSpec)
    assert spec.run_dir == next(iter(room.workers[0].specs.values())).run_dir  # type: ignore[union-attr]


def test_the_setting_turns_comparing_off(room: Room) -> None:
    room.session.settings.set("compare", False)
    room.trainer.train("logistic", {})
    room.wait_for("train")
    with room.qtbot.waitSignal(room.session.notice):
        finish(room, 0)
    assert room.kinds() == ["train"]


def test_a_comparison_waits_while_anything_learns(room: Room) -> None:
    room.trainer.pretrain()
    room.wait_for("pretrain")
    room.trainer.compare(room.run_id)
    assert room.kinds() == ["pretrain"] and room.trainer.is_comparing(room.run_id)
    finish(room, 0)
    room.wait_for("pretrain", "compare")


def test_a_comparison_pauses_for_a_training_and_goes_on_after_it(room: Room) -> None:
    room.trainer.compare(room.run_id)
    room.trainer.train("logistic", {})
    room.wait_for("compare", "train")
    assert room.asked(0) == ["start", "pause"]
    room.workers[1].say(messages.Cancelled("j1"))
    assert room.asked(0) == ["start", "pause", "resume"]


def test_comparisons_come_one_after_the_other_and_each_once(room: Room) -> None:
    for _ in range(2):
        room.trainer.compare(room.run_id)
    room.trainer.compare("other")
    assert room.kinds() == ["compare"]
    finish(room, 0)
    assert room.kinds() == ["compare", "compare"]
    assert not room.trainer.is_comparing(room.run_id)


def test_a_sample_and_all_documents_are_explained_one_after_the_other(room: Room) -> None:
    told: list[tuple[str, Path]] = []
    room.trainer.explained.connect(lambda run_id, path: told.append((run_id, path)))
    room.trainer.survey(room.run_id)
    room.wait_for("explain")
    room.trainer.explain_all(room.run_id)
    room.qtbot.waitUntil(lambda: not room.trainer._choosing)
    assert room.trainer.is_under_way("survey", room.run_id) and room.trainer.is_under_way("all", room.run_id)
    finish(room, 0)
    room.wait_for("explain", "explain")
    finish(room, 1)
    assert [(run_id, path.name) for run_id, path in told] == [
        (room.run_id, "explained.jsonl"),
        (room.run_id, "scores.jsonl"),
    ]


def test_a_check_pauses_for_a_training_and_tells_when_it_is_done(room: Room) -> None:
    room.trainer.check(room.run_id)
    room.wait_for("trust")
    room.trainer.train("logistic", {})
    room.wait_for("trust", "train")
    assert room.asked(0) == ["start", "pause"]
    room.workers[1].say(messages.Cancelled("j1"))
    with room.qtbot.waitSignal(room.session.notice) as notice:
        finish(room, 0)
    assert "explanations were checked" in notice.args[0].text
    with room.qtbot.waitSignal(room.session.trust_requested):
        notice.args[0].action()


def test_a_comparison_can_be_cancelled_and_the_run_is_not_called_running(room: Room) -> None:
    with room.qtbot.waitSignal(room.session.task_added) as added:
        room.trainer.compare(room.run_id)
    assert room.trainer.task(room.run_id) is None
    added.args[0].cancel()
    assert room.asked(0) == ["start", "cancel"]
    with room.qtbot.waitSignal(room.session.notice) as notice:
        room.workers[0].say(messages.Cancelled("j1"))
    assert "comparison was cancelled" in notice.args[0].text


def test_learning_from_all_texts_is_started_once_and_told(room: Room) -> None:
    for _ in range(2):
        room.trainer.pretrain()
    room.wait_for("pretrain")
    with room.qtbot.waitSignal(room.session.notice) as notice:
        finish(room, 0)
    assert notice.args[0].text.startswith("Learned from all texts")
    assert not room.trainer.is_pretraining


def test_a_training_uses_what_was_learned(room: Room) -> None:
    words: list[Path] = []
    room.session.call(lambda project: fake_runs.finished_pretraining(project).path, words.append)
    room.qtbot.waitUntil(lambda: bool(words))
    room.trainer.train("logistic", {})
    room.wait_for("train")
    (spec,) = room.workers[0].specs.values()
    assert isinstance(spec, specs.TrainSpec) and spec.pretrained == str(words[0])


def test_a_comparison_that_fails_is_no_alarm_and_has_its_details(room: Room) -> None:
    errors: list[Exception] = []
    room.session.error_raised.connect(errors.append)
    room.trainer.compare(room.run_id)
    with room.qtbot.waitSignal(room.session.notice) as notice:
        room.workers[0].die("The worker crashed.", "Killed")
    assert notice.args[0].text.endswith("could not be compared. The comparison was interrupted. The worker crashed.")
    assert errors == []
    notice.args[0].action()
    assert [getattr(error, "details", "") for error in errors] == ["Killed"]


def test_the_end_of_the_program_waits_for_workers_that_have_had_their_last_word(qtbot: QtBot, tmp_path: Path) -> None:
    jobs = RunJobs(FakeWorkers())
    with qtbot.waitSignal(jobs.ended):
        jobs.start(CompareSpec(str(tmp_path)))
    assert len(jobs.quit()) == 1
