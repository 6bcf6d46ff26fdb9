"""The manual: pages in both languages, shown in the window, leading nowhere else."""

from __future__ import annotations

import re

import pytest
from pytestqt.qtbot import QtBot

from core import manual
from gui import i18n
from gui.actions import ACTIONS
from gui.dialogs.manual_dialog import ManualDialog

pytestmark = pytest.mark.usefixtures("english_and_light")


def test_both_languages_have_the_same_pages() -> None:
    names = [[page.name for page in manual.pages(language)] for language in manual.LANGUAGES]
    assert names[0] == names[1] and len(names[0]) >= 7


def test_no_page_holds_a_link_or_a_picture() -> None:
    texts = [page.text for language in manual.LANGUAGES for page in manual.pages(language)]
    assert [text for text in texts if re.search(r"\]\(|<\w|https?:", text)] == []


def test_keys_of_the_window_are_those_that_it_has() -> None:
    keys = {key for spec in ACTIONS for key in spec.keys}
    said = {key for page in manual.pages("en") for key in re.findall(r"\((Ctrl\+[\w+]+)\)", page.text)}
    assert said and said <= keys


def test_every_page_is_shown(qtbot: QtBot) -> None:
    dialog = ManualDialog()
    qtbot.addWidget(dialog)
    for page in manual.pages("en"):
        dialog.show_page(page.name)
        assert dialog.shown.startswith(page.title)


def test_it_follows_the_language_and_stays_on_its_page(qtbot: QtBot) -> None:
    dialog = ManualDialog()
    qtbot.addWidget(dialog)
    dialog.show_page("7-promises")
    i18n.set_language("zh_CN")
    title = manual.pages("zh_CN")[dialog.names.index("7-promises")].title
    qtbot.waitUntil(lambda: dialog.shown.startswith(title))
