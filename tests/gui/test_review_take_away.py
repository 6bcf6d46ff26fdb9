"""What can be taken away from the review page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from core.jobs import messages, specs
from core.settings import Settings
from gui.pages.review import ReviewPage
from gui.session import Session
from tests.core.test_scores import FOUND
from tests.fakes import FakeWorkers
from tests.fakes_of_trust import TRUST
from tests.gui.test_review_corpus import explain
from tests.gui.test_review_views import Room, make_project

pytestmark = pytest.mark.usefixtures("english_and_light")


@pytest.fixture
def room(qtbot: QtBot, session: Session, settings: Settings, workers: FakeWorkers, tmp_path: Path) -> Iterator[Room]:
    page = ReviewPage(session, settings)
    qtbot.addWidget(page)
    page.resize(1000, 600)
    with qtbot.waitExposed(page):
        page.show()
    page.on_shown()
    room = Room(page, qtbot, session, workers)
    room.open(make_project(tmp_path / "a.fovea", "attention-lstm"))
    yield room


def folder(room: Room) -> Path:
    run = room.page.head.run
    assert run is not None
    return run.path


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_any_view_becomes_a_picture(room: Room, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"view.{ending}"
    with room.qtbot.waitSignal(room.session.notice) as heard:
        room.page.head.take_away.write("picture", path)
    assert str(path) in heard.args[0].text
    if ending == "png":
        assert QImage(str(path)).width() == 2 * room.page._shown.width()
    else:
        assert path.read_bytes()[:5] in (b"<?xml", b"%PDF-")


def test_a_picture_that_cannot_be_written_is_an_error(room: Room, tmp_path: Path) -> None:
    with room.qtbot.waitSignal(room.session.error_raised):
        room.page.head.take_away.write("picture", tmp_path / "nowhere" / "view.png")


def test_a_report_holds_what_is_known_of_the_run_and_no_script(room: Room, tmp_path: Path) -> None:
    (folder(room) / "trust.json").write_text(json.dumps(TRUST), encoding="utf-8")
    explain(folder(room))
    with room.qtbot.waitSignal(room.session.notice):
        room.page.head.take_away.write("report", tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "changes the answer in 71 % of documents" in page and "Weak slices" in page and "Keywords of good" in page
    assert page.count("<article>") == 40 and "<script" not in page and "http" not in page.replace("http-equiv", "")


@pytest.mark.parametrize("ending", ["jsonl", "csv"])
def test_the_scores_of_all_documents_are_written_in_the_background(room: Room, tmp_path: Path, ending: str) -> None:
    asked: list[specs.ExplainSpec] = []

    def answer(job: str, spec: specs.Spec) -> list[messages.Message]:
        assert isinstance(spec, specs.ExplainSpec)
        asked.append(spec)
        Path(spec.output).write_text(json.dumps(FOUND) + "\n", encoding="utf-8")
        return [messages.Finished(job, {"n": 1})]

    room.workers.script = answer
    target = tmp_path / f"scores.{ending}"
    room.page.head.take_away.write("scores", target)
    room.qtbot.waitUntil(lambda: target.exists() and not Path(asked[0].output).exists())
    assert len(Path(asked[0].input).read_text(encoding="utf-8").splitlines()) == 40
    assert "nice" in target.read_text(encoding="utf-8")
