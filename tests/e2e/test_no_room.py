"""A disk that is full, a folder that can't be written to or goes away: a plain message, and the work is kept."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import AppError
from core.formats.common.format import Options
from core.formats.common.writing import replacing
from core.formats.detect import EXPORTS
from core.project.check import check
from core.project.project import Project
from core.project.values import ImportOptions
from core.records import Row

BYTES = 3 << 20


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of three megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={BYTES}", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can't be made here: that takes mount and its rights")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def project(small_disk: Path) -> Iterator[Project]:
    with Project.create(small_disk / "small.fovea", labels=("good", "bad")) as project:
        project.imports.add((Row(text=f"The {n}th room was clean.") for n in range(200)), ImportOptions())
        yield project


def fill_up(folder: Path) -> Path:
    filler = folder / "filler"
    descriptor = os.open(filler, os.O_WRONLY | os.O_CREAT)
    try:
        while True:
            os.write(descriptor, bytes(4096))
    except OSError:
        return filler
    finally:
        os.close(descriptor)


def test_an_import_that_finds_no_room_leaves_nothing_and_says_why(project: Project) -> None:
    with pytest.raises(AppError, match="The disk is full"):
        project.imports.add((Row(text=f"A longer text, number {n}. " * 9) for n in range(20_000)), ImportOptions())
    assert project.documents.counts().total == 200


def test_what_was_answered_before_the_disk_was_full_is_kept_and_work_goes_on_with_new_room(project: Project) -> None:
    filler = fill_up(project.path.parent)
    answered = 0
    with pytest.raises(AppError, match="The disk is full"):
        for document in range(1, 201):
            project.annotations.annotate(document, (1,))
            answered = document
    assert project.documents.counts().labelled == answered
    filler.unlink()
    project.annotations.annotate(answered + 1, (2,))
    project.close()
    assert check(project.path).problems == ()


def test_an_export_that_finds_no_room_leaves_what_was_there(small_disk: Path) -> None:
    out = small_disk / "out.csv"
    out.write_text("old", encoding="utf-8")
    fill_up(small_disk)
    export = EXPORTS["csv"].export
    assert export
    with pytest.raises(AppError, match=r"out\.csv"):
        export.write((Row(text="a" * 1000) for _ in range(5000)), out, Options())
    assert out.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in small_disk.iterdir()) == ["filler", "out.csv"]


def test_a_folder_that_can_not_be_written_to_is_said_to_be_so(project: Project, small_disk: Path) -> None:
    remount = ["mount", "-o", "remount,{},size=" + str(BYTES), str(small_disk)]
    project.annotations.annotate(1, (1,))
    project.close()
    subprocess.run([part.format("ro") for part in remount], check=True)
    with pytest.raises(AppError, match=r"can't be written|could not|refused"), Project.open(project.path) as frozen:
        frozen.annotations.annotate(2, (1,))
    subprocess.run([part.format("rw") for part in remount], check=True)
    with Project.open(project.path) as again:
        assert again.documents.counts().labelled == 1


def test_a_project_that_goes_away_while_it_is_open_is_missed_in_plain_words(tmp_path: Path) -> None:
    path = tmp_path / "gone.fovea"
    with Project.create(path, labels=("good", "bad")) as project:
        project.imports.add([Row(text="a"), Row(text="b")], ImportOptions())
        project.annotations.annotate(1, (1,))
        shutil.rmtree(path)
        with pytest.raises(AppError, match="moved or removed"):
            project.annotations.annotate(2, (1,))


def test_what_a_killed_export_left_goes_with_the_next(tmp_path: Path) -> None:
    out, gone = tmp_path / "out.csv", subprocess.Popen(["true"])
    gone.wait()
    left, living = tmp_path / f".out.csv.{gone.pid}.tmp", tmp_path / f".out.csv.{os.getppid()}.tmp"
    for file in (left, living):
        file.write_text("secret", encoding="utf-8")
    with replacing(out) as file:
        file.write("new")
    assert sorted(tmp_path.iterdir()) == [living, out]
