"""Playing with a copy of the document, on the review page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.jobs import messages, specs
from core.project.project import Project
from core.settings import Settings
from gui.pages.review import ReviewPage
from gui.pages.review_what_if import ReviewWhatIf
from gui.session import Session
from tests.fakes import FakeWorkers, explained, good_answer
from tests.gui.test_review_views import Room, make_project

pytestmark = pytest.mark.usefixtures("english_and_light")
FLIP = {"removed": [[0, 5]], "is_smallest": True, "text": " room.", "label": "bad", "probabilities": {"bad": 0.6}}


def answer(job: str, spec: specs.Spec) -> Sequence[messages.Message]:
    """A model that says "bad" as soon as the room is not clean; its own method is integrated gradients."""
    if isinstance(spec, specs.FlipSpec):
        return [messages.Finished(job, FLIP)]
    if not isinstance(spec, specs.ExplainSpec):
        return good_answer(job, spec)
    found = explained(job, spec, ("integrated-gradients", "attention", "gradient-input"))
    for message in found:
        for one in getattr(message, "result", {}).get("documents", ()):
            sure = 0.9 if "clean" in one["text"] else 0.3
            one["probabilities"] = {"good": sure, "bad": 1 - sure}
    return found


@pytest.fixture
def room(
    qtbot: QtBot, session: Session, settings: Settings, workers: FakeWorkers, tmp_path: Path
) -> Iterator[tuple[Room, ReviewWhatIf]]:
    workers.script = answer
    page = ReviewPage(session, settings)
    qtbot.addWidget(page)
    page.resize(1224, 724)
    with qtbot.waitExposed(page):
        page.show()
    page.on_shown()
    room = Room(page, qtbot, session, workers)
    room.open(make_project(tmp_path / "a.fovea", "attention-lstm"))
    QTest.keyClick(page, Qt.Key.Key_W)
    yield room, page.middle.what_if


def test_prediction_and_highlights_follow_what_is_typed(room: tuple[Room, ReviewWhatIf]) -> None:
    page, what_if = room
    assert what_if.isVisible() and what_if.text.text == page.page.middle.view.text
    what_if.text._take_word(0)
    QTest.keyClick(what_if.text, Qt.Key.Key_Delete)
    page.qtbot.waitUntil(lambda: "changes to “bad”" in what_if.said.text())
    assert "good: .90 → .30" in what_if.said.text()
    assert len(what_if.text._words.tokens) == len(what_if.text.text)
    spec = page.asked()[-1]
    assert spec.methods == ("gradient-input", "integrated-gradients")  # the first can follow a keystroke
    assert spec.options.label == "good" and spec.texts == (what_if.text.text,)


def test_the_parent_gives_way_and_goes_on_after_a_pause(room: tuple[Room, ReviewWhatIf]) -> None:
    page, what_if = room
    page.workers.script = lambda _job, _spec: []
    page.page.explaining.open(page.page.explaining.run_id, "another text")
    what_if._on_text_edited("")
    assert not page.page.explaining.is_busy
    page.page.middle.play.setChecked(False)
    assert page.page.explaining.is_busy and page.asked()[-1].texts == ("another text",)


def test_what_was_typed_stays_while_it_is_out_of_sight(room: tuple[Room, ReviewWhatIf]) -> None:
    page, what_if = room
    what_if.text.replace_with("dirty room")
    page.page.middle.play.setChecked(False)
    page.page.middle.play.setChecked(True)
    assert what_if.text.text == "dirty room"
    page.qtbot.waitUntil(lambda: "changes to “bad”" in what_if.said.text())


def test_what_was_typed_comes_back_with_its_document(room: tuple[Room, ReviewWhatIf]) -> None:
    page, what_if = room
    what_if.text.replace_with("dirty room")
    page.page.list.go(1)
    page.qtbot.waitUntil(lambda: not what_if.is_changed)
    page.page.list.go(-1)
    page.qtbot.waitUntil(lambda: what_if.text.text == "dirty room")


def test_the_smallest_change_is_put_into_the_text(room: tuple[Room, ReviewWhatIf]) -> None:
    page, what_if = room
    what_if.flip.click()
    page.qtbot.waitUntil(lambda: what_if.text.text == " room.")
    assert what_if.note.text() == "Without 1 word it says “bad”; fewer would not do."
    what_if.back.click()
    page.qtbot.waitUntil(lambda: not what_if.is_changed and not what_if.back.isEnabled())


def test_a_model_that_cannot_be_changed_is_told(room: tuple[Room, ReviewWhatIf]) -> None:
    page, what_if = room
    page.workers[0].script = lambda job, _: [messages.Finished(job, {"removed": None})]
    what_if.flip.click()
    page.qtbot.waitUntil(lambda: "says the same" in what_if.note.text())


def test_an_edit_is_kept_beside_its_parent_and_comes_back_with_it(room: tuple[Room, ReviewWhatIf]) -> None:
    page, what_if = room
    document_id = page.page.desk.document_id
    what_if.text.replace_with("dirty room")
    page.qtbot.waitUntil(what_if.keep.isEnabled)
    what_if.keep.click()
    page.qtbot.waitUntil(lambda: what_if.kept.count() == 1)
    kept: list[str] = []

    def texts(project: Project) -> list[str]:
        return [edit.text for edit in project.edits.of(document_id or 0)]

    page.session.call(texts, kept.extend)
    page.qtbot.waitUntil(lambda: kept == ["dirty room"])
    page.page.list.go(1)
    page.qtbot.waitUntil(lambda: what_if.kept.count() == 0 and not what_if.is_changed)
    page.page.list.go(-1)
    page.qtbot.waitUntil(lambda: what_if.kept.count() == 1)
    what_if.kept.setCurrentRow(0)
    what_if.kept.itemClicked.emit(what_if.kept.item(0))
    assert what_if.text.text == "dirty room"
    page.qtbot.waitUntil(what_if.remove.isEnabled)
    what_if.remove.click()
    page.qtbot.waitUntil(lambda: what_if.kept.count() == 0)
