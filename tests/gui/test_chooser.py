"""Lists and readings in the background: when they are made, and what happens when they cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.jobs import messages, specs
from core.jobs.specs import MeterSpec, QueueSpec
from core.project.project import Project
from core.project.values import DocumentFilter, ImportOptions, ListInfo, Wish
from core.records import Row
from gui.chooser import EVERY
from gui.session import Session
from tests.fakes import READING, FakeWorkers, good_answer

MARGIN = Wish("margin")


@pytest.fixture
def opened(qtbot: QtBot, session: Session, tmp_path: Path) -> Session:
    with Project.create(tmp_path / "p.fovea", labels=["good", "bad"]) as project:
        project.imports.add((Row(f"text {number}") for number in range(100)), ImportOptions(split="train"))
    with qtbot.waitSignal(session.project_changed):
        session.open(tmp_path / "p.fovea")
    return session


def asked(workers: FakeWorkers, kind: type[specs.Spec]) -> list[specs.Spec]:
    return [spec for worker in workers for spec in worker.specs.values() if isinstance(spec, kind)]


def choose(qtbot: QtBot, session: Session, wish: Wish = MARGIN) -> ListInfo:
    """Until the worker's list is in force."""
    session.chooser.set_wish(wish)
    qtbot.waitUntil(lambda: session.chooser.info is not None and not session.chooser.info.is_waiting)
    assert session.chooser.info is not None
    return session.chooser.info


def answer(qtbot: QtBot, session: Session, first: int, n: int) -> None:
    def work(project: Project) -> None:
        for id in range(first, first + n):
            project.annotations.annotate(id, [1 + id % 2])

    with qtbot.waitSignal(session.counts_changed):
        session.call(work, lambda _: session.annotations_changed.emit(None))


def test_random_documents_come_until_the_worker_has_answered(qtbot: QtBot, opened: Session) -> None:
    lists: list[ListInfo | None] = []
    opened.chooser.list_changed.connect(lists.append)
    choose(qtbot, opened)
    assert [info.is_waiting for info in lists if info is not None] == [True, False]


def test_the_list_is_made_anew_after_ten_answers(qtbot: QtBot, opened: Session, workers: FakeWorkers) -> None:
    choose(qtbot, opened)
    answer(qtbot, opened, 1, EVERY - 1)
    assert len(asked(workers, QueueSpec)) == 1
    answer(qtbot, opened, EVERY, 1)
    qtbot.waitUntil(lambda: len(asked(workers, QueueSpec)) == 2)


def test_as_imported_asks_no_worker(qtbot: QtBot, opened: Session, workers: FakeWorkers) -> None:
    choose(qtbot, opened)
    with qtbot.waitSignal(opened.chooser.list_changed) as told:
        opened.chooser.set_wish(Wish("imported"))
    assert told.args == [None]
    answer(qtbot, opened, 1, 2 * EVERY)
    assert len(asked(workers, QueueSpec)) == 1


def test_the_answer_to_an_earlier_wish_is_dropped(qtbot: QtBot, opened: Session) -> None:
    opened.chooser.set_wish(MARGIN)
    info = choose(qtbot, opened, Wish("rare", label="bad"))
    assert (info.order, info.label) == ("rare", "bad")


def test_a_filter_makes_a_list_of_its_own(qtbot: QtBot, opened: Session) -> None:
    assert choose(qtbot, opened).scored == 100
    opened.chooser.set_wish(Wish("margin", DocumentFilter(search="text 9")))
    qtbot.waitUntil(lambda: opened.chooser.info is not None and opened.chooser.info.scored == 11)


def test_a_worker_that_fails_is_told_of_once_and_asked_again(
    qtbot: QtBot, opened: Session, workers: FakeWorkers
) -> None:
    workers.script = lambda job, _: [messages.Failed(job, "x", "It broke.")]
    with qtbot.waitSignal(opened.notice) as told:
        opened.chooser.set_wish(MARGIN)
    assert "It broke." in told.args[0].text
    again: list[object] = []
    opened.notice.connect(again.append)
    answer(qtbot, opened, 1, EVERY)
    qtbot.waitUntil(lambda: len(asked(workers, QueueSpec)) == 2)
    workers[-1].script = good_answer
    answer(qtbot, opened, 1 + EVERY, EVERY)
    qtbot.waitUntil(lambda: opened.chooser.info is not None and not opened.chooser.info.is_waiting)
    assert again == []


def test_a_second_pass_needs_no_worker(qtbot: QtBot, opened: Session, workers: FakeWorkers) -> None:
    with qtbot.waitSignal(opened.chooser.list_changed):
        opened.chooser.set_wish(Wish("second"))
    assert asked(workers, QueueSpec) == []


def test_how_far_the_reading_is_can_be_seen(qtbot: QtBot, opened: Session) -> None:
    with qtbot.waitSignal(opened.chooser.progressed) as told:
        opened.chooser.set_wish(MARGIN)
    assert told.args == [1, 2]


def test_the_meter_reads_when_a_list_is_made_and_labels_are_there(qtbot: QtBot, opened: Session) -> None:
    answer(qtbot, opened, 1, 50)
    with qtbot.waitSignal(opened.meter.reading_changed) as told:
        choose(qtbot, opened)
    assert told.args == [READING]
    kept: list[object] = []

    def is_kept() -> bool:
        opened.call(lambda project: project.queue.meter(), kept.append)
        return READING in kept

    qtbot.waitUntil(is_kept)


def test_without_a_strategy_the_meter_reads_only_while_it_is_looked_at(
    qtbot: QtBot, opened: Session, workers: FakeWorkers
) -> None:
    answer(qtbot, opened, 1, 50)
    assert asked(workers, MeterSpec) == []
    with qtbot.waitSignal(opened.meter.reading_changed):
        opened.meter.set_watched(True)
    assert len(asked(workers, MeterSpec)) == 1


def test_few_labels_are_not_measured(qtbot: QtBot, opened: Session, workers: FakeWorkers) -> None:
    answer(qtbot, opened, 1, 20)
    choose(qtbot, opened)
    assert asked(workers, MeterSpec) == []


def test_another_target_is_kept_and_measured(qtbot: QtBot, opened: Session, workers: FakeWorkers) -> None:
    answer(qtbot, opened, 1, 50)
    with qtbot.waitSignal(opened.meter.reading_changed):
        choose(qtbot, opened)
    with qtbot.waitSignal(opened.meter.reading_changed):
        opened.meter.set_target(0.95)
    assert [spec.target for spec in asked(workers, MeterSpec) if isinstance(spec, MeterSpec)] == [0.9, 0.95]


def test_a_list_comes_before_a_reading(qtbot: QtBot, opened: Session, workers: FakeWorkers) -> None:
    workers.script = lambda job, spec: [] if isinstance(spec, MeterSpec) else good_answer(job, spec)
    answer(qtbot, opened, 1, 50)
    choose(qtbot, opened)
    qtbot.waitUntil(lambda: len(asked(workers, MeterSpec)) == 1)
    with qtbot.waitSignal(opened.meter.measuring_changed) as told:
        opened.chooser.refresh()
    assert told.args == [False]
