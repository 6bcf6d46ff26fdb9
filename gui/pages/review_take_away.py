"""Taking a review away: a report, the view as a picture, all scores. Whatever takes long runs in the background."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton, QWidget

from core import written
from core.errors import Cancelled
from core.progress import Report
from core.project.run_files import SCORES
from core.scores import write_csv
from gui import pictures, theme
from gui.i18n import Retranslated
from gui.pages.review_report import gather
from gui.session import Session
from gui.tasks import Notice

if TYPE_CHECKING:
    from core.project.project import Project

KINDS = ("report", "picture", "scores")


class ReviewTakeAway(Retranslated, QToolButton):
    """A button with a menu; `view` gives the widget that is looked at."""

    def __init__(self, session: Session, view: Callable[[], QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        self._run_id: str | None = None
        self._targets: dict[str, Path] = {}  # where the scores of a run shall go when they are there
        self._menu = QMenu(self)
        self.actions_by_kind: dict[str, QAction] = {}
        for kind in KINDS:
            self.actions_by_kind[kind] = self._menu.addAction("")
            self.actions_by_kind[kind].triggered.connect(lambda _=False, kind=kind: self._choose(kind))
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setIcon(theme.icon("export", "muted"))
        session.trainer.explained.connect(self._on_explained)
        self.retranslate()

    def set_run(self, run_id: str | None) -> None:
        self._run_id = run_id
        self.setEnabled(run_id is not None)

    def retranslate(self) -> None:
        self.setToolTip(self.tr("Take the review away: a report, a picture, all scores"))
        self.setAccessibleName(self.tr("Take away"))
        texts = {
            "report": self.tr("Report of this run (HTML)…"),
            "picture": self.tr("This view as a picture (PNG, SVG, PDF)…"),
            "scores": self.tr("Scores of all documents (JSONL, CSV)…"),
        }
        for kind, action in self.actions_by_kind.items():
            action.setText(texts[kind])

    def write(self, kind: str, path: Path) -> None:
        """What was chosen, to where it shall go."""
        run_id = self._run_id
        if run_id is None:
            return
        if kind == "picture":
            self._attempt(lambda: pictures.write(path, self._view()), path)
        elif kind == "report":
            self._write_report(run_id, path)
        else:
            self._targets[run_id] = path
            self._session.trainer.explain_all(run_id)
            self._session.notice.emit(Notice(self.tr("All documents are being explained in the background.")))

    def _choose(self, kind: str) -> None:
        endings = {"report": ("report", "HTML (*.html)"), "scores": ("scores", "JSONL (*.jsonl);;CSV (*.csv)")}
        name, filters = endings.get(kind, ("view", "PNG (*.png);;SVG (*.svg);;PDF (*.pdf)"))
        ending = filters.split("*")[1].split(")")[0]
        chooser = QFileDialog(self.window(), self.actions_by_kind[kind].text().rstrip("…"), f"{name}{ending}", filters)
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix(ending[1:])
        chooser.filterSelected.connect(lambda chosen: chooser.setDefaultSuffix(chosen.split("*.")[1].split(")")[0]))
        chooser.fileSelected.connect(lambda path: self.write(kind, Path(path)))
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

    def _write_report(self, run_id: str, path: Path) -> None:
        def work(project: Project, report: Report) -> None:
            page = gather(project, run_id, report)
            temporary = path.with_name(path.name + ".tmp")
            temporary.write_text(page, encoding="utf-8")
            temporary.replace(path)
            written.note(path)

        self._session.background(work, lambda _: self._tell(path), self._fail, self.tr("Writing the report"))

    def _on_explained(self, run_id: str, output: Path) -> None:
        """The scores go where they were wanted, as what the file's name says."""
        target = self._targets.pop(run_id, None) if output.name == SCORES else None
        if target is None or self._session.info is None:
            return

        def work(_: Project, report: Report) -> None:
            if target.suffix.lower() == ".csv":
                write_csv(output, target, report)
                output.unlink()
            else:
                shutil.move(output, target)

        self._session.background(work, lambda _: self._tell(target), self._fail, self.tr("Writing the scores"))

    def _attempt(self, work: Callable[[], None], path: Path) -> None:
        try:
            work()
        except OSError as error:
            self._fail(error)
        else:
            self._tell(path)

    def _tell(self, path: Path) -> None:
        self._session.notice.emit(Notice(self.tr("Written: {path}").format(path=path)))

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, Cancelled):
            self._session.error_raised.emit(error)
