"""Merging a colleague's project: what it would do is compared in the background and shown, then one act does it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from core.errors import Cancelled
from core.progress import Report
from core.project.merging.choices import MergeChoice, MergePlan
from gui import figures, theme
from gui.dialogs.merge_people import MergePeople
from gui.i18n import Retranslated, message
from gui.session import Session
from gui.tasks import Task
from gui.widgets.facts_table import FactsTable
from gui.widgets.rows import line
from gui.widgets.scrolled import scrolled

if TYPE_CHECKING:
    from core.project.project import Project

SIZE_PX = (760, 620)
TABLE_PX = 150
RULES: tuple[Literal["newer", "ours", "theirs"], ...] = ("newer", "ours", "theirs")


class MergeDialog(Retranslated, QDialog):
    """It changes nothing itself, and goes when all is chosen."""

    chosen = Signal(object)
    """A core.project.merging.choices.MergeChoice."""

    def __init__(self, session: Session, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._path = path
        self._plan: MergePlan | None = None
        self._error: Exception | None = None
        self._task: Task | None = None
        self._is_closed = False
        self._build_ui()
        self._connect()
        self.retranslate()
        self._compare()

    @property
    def choice(self) -> MergeChoice:
        return MergeChoice(
            names=self.people.names,
            conflicts=RULES[self.rule.currentIndex()],
            with_documents=self.with_documents.isChecked(),
            with_guidelines=self.with_guidelines.isChecked() and not self.with_guidelines.isHidden(),
        )

    def done(self, result: int) -> None:
        self._is_closed = True
        if self._task is not None:
            self._task.cancel()
        super().done(result)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Merge a colleague's project"))
        self._title.setText(self._path.stem.removesuffix(".fovea"))
        self._people_title.setText(self.tr("People and their answers"))
        self._rule_title.setText(self.tr("Where one person said two things"))
        rules = (self.tr("The later answer stands"), self.tr("The answer here stands"), self.tr("Theirs stands"))
        for index, words in enumerate(rules):
            self.rule.setItemText(index, words)
        self.rule.setAccessibleName(self._rule_title.text())
        self.with_guidelines.setText(self.tr("Take their definitions over"))
        self.merge_button.setText(self.tr("Merge"))
        self._box.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
        self._show()

    def _compare(self) -> None:
        """What would happen by the choice as it is; the answer to an earlier question is dropped."""
        if self._task is not None:
            self._task.cancel()
        path, choice = self._path, self.choice

        def work(project: Project, report: Report) -> MergePlan:
            from core.project.merging.merge import plan

            return plan(project, path, choice, report)

        def done(found: MergePlan) -> None:
            if self._task is task and not self._is_closed:
                self._task, self._plan, self._error = None, found, None
                self.people.set_plan(found)
                self._show()

        def failed(error: Exception) -> None:
            if self._task is task and not self._is_closed:
                self._task, self._error = None, None if isinstance(error, Cancelled) else error
                self._show()

        task = self._session.background(work, done, failed, self.tr("Comparing the projects"))
        self._task = task
        self._show()

    def _show(self) -> None:
        plan = self._plan
        is_known = plan is not None and self._error is None
        self._body.setVisible(is_known)
        self.merge_button.setEnabled(is_known and self._task is None)
        if plan is None or self._error is not None:
            self._summary.setText(message(self._error) if self._error else self.tr("Comparing…"))
            return
        self._summary.setText(self._told(plan))
        self.with_documents.setText(self.tr("Take the %Ln document(s) that are not here, too", "", plan.unmatched))
        self.with_documents.setVisible(plan.unmatched > 0)
        self.with_guidelines.setVisible(bool(plan.definitions))
        labels = self.tr("{names}: defined otherwise there. Their labels of that name will have to be confirmed.")
        self._definitions.setText(labels.format(names=", ".join(plan.definitions)))
        self._definitions.setVisible(bool(plan.definitions))
        for widget in (self._rule_title, self.rule, self.conflicts):
            widget.setVisible(plan.n_conflicts > 0)
        self._fill_conflicts(plan)

    def _told(self, plan: MergePlan) -> str:
        told = [
            self.tr("%Ln document(s) there", "", plan.n_documents),
            self.tr("%Ln of them here too", "", plan.matched),
        ]
        if plan.labels_added:
            told.append(self.tr("new labels: {names}").format(names=", ".join(plan.labels_added)))
        if plan.unfit:
            told.append(self.tr("%Ln answer(s) with several labels stay out: here a document has one", "", plan.unfit))
        if self._task is not None:
            told.append(self.tr("Comparing…"))
        return " · ".join(told)

    def _fill_conflicts(self, plan: MergePlan) -> None:
        head = (self.tr("Text"), self.tr("Person"), self.tr("Here"), self.tr("There"))
        rows = [(one.snippet[:80], one.annotator, _named(one.ours), _named(one.theirs)) for one in plan.conflicts]
        self.conflicts.set_rows(head, rows)
        shown = self.tr("{n} contradictions").format(n=figures.count(plan.n_conflicts))
        self.conflicts.setAccessibleName(shown)

    def _on_merge(self) -> None:
        self.chosen.emit(self.choice)
        self.accept()

    def _build_ui(self) -> None:
        self._title, self._summary = QLabel(textFormat=Qt.TextFormat.PlainText), QLabel(wordWrap=True)
        self._title.setProperty("title", True)
        self._summary.setTextFormat(Qt.TextFormat.PlainText)
        self._people_title, self._rule_title, self._definitions = QLabel(), QLabel(), QLabel(wordWrap=True)
        self._people_title.setProperty("strong", True)
        self._definitions.setProperty("muted", True)
        self._definitions.setTextFormat(Qt.TextFormat.PlainText)
        self.people, self.rule, self.conflicts = MergePeople(), QComboBox(), FactsTable()
        self.rule.addItems([""] * len(RULES))
        self.conflicts.setMinimumHeight(TABLE_PX)
        self.with_documents, self.with_guidelines = QCheckBox(), QCheckBox()
        self.with_documents.setChecked(True)
        body = QVBoxLayout()
        body.setContentsMargins(0, 0, theme.SPACE, 0)
        body.setSpacing(theme.SPACE)
        body.addWidget(self._people_title)
        body.addWidget(self.people)
        body.addLayout(line(self._rule_title, self.rule, None))
        for part in (self.conflicts, self.with_documents, self.with_guidelines, self._definitions):
            body.addWidget(part)
        body.addStretch(1)
        self._body = scrolled(body)
        self._box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.merge_button = QPushButton()
        self.merge_button.setProperty("primary", True)
        for button in (self.merge_button, self._box.button(QDialogButtonBox.StandardButton.Cancel)):
            button.setAutoDefault(False)  # Enter is for the names
        self._box.addButton(self.merge_button, QDialogButtonBox.ButtonRole.AcceptRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 3] * 4)
        layout.setSpacing(theme.SPACE * 2)
        layout.addWidget(self._title)
        layout.addWidget(self._summary)
        layout.addWidget(self._body, 1)
        layout.addStretch(0)
        layout.addWidget(self._box)
        self.resize(*SIZE_PX)

    def _connect(self) -> None:
        self.people.names_changed.connect(self._compare)
        self.with_documents.clicked.connect(self._compare)
        self.merge_button.clicked.connect(self._on_merge)
        self._box.rejected.connect(self.reject)


def _named(labels: tuple[str, ...]) -> str:
    return ", ".join(labels) or figures.NONE
