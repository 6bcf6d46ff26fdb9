from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from core import paths
from core.errors import N_, InputError
from gui import i18n
from gui.i18n import Retranslated

pytestmark = pytest.mark.usefixtures("english_and_light")

SOURCE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context><name>Greeting</name><message><source>Hello</source><translation>你好</translation></message></context>
<context><name>core</name>
<message><source>Line {line} is empty.</source><translation>第 {line} 行是空的。</translation></message>
<message><source>Bad {what}.</source><translation>坏的 {typo}。</translation></message>
</context>
</TS>
"""


class Greeting(Retranslated, QLabel):
    def __init__(self) -> None:
        super().__init__()
        self.retranslate()

    def retranslate(self) -> None:
        self.setText(self.tr("Hello"))


@pytest.fixture
def translated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A translation of our own, so that this test does not hang on the real one's words."""
    source = tmp_path / "fovea_zh_CN.ts"
    source.write_text(SOURCE, encoding="utf-8")
    tool = Path(sys.executable).parent / "pyside6-lrelease"
    subprocess.run([tool, source, "-qm", source.with_suffix(".qm")], check=True, capture_output=True)
    monkeypatch.setattr(paths, "resource", lambda *_: tmp_path)


@pytest.mark.usefixtures("translated")
def test_a_widget_changes_its_language_without_a_restart(qtbot: QtBot) -> None:
    greeting = Greeting()
    qtbot.addWidget(greeting)
    assert greeting.text() == "Hello"
    i18n.set_language("zh_CN")
    QApplication.sendPostedEvents()
    assert greeting.text() == "你好"
    i18n.set_language("en")
    QApplication.sendPostedEvents()
    assert greeting.text() == "Hello"


@pytest.mark.usefixtures("translated")
def test_an_error_is_told_in_the_users_language_with_its_values() -> None:
    i18n.set_language("zh_CN")
    error = InputError("empty-line", N_("core", "Line {line} is empty."), line=12)
    assert i18n.message(error) == "第 12 行是空的。"
    assert str(error) == "Line 12 is empty."


@pytest.mark.usefixtures("translated")
def test_a_broken_translation_does_not_hide_the_error() -> None:
    i18n.set_language("zh_CN")
    assert i18n.message(InputError("bad", N_("core", "Bad {what}."), what="luck")) == "Bad luck."


def test_an_unexpected_error_does_not_show_what_may_be_a_documents_text() -> None:
    assert "secret" not in i18n.message(ValueError("secret text"))


def test_qts_own_words_change_as_well() -> None:
    i18n.set_language("zh_CN")
    assert QCoreApplication.translate("QPlatformTheme", "Close") == "关闭"
    i18n.set_language("en")
    assert QCoreApplication.translate("QPlatformTheme", "Close") == "Close"


def test_numbers_and_dates_follow_the_language() -> None:
    i18n.set_language("zh_CN")
    assert QLocale().language() == QLocale.Language.Chinese
    assert i18n.current() == "zh_CN"
    assert i18n.number(7766) == "7,766"


@pytest.mark.parametrize(("choice", "language"), [("en", "en"), ("zh_CN", "zh_CN")])
def test_a_choice_is_kept(choice: str, language: str) -> None:
    assert i18n.resolve(choice) == language


def test_auto_is_one_of_our_languages() -> None:
    assert i18n.resolve("auto") in i18n.LANGUAGES


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (3, "a few seconds left"),
        (40, "less than a minute left"),
        (61, "2 min left"),
        (3600, "1 h 0 min left"),
        (4000, "1 h 7 min left"),
    ],
)
def test_time_left_is_calm(seconds: float, words: str) -> None:
    assert i18n.time_left(seconds) == words
