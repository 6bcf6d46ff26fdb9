"""The label page on a real project: what goes on by itself, undo, opinions, rationales, the end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.project.project import Project
from core.project.values import DocumentFilter, ImportOptions
from core.records import Document, Row, Span
from core.settings import Settings
from tests.gui.label_driver import TEXTS, LabelDriver

pytestmark = pytest.mark.usefixtures("english_and_light")


def test_the_first_unlabelled_document_is_open(desk: LabelDriver) -> None:
    assert desk.number == 1
    assert desk.page.middle.view.text == TEXTS[0]


def test_the_screen_moves_on_only_after_the_commit(desk: LabelDriver, tmp_path: Path) -> None:
    seen: list[tuple[str, ...] | None] = []

    def look(document: Document, is_new: bool) -> None:  # noqa: ARG001
        with Project.open(tmp_path / "reviews.fovea") as other:  # what is on disk when the next one comes
            given = other.documents.get(1).annotation
            seen.append(None if given is None else tuple(str(label) for label in given.labels))

    desk.page.desk.document_opened.connect(look)
    desk.press(Qt.Key.Key_1)
    assert seen == [("1",)]


def test_undo_and_redo_go_to_the_document_concerned(desk: LabelDriver) -> None:
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
        desk.press(key)
    desk.press(Qt.Key.Key_Backspace)
    assert (desk.number, desk.labels_of(3)) == (3, ())
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (desk.number, desk.labels_of(2)) == (2, ())
    desk.press(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert (desk.number, desk.labels_of(2)) == (2, ("bad",))


def test_undo_works_after_the_project_was_opened_again(desk: LabelDriver, tmp_path: Path) -> None:
    desk.press(Qt.Key.Key_1)
    desk.open(tmp_path / "reviews.fovea")
    assert desk.number == 2
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (desk.number, desk.labels_of(1)) == (1, ())


def test_the_last_decisions_are_in_view_and_a_click_reopens_one(desk: LabelDriver) -> None:
    desk.press(Qt.Key.Key_1)
    desk.press(Qt.Key.Key_2)
    recent = desk.page.side.recent
    assert [recent.model().index(row, 0).data() for row in range(2)] == [TEXTS[1], TEXTS[0]]
    place = recent.visualRect(recent.model().index(1, 0)).center()
    QTest.mouseClick(recent.viewport(), Qt.MouseButton.LeftButton, pos=place)
    desk.settle()
    assert desk.number == 1
    assert [button.isChecked() for button in desk.page.middle.label_palette.buttons] == [True, False, False]


def test_counts_follow_the_decisions(desk: LabelDriver) -> None:
    desk.press(Qt.Key.Key_1)
    desk.press(Qt.Key.Key_Space)
    desk.qtbot.waitUntil(lambda: desk.page.side._done.text() == "1 of 5 labelled")
    assert desk.page.side._rest.text() == "1 skipped · 0 flagged"
    assert desk.page.side.counts.accessibleDescription() == "good 1, bad 0, mixed 0"


def test_when_all_is_answered_the_page_says_so(desk: LabelDriver) -> None:
    for _ in TEXTS:
        desk.press(Qt.Key.Key_1)
    desk.qtbot.waitUntil(desk.page.empty.isVisible)
    desk.qtbot.waitUntil(lambda: desk.page.empty.button.text() == "Train a model")
    with desk.qtbot.waitSignal(desk.session.page_requested, check_params_cb=lambda page: page == "train"):
        desk.page.empty.button.click()


def test_an_undo_leaves_the_end_again(desk: LabelDriver) -> None:
    for _ in TEXTS:
        desk.press(Qt.Key.Key_1)
    desk.qtbot.waitUntil(desk.page.empty.isVisible)
    desk.press(Qt.Key.Key_Backspace)
    desk.qtbot.waitUntil(desk.page.middle.isVisible)
    assert desk.number == 5


def test_a_project_without_documents_offers_an_import(bare: LabelDriver, tmp_path: Path) -> None:
    Project.create(tmp_path / "empty.fovea", labels=("good",)).close()
    bare.open(tmp_path / "empty.fovea")
    assert bare.page.empty.sentence.text() == "This project has no documents yet."
    with bare.qtbot.waitSignal(bare.page.action_requested, check_params_cb=lambda action: action == "file.import"):
        bare.page.empty.button.click()
    assert not bare.page.queue.isVisible()


def test_the_buttons_stay_where_they_are_whatever_the_text(desk: LabelDriver) -> None:
    button = desk.page.middle.label_palette.buttons[0]
    place = button.mapTo(desk.page, button.rect().topLeft())
    for _ in range(3):
        desk.press(Qt.Key.Key_Right)
        assert button.mapTo(desk.page, button.rect().topLeft()) == place


def test_without_going_on_by_itself_the_document_stays(desk: LabelDriver, settings: Settings) -> None:
    settings.set("auto_advance", False)
    desk.press(Qt.Key.Key_1)
    assert (desk.number, desk.labels_of(1)) == (1, ("good",))
    desk.press(Qt.Key.Key_Return)
    assert desk.number == 2


def test_words_marked_in_the_view_are_stored_as_code_points_and_undone(desk: LabelDriver) -> None:
    desk.page.desk.open(3)
    desk.settle()
    desk.page.middle.view.rationale_added.emit(Span(7, 10))
    desk.settle()
    assert TEXTS[2][7:10] == "，下次"
    assert desk.stored(3).rationales == (Span(7, 10),)
    desk.press(Qt.Key.Key_Backspace)
    assert desk.stored(3).rationales == ()


def test_the_document_that_another_page_asks_for_is_opened(desk: LabelDriver) -> None:
    desk.session.document_requested.emit(4, "review")
    desk.session.document_requested.emit(5, "label")
    desk.qtbot.waitUntil(lambda: desk.number == 5)


def test_the_commands_are_there_for_the_palette(desk: LabelDriver) -> None:
    texts = [action.text() for action in desk.page.actions()]
    assert "Skip" in texts
    assert all(texts)


class FixedModel:
    """Answers for the model: a run's probabilities, and what it would explain."""

    def __init__(self, desk: LabelDriver, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[str] = []
        desk.session.active_run_id = "run"
        monkeypatch.setattr(desk.session, "explain", self.explain)
        monkeypatch.setattr("core.project.predictions.Predictions.of", lambda *_: {"good": 0.17, "bad": 0.83})

    def explain(self, texts: list[str], then: Callable[[list[dict[str, Any]]], None], **_: object) -> None:
        self.asked += texts
        words = [("早餐", 0.3), ("，", 0.9), ("太差", 0.6)]
        tokens = [{"start": 0, "end": 1, "text": word, "weight": weight} for word, weight in words]
        then([{"text": texts[0], "label": "bad", "probabilities": {"good": 0.17, "bad": 0.83}, "tokens": tokens}])


def test_the_model_speaks_only_after_the_answer(desk: LabelDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    model = FixedModel(desk, monkeypatch)
    assert "Model" not in desk.page.middle.strip.full_text
    desk.press(Qt.Key.Key_1)
    assert model.asked == [TEXTS[0]]
    assert desk.page.middle.strip.full_text == "Model said bad .83  ·  you said good  ·  its words: 太差, 早餐"
    given = desk.stored(1).annotation
    assert given is not None
    assert not given.suggestion_seen


def test_a_click_on_the_models_line_goes_back_and_a_new_answer_counts_as_seen(
    desk: LabelDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    FixedModel(desk, monkeypatch)
    desk.press(Qt.Key.Key_1)
    desk.page.middle.strip.click()
    desk.settle()
    assert desk.number == 1
    desk.press(Qt.Key.Key_2)
    given = desk.stored(1).annotation
    assert given is not None
    assert given.suggestion_seen


def test_shown_before_the_answer_it_is_recorded_as_seen(
    desk: LabelDriver, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.set("show_suggestion", "before")
    FixedModel(desk, monkeypatch)
    desk.press(Qt.Key.Key_Right)
    assert desk.page.middle.strip.full_text.startswith("Model says bad .83")
    desk.press(Qt.Key.Key_2)
    given = desk.stored(2).annotation
    assert given is not None
    assert given.suggestion_seen


def test_an_import_is_counted_in_the_queue(bare: LabelDriver, tmp_path: Path) -> None:
    Project.create(tmp_path / "empty.fovea", labels=("good",)).close()
    bare.open(tmp_path / "empty.fovea")
    bare.ask(lambda project: project.imports.add([Row(text="new"), Row(text="newer")], ImportOptions()).imported)
    bare.session.refresh()
    bare.qtbot.waitUntil(lambda: bare.page.queue.strategy._note.text().startswith("2 "))
    bare.qtbot.waitUntil(lambda: bare.page.queue.model.rowCount() == 2)


def test_a_filter_rules_what_comes_next(desk: LabelDriver) -> None:
    for key in (Qt.Key.Key_1, Qt.Key.Key_Space, Qt.Key.Key_2):
        desk.press(key)
    desk.page.queue.filters.states["labelled"].click()
    desk.press(Qt.Key.Key_Left)
    assert desk.number == 3
    desk.press(Qt.Key.Key_Left)
    assert desk.number == 1


def test_the_texts_follow_the_language(desk: LabelDriver) -> None:
    from PySide6.QtCore import QTranslator

    class Starred(QTranslator):
        def isEmpty(self) -> bool:
            return False

        def translate(self, context: str, text: str, comment: str | None = None, n: int = -1) -> str:  # noqa: ARG002
            return f"*{text}"

    translator = Starred()
    app = QApplication.instance()
    assert app is not None
    app.installTranslator(translator)
    try:
        desk.qtbot.waitUntil(lambda: desk.page.middle.buttons["skip"].text() == "*Skip")
        assert desk.page.queue.filters.states["any"].text() == "*All"
        assert desk.page.side._recent_title.text() == "*Last decisions"
    finally:
        app.removeTranslator(translator)


def test_another_list_begins_where_the_one_before_had_nothing_more_to_ask(desk: LabelDriver) -> None:
    desk.page.queue.search.setText("fourth")
    desk.qtbot.waitUntil(lambda: desk.page.desk.where.search == "fourth")
    desk.page.desk.open_first()
    desk.settle()
    desk.press(Qt.Key.Key_1)
    assert desk.page.empty.isVisible()
    desk.page.queue.search.clear()
    desk.qtbot.waitUntil(lambda: not desk.page.empty.isVisible() and desk.page.desk.is_ready)
    assert desk.number == 1


def test_a_list_that_is_another_one_when_the_last_answer_is_on_disk_goes_on(desk: LabelDriver) -> None:
    desk.page.desk.where = DocumentFilter("fourth")
    desk.page.desk.open_first()
    desk.settle()
    QTest.keyClick(desk.page, Qt.Key.Key_1)
    desk.page.desk.where = DocumentFilter()
    desk.settle()
    assert not desk.page.empty.isVisible() and desk.number == 5
