from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractSpinBox, QCheckBox, QComboBox
from pytestqt.qtbot import QtBot

from core.jobs.captioning import CAPTIONERS
from core.jobs.model_info import ModelInfo, ModelSetting
from core.jobs.model_settings import MODELS
from gui.widgets.settings_form import SettingsForm

SETTINGS = (
    ModelSetting("epochs", "int", 20, "Epochs", "How often.", low=1, high=50, is_main=True),
    ModelSetting("rate", "float", 0.002, "Rate", "How far.", low=1e-6, high=1.0),
    ModelSetting("balance", "bool", True, "Balance", "Rare ones count more."),
    ModelSetting("cell", "choice", "lstm", "Cell", "Which one.", choices=("lstm", "gru")),
    ModelSetting("vectors", "path", "", "Vectors", "A file."),
)


@pytest.fixture
def form(qtbot: QtBot) -> SettingsForm:
    widget = SettingsForm()
    qtbot.addWidget(widget)
    widget.set_settings(SETTINGS)
    widget.show()
    return widget


def test_it_starts_with_the_defaults(form: SettingsForm) -> None:
    assert form.values() == {"epochs": 20, "rate": 0.002, "balance": True, "cell": "lstm", "vectors": ""}


def test_values_keep_their_types(form: SettingsForm) -> None:
    form.set_values({"epochs": 3, "rate": 5e-5, "balance": False, "cell": "gru", "vectors": "a.txt", "unknown": 1})
    assert form.values() == {"epochs": 3, "rate": 5e-5, "balance": False, "cell": "gru", "vectors": "a.txt"}


def test_a_small_rate_is_not_shown_as_zero(form: SettingsForm) -> None:
    form.set_values({"rate": 1e-5})
    editor = form.editor("rate")
    assert isinstance(editor, QAbstractSpinBox) and editor.text() == "1e-05"


def test_only_the_main_ones_are_in_sight_until_unfolded(form: SettingsForm) -> None:
    assert form.editor("epochs").isVisible() and not form.editor("rate").isVisible()
    form._fold.click()
    assert form.editor("rate").isVisible()


def test_every_editor_has_a_name_and_its_sentence(form: SettingsForm) -> None:
    for setting in SETTINGS:
        editor = form.editor(setting.key)
        assert (editor.accessibleName(), editor.accessibleDescription()) == (setting.label, setting.help)


def test_other_settings_take_the_place_of_the_old_ones(form: SettingsForm) -> None:
    form.set_settings(SETTINGS[:1])
    assert form.values() == {"epochs": 20}
    assert not form._fold.isVisible()


def test_a_change_is_heard(qtbot: QtBot, form: SettingsForm) -> None:
    for key, change in (("balance", QCheckBox.toggle), ("cell", lambda box: box.setCurrentIndex(1))):
        editor = form.editor(key)
        assert isinstance(editor, QCheckBox | QComboBox)
        with qtbot.waitSignal(form.changed):
            change(editor)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", list(MODELS))
def test_the_form_gives_what_every_model_accepts(form: SettingsForm, name: str) -> None:
    form.set_settings(MODELS[name].settings)
    assert MODELS[name].resolve(form.values()) == MODELS[name].resolve({})


@pytest.mark.parametrize("info", [*MODELS.values(), *CAPTIONERS.values()], ids=lambda info: info.name)
def test_every_name_of_a_setting_fits_into_the_narrowest_panel(qtbot: QtBot, info: ModelInfo) -> None:
    form = SettingsForm()
    qtbot.addWidget(form)
    form.set_settings(info.settings)
    form.show()
    form._fold.setChecked(True)
    assert form.minimumSizeHint().width() <= 220
