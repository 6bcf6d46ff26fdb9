from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox
from pytestqt.qtbot import QtBot

from core.settings import SETTINGS, Settings
from gui.dialogs.settings_dialog import SettingsDialog

pytestmark = pytest.mark.usefixtures("english_and_light")


@pytest.fixture
def dialog(qtbot: QtBot, settings: Settings) -> SettingsDialog:
    dialog = SettingsDialog(settings)
    qtbot.addWidget(dialog)
    return dialog


def test_every_setting_with_a_label_has_a_named_control(dialog: SettingsDialog) -> None:
    for setting in SETTINGS:
        if setting.label:
            assert dialog.control(setting.key).accessibleName() == setting.label


def test_a_choice_holds_at_once(dialog: SettingsDialog, settings: Settings) -> None:
    box = dialog.control("theme")
    assert isinstance(box, QComboBox)
    assert box.currentText() == "As the system"
    box.setCurrentIndex(2)
    assert settings.get("theme") == "dark"


def test_a_number_stays_in_its_range(dialog: SettingsDialog, settings: Settings) -> None:
    box = dialog.control("text_size")
    assert isinstance(box, QSpinBox)
    box.setValue(999)
    assert settings.get("text_size") == 36


def test_a_tick_and_a_text_are_kept(qtbot: QtBot, dialog: SettingsDialog, settings: Settings) -> None:
    tick, name = dialog.control("auto_advance"), dialog.control("annotator")
    assert isinstance(tick, QCheckBox)
    assert isinstance(name, QLineEdit)
    tick.click()
    qtbot.keyClicks(name, " Li Wei ")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert settings.get("auto_advance") is False
    assert settings.get("annotator") == "Li Wei"
