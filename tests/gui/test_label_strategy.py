"""What comes next, as the label page shows it: the menu, the words, lists that ask again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.project.project import Project
from core.project.values import ImportOptions, ListInfo, Reason
from core.records import Label, Row
from core.settings import Settings
from gui import i18n, theme
from gui.pages.label_strategy import CONTEXT, STRATEGIES, StrategyBar, reason_text
from gui.widgets.choice_menu import TICK_PX, WIDTH_PX, Choice, ChoiceMenu
from tests.gui.label_driver import LabelDriver

pytestmark = pytest.mark.usefixtures("english_and_light")
LABELS = (Label(1, "good", 0, 0), Label(2, "bad", 1, 1))


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 400)
    window.show()
    return window


@pytest.fixture
def menu(window: QWidget) -> ChoiceMenu:
    menu = ChoiceMenu(window)
    menu.set_choices([Choice("a", "First", "It does this."), Choice("b", "Second", "It does that.", gap=True)])
    menu.popup(window, "a")
    return menu


def test_arrows_and_enter_choose_from_the_menu(qtbot: QtBot, menu: ChoiceMenu) -> None:
    with qtbot.waitSignal(menu.chosen) as told:
        QTest.keyClick(menu._list, Qt.Key.Key_Down)
        QTest.keyClick(menu._list, Qt.Key.Key_Return)
    assert told.args == ["b"] and not menu.isVisible()


def test_escape_closes_the_menu_and_gives_the_keyboard_back(qtbot: QtBot, menu: ChoiceMenu) -> None:
    with qtbot.waitSignal(menu.dismissed):
        QTest.keyClick(menu._list, Qt.Key.Key_Escape)
    assert not menu.isVisible()


def test_a_screen_reader_hears_what_an_entry_does(menu: ChoiceMenu) -> None:
    assert menu._model.item(1).accessibleText() == "Second. It does that."


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_sentence_of_the_menu_is_cut_off(language: str) -> None:
    i18n.set_language(language)
    metrics = QFontMetrics(theme.font(theme.SIZE_SMALL))
    for strategy in STRATEGIES:
        assert metrics.horizontalAdvance(i18n.translate(CONTEXT, strategy.sentence)) <= WIDTH_PX - TICK_PX - 20


@pytest.mark.parametrize(
    ("info", "words"),
    [
        (ListInfo("margin", is_waiting=True), "random ones come meanwhile"),
        (ListInfo("margin", is_cold=True), "until 20 have labels"),
        (ListInfo("margin", scored=10_000, labels=120), "Out of 10,000, by a model of 120 labels."),
        (ListInfo("suspects", is_cold=True), "when there are 50"),
        (ListInfo("suspects", scored=400, labels=400), "7 of 400 labels"),
        (ListInfo("rare", "bad", is_cold=True), "No document to learn from"),
        (ListInfo("second"), "7 decisions of your own"),
        (None, "7 documents"),
    ],
)
def test_a_line_says_where_the_list_comes_from(qtbot: QtBot, info: ListInfo | None, words: str) -> None:
    bar = StrategyBar()
    qtbot.addWidget(bar)
    bar.set_order(info.order if info else "imported")
    bar.set_list(info)
    bar.set_count(7)
    assert words in bar._note.text()


@pytest.mark.parametrize(("run", "words"), [("20260101-run", "meaning, as run 20260101-run"), ("", "words that")])
def test_it_says_by_what_documents_are_similar(qtbot: QtBot, run: str, words: str) -> None:
    bar = StrategyBar()
    qtbot.addWidget(bar)
    bar.set_order("imported", is_by_likeness=True)
    bar.set_count(7)
    assert bar._note.text() == "7 documents"
    bar.set_likeness(run)
    assert words in bar._note.text()
    bar.set_order("imported")
    assert bar._note.text() == "7 documents"


def test_the_reading_of_the_texts_is_told_in_percent(qtbot: QtBot) -> None:
    bar = StrategyBar()
    qtbot.addWidget(bar)
    bar.set_order("margin")
    bar.set_list(ListInfo("margin", is_waiting=True))
    bar.set_progress(30, 120)
    assert "25 %" in bar._note.text()


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (None, ""),
        (Reason("random"), "random"),
        (Reason("margin", (("good", 0.51), ("bad", 0.49))), "the model is unsure"),
        (Reason("suspects", (("good", 0.03), ("bad", 0.97))), "labelled good; models that never saw it say bad .97"),
        (Reason("suspects", (("good", 0.03), None)), "labelled good; models that never saw it doubt that (.03)"),
        (Reason("suspects", (None, ("bad", 0.9))), "models that never saw its labels miss bad (.90)"),
        (Reason("annotators", (("Li", "good"), ("Wu", "bad"))), "annotators differ: Li good, Wu bad"),
        (Reason("from a newer version"), ""),
    ],
)
def test_each_reason_has_words(reason: Reason | None, words: str) -> None:
    assert reason_text(reason) == words


def test_the_model_s_opinion_is_not_given_away_before_the_answer() -> None:
    assert "good" not in reason_text(Reason("margin", (("good", 0.51), ("bad", 0.49))))
    assert "bad" not in reason_text(Reason("rare", (("bad", 0.9), ("good", 0.1))))


def choose(page: LabelDriver, order: str, label: str = "") -> None:
    """Until the list is in force and shown."""
    page.page.queue.strategy.order_chosen.emit(order, label)
    page.qtbot.waitUntil(lambda: page.session.chooser.info is not None and not page.session.chooser.info.is_waiting)
    page.settle()


@pytest.fixture
def answered(bare: LabelDriver, tmp_path: Path) -> LabelDriver:
    """40 documents answered, 20 open."""
    with Project.create(tmp_path / "p.fovea", labels=("good", "bad")) as project:
        project.imports.add((Row(f"text {number}") for number in range(60)), ImportOptions(split="train"))
        project.annotator = bare.session._access._annotator()
        for id in range(1, 41):
            project.annotations.annotate(id, [1])
    bare.open(tmp_path / "p.fovea")
    return bare


def test_after_an_answer_the_next_of_the_list_comes_with_its_reason(answered: LabelDriver, settings: Settings) -> None:
    settings.set("random_share", 0)
    choose(answered, "margin")
    answered.press(Qt.Key.Key_1)
    assert answered.number == answered.page.queue.model.index(0).data(Qt.ItemDataRole.UserRole).id
    assert "the model is unsure" in answered.page.middle._facts.text()


def test_doubtful_labels_open_at_once_and_end(answered: LabelDriver) -> None:
    choose(answered, "suspects")
    assert answered.number == 40
    assert "labelled good" in answered.page.middle._facts.text()
    answered.press(Qt.Key.Key_2)
    assert (answered.number, answered.labels_of(40)) == (39, ("bad",))
    for _ in range(39):
        answered.press(Qt.Key.Key_1)
    assert answered.page.empty.isVisible()
    answered.page.empty.clicked.emit()
    answered.settle()
    assert answered.number == 41


def test_a_second_pass_shows_nothing_of_the_first_answer(answered: LabelDriver) -> None:
    choose(answered, "second")
    assert answered.page.desk.is_blind and answered.page.desk.draft == frozenset()
    rows = [answered.page.queue.model.index(row).data(Qt.ItemDataRole.UserRole) for row in range(5)]
    assert all(row.labels == () for row in rows)


def test_a_second_answer_is_kept_beside_the_first_and_both_are_told(answered: LabelDriver) -> None:
    choose(answered, "second")
    number = answered.number
    assert number is not None
    answered.press(Qt.Key.Key_2)
    assert answered.labels_of(number) == ("good",)
    assert answered.number != number
    assert answered.page.middle.strip.full_text.startswith("Second pass: bad now, good before")
    answered.page.middle.strip.clicked.emit()
    answered.settle()
    assert answered.number == number and not answered.page.desk.is_blind


def test_skipping_in_a_second_pass_leaves_the_answer(answered: LabelDriver) -> None:
    choose(answered, "second")
    number = answered.number
    assert number is not None
    answered.press(Qt.Key.Key_Space)
    assert answered.number != number
    assert answered.labels_of(number) == ("good",)


def test_q_opens_the_menu(answered: LabelDriver) -> None:
    answered.press(Qt.Key.Key_Q)
    menu = answered.page.queue.strategy._menu
    assert menu.isVisible()
    menu.hide()


def test_the_next_project_begins_with_the_same_strategy(answered: LabelDriver, tmp_path: Path) -> None:
    choose(answered, "margin")
    answered.open(tmp_path / "p.fovea")
    assert answered.page.queue.order == "margin"
    choose(answered, "second")
    answered.open(tmp_path / "p.fovea")
    assert answered.page.queue.order == "margin"
