from __future__ import annotations

import pytest

from core.errors import InputError
from core.jobs.model_settings import MODELS, find


def test_defaults_are_allowed_values():
    for info in MODELS.values():
        assert info.resolve({}) == {setting.key: setting.default for setting in info.settings}


def test_values_from_a_command_line_get_their_types():
    settings = find("auto").resolve({"epochs": "3", "dropout": "0.25", "class_weights": "no"})
    assert (settings["epochs"], settings["dropout"], settings["class_weights"]) == (3, 0.25, False)


@pytest.mark.parametrize(
    ("key", "value"), [("epochs", "0"), ("epochs", "2.5"), ("dropout", "x"), ("dropout", "nan"), ("class_weights", 7)]
)
def test_a_value_out_of_bounds_is_refused_with_what_is_expected(key, value):
    with pytest.raises(InputError, match=key):
        find("attention-lstm").resolve({key: value})


def test_unknown_settings_and_models_name_the_known_ones():
    with pytest.raises(InputError, match="vocabulary"):
        find("attention-lstm").resolve({"color": 1})
    with pytest.raises(InputError, match="attention-lstm"):
        find("bert")
