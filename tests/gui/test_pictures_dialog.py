"""Pictures come in by a dialog, and go out again."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.project.project import Project
from core.settings import Settings
from gui.dialogs.pictures_dialog import PicturesDialog
from gui.file_commands import FileCommands
from gui.pages.image import ImagePage
from gui.picture_commands import holds_pictures
from gui.session import Session
from tests.gui.image_answers import picture

pytestmark = pytest.mark.usefixtures("english_and_light")


def make_folder(path: Path, n: int = 6) -> Path:
    """Pictures with a table of captions beside them; the last line names a picture that is not there."""
    path.mkdir()
    for number in range(n):
        picture(60 + number, 40).save(str(path / f"dog_{number}.png"))
    with (path / "captions.csv").open("w", encoding="utf-8", newline="") as file:
        lines = [(f"dog_{number}.png", f"a dog {number}", "") for number in range(n)]
        csv.writer(file).writerows([("image", "caption", "split"), *lines, ("gone.png", "nothing", "")])
    return path


@pytest.fixture
def page(qtbot: QtBot, session: Session, settings: Settings) -> ImagePage:
    page = ImagePage(session, settings)
    qtbot.addWidget(page)
    return page


@pytest.fixture
def wait(qtbot: QtBot, session: Session) -> Callable[[], None]:
    return lambda: qtbot.waitUntil(lambda: session._access._waiting_calls == 0)


def looked(qtbot: QtBot, dialog: PicturesDialog) -> PicturesDialog:
    qtbot.waitUntil(lambda: dialog._ok.isEnabled() or bool(dialog._problem.text()))
    return dialog


def test_a_folder_becomes_a_project(
    qtbot: QtBot, session: Session, page: ImagePage, tmp_path: Path, wait: Callable[[], None]
) -> None:
    folder = make_folder(tmp_path / "dogs")
    dialog = looked(qtbot, PicturesDialog(session, [folder], page, folder=tmp_path))
    assert "6 pictures, 7 captions (table)" in dialog._said.text()
    assert "1 picture is not there, as gone.png" in dialog._problem.text()
    assert dialog.preview.item(1).text() == "dog_1.png\na dog 1" and not dialog.preview.item(1).icon().isNull()
    with qtbot.waitSignal(session.notice, timeout=20_000) as told:
        dialog.accept()
    assert "6 pictures imported" in told.args[0].text and "gone.png" in told.args[0].text
    wait()
    qtbot.waitUntil(lambda: page.model.rowCount() == 6)
    assert session.info is not None and session.info.name == "dogs" and session.info.has_pictures


def test_files_can_be_added_and_removed(qtbot: QtBot, session: Session, page: ImagePage, tmp_path: Path) -> None:
    dialog = PicturesDialog(session, [], page, folder=tmp_path)
    assert "Add a folder" in dialog._said.text() and not dialog._ok.isEnabled()
    dialog.add([make_folder(tmp_path / "dogs")])
    looked(qtbot, dialog)
    assert dialog._ok.isEnabled()
    dialog.sources.setCurrentRow(0)
    dialog.remove.click()
    assert not dialog._ok.isEnabled() and dialog.files == ()
    dialog.reject()


def test_a_file_that_is_nothing_says_why(qtbot: QtBot, session: Session, page: ImagePage, tmp_path: Path) -> None:
    (tmp_path / "notes.bin").write_bytes(b"\x00\x01\x02")
    dialog = looked(qtbot, PicturesDialog(session, [tmp_path / "notes.bin"], page, folder=tmp_path))
    assert "notes.bin" in dialog._problem.text() and not dialog._ok.isEnabled()
    dialog.reject()


def test_a_zip_comes_into_the_open_project_as_copies(
    qtbot: QtBot, session: Session, page: ImagePage, tmp_path: Path, wait: Callable[[], None]
) -> None:
    with Project.create(tmp_path / "p.fovea", kind="caption"):
        pass
    with qtbot.waitSignal(session.project_changed):
        session.open(tmp_path / "p.fovea")
    archive = tmp_path / "dogs.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for path in make_folder(tmp_path / "dogs").iterdir():
            file.write(path, path.name)
    dialog = looked(qtbot, PicturesDialog(session, [archive], page))
    with qtbot.waitSignal(session.notice, timeout=20_000):
        dialog.accept()
    wait()
    assert len(list((tmp_path / "p.fovea" / "pictures").rglob("*.png"))) == 6


def test_captions_alone_teach_how_captions_read(
    qtbot: QtBot, session: Session, page: ImagePage, tmp_path: Path, wait: Callable[[], None]
) -> None:
    with Project.create(tmp_path / "p.fovea", kind="caption"):
        pass
    with qtbot.waitSignal(session.project_changed):
        session.open(tmp_path / "p.fovea")
    table = make_folder(tmp_path / "dogs") / "captions.csv"
    dialog = PicturesDialog(session, [table], page)
    dialog.bare.setChecked(True)
    looked(qtbot, dialog)
    with qtbot.waitSignal(session.notice, timeout=20_000) as told:
        dialog.accept()
    wait()
    assert "7 captions without pictures" in told.args[0].text


def test_a_dropped_folder_of_pictures_is_taken_as_such(tmp_path: Path) -> None:
    assert holds_pictures(make_folder(tmp_path / "dogs"))
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("a", encoding="utf-8")
    assert not holds_pictures(tmp_path / "texts")


def test_the_sample_is_drawn_and_opened(
    qtbot: QtBot, session: Session, page: ImagePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.file_commands.projects_folder", lambda: tmp_path)
    monkeypatch.setattr("core.pictures.scenes.draw", few(24))
    files = FileCommands(page, session)
    with qtbot.waitSignal(session.notice, timeout=60_000) as told:
        files.pictures.try_sample()
    assert "24 pictures" in told.args[0].text
    qtbot.waitUntil(lambda: page.model.rowCount() == 24)


def few(n: int) -> Callable[..., object]:
    """The first scenes only: drawing all takes some seconds."""
    from core.pictures import scenes

    draw = scenes.draw
    return lambda folder, language, report: draw(folder, language, n=n, report=report)


def test_captions_are_exported_and_what_is_lost_is_said(
    qtbot: QtBot, session: Session, page: ImagePage, tmp_path: Path
) -> None:
    from tests.gui.test_image_page import make_project

    with qtbot.waitSignal(session.project_changed):
        session.open(make_project(tmp_path / "p.fovea", n=6, has_run=False))
    files = FileCommands(page, session)
    with qtbot.waitSignal(session.notice, timeout=20_000) as told:
        files.pictures.export_to(tmp_path / "out.json", "coco")
    assert "Exported 6 pictures to out.json" in told.args[0].text and "regions (1)" in told.args[0].text
    assert len(json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["images"]) == 6


def test_pictures_that_lie_elsewhere_can_be_taken_along(
    qtbot: QtBot, session: Session, page: ImagePage, tmp_path: Path
) -> None:
    from tests.core.pictures.albums import bring_in, paint, row

    with Project.create(tmp_path / "p.fovea", kind="caption") as project:
        bring_in(project, paint(tmp_path / "album", 2), [row(0), row(1)])
    with qtbot.waitSignal(session.project_changed):
        session.open(tmp_path / "p.fovea")
    files = FileCommands(page, session)
    with qtbot.waitSignal(session.notice, timeout=20_000) as told:
        files.share_to(tmp_path / "p.zip")
    assert "2 pictures that lie elsewhere are not" in told.args[0].text
    with qtbot.waitSignal(session.notice, timeout=20_000):
        told.args[0].action()
    with zipfile.ZipFile(tmp_path / "p.zip") as archive:
        assert sum(name.endswith(".png") for name in archive.namelist()) == 2
