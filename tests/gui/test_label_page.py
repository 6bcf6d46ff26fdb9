"""The label page on a real project: keys, what goes on by itself, undo, opinions, rationales."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.progress import ignore
from core.project.project import Project
from core.project.values import ImportOptions
from core.records import Document, Row, Span
from core.settings import Settings
from gui.pages.label import LabelPage
from gui.session import Session

pytestmark = pytest.mark.usefixtures("english_and_light")

TEXTS = ("早餐太差了", "The room was clean and quiet.", "前台态度很好😀，下次还来", "fourth", "fifth")


class Desk:
    """The page with what a test needs to drive it."""

    def __init__(self, page: LabelPage, qtbot: QtBot, session: Session) -> None:
        self.page, self.qtbot, self.session = page, qtbot, session

    def open(self, path: Path) -> None:
        with self.qtbot.waitSignal(self.session.project_changed):
            self.session.open(path)
        self.settle()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.page, key, modifiers)
        self.settle()

    def settle(self) -> None:
        """Until everything asked is answered and what is open is painted."""
        page, access = self.page, self.session._access
        self.qtbot.waitUntil(lambda: access._waiting_calls == 0 and (page.desk.is_ready or page.empty.isVisible()))

    def ask(self, work: Callable[[Project], Any]) -> Any:
        results: list[Any] = []
        self.session.call(work, results.append)
        self.qtbot.waitUntil(lambda: bool(results))
        return results[0]

    def stored(self, number: int) -> Document:
        document: Document = self.ask(lambda project: project.documents.get(number))
        return document

    def labels_of(self, number: int) -> tuple[str, ...]:
        given = self.stored(number).annotation
        assert self.session.info
        names = {label.id: label.name for label in self.session.info.labels}
        return tuple(names[label] for label in given.labels) if given else ()

    @property
    def number(self) -> int | None:
        return self.page.desk.document_id


def make_project(
    path: Path, labels: tuple[str, ...] = ("good", "bad", "mixed"), *, is_multi_label: bool = False
) -> Path:
    with Project.create(path, labels=labels, is_multi_label=is_multi_label) as project:
        project.imports.add([Row(text) for text in TEXTS], ImportOptions(), ignore)
    return path


@pytest.fixture
def bare(qtbot: QtBot, session: Session, settings: Settings) -> Iterator[Desk]:
    page = LabelPage(session, settings)
    qtbot.addWidget(page)
    page.resize(1200, 760)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.on_shown()
    yield Desk(page, qtbot, session)


@pytest.fixture
def desk(bare: Desk, tmp_path: Path) -> Desk:
    bare.open(make_project(tmp_path / "reviews.fovea"))
    return bare


@pytest.fixture
def multi(bare: Desk, tmp_path: Path) -> Desk:
    bare.open(make_project(tmp_path / "topics.fovea", is_multi_label=True))
    return bare


def test_the_first_unlabelled_document_is_open(desk: Desk) -> None:
    assert desk.number == 1
    assert desk.page.middle.view.text == TEXTS[0]


def test_a_digit_labels_and_goes_on(desk: Desk) -> None:
    desk.press(Qt.Key.Key_2)
    assert desk.labels_of(1) == ("bad",)
    assert desk.number == 2


def test_number_pad_and_full_width_digits_do_the_same(desk: Desk) -> None:
    desk.press(Qt.Key.Key_1, Qt.KeyboardModifier.KeypadModifier)
    QTest.sendKeyEvent(QTest.KeyAction.Click, desk.page, Qt.Key(0xFF13), "３", Qt.KeyboardModifier.NoModifier)
    desk.settle()
    assert (desk.labels_of(1), desk.labels_of(2)) == (("good",), ("mixed",))


def test_a_key_without_a_label_does_nothing(desk: Desk) -> None:
    desk.press(Qt.Key.Key_9)
    assert desk.number == 1
    assert desk.stored(1).annotation is None


def test_a_repeating_key_labels_once(desk: Desk) -> None:
    for is_repeat in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier, "1", is_repeat)
        QApplication.sendEvent(desk.page, event)
        desk.settle()
    assert desk.number == 2


def test_a_key_before_the_document_is_painted_is_not_applied_to_it(desk: Desk) -> None:
    desk.page.desk.open(3)
    desk.qtbot.waitUntil(lambda: desk.number == 3)  # shown, but no paint event yet
    desk.page.desk.set_hidden()
    QTest.keyClick(desk.page, Qt.Key.Key_1)
    desk.page.middle.view.viewport().repaint()
    assert desk.stored(3).annotation is None


def test_two_fast_keys_give_one_label_to_the_first_document_alone(desk: Desk) -> None:
    QTest.keyClick(desk.page, Qt.Key.Key_1)
    QTest.keyClick(desk.page, Qt.Key.Key_2)
    desk.settle()
    assert desk.labels_of(1) == ("good",)
    assert desk.stored(2).annotation is None


def test_the_screen_moves_on_only_after_the_commit(desk: Desk, tmp_path: Path) -> None:
    seen: list[tuple[str, ...] | None] = []

    def look(document: Document, is_new: bool) -> None:  # noqa: ARG001
        with Project.open(tmp_path / "reviews.fovea") as other:  # what is on disk when the next one comes
            given = other.documents.get(1).annotation
            seen.append(None if given is None else tuple(str(label) for label in given.labels))

    desk.page.desk.document_opened.connect(look)
    desk.press(Qt.Key.Key_1)
    assert seen == [("1",)]


def test_digits_typed_into_the_search_field_label_nothing(desk: Desk) -> None:
    desk.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    search = desk.page.queue.search
    assert search.hasFocus()
    for key in (Qt.Key.Key_1, Qt.Key.Key_Space, Qt.Key.Key_F, Qt.Key.Key_N, Qt.Key.Key_Backspace):
        QTest.keyClick(search, key)
    assert search.text() == "1 f"
    assert desk.number == 1
    assert desk.stored(1).annotation is None


def test_composing_with_an_input_method_labels_nothing(desk: Desk) -> None:
    desk.page.queue.focus_search()
    QApplication.sendEvent(desk.page.queue.search, QInputMethodEvent("zao1", []))
    commit = QInputMethodEvent()
    commit.setCommitString("早")
    QApplication.sendEvent(desk.page.queue.search, commit)
    assert desk.page.queue.search.text() == "早"
    assert desk.stored(1).annotation is None


def test_the_reading_view_takes_no_input_method(desk: Desk) -> None:
    assert not desk.page.middle.view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


@pytest.mark.parametrize("focus", ["view", "queue", "recent"])
def test_keys_work_wherever_the_focus_is_on_the_page(desk: Desk, focus: str) -> None:
    widgets = {"view": desk.page.middle.view, "queue": desk.page.queue.list, "recent": desk.page.side.recent}
    widgets[focus].setFocus()
    desk.press(Qt.Key.Key_1)
    desk.press(Qt.Key.Key_Space)
    assert desk.labels_of(1) == ("good",)
    assert desk.stored(2).annotation is not None
    assert desk.number == 3


def test_space_presses_a_label_button_that_tab_has_reached(desk: Desk) -> None:
    desk.page.middle.label_palette.buttons[2].setFocus(Qt.FocusReason.TabFocusReason)
    desk.press(Qt.Key.Key_Space)
    assert desk.labels_of(1) == ("mixed",)


def test_space_skips(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Space)
    given = desk.stored(1).annotation
    assert given is not None
    assert given.is_skipped
    assert desk.number == 2


def test_f_flags_and_stays_and_unflags(desk: Desk) -> None:
    desk.press(Qt.Key.Key_F)
    assert desk.stored(1).is_flagged
    assert desk.number == 1
    desk.press(Qt.Key.Key_F)
    assert not desk.stored(1).is_flagged


def test_arrows_go_to_the_neighbours_and_n_to_the_next_unlabelled(desk: Desk) -> None:
    desk.press(Qt.Key.Key_1)
    desk.press(Qt.Key.Key_Left)
    assert desk.number == 1
    desk.press(Qt.Key.Key_Right)
    assert desk.number == 2
    desk.press(Qt.Key.Key_Left)
    desk.press(Qt.Key.Key_N)
    assert desk.number == 2
    desk.press(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert desk.number == 3


def test_delete_clears(desk: Desk) -> None:
    desk.press(Qt.Key.Key_1)
    desk.press(Qt.Key.Key_Left)
    desk.press(Qt.Key.Key_Delete)
    assert desk.stored(1).annotation is None
    assert desk.number == 1


def test_undo_and_redo_go_to_the_document_concerned(desk: Desk) -> None:
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
        desk.press(key)
    desk.press(Qt.Key.Key_Backspace)
    assert (desk.number, desk.labels_of(3)) == (3, ())
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (desk.number, desk.labels_of(2)) == (2, ())
    desk.press(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert (desk.number, desk.labels_of(2)) == (2, ("bad",))


def test_undo_works_after_the_project_was_opened_again(desk: Desk, tmp_path: Path) -> None:
    desk.press(Qt.Key.Key_1)
    desk.open(tmp_path / "reviews.fovea")
    assert desk.number == 2
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (desk.number, desk.labels_of(1)) == (1, ())


def test_the_last_decisions_are_in_view_and_a_click_reopens_one(desk: Desk) -> None:
    desk.press(Qt.Key.Key_1)
    desk.press(Qt.Key.Key_2)
    recent = desk.page.side.recent
    assert [recent.model().index(row, 0).data() for row in range(2)] == [TEXTS[1], TEXTS[0]]
    place = recent.visualRect(recent.model().index(1, 0)).center()
    QTest.mouseClick(recent.viewport(), Qt.MouseButton.LeftButton, pos=place)
    desk.settle()
    assert desk.number == 1
    assert [button.isChecked() for button in desk.page.middle.label_palette.buttons] == [True, False, False]


def test_counts_follow_the_decisions(desk: Desk) -> None:
    desk.press(Qt.Key.Key_1)
    desk.press(Qt.Key.Key_Space)
    desk.qtbot.waitUntil(lambda: desk.page.side._done.text() == "1 of 5 labelled")
    assert desk.page.side._rest.text() == "1 skipped · 0 flagged"
    assert desk.page.side.counts.accessibleDescription() == "good 1, bad 0, mixed 0"


def test_when_all_is_answered_the_page_says_so(desk: Desk) -> None:
    for _ in TEXTS:
        desk.press(Qt.Key.Key_1)
    desk.qtbot.waitUntil(desk.page.empty.isVisible)
    desk.qtbot.waitUntil(lambda: desk.page.empty.button.text() == "Train a model")
    with desk.qtbot.waitSignal(desk.session.page_requested, check_params_cb=lambda page: page == "train"):
        desk.page.empty.button.click()


def test_an_undo_leaves_the_end_again(desk: Desk) -> None:
    for _ in TEXTS:
        desk.press(Qt.Key.Key_1)
    desk.qtbot.waitUntil(desk.page.empty.isVisible)
    desk.press(Qt.Key.Key_Backspace)
    desk.qtbot.waitUntil(desk.page.middle.isVisible)
    assert desk.number == 5


def test_a_project_without_documents_offers_an_import(bare: Desk, tmp_path: Path) -> None:
    Project.create(tmp_path / "empty.fovea", labels=("good",)).close()
    bare.open(tmp_path / "empty.fovea")
    assert bare.page.empty.sentence.text() == "This project has no documents yet."
    with bare.qtbot.waitSignal(bare.page.action_requested, check_params_cb=lambda action: action == "file.import"):
        bare.page.empty.button.click()
    assert not bare.page.queue.isVisible()


def test_the_buttons_stay_where_they_are_whatever_the_text(desk: Desk) -> None:
    button = desk.page.middle.label_palette.buttons[0]
    place = button.mapTo(desk.page, button.rect().topLeft())
    for _ in range(3):
        desk.press(Qt.Key.Key_Right)
        assert button.mapTo(desk.page, button.rect().topLeft()) == place


def test_without_going_on_by_itself_the_document_stays(desk: Desk, settings: Settings) -> None:
    settings.set("auto_advance", False)
    desk.press(Qt.Key.Key_1)
    assert (desk.number, desk.labels_of(1)) == (1, ("good",))
    desk.press(Qt.Key.Key_Return)
    assert desk.number == 2


def test_multi_label_digits_toggle_and_enter_confirms(multi: Desk) -> None:
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_2):
        multi.press(key)
    assert multi.number == 1
    assert multi.stored(1).annotation is None
    multi.press(Qt.Key.Key_Return)
    assert multi.labels_of(1) == ("good", "mixed")
    assert multi.number == 2


def test_a_multi_label_draft_waits_while_the_person_looks_elsewhere(multi: Desk) -> None:
    multi.press(Qt.Key.Key_2)
    multi.press(Qt.Key.Key_Right)
    assert multi.page.desk.draft == frozenset()
    multi.press(Qt.Key.Key_Left)
    assert [button.isChecked() for button in multi.page.middle.label_palette.buttons] == [False, True, False]


def test_shift_and_a_digit_reach_the_labels_behind_the_tenth(bare: Desk, tmp_path: Path) -> None:
    bare.open(make_project(tmp_path / "many.fovea", tuple(f"label {number}" for number in range(1, 13))))
    bare.press(Qt.Key.Key_0)
    bare.press(Qt.Key.Key_2, Qt.KeyboardModifier.ShiftModifier)
    assert (bare.labels_of(1), bare.labels_of(2)) == (("label 10",), ("label 12",))


def test_words_marked_in_the_view_are_stored_as_code_points_and_undone(desk: Desk) -> None:
    desk.page.desk.open(3)
    desk.settle()
    desk.page.middle.view.rationale_added.emit(Span(7, 10))
    desk.settle()
    assert TEXTS[2][7:10] == "，下次"
    assert desk.stored(3).rationales == (Span(7, 10),)
    desk.press(Qt.Key.Key_Backspace)
    assert desk.stored(3).rationales == ()


def test_the_document_that_another_page_asks_for_is_opened(desk: Desk) -> None:
    desk.session.document_requested.emit(4, "review")
    desk.session.document_requested.emit(5, "label")
    desk.qtbot.waitUntil(lambda: desk.number == 5)


def test_the_commands_are_there_for_the_palette(desk: Desk) -> None:
    texts = [action.text() for action in desk.page.actions()]
    assert "Skip" in texts
    assert all(texts)


class FixedModel:
    """Answers for the model: a run's probabilities, and what it would explain."""

    def __init__(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[str] = []
        desk.session.active_run_id = "run"
        monkeypatch.setattr(desk.session, "explain", self.explain)
        monkeypatch.setattr("core.project.predictions.Predictions.of", lambda *_: {"good": 0.17, "bad": 0.83})

    def explain(self, texts: list[str], then: Callable[[list[dict[str, Any]]], None], **_: object) -> None:
        self.asked += texts
        words = [("早餐", 0.3), ("，", 0.9), ("太差", 0.6)]
        tokens = [{"start": 0, "end": 1, "text": word, "weight": weight} for word, weight in words]
        then([{"text": texts[0], "label": "bad", "probabilities": {"good": 0.17, "bad": 0.83}, "tokens": tokens}])


def test_the_model_speaks_only_after_the_answer(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    model = FixedModel(desk, monkeypatch)
    assert "Model" not in desk.page.middle.strip.full_text
    desk.press(Qt.Key.Key_1)
    assert model.asked == [TEXTS[0]]
    assert desk.page.middle.strip.full_text == "Model said bad .83  ·  you said good  ·  its words: 太差, 早餐"
    given = desk.stored(1).annotation
    assert given is not None
    assert not given.suggestion_seen


def test_a_click_on_the_models_line_goes_back_and_a_new_answer_counts_as_seen(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
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
    desk: Desk, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.set("show_suggestion", "before")
    FixedModel(desk, monkeypatch)
    desk.press(Qt.Key.Key_Right)
    assert desk.page.middle.strip.full_text.startswith("Model says bad .83")
    desk.press(Qt.Key.Key_2)
    given = desk.stored(2).annotation
    assert given is not None
    assert given.suggestion_seen


def test_enter_in_the_search_field_opens_the_first_that_is_found(desk: Desk) -> None:
    desk.page.queue.focus_search()
    QTest.keyClicks(desk.page.queue.search, "FIF")
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.number == 5)
    assert desk.page.hasFocus()
    assert desk.page.queue.model.rowCount() == 1


def test_a_filter_rules_what_comes_next(desk: Desk) -> None:
    for key in (Qt.Key.Key_1, Qt.Key.Key_Space, Qt.Key.Key_2):
        desk.press(key)
    desk.page.queue._chips["labelled"].click()
    desk.press(Qt.Key.Key_Left)
    assert desk.number == 3
    desk.press(Qt.Key.Key_Left)
    assert desk.number == 1


def test_the_texts_follow_the_language(desk: Desk) -> None:
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
        assert desk.page.queue._chips["any"].text() == "*All"
        assert desk.page.side._recent_title.text() == "*Last decisions"
    finally:
        app.removeTranslator(translator)
