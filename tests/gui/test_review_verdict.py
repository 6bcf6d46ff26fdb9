"""What reviewers say of explanations, on the review page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.project.project import Project
from core.project.review_values import Review
from core.settings import Settings
from gui.pages.review import ReviewPage
from gui.session import Session
from tests.fakes import FakeWorkers
from tests.gui.test_review_views import Room, make_project

pytestmark = pytest.mark.usefixtures("english_and_light")


@pytest.fixture
def room(qtbot: QtBot, session: Session, settings: Settings, workers: FakeWorkers, tmp_path: Path) -> Iterator[Room]:
    page = ReviewPage(session, settings)
    qtbot.addWidget(page)
    page.resize(1224, 724)
    with qtbot.waitExposed(page):
        page.show()
    page.on_shown()
    room = Room(page, qtbot, session, workers)
    room.open(make_project(tmp_path / "a.fovea", "attention-lstm"))
    yield room


def reviews(room: Room, document_id: int | None) -> list[Review]:
    found: list[list[Review]] = []

    def read(project: Project) -> list[Review]:
        return project.reviews.of(room.page.run_id or "", document_id or 0)

    room.session.call(read, found.append)
    room.qtbot.waitUntil(lambda: bool(found))
    return found[0]


def test_a_key_accepts_the_explanation_and_goes_on(room: Room) -> None:
    first = room.page.desk.document_id
    QTest.keyClick(room.page, Qt.Key.Key_Y)
    room.qtbot.waitUntil(lambda: room.page.desk.document_id != first)
    (review,) = reviews(room, first)
    assert (review.verdict, review.method) == ("accepted", "attention")
    room.qtbot.waitUntil(lambda: "Reviewed by you: 1. In all 1 accepted" in room.page.side.verdict.progress.text())


def test_a_second_press_takes_it_back(room: Room, settings: Settings) -> None:
    settings.set("auto_advance", False)
    verdict, first = room.page.side.verdict, room.page.desk.document_id
    verdict.reject.click()
    room.qtbot.waitUntil(lambda: verdict.reject.isChecked() and bool(verdict._reviews))
    verdict.reject.click()
    room.qtbot.waitUntil(lambda: not verdict._reviews)
    assert reviews(room, first) == [] and not verdict.reject.isChecked()


def test_a_comment_is_kept_without_a_verdict_and_undone_with_the_rest(room: Room) -> None:
    verdict, first = room.page.side.verdict, room.page.desk.document_id
    verdict.comment.setText("it looks at the greeting")
    verdict.comment.editingFinished.emit()
    room.qtbot.waitUntil(lambda: bool(verdict._reviews))
    assert [(review.verdict, review.comment) for review in reviews(room, first)] == [("", "it looks at the greeting")]
    room.session.undo()
    room.qtbot.waitUntil(lambda: not verdict._reviews)


def test_what_others_say_is_seen_and_whether_two_agree(room: Room) -> None:
    document_id, verdict = room.page.desk.document_id or 0, room.page.side.verdict

    def as_anna(project: Project) -> None:
        project.annotator = "anna"
        project.reviews.give(room.page.run_id or "", document_id, "rejected", comment="no")
        project.annotator = "me"

    room.session.call(as_anna)
    room.session.annotations_changed.emit(document_id)
    room.qtbot.waitUntil(lambda: verdict.others.text() == "anna: rejects it – no")
    verdict.give("accepted")
    room.qtbot.waitUntil(lambda: "Two people agree on 0 of 1." in verdict.progress.text())


def test_reviewed_documents_can_be_left_out(room: Room, settings: Settings) -> None:
    settings.set("auto_advance", False)
    first = room.page.desk.document_id
    room.page.side.verdict.give("accepted")
    room.qtbot.waitUntil(lambda: bool(room.page.side.verdict._reviews))
    room.page.list.unreviewed.click()
    room.qtbot.waitUntil(lambda: room.page.list._n == 39)
    assert room.page.list.model.row_of(first or 0) is None
