"""What the File menu does for projects of pairs: new, import, export, sample."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from core import sample
from core.jobs.specs import TRANSLATION
from core.progress import Report
from gui.file_choosers import choose_files, make_chooser, show_folder
from gui.session import Session
from gui.tasks import Notice

if TYPE_CHECKING:
    from core.project.project import Project
    from core.project.values import ImportReport

EXPORTS = {"TSV (*.tsv)": "tsv", "CSV (*.csv)": "csv", "JSON lines (*.jsonl)": "jsonl"}
"""By what the chooser says: the ending."""
FILE = "pairs"


class PairCommands(QObject):
    """Sentences with their translations."""

    def __init__(self, window: QWidget, session: Session, folder: Callable[[], Path]) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._projects_folder = folder

    def new(self) -> None:
        title = self.tr("Choose a file of pairs, or two files with a sentence a line")
        choose_files(self._window, title, lambda paths: self.show(paths, is_new=True))

    def show(self, paths: Sequence[Path], *, is_new: bool) -> None:
        """Which sentences come in; into a new project, or the open one."""
        from gui.dialogs.pairs_dialog import PairsDialog

        folder = self._projects_folder() if is_new else None
        PairsDialog(self._session, paths, self._window, folder=folder).open()

    def export(self) -> None:
        """Sources, targets and links, as a table or JSON lines."""
        from PySide6.QtWidgets import QFileDialog

        chooser = make_chooser(self._window, self.tr("Export the pairs"))
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setNameFilters(list(EXPORTS))
        chooser.setDefaultSuffix(next(iter(EXPORTS.values())))
        chooser.filterSelected.connect(lambda chosen: chooser.setDefaultSuffix(EXPORTS[chosen]))
        chooser.selectFile(FILE)
        chooser.fileSelected.connect(lambda name: self.export_to(Path(name)))
        chooser.open()

    def export_to(self, path: Path) -> None:
        def work(project: Project, _: Report) -> int:
            from core.project.pair_export import write
            from core.project.values import DocumentFilter

            return write(project, path, path.suffix.lower().lstrip(".") or "tsv", DocumentFilter())

        def then(n: int) -> None:
            text = self.tr("Exported %n pair(s) to {name}.", "", n).format(name=path.name)
            self._session.notice.emit(Notice(text, self.tr("Show"), lambda: show_folder(path.parent)))

        self._session.background(work, then, title=self.tr("Exporting"))

    def try_sample(self) -> None:
        """Open the sample of pairs; the first time, make it."""
        name = self.tr("Sample (translation)")
        path = self._projects_folder() / f"{name}.fovea"
        self._session.open_or_create(path, (), fill=self._fill, kind=TRANSLATION)

    def _fill(self) -> None:
        def work(project: Project, report: Report) -> ImportReport:
            from core.project.values import ImportOptions

            project.runs.set_languages("en", "zh")
            return project.imports.add(sample.pair_rows(), ImportOptions(), report)

        def then(done: ImportReport) -> None:
            self._session.refresh()
            self._session.notice.emit(Notice(self.tr("The sample is ready: %Ln pair(s).", "", done.imported)))

        self._session.background(work, then, title=self.tr("Importing the sample"))
