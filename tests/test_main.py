"""Which of the program's ways each command line takes."""

from __future__ import annotations

from pathlib import Path

import pytest

import main


@pytest.fixture
def went(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was called instead of the window and the commands."""
    calls: list[object] = []

    def window(project: Path | None, *, is_sample: bool) -> int:
        calls.append(("window", project, is_sample))
        return 0

    def cli(argv: list[str]) -> int:
        calls.append(("cli", *argv))
        return 0

    monkeypatch.setattr("gui.app.main", window)
    monkeypatch.setattr("core.cli.main", cli)
    return calls


def test_nothing_opens_the_window(went: list[object]) -> None:
    main.main([])
    assert went == [("window", None, False)]


def test_a_project_opens_in_the_window_even_if_it_is_not_there(went: list[object]) -> None:
    main.main(["missing.fovea"])
    assert went == [("window", Path("missing.fovea"), False)]


def test_the_sample_opens_in_the_window(went: list[object]) -> None:
    main.main(["--sample"])
    assert went == [("window", None, True)]


@pytest.mark.parametrize("argv", [["--version"], ["runs"], ["train", "p.fovea"], ["no-such-command", "p.fovea"]])
def test_the_rest_goes_to_the_commands(went: list[object], argv: list[str]) -> None:
    main.main(argv)
    assert went == [("cli", *argv)]
