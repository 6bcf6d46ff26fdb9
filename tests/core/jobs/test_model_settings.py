from __future__ import annotations

import pytest

from core.errors import InputError
from core.jobs.captioning import CAPTIONERS, SMALL_NETWORK
from core.jobs.model_settings import MODELS, find


def test_defaults_are_allowed_values():
    for info in MODELS.values():
        assert info.resolve({}) == info.defaults({})


def test_values_from_a_command_line_get_their_types():
    settings = find("attention-lstm").resolve({"epochs": "3", "dropout": "0.25", "class_weights": "no"})
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


def test_the_settings_that_matter_most_come_first():
    for info in MODELS.values():
        are_main = [setting.is_main for setting in info.settings]
        assert 0 < sum(are_main) <= 5
        assert are_main == sorted(are_main, reverse=True)


def test_no_setting_is_there_twice():
    for info in MODELS.values():
        keys = [setting.key for setting in info.settings]
        assert len(keys) == len(set(keys))


def test_a_choice_is_one_of_its_words():
    assert find("attention-lstm").resolve({"encoder": "gru"})["encoder"] == "gru"
    with pytest.raises(InputError, match="lstm, gru, cnn, tcn, average"):
        find("attention-lstm").resolve({"encoder": "bert"})


def test_what_needs_attention_is_not_offered_without():
    assert "rationale_weight" not in find("lstm").resolve({})
    assert find("transformer").resolve({})["rationale_weight"] == -1


def test_a_captioner_that_learns_to_see_begins_with_other_settings_than_one_that_can() -> None:
    info = CAPTIONERS["show-attend-tell"]
    assert info.resolve({"dropout": 0.3}).items() >= (SMALL_NETWORK | {"dropout": 0.3}).items()
    plain = {setting.key: setting.default for setting in info.settings}
    assert info.resolve({"encoder": "mobilenet.npz"}) == plain | {"encoder": "mobilenet.npz"}
    assert "region_weight" not in CAPTIONERS["nic"].resolve({})
