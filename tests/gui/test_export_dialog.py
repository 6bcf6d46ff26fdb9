"""The export dialog on a real session: what it says before, and what it writes."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from core.project.project import Project
from core.project.values import DocumentFilter, ImportOptions
from core.records import Row, Span
from gui import i18n
from gui.dialogs.export_dialog import ExportDialog
from gui.file_commands import FileCommands
from gui.session import Session
from gui.tasks import Notice, Task

pytestmark = pytest.mark.usefixtures("english_and_light")
Open = Callable[[str], ExportDialog]
ROWS = [
    Row("房间很大", ("好评",), {"city": "上海"}, (Span(0, 2),)),
    Row("早餐\n太差", ("差评",)),
    Row("=1+1"),
]


@pytest.fixture
def project(qtbot: QtBot, session: Session, tmp_path: Path) -> Path:
    path = tmp_path / "hotel.fovea"
    with Project.create(path, labels=["好评", "差评"]) as project:
        project.imports.add(ROWS, ImportOptions(split="train"))
        project.annotator = "anna"
        project.annotations.skip(3)
        project.annotations.flag(3, True)
    with qtbot.waitSignal(session.project_changed):
        session.open(path)
    return path


@pytest.fixture
def commands(qtbot: QtBot, session: Session) -> FileCommands:
    window = QWidget()
    qtbot.addWidget(window)
    return FileCommands(window, session)


@pytest.fixture
def show(qtbot: QtBot, session: Session, commands: FileCommands, project: Path) -> Iterator[Open]:
    """Opens the dialog on a format, and waits until the losses are known."""
    made: list[ExportDialog] = []

    def show(name: str) -> ExportDialog:
        assert project.is_dir()
        dialog = ExportDialog(session)
        made.append(dialog)
        dialog.chosen.connect(commands.export_to)
        dialog.show()
        qtbot.waitUntil(lambda: dialog.list.count() > 0)
        choose(dialog, name)
        wait(qtbot, dialog)
        return dialog

    yield show
    for dialog in made:
        if isValid(dialog):
            dialog.reject()


def choose(dialog: ExportDialog, name: str) -> None:
    names = [format.name for format in dialog._formats]
    dialog.list.setCurrentRow(names.index(name))


def wait(qtbot: QtBot, dialog: ExportDialog) -> None:
    qtbot.waitUntil(lambda: dialog.losses.stack.currentWidget() is not dialog.losses._counting)


def lost(dialog: ExportDialog) -> dict[str, str]:
    if dialog.losses.stack.currentWidget() is not dialog.losses.table:
        return {}
    return dict(dialog.losses.table.texts())


def test_our_own_table_holds_everything(show: Open) -> None:
    dialog = show("csv")
    assert dialog.losses.count.text() == "3 documents"
    assert dialog.losses.people.text() == "Answers: anna 1 · from files 2"
    assert lost(dialog) == {}
    assert dialog.export_button.isEnabled()


def test_the_filter_of_the_list_can_be_taken_over(qtbot: QtBot, show: Open, session: Session) -> None:
    session.listed = DocumentFilter("房间")
    dialog = show("csv")
    dialog.filter.setCurrentIndex(1)
    dialog.filter.activated.emit(1)
    wait(qtbot, dialog)
    assert dialog.where == DocumentFilter("房间")
    qtbot.waitUntil(lambda: dialog.losses.count.text() == "1 document")


def test_what_a_format_loses_is_said_before_with_numbers(show: Open) -> None:
    assert lost(show("fasttext")) == {
        "Who labelled": "1",
        "When it was labelled": "1",
        "That a document was skipped": "1",
        "Flags": "1",
        "What is hold-out, and what is for training": "3",
        "Marked words": "1",
        "Metadata": "1",
        "Blanks and line breaks of the text: they will differ": "1",
    }


def test_the_filter_decides_what_is_counted_and_written(
    qtbot: QtBot, show: Open, session: Session, tmp_path: Path
) -> None:
    dialog = show("csv")
    dialog.label.setCurrentIndex(2)
    dialog.label.activated.emit(2)
    qtbot.waitUntil(lambda: dialog.losses.count.text() == "1 document")
    with qtbot.waitSignal(session.notice):
        dialog.choose(tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["text"] for row in csv.DictReader(file)] == ["早餐\n太差"]


def test_nothing_to_export_is_said(qtbot: QtBot, show: Open) -> None:
    dialog = show("csv")
    dialog.state.setCurrentIndex(dialog.state.findData("unlabelled"))
    dialog.state.activated.emit(0)
    qtbot.waitUntil(lambda: dialog.problem.text() == "There is no such document.")
    assert not dialog.export_button.isEnabled()


def test_only_a_csv_can_be_marked_for_excel(qtbot: QtBot, show: Open, session: Session, tmp_path: Path) -> None:
    dialog = show("jsonl")
    assert dialog.bom.isHidden()
    choose(dialog, "csv")
    assert not dialog.bom.isHidden()
    assert dialog.bom.isChecked()
    with qtbot.waitSignal(session.notice) as told:
        dialog.choose(tmp_path / "out.csv")
    assert isinstance(told.args[0], Notice) and told.args[0].text == "Exported 3 documents to out.csv."
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_missing_package_is_named_instead_of_tried(show: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.formats.common.format.find_spec", lambda _: None)
    dialog = show("parquet")
    assert dialog.problem.text() == "This needs the package pyarrow: pip install pyarrow"
    assert not dialog.export_button.isEnabled()


def test_a_failed_export_leaves_the_old_file(
    qtbot: QtBot, show: Open, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("the disk is gone")

    path = tmp_path / "out.csv"
    path.write_text("precious")
    dialog = show("csv")
    monkeypatch.setattr("core.formats.common.flat.answers_of", fail)
    with qtbot.waitSignal(session.error_raised):
        dialog.choose(path)
    assert path.read_text() == "precious"
    assert [one.name for one in tmp_path.iterdir() if "out.csv" in one.name] == ["out.csv"]


def test_a_cancelled_export_leaves_the_old_file(qtbot: QtBot, show: Open, session: Session, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("precious")
    tasks: list[Task] = []
    session.task_added.connect(tasks.append)
    dialog = show("csv")
    dialog.choose(path)
    tasks[-1].cancel()
    qtbot.waitUntil(lambda: tasks[-1].is_ended)
    assert path.read_text() == "precious"


def test_the_words_follow_the_language(qtbot: QtBot, show: Open) -> None:
    dialog = show("fasttext")
    i18n.set_language("zh_CN")
    qtbot.waitUntil(lambda: dialog.export_button.text() == "导出…")
    assert "标注人" in lost(dialog)


def test_a_dialog_that_is_closed_while_it_counts_leaves_nothing_behind(
    qtbot: QtBot, session: Session, project: Path
) -> None:
    assert project.is_dir()
    dialog = ExportDialog(session)
    dialog.show()
    dialog.reject()
    qtbot.wait(50)
