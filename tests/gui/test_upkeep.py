"""What happens beside labelling: looking for documents, and what a project needs done by itself."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.project.project import Project
from core.project.search import index
from core.project.values import ImportOptions
from core.records import Row
from core.settings import Settings
from gui import upkeep as upkeep_module
from gui.reader import Reader
from gui.upkeep import Upkeep

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.fovea"
    with Project.create(path, labels=["good"]) as project:
        project.imports.add((Row(f"text {i}") for i in range(50)), ImportOptions())
    return path


@pytest.fixture
def reader(path: Path) -> Iterator[Reader]:
    reader = Reader()
    reader.open(path)
    yield reader
    assert reader.stop().wait(5)


def test_a_newer_question_of_the_same_kind_ends_the_older(qtbot: QtBot, reader: Reader) -> None:
    answers: list[str] = []
    is_held = threading.Event()

    def slow(_: Project, report) -> str:
        is_held.wait(5)
        report(0, 0)
        return "old"

    reader.ask("count", slow, answers.append)
    reader.ask("count", lambda project, _: f"new {project.documents.counts().total}", answers.append)
    reader.ask("other", lambda *_: "other", answers.append)
    is_held.set()
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert answers == ["new 50", "other"]


def test_errors_come_back_and_nothing_is_answered_without_a_project(qtbot: QtBot, reader: Reader) -> None:
    errors: list[Exception] = []
    reader.ask("a", lambda *_: 1 // 0, lambda _: None, errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], ZeroDivisionError)
    reader.open(None)
    reader.ask("a", lambda *_: 1, lambda _: pytest.fail("answered"))


@pytest.fixture
def upkeep(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Upkeep]:
    monkeypatch.setattr(upkeep_module, "AFTER_MS", 1)
    monkeypatch.setattr(upkeep_module, "BACKUP_MS", 20)
    upkeep = Upkeep(settings)
    yield upkeep
    assert upkeep.stop().wait(5)


def test_the_index_is_brought_up_to_date_with_progress(qtbot: QtBot, upkeep: Upkeep, path: Path) -> None:
    heard: list[tuple[int, int]] = []
    upkeep.progressed.connect(lambda done, total: heard.append((done, total)))
    upkeep.open(path)
    qtbot.waitUntil(lambda: (50, 50) in heard)
    with Project.open(path) as project:
        assert index.upto(project.store) == 50


def test_a_backup_is_made_when_one_is_due(qtbot: QtBot, upkeep: Upkeep, path: Path) -> None:
    upkeep.open(path)
    qtbot.waitUntil(lambda: len(list((path / "backups").glob("*.db"))) == 1)


def test_no_backup_is_made_when_none_are_wanted(qtbot: QtBot, upkeep: Upkeep, path: Path, settings: Settings) -> None:
    settings.set("backups", "never")
    upkeep.open(path)
    qtbot.wait(100)
    assert not (path / "backups").exists()


def test_a_run_that_nobody_took_in_is_taken_in_soon_after_opening(
    qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep_module, "AFTER_MS", 1)
    with Project.open(path) as project:
        project.labels.add("bad")
        for document in range(1, 21):
            project.annotations.annotate(document, [1 + document % 2])
        run, _ = project.runs.create("logistic", {}, seed=0, device="cpu")
        (run.path / "predictions.jsonl").write_text('{"id": 30, "probabilities": [0.75, 0.25]}\n')
        (run.path / "state.json").write_text('{"state": "finished"}')
    upkeep = Upkeep(Settings.load())
    with qtbot.waitSignal(upkeep.runs_finished):
        upkeep.open(path)
    with Project.open(path) as project:
        assert project.runs.active() is not None
    assert upkeep.stop().wait(5)
