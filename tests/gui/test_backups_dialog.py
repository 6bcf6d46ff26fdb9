from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.project.project import Project
from core.project.values import Backup, ImportOptions
from core.records import Row
from gui.dialogs.backups_dialog import BackupsDialog, backups_of
from gui.session import Session

pytestmark = pytest.mark.usefixtures("english_and_light")
BACKUPS = [Backup(Path(f"b{i}.db"), datetime(2026, 11, 27, i, tzinfo=UTC), 2_500_000, 1000, i, "") for i in (2, 1)]


@pytest.fixture
def dialog(qtbot: QtBot) -> BackupsDialog:
    dialog = BackupsDialog()
    qtbot.addWidget(dialog)
    return dialog


def test_backups_are_told_with_how_far_the_project_was(dialog: BackupsDialog) -> None:
    dialog.set_backups(BACKUPS)
    assert "2 of 1,000 labelled" in dialog.list.item(0).text()


def test_the_chosen_one_is_restored(qtbot: QtBot, dialog: BackupsDialog) -> None:
    dialog.set_backups(BACKUPS)
    dialog.list.setCurrentRow(1)
    with qtbot.waitSignal(dialog.restore_wanted) as heard:
        dialog.restore.click()
    assert heard.args == ["b1.db"]


def test_nothing_can_be_started_twice_or_restored_from_nothing(dialog: BackupsDialog) -> None:
    dialog.set_backups([])
    assert dialog.make.isEnabled() and not dialog.restore.isEnabled()
    dialog.set_busy()
    assert not dialog.make.isEnabled()


def test_in_the_window_a_backup_is_made_and_restored(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.fovea", labels=["good"]) as project:
        project.imports.add([Row("one"), Row("two")], ImportOptions())
    with qtbot.waitSignal(session.project_changed):
        session.open(tmp_path / "a.fovea")
    window = QWidget()
    qtbot.addWidget(window)
    dialog = backups_of(session, window)
    dialog.open()
    dialog.make.click()
    qtbot.waitUntil(lambda: dialog.list.count() == 1)
    with qtbot.waitSignal(session.annotations_changed):
        session.call(lambda project: project.annotations.annotate(1, [1]), lambda _: session.refresh())
    with qtbot.waitSignal(session.project_changed):
        dialog.restore.click()
    assert session.counts is not None
    assert session.counts.labelled == 0
    assert len(list((tmp_path / "a.fovea" / "backups").glob("*.db"))) == 2
