"""Bringing pictures in: where they and their captions are, what was found there, whether they are copied."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.formats import captions
from core.jobs.specs import CAPTION
from core.progress import Report
from core.records import Rejected, Row
from gui import figures, i18n, theme
from gui.decoding import to_qt
from gui.dialogs.looking_dialog import LookingDialog
from gui.i18n import translate
from gui.session import Session
from gui.tasks import Notice

if TYPE_CHECKING:
    from core.formats.images import Images
    from core.project.project import Project
    from core.project.taking import PictureReport

SHOWN, SHOWN_PX = 8, 72
SIZE_PX = (720, 620)
Chosen = tuple[tuple[Path, ...], bool]
"""Folders and files; whether only the captions are wanted."""


@dataclass(frozen=True)
class Found:
    """What is in the chosen files: how much of it, and the first pictures as they look."""

    formats: tuple[str, ...]
    n_pictures: int
    n_captions: int
    n_regions: int
    n_bare: int
    missing: tuple[str, ...]
    problems: tuple[Rejected, ...]
    first: tuple[tuple[str, QImage], ...]


class PicturesDialog(LookingDialog):
    """Folders, archives and files of pictures and captions; more can be added."""

    kind, stem = CAPTION, "Pictures"

    def __init__(
        self, session: Session, files: Sequence[Path], parent: QWidget | None = None, *, folder: Path | None = None
    ) -> None:
        super().__init__(session, parent, folder)
        self._files = list(files)
        self._version = 0
        self._build_ui()
        self._connect()
        self._look()

    @property
    def files(self) -> tuple[Path, ...]:
        return tuple(self._files)

    def add(self, paths: Sequence[Path]) -> None:
        """More folders, archives or files; all are read together."""
        self._files += [path for path in paths if path not in self._files]
        self._look()

    def _importing(self) -> Callable[[], None]:
        chosen = (self.files, self.bare.isChecked())
        return partial(import_pictures, self._session, chosen, is_copied=self.copied.isChecked())

    def _build_ui(self) -> None:
        self.setWindowTitle(self.tr("Pictures and captions"))
        self.resize(*SIZE_PX)
        self._name_label = QLabel(self.tr("Name of the project"))
        self.name.setText(self._files[0].name.split(".")[0] if self._files else "")
        self._name_label.setBuddy(self.name)
        for widget in (self.name, self._name_label):
            widget.setVisible(self._folder is not None)
        hint = QLabel(
            self.tr("Folders or zips of pictures, and files of captions: a table, COCO, Flickr8k, JSON lines.")
        )
        hint.setWordWrap(True)
        hint.setProperty("muted", True)
        self.sources, self.preview = QListWidget(), QListWidget()
        self.sources.setAccessibleName(self.tr("Where the pictures and captions are"))
        self.sources.setFixedHeight(92)
        self.preview.setAccessibleName(self.tr("The first pictures"))
        self.preview.setIconSize(QSize(SHOWN_PX, SHOWN_PX))
        self.preview.setWordWrap(True)
        self.add_folder, self.add_files, self.remove = (
            QPushButton(text) for text in (self.tr("Add a folder…"), self.tr("Add files…"), self.tr("Remove"))
        )
        buttons = QHBoxLayout()
        for button in (self.add_folder, self.add_files, self.remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.copied = QCheckBox(self.tr("Copy the pictures into the project"))
        self.copied.setToolTip(
            self.tr("Otherwise they stay where they are; pictures out of a zip are copied in any case.")
        )
        self.bare = QCheckBox(self.tr("Captions only, to teach how captions read"))
        self._said = QLabel(wordWrap=True)
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.SPACE)
        for part in (self._name_label, self.name, hint, self.sources):
            layout.addWidget(part)
        layout.addLayout(buttons)
        layout.addWidget(self._said)
        layout.addWidget(self.preview, 1)
        for last in (self._problem, self.copied, self.bare, self._buttons):
            layout.addWidget(last)

    def _connect(self) -> None:
        self.add_folder.clicked.connect(self._on_add_folder)
        self.add_files.clicked.connect(self._on_add_files)
        self.remove.clicked.connect(self._on_remove)
        self.bare.toggled.connect(lambda _: self._look())

    def _on_add_folder(self) -> None:
        chooser = self._chooser(self.tr("A folder of pictures"))
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.open()

    def _on_add_files(self) -> None:
        chooser = self._chooser(self.tr("Captions, pictures, or a zip of them"))
        chooser.setFileMode(QFileDialog.FileMode.ExistingFiles)
        chooser.open()

    def _chooser(self, title: str) -> QFileDialog:
        chooser = QFileDialog(self, title)
        chooser.filesSelected.connect(lambda names: self.add([Path(name) for name in names]))
        chooser.finished.connect(chooser.deleteLater)
        return chooser

    def _on_remove(self) -> None:
        row = self.sources.currentRow()
        if 0 <= row < len(self._files):
            del self._files[row]
            self._look()

    def _look(self) -> None:
        """At what is chosen now; an answer to an earlier question is dropped."""
        self._version += 1
        version, chosen = self._version, (self.files, self.bare.isChecked())
        self.sources.clear()
        self.sources.addItems([str(path) for path in self._files])
        self._ok.setEnabled(False)
        self._problem.clear()
        self.preview.clear()
        self._said.setText(self.tr("Looking…") if self._files else self.tr("Add a folder of pictures to begin."))
        if self._files:
            self._thread.submit(
                lambda: look(chosen),
                lambda found: self._on_looked(version, found),
                lambda error: self._on_failed(version, error),
            )

    def _on_looked(self, version: int, found: Found) -> None:
        if version != self._version:
            return
        self._said.setText(self._sentence(found))
        for text, image in found.first:
            self.preview.addItem(QListWidgetItem(QIcon(QPixmap.fromImage(image)), text))
        problems = []
        if found.missing:
            text = self.tr("%Ln picture(s) are not there, as {name}.", "", len(found.missing))
            problems.append(text.format(name=found.missing[0]))
        if found.problems:
            one = found.problems[0]
            text = self.tr("%Ln line(s) can't be read, as {file}, line {line}: {why}", "", len(found.problems))
            problems.append(text.format(file=one.file, line=one.line, why=translate("core", one.reason)))
        self._problem.setText("\n".join(problems))
        self._ok.setEnabled(found.n_pictures > len(found.missing) or found.n_bare > 0)

    def _on_failed(self, version: int, error: Exception) -> None:
        if version == self._version:
            self._said.clear()
            self._problem.setText(i18n.message(error))

    def _sentence(self, found: Found) -> str:
        """How much there is, in a line."""
        parts = [
            self.tr("%Ln picture(s)", "", found.n_pictures - len(found.missing)),
            self.tr("%Ln caption(s)", "", found.n_captions + found.n_bare),
        ]
        if found.n_regions:
            parts.append(self.tr("%Ln region(s)", "", found.n_regions))
        return f"{', '.join(parts)} ({', '.join(found.formats)})"


def look(chosen: Chosen) -> Found:
    """On any thread: what files hold, and the first pictures small."""
    files, is_bare = chosen
    with captions.opened(files) as told:
        if is_bare:
            told.album.without_pictures()
        rows = [row for row in told.album.rows() if isinstance(row, Row)]
        first = tuple((_text_of(row), _small(told.images, row)) for row in rows[:SHOWN])
        return Found(
            tuple(dict.fromkeys(told.album.formats)),
            len(rows),
            told.album.n_captions,
            told.album.n_regions,
            len(told.album.bare),
            told.missing if not is_bare else (),
            tuple(told.album.rejected),
            first,
        )


def import_pictures(session: Session, chosen: Chosen, *, is_copied: bool) -> None:
    """Into the open project, in the background; a notice tells what came of it."""
    files, is_bare = chosen

    def work(project: Project, report: Report) -> tuple[PictureReport, int]:
        from core.project.taking import bring
        from core.project.values import ImportOptions

        with captions.opened(files, report=report) as told:
            if is_bare:
                told.album.without_pictures()
            done = bring(project, told.album.rows(), told.images, ImportOptions(), is_copied=is_copied, report=report)
            source = ", ".join(path.name for path in files)
            return done, project.captions.add_bare(source, told.album.bare) if told.album.bare else 0

    def then(done: tuple[PictureReport, int]) -> None:
        session.refresh()
        session.notice.emit(Notice(imported_text(*done)))

    session.background(work, then, title=translate("PicturesDialog", "Importing pictures"))


def imported_text(done: PictureReport, n_bare: int) -> str:
    """How many came in, and what did not."""
    text = translate("PicturesDialog", "{n} pictures imported, {holdout} of them hold-out.")
    said = text.format(n=figures.count(done.rows.imported), holdout=figures.count(done.rows.holdout))
    if n_bare:
        said += " " + translate("PicturesDialog", "{n} captions without pictures.").format(n=figures.count(n_bare))
    if done.rows.duplicates or done.rows.rejected:
        more = translate(
            "PicturesDialog", "{duplicates} were there already, {rejected} could not be used (first: {why})."
        )
        first = done.rows.rejected[0] if done.rows.rejected else None
        why = f"{first.file}, {first.line}: {translate('core', first.reason)}" if first else figures.NONE
        said += " " + more.format(
            duplicates=figures.count(done.rows.duplicates), rejected=figures.count(len(done.rows.rejected)), why=why
        )
    return said


def _text_of(row: Row) -> str:
    name = row.picture.name if row.picture is not None else ""
    return "\n".join((name, *row.captions[:2]))


def _small(images: Images, row: Row) -> QImage:
    """Null where there is none, or none that can be read."""
    from core.errors import AppError
    from core.pictures import reading

    found = images.find(row.picture.name) if row.picture is not None else None
    if found is None:
        return QImage()
    try:
        return to_qt(reading.read(found.load(), found.name, max_side=2 * SHOWN_PX))
    except AppError:
        return QImage()
