"""Which keys do what, and the sets for one hand."""

from __future__ import annotations

import pytest

from core.settings import Settings
from gui.actions import ACTIONS
from gui.commands import ANSWER, LABEL, PLACES, Command
from gui.key_sets import SETS
from gui.keymap import Keymap, commands, normal, sequences

pytestmark = pytest.mark.usefixtures("qapp", "english_and_light")
SKIP, FLAG = LABEL[0], LABEL[1]


@pytest.fixture
def keymap(settings: Settings) -> Keymap:
    return Keymap(settings)


def command(id: str) -> Command:
    return next(one for one in PLACES[id.split(".")[0]] if one.id == id)


def test_ids_are_unique_and_say_their_place() -> None:
    every = [one.id for of_place in commands().values() for one in of_place]
    assert len(every) == len(set(every))
    assert all(one.place == place for place, of_place in PLACES.items() for one in of_place)


def test_a_command_has_its_own_keys_until_others_are_chosen(keymap: Keymap, settings: Settings) -> None:
    assert keymap.keys(SKIP) == ("Space",)
    keymap.set_keys(SKIP, ["x", "Ctrl+X", "x"])
    assert Keymap(Settings.load(settings.path)).keys(SKIP) == ("X", "Ctrl+X")
    assert keymap.is_changed(SKIP)


def test_the_own_keys_chosen_again_are_no_change(keymap: Keymap) -> None:
    keymap.set_keys(SKIP, ["X"])
    keymap.set_keys(SKIP, ["Space"])
    assert keymap.chosen() == {}


def test_keys_meet_on_their_page_with_the_window_and_with_the_labels(keymap: Keymap) -> None:
    assert keymap.conflicts(SKIP, "f") == [FLAG]
    assert [other.id for other in keymap.conflicts(SKIP, "Ctrl+O")] == ["file.open"]
    assert keymap.conflicts(SKIP, "2") == [ANSWER[1]]
    assert keymap.conflicts(SKIP, "M") == []  # the review page's
    assert [other.id for other in keymap.conflicts(ACTIONS[0], "K")] == ["review.keywords", "image.check"]


def test_undo_on_a_page_and_in_the_window_may_share_a_key(keymap: Keymap) -> None:
    assert keymap.conflicts(command("label.undo"), "Ctrl+Z") == []


def test_a_label_can_have_a_letter_that_nothing_else_needs(keymap: Keymap) -> None:
    assert [other.id for other in keymap.taken("answer", "f")] == ["label.flag"]
    assert keymap.taken("answer", "z") == []


def test_a_character_is_known_in_its_full_width_too(keymap: Keymap) -> None:
    assert {key.toString() for key in sequences("F")} >= {"F", "Ｆ"}
    assert {key.toString() for key in keymap.sequences(ANSWER[0])} == {"1", "１"}
    assert [key.toString() for key in sequences("Ctrl+F")] == ["Ctrl+F"]


def test_a_broken_setting_costs_the_keys_and_nothing_else(keymap: Keymap, settings: Settings) -> None:
    for text in ("[1]", "no JSON", '{"label.skip": 3}'):
        settings.set("keys", text)
        assert keymap.keys(SKIP) == ("Space",)


@pytest.mark.parametrize("number", range(len(SETS)))
def test_in_a_set_no_key_has_two_uses(keymap: Keymap, number: int) -> None:
    keymap.replace(SETS[number][1])
    for of_place in commands().values():
        for one in of_place:
            assert [(key, keymap.conflicts(one, key)) for key in keymap.keys(one) if keymap.conflicts(one, key)] == []


@pytest.mark.parametrize(("words", "chosen"), SETS)
def test_a_set_speaks_of_commands_that_there_are_with_keys_that_qt_knows(words: str, chosen: dict[str, str]) -> None:
    every = {one.id for of_place in commands().values() for one in of_place}
    assert words and set(chosen) <= every
    assert all(normal(key) == key for keys in chosen.values() for key in keys)


def test_the_set_for_the_left_hand_stays_on_the_left(keymap: Keymap) -> None:
    keymap.replace(dict(SETS)["Left hand"])
    first = [keymap.keys(one)[0] for one in (*ANSWER[:10], *LABEL) if keymap.keys(one)]
    assert set("".join(key for key in first if len(key) == 1)) <= set("12345QWERTASDFGZXCVB")
