"""Bringing pairs of sentences in: which columns (or languages) are the sides, how the first ones look, where to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core import pairs
from core.formats import detect, parallel
from core.formats.parallel import PairChoice
from core.jobs.specs import TRANSLATION
from core.progress import Report
from core.records import Rejected
from gui import i18n, theme
from gui.dialogs.looking_dialog import LookingDialog
from gui.i18n import translate
from gui.session import Session
from gui.tasks import Notice

if TYPE_CHECKING:
    from core.project.project import Project
    from core.project.values import ImportReport

SHOWN = 12
SIZE_PX = (760, 520)
Looked = tuple[tuple[str, ...], parallel.Sides, list[tuple[str, str, str]]]
"""What there is to choose from, what was found, and the first pairs: source, target, why not."""


class PairsDialog(LookingDialog):
    """One file of pairs, or two files side by side."""

    kind, stem = TRANSLATION, "Pairs"

    def __init__(
        self, session: Session, files: Sequence[Path], parent: QWidget | None = None, *, folder: Path | None = None
    ) -> None:
        super().__init__(session, parent, folder)
        self._group = parallel.groups(list(files))[0]
        self._build_ui()
        self._look()

    @property
    def choice(self) -> PairChoice:
        return PairChoice(self.source.currentText(), self.target.currentText())

    def _importing(self) -> Callable[[], None]:
        return partial(import_pairs, self._session, self._group, self.choice)

    def _build_ui(self) -> None:
        self.setWindowTitle(self.tr("Pairs of sentences"))
        self.resize(*SIZE_PX)
        self.name.setText(self._group[0].name.split(".")[0])
        self.source, self.target = QComboBox(), QComboBox()
        form = QFormLayout()
        if self._folder is not None:
            form.addRow(self.tr("Name of the project"), self.name)
        form.addRow(self.tr("Source"), self.source)
        form.addRow(self.tr("Translation"), self.target)
        self.preview = QTableWidget(0, 2)
        self.preview.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.preview.verticalHeader().hide()
        self.preview.horizontalHeader().setStretchLastSection(True)
        self.preview.setColumnWidth(0, SIZE_PX[0] // 2)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.SPACE)
        layout.addLayout(form)
        layout.addWidget(self.preview, 1)
        layout.addWidget(self._problem)
        layout.addWidget(self._buttons)
        for box in (self.source, self.target):
            box.activated.connect(lambda _: self._look())

    def _look(self) -> None:
        """At the first pairs, as they are chosen now."""
        group, choice = self._group, self.choice
        self._thread.submit(lambda: look(group, choice), self._on_looked, self._on_failed)

    def _on_looked(self, found: Looked) -> None:
        names, chosen, rows = found
        for box, name in ((self.source, chosen.source), (self.target, chosen.target)):
            box.clear()
            box.addItems(names)
            box.setCurrentText(name)
            box.setEnabled(len(self._group) == 1)
        self.preview.setHorizontalHeaderLabels([chosen.source, chosen.target])
        self.preview.setRowCount(len(rows))
        for number, (source, target, problem) in enumerate(rows):
            self.preview.setItem(number, 0, QTableWidgetItem(source or translate("core", problem)))
            self.preview.setItem(number, 1, QTableWidgetItem(target))
        self._problem.clear()
        self._ok.setEnabled(bool(rows))

    def _on_failed(self, error: Exception) -> None:
        self._problem.setText(i18n.message(error))
        self._ok.setEnabled(False)


def import_pairs(session: Session, group: Sequence[Path], choice: PairChoice) -> None:
    """Into the open project, in the background; a notice tells what came of it."""

    def work(project: Project, report: Report) -> ImportReport:
        from core.project.values import ImportOptions

        found = parallel.sides(group, choice)
        done = project.imports.add(parallel.read(group, choice, report), ImportOptions(), report)
        project.runs.set_languages(found.source, found.target)
        return done

    def then(done: ImportReport) -> None:
        session.refresh()
        session.notice.emit(Notice(imported_text(done)))

    session.background(work, then, title=translate("PairsDialog", "Importing"))


def look(group: Sequence[Path], choice: PairChoice) -> Looked:
    """On any thread: the names to choose from, the sides, the first pairs."""
    found = parallel.sides(group, choice)
    names = [found.source, found.target]
    if len(group) == 1 and ".tmx" not in group[0].name.lower():
        names = list(detect.inspect(group[0]).columns)
    rows = []
    for row in islice(parallel.read(group, PairChoice(found.source, found.target)), SHOWN):
        if isinstance(row, Rejected):
            rows.append(("", "", row.reason))
        else:
            pair = pairs.of_text(row.text)
            rows.append((pair.source, pair.target, ""))
    return tuple(names), found, rows


def imported_text(done: ImportReport) -> str:
    """How many came in, and what did not."""
    text = translate("PairsDialog", "{n} pairs imported, {holdout} of them hold-out.")
    said = text.format(n=f"{done.imported:,}", holdout=f"{done.holdout:,}")
    if done.duplicates or done.rejected:
        more = translate("PairsDialog", "{duplicates} were there already, {rejected} could not be used (first: {why}).")
        first = done.rejected[0] if done.rejected else None
        why = f"{first.file}, {first.line}: {translate('core', first.reason)}" if first else "–"
        said += " " + more.format(duplicates=f"{done.duplicates:,}", rejected=f"{len(done.rejected):,}", why=why)
    return said
