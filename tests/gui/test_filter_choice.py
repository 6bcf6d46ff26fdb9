from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from core.project.values import DocumentFilter, SavedFilter
from gui.widgets.filter_choice import FilterChoice

pytestmark = pytest.mark.usefixtures("english_and_light")
SHORT = SavedFilter("short ones", DocumentFilter(length=(None, 9.0)))
GOOD = DocumentFilter(label_ids=(1,))


@pytest.fixture
def choice(qtbot: QtBot) -> FilterChoice:
    choice = FilterChoice()
    qtbot.addWidget(choice)
    choice.set_choices(GOOD, [SHORT], {1: "good"})
    return choice


def test_it_offers_all_the_list_and_what_has_a_name(choice: FilterChoice) -> None:
    texts = [choice.itemText(place) for place in range(choice.count())]
    assert texts == ["All documents", "As in the list: label:good", "short ones"]
    assert choice.where == DocumentFilter()
    choice.setCurrentIndex(2)
    assert choice.where == SHORT.where


def test_who_chose_the_list_goes_along_with_it(choice: FilterChoice, qtbot: QtBot) -> None:
    choice.setCurrentIndex(1)
    with qtbot.waitSignal(choice.changed):
        choice.set_choices(DocumentFilter("早餐"), [SHORT], {})
    assert choice.where == DocumentFilter("早餐")


def test_a_name_that_is_gone_is_chosen_no_more(choice: FilterChoice, qtbot: QtBot) -> None:
    choice.setCurrentIndex(2)
    with qtbot.waitSignal(choice.changed):
        choice.set_choices(GOOD, [], {})
    assert choice.where == DocumentFilter()
