"""What the File menu does: new, open, import, export, sample. Also for dropped files.

Classes of Qt that are needed only after a click are imported then: each costs about a millisecond of the start.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from core import sample, written
from core.progress import Report
from gui.file_choosers import choose_files, make_chooser, show_folder
from gui.pair_commands import PairCommands
from gui.picture_commands import PictureCommands, holds_pictures
from gui.session import Session
from gui.tasks import Notice

if TYPE_CHECKING:
    from core.project.merging.choices import MergeChoice, MergeReport
    from core.project.project import Project
    from core.project.values import ExportChoice, Exported, ImportReport

PROJECT_SUFFIX = ".fovea"
ZIP = ".zip"
DATABASE = "project.db"


def projects_folder() -> Path:
    """Where new projects go unless the user says otherwise."""
    from PySide6.QtCore import QStandardPaths

    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents or Path.home(), "Fovea")


class FileCommands(QObject):
    """For projects of texts; `pairs` and `pictures` do it for the others."""

    def __init__(self, window: QWidget, session: Session) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self.pairs = PairCommands(window, session, projects_folder)
        self.pictures = PictureCommands(window, session, projects_folder)

    def new(self) -> None:
        choose_files(self._window, self.tr("Choose the files with your texts"), partial(self.show_import, is_new=True))

    def import_more(self) -> None:
        if self._has_pictures:
            self.pictures.show(is_new=False)
            return
        choose_files(self._window, self.tr("Choose the files with your texts"), partial(self.show_import, is_new=False))

    def open(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        chooser = make_chooser(self._window, self.tr("Open a project"))
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.setDirectory(str(projects_folder()))
        chooser.fileSelected.connect(lambda path: self._session.open(Path(path)))
        chooser.open()

    def take(self, paths: Sequence[Path]) -> None:
        """Dropped files: a project is opened, by its folder, its database or a shared zip; others are imported."""
        first = paths[0] if paths else Path()
        if len(paths) == 1 and first.name == DATABASE:
            self._session.open(first.parent)
        elif len(paths) == 1 and (first.suffix == PROJECT_SUFFIX or (first / DATABASE).exists() or not first.exists()):
            self._session.open(first)
        elif len(paths) == 1 and first.suffix.lower() == ZIP:
            self._open_or_import(first)
        elif paths:
            self.show_import(paths)

    def show_import(self, paths: Sequence[Path], *, is_new: bool | None = None) -> None:
        """The dialog goes by itself when it is done; without `is_new` it takes the open project if there is one."""
        if self._has_pairs and not is_new:
            self.pairs.show(paths, is_new=False)
            return
        if (self._has_pictures and not is_new) or (paths[0].is_dir() and holds_pictures(paths[0])):
            self.pictures.show(paths, is_new=not self._has_pictures)
            return
        from gui.dialogs.import_dialog import ImportDialog

        ImportDialog(self._session, paths, self._window, is_new=is_new).open()

    def export(self) -> None:
        """The dialog goes by itself when all is chosen; a chip shows the export, and a notice tells its end."""
        if self._has_pairs:
            self.pairs.export()
            return
        if self._has_pictures:
            self.pictures.export()
            return
        from gui.dialogs.export_dialog import ExportDialog

        if self._session.info is not None:
            dialog = ExportDialog(self._session, self._window)
            dialog.chosen.connect(self.export_to)
            dialog.open()

    def export_to(self, choice: ExportChoice, path: Path) -> None:
        """Write in the background; a failed or cancelled export leaves what was there."""
        from gui.dialogs.export_work import exporting

        def then(done: Exported) -> None:
            text = self.tr("Exported %n document(s) to {name}.", "", done.n).format(name=path.name)
            self._session.notice.emit(Notice(text, self.tr("Show"), lambda: show_folder(path.parent)))

        self._session.background(exporting(choice, path), then, title=self.tr("Exporting"))

    def merge(self) -> None:
        """Choose a colleague's project; the dialog goes by itself when all is chosen."""
        from PySide6.QtWidgets import QFileDialog

        chooser = make_chooser(self._window, self.tr("Choose the project of your colleague"))
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.fileSelected.connect(lambda path: self.show_merge(Path(path)))
        chooser.open()

    def merge_shared(self) -> None:
        """As `merge`, from the one file that a colleague shares."""
        chooser = make_chooser(self._window, self.tr("Choose the file that your colleague shared"))
        chooser.setNameFilters([self.tr("Shared projects (*.zip)")])
        chooser.fileSelected.connect(lambda path: self.show_merge(Path(path)))
        chooser.open()

    def show_merge(self, path: Path) -> None:
        from gui.dialogs.merge_dialog import MergeDialog

        if self._session.info is not None:
            dialog = MergeDialog(self._session, path, self._window)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.chosen.connect(lambda choice: self.merge_with(path, choice))
            dialog.open()

    def merge_with(self, path: Path, choice: MergeChoice) -> None:
        """Merge in the background; cancelled, nothing of it stays."""

        def work(project: Project, report: Report) -> MergeReport:
            from core.project.merging.merge import merge

            return merge(project, path, choice, report)

        def then(done: MergeReport) -> None:
            self._session.refresh()
            answers = self.tr("%Ln answer(s)", "", done.answers)
            documents = self.tr("%Ln new document(s)", "", done.documents)
            text = self.tr("Merged: {answers}, {documents}.").format(answers=answers, documents=documents)
            has_changed = bool(done.answers or done.documents)
            undo = (self.tr("Undo"), self._session.undo) if has_changed else ("", None)
            self._session.notice.emit(Notice(text, *undo))

        self._session.background(work, then, title=self.tr("Merging"))

    def open_shared(self) -> None:
        chooser = make_chooser(self._window, self.tr("Open a shared project"))
        chooser.setNameFilters([self.tr("Shared projects (*.zip)")])
        chooser.fileSelected.connect(lambda path: self._unpack(Path(path)))
        chooser.open()

    def share(self) -> None:
        info = self._session.info
        if info is None:
            return
        from PySide6.QtWidgets import QFileDialog

        chooser = make_chooser(self._window, self.tr("Share the project as one file"))
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setNameFilters([self.tr("Shared projects (*.zip)")])
        chooser.setDefaultSuffix(ZIP.removeprefix("."))
        chooser.setDirectory(str(info.path.parent))
        chooser.selectFile(f"{info.name}{ZIP}")
        chooser.fileSelected.connect(lambda path: self.share_to(Path(path)))
        chooser.open()

    def share_to(self, target: Path, *, has_pictures: bool = False) -> None:
        """`has_pictures`: those that lie elsewhere are copied into the project first."""

        def work(project: Project, report: Report) -> int:
            from core.project import sharing
            from core.project.taking import copy_all

            if has_pictures:
                copy_all(project, report)
            sharing.share(project.store, target, report)
            return project.pictures.count_outside()

        def then(n_outside: int) -> None:
            text = self.tr("The project is in {name}; it opens again by “Open a shared project”.")
            notice = Notice(text.format(name=target.name), self.tr("Show"), lambda: show_folder(target.parent))
            if n_outside and not has_pictures:
                text = self.tr("The project is in {name}, but %n picture(s) that lie elsewhere are not.", "", n_outside)
                again = lambda: self.share_to(target, has_pictures=True)  # noqa: E731
                notice = Notice(text.format(name=target.name), self.tr("Take them along"), again)
            self._session.notice.emit(notice)

        self._session.background(work, then, title=self.tr("Sharing"))

    def show_written(self) -> None:
        """Every file that the program has written on this computer."""

        def look(_: Report) -> written.Report:
            return written.report()

        self._session.detached(look, self._show_files, title=self.tr("Looking for the files"))

    def backups(self) -> None:
        from gui.dialogs.backups_dialog import backups_of

        backups_of(self._session, self._window).open()

    def _show_files(self, found: written.Report) -> None:
        from gui.dialogs.text_dialog import TextDialog

        heads = {
            "settings": self.tr("Settings"),
            "log": self.tr("Log; no text of a document is in it"),
            "temporary": self.tr("Temporary files; none stays when the program has ended"),
            "projects": self.tr("Projects"),
            "files": self.tr("Exports, reports and pictures"),
        }
        lines = []
        for kind, head in heads.items():
            lines += [f"{head} ({len(found[kind])})", *(f"  {file['path']}" for file in found[kind]), ""]
        TextDialog(self.tr("Files on this computer"), "\n".join(lines), "", self._window).open()

    def _open_or_import(self, path: Path) -> None:
        """A zip may hold a project, or files with texts."""

        def look(_: Report) -> bool:
            from core.project import sharing

            return sharing.is_shared(path)

        def then(is_shared: bool) -> None:
            self._unpack(path) if is_shared else self.show_import([path])

        self._session.detached(look, then)

    def _unpack(self, path: Path) -> None:
        def work(report: Report) -> Path:
            from core.project import sharing

            return sharing.unpack(path, projects_folder(), report)

        self._session.detached(work, self._session.open, title=self.tr("Opening the shared project"))

    @property
    def _has_pairs(self) -> bool:
        return self._session.info is not None and self._session.info.has_pairs

    @property
    def _has_pictures(self) -> bool:
        return self._session.info is not None and self._session.info.has_pictures

    def try_sample(self, language: str) -> None:
        """Open the sample project; the first time, make it."""
        name = {"zh": self.tr("Sample (Chinese)"), "en": self.tr("Sample (English)")}[language]
        path = projects_folder() / f"{name}{PROJECT_SUFFIX}"
        self._session.open_or_create(path, sample.LABELS[language], fill=lambda: self._fill_sample(language))

    def _fill_sample(self, language: str) -> None:
        def work(project: Project, report: Report) -> ImportReport:
            from core.project.values import ImportOptions

            return project.imports.add(sample.rows(language), ImportOptions(), report)

        self._session.background(work, self._on_sample_imported, title=self.tr("Importing the sample"))

    def _on_sample_imported(self, report: ImportReport) -> None:
        self._session.refresh()
        text = self.tr("The sample is ready: %n document(s).", "", report.imported)
        self._session.notice.emit(Notice(text))
