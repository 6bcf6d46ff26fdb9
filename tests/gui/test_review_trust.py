"""The page that says how far a run's highlights can be believed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.jobs import messages, specs
from core.progress import ignore
from core.project.project import Project
from core.project.values import ImportOptions
from core.records import Row
from gui.pages.review_trust import ReviewTrust
from gui.session import Session
from tests import fake_runs
from tests.fakes import FakeWorkers, no_answer
from tests.fakes_of_trust import PROBES, TRUST

pytestmark = pytest.mark.usefixtures("english_and_light")


class Room:
    def __init__(self, page: ReviewTrust, qtbot: QtBot, workers: FakeWorkers, folder: Path) -> None:
        self.page, self.qtbot, self.workers, self.folder = page, qtbot, workers, folder

    def show(self, **found: object) -> None:
        for name, data in found.items():
            (self.folder / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")
        self.page.show_run(self.folder.name)
        self.qtbot.waitUntil(lambda: not self.page._session._access._waiting_calls)

    @property
    def text(self) -> str:
        return "\n".join(self.page.texts())


@pytest.fixture
def room(qtbot: QtBot, session: Session, workers: FakeWorkers, tmp_path: Path) -> Iterator[Room]:
    workers.script = no_answer
    with Project.create(tmp_path / "p.fovea", labels=("good", "bad")) as project:
        rows = [Row(f"clean room {i}", (("good", "bad")[i % 2],)) for i in range(40)]
        project.imports.add(rows, ImportOptions(), ignore)
        folder = fake_runs.finished_run(project).path
    with qtbot.waitSignal(session.project_changed):
        session.open(tmp_path / "p.fovea")
    page = ReviewTrust(session)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    yield Room(page, qtbot, workers, folder)


def test_a_run_that_was_not_checked_offers_the_check(room: Room) -> None:
    room.show()
    assert "Nobody has checked yet" in room.text
    room.page.check.click()
    room.qtbot.waitUntil(lambda: bool(room.workers))
    (spec,) = room.workers[0].specs.values()
    assert isinstance(spec, specs.TrustSpec) and spec.is_kept and Path(spec.run_dir) == room.folder
    assert not room.page.check.isEnabled() and "goes on in the background" in room.text


def test_one_plain_sentence_stands_on_top(room: Room) -> None:
    room.show(trust=TRUST)
    assert "changes the answer in 71 % of documents" in room.page.sentence.text()
    assert "200 documents" in room.text and ".68 to .74 and .06 to .12" in room.text
    assert "Other attention would have said the same" in room.text
    assert "They don't add up in many documents" in room.text


def test_what_people_marked_is_told_by_annotator_with_what_chance_would_give(room: Room) -> None:
    room.show(trust=TRUST)
    tables = [view.table.texts() for view in room.page._sections if hasattr(view, "table")]
    rows = {row[0].strip(): row[1:] for table in tables for row in table if len(row) == 4 and "(" not in row[1]}
    assert rows["Evidence"] == [".50", ".25", ".60"] and rows["anna"] == [".40", ".20", ".50"]
    assert rows["Random words"] == [".20", ".00", ".30"] and "ben" not in rows
    assert rows["People with each other"] == [".70", ".60", "–"]


def test_the_self_test_warns_of_methods_that_miss_the_order(room: Room) -> None:
    room.show(trust=TRUST, probes=PROBES)
    assert "Attention: fails where the order of words decides" in room.text
    assert "zorvex, quimble" in room.text and "2 trainings that differ only by chance" in room.text


def test_what_a_copy_did_not_learn_is_not_judged(room: Room) -> None:
    planted = {**PROBES["planted"], "pair": {**PROBES["planted"]["pair"], "accuracy": 0.6, "methods": {}}}
    room.show(probes={**PROBES, "planted": planted})
    assert "the copy did not learn it (right in 60 %)" in room.text


def test_the_self_test_runs_in_the_background_and_says_when_it_is_done(room: Room, session: Session) -> None:
    room.show()
    room.page.probe.click()
    room.qtbot.waitUntil(lambda: bool(room.workers))
    assert isinstance(next(iter(room.workers[0].specs.values())), specs.ProbeSpec)
    (room.folder / "probes.json").write_text(json.dumps(PROBES), encoding="utf-8")
    with room.qtbot.waitSignal(session.notice) as heard:
        room.workers[0].say(messages.Finished("j1", {}))
    assert "self-test" in heard.args[0].text
    room.qtbot.waitUntil(lambda: "zorvex" in room.text)
    with room.qtbot.waitSignals([session.page_requested, session.trust_requested]):
        heard.args[0].action()


def test_a_damaged_file_is_as_if_it_were_not_there(room: Room) -> None:
    room.show(trust={**TRUST, "random": 7})
    assert "Nobody has checked yet" in room.text
