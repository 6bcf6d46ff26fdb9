"""The guideline beside the palette, and how documents get there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.records import Example, Guideline, Label
from gui.pages.pinning import pin_menu
from gui.widgets.guideline_view import GuidelineView
from tests.gui.label_driver import LabelDriver

pytestmark = pytest.mark.usefixtures("english_and_light")

GOOD = Label(1, "good", 0, 0)


@pytest.fixture
def view(qtbot: QtBot) -> GuidelineView:
    view = GuidelineView()
    qtbot.addWidget(view)
    return view


def test_definition_version_and_examples_are_shown_as_plain_text(view: GuidelineView) -> None:
    examples = (Example(1, "<b>nice</b>\nroom", True, document_id=7), Example(2, "so so", False, "irony"))
    view.set_label(GOOD, Guideline(1, "<i>praise</i>", 3, "2026-11-01", examples))
    assert (view._name.text(), view._version.text(), view.text.text()) == ("good", "version 3", "<i>praise</i>")
    assert view.text.textFormat() == Qt.TextFormat.PlainText
    assert [row.accessibleName() for row in view.examples] == ["An example: <b>nice</b> room", "Not an example: so so"]
    assert "irony" in view.examples[1].toolTip()


def test_a_click_goes_to_an_example_that_is_a_document(view: GuidelineView, qtbot: QtBot) -> None:
    view.set_label(
        GOOD, Guideline(1, examples=(Example(1, "nice", True, document_id=7), Example(2, "from afar", True)))
    )
    with qtbot.waitSignal(view.document_chosen) as chosen:
        view.examples[0].click()
    assert chosen.args == [7]
    assert not view.examples[1].isEnabled()


def test_without_a_guideline_it_says_so(view: GuidelineView) -> None:
    view.set_label(GOOD, Guideline(1))
    assert view.text.text() == "No guideline yet."
    view.set_label(None, None)
    assert view.text.text().startswith("Point at a label")


def test_g_walks_through_the_guidelines(desk: LabelDriver) -> None:
    shown = []
    for _ in range(4):
        desk.press(Qt.Key.Key_G)
        shown.append(desk.page.side.guideline._label)
    assert [label.name if label else None for label in shown] == ["good", "bad", "mixed", None]


def test_a_guideline_that_was_asked_for_comes_back_when_the_pointer_goes(desk: LabelDriver) -> None:
    desk.press(Qt.Key.Key_G)
    button = desk.page.middle.label_palette.buttons[1]
    button.pointed_at.emit(button.label)
    assert desk.page.side.guideline._label == button.label
    button.pointed_at.emit(None)
    assert desk.page.side.guideline._label.name == "good"


def test_a_document_is_pinned_and_says_so(desk: LabelDriver) -> None:
    menu = pin_menu(desk.session, 1, desk.page)
    good = next(action for action in menu.actions() if "good" in action.text())
    assert good.text() == "&1 good"
    with desk.qtbot.waitSignal(desk.session.labels_changed):
        good.trigger()
    desk.settle()
    menu.deleteLater()
    assert "an example of good" in desk.page.middle._facts.text()
    assert desk.ask(lambda project: project.guidelines.all()[1].examples[0].text) == desk.stored(1).text


def test_a_counter_example_is_behind_one_more_key(desk: LabelDriver) -> None:
    menu = pin_menu(desk.session, 2, desk.page)
    [other] = [action.menu() for action in menu.actions() if action.menu()]
    with desk.qtbot.waitSignal(desk.session.notice) as notice:
        other.actions()[2].trigger()
    desk.settle()
    menu.deleteLater()
    assert notice.args[0].text == "Pinned as no example of “mixed”"
    assert [one.is_positive for one in desk.ask(lambda project: project.guidelines.all()[3].examples)] == [False]
