from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.settings import MAX_RECENT, SETTINGS, Settings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def test_every_default_is_acceptable() -> None:
    assert all(setting.accepts(setting.default) for setting in SETTINGS)


def test_a_value_survives_a_restart(path: Path) -> None:
    Settings.load(path).set("theme", "dark")
    assert Settings.load(path).get("theme") == "dark"


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe\x00", b'{"theme": "pink", "text_size": 9999}'])
def test_a_damaged_file_gives_defaults(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    settings = Settings.load(path)
    assert [settings.get(setting.key) for setting in SETTINGS] == [setting.default for setting in SETTINGS]


def test_one_wrong_value_does_not_cost_the_others(path: Path) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps({"theme": "dark", "text_size": True, "unheard": 1}), encoding="utf-8")
    settings = Settings.load(path)
    assert (settings.get("theme"), settings.get("text_size")) == ("dark", 18)


def test_a_wrong_value_is_refused(path: Path) -> None:
    with pytest.raises(ValueError, match="text_size"):
        Settings.load(path).set("text_size", 100)


def test_listeners_hear_of_changes_only(path: Path) -> None:
    settings, heard = Settings.load(path), []
    settings.subscribe(heard.append)
    settings.set("theme", "dark")
    settings.set("theme", "dark")
    assert heard == ["theme"]


def test_recent_projects_are_newest_first_and_limited(path: Path) -> None:
    settings = Settings.load(path)
    for number in [*range(MAX_RECENT + 3), 5]:
        settings.add_recent(Path(f"/{number}"))
    recent = settings.get("recent_projects")
    assert recent[0] == str(Path("/5"))
    assert len(recent) == len(set(recent)) == MAX_RECENT


def test_a_list_that_was_given_out_is_a_copy(path: Path) -> None:
    settings = Settings.load(path)
    settings.get("recent_projects").append("x")
    assert settings.get("recent_projects") == []


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    settings = Settings.load(tmp_path / "file" / "settings.json")
    settings.set("theme", "dark")
    assert settings.get("theme") == "dark"
