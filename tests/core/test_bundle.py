"""Which of the two programs of a bundle does what."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from core import bundle, paths


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(Path("/opt/fovea/Fovea")))


def test_from_source_one_program_does_all() -> None:
    assert bundle.hand_over("commands", ["train"]) is None
    assert paths.worker_command()[0] == sys.executable


@pytest.mark.usefixtures("frozen")
def test_the_window_starts_its_worker_from_the_other_program() -> None:
    assert paths.worker_command() == [str(Path("/opt/fovea", bundle.NAMES["commands"])), "worker"]


@pytest.mark.usefixtures("frozen")
def test_the_window_does_its_own_part_itself() -> None:
    assert bundle.hand_over("window", []) is None


@pytest.mark.skipif(sys.platform == "win32", reason="there it is a child")
@pytest.mark.usefixtures("frozen")
def test_a_command_goes_to_the_other_program(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[object] = []
    monkeypatch.setattr(os, "execv", lambda program, argv: called.append((program, argv)))
    bundle.hand_over("commands", ["train", "x"])
    other = Path("/opt/fovea", bundle.NAMES["commands"])
    assert called == [(other, [str(other), "train", "x"])]


@pytest.mark.usefixtures("frozen")
@pytest.mark.parametrize(("original", "after"), [("/usr/lib/x", "/usr/lib/x"), ("", None)])
def test_programs_of_the_system_find_their_own_libraries(
    monkeypatch: pytest.MonkeyPatch, original: str, after: str | None
) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/fovea/_internal")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", original)
    bundle.set_environment()
    assert os.environ.get("LD_LIBRARY_PATH") == after


@pytest.mark.skipif(sys.platform != "linux", reason="locales of Linux")
@pytest.mark.usefixtures("frozen")
@pytest.mark.parametrize(("lang", "language"), [("C", "C"), ("xx_YY.UTF-8", "xx_YY"), ("C.UTF-8", None)])
def test_without_an_installed_language_texts_are_utf_8_all_the_same(
    monkeypatch: pytest.MonkeyPatch, lang: str, language: str | None
) -> None:
    for name in ("LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setenv("LANG", lang)
    bundle.set_environment()
    assert os.environ.get("LANGUAGE") == language
    assert os.environ.get("LC_ALL") == ("C.UTF-8" if language else None)
