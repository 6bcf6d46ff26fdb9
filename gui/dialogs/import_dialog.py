"""The import dialog: what the files hold, which columns are wanted, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.errors import Cancelled
from gui import theme
from gui.dialogs.import_files import ImportFile, importing, look_into, save_rejected
from gui.dialogs.import_form import ImportForm
from gui.dialogs.import_options import ImportOptionsForm, NewProject
from gui.dialogs.import_progress import ImportProgress
from gui.dialogs.import_summary import ImportSummary, reason_text
from gui.dialogs.import_view import ImportView
from gui.i18n import Retranslated
from gui.session import Session
from gui.tasks import Notice, Task, WorkThread

if TYPE_CHECKING:
    from core.formats.common.table import Table
    from core.project.values import ImportReport

PANEL_PX = 320
SIZE_PX = (1080, 736)


class ImportDialog(Retranslated, QDialog):
    """Import files into the open project, or (`is_new`, or with none open) into a new one.

    Files are looked into on a thread of the dialog's own. The import is a background task of the session: when the
    dialog is closed meanwhile it goes on, and a notice tells the end.
    """

    def __init__(
        self, session: Session, paths: Sequence[Path] = (), parent: QWidget | None = None, *, is_new: bool | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._is_new = session.info is None if is_new is None else is_new
        self._files: list[ImportFile] = []
        self._task: Task | None = None
        self._is_creating = False
        self._thread = WorkThread("inspection")
        self.destroyed.connect(self._thread.stop)
        self.setAcceptDrops(True)
        self._build_ui()
        self._connect()
        self.retranslate()
        self.add(paths)

    @property
    def files(self) -> Sequence[ImportFile]:
        return self._files

    def add(self, paths: Sequence[Path]) -> None:
        """More files, folders or archives."""
        if not paths:
            return
        new = [ImportFile(path) for path in paths]
        self._files += new
        self.new_project.suggest(self._files[0].path.name.split(".")[0])
        self.view.show_files(self._files, len(self._files) - len(new))
        for file in new:
            self._look_into(file)
        self._show_current()

    def start(self) -> None:
        """Import, after making the new project where one is wanted."""
        if not self.import_button.isEnabled():
            return
        self.progress.show_progress(0, 0, None)
        self._turn_to(self.progress)
        if self._is_new:
            self._is_creating = True
            place = self.new_project
            chosen: dict[str, Any] = {"is_multi_label": place.is_multi_label, "policy": place.policy}
            self._session.create(place.path, then=self._on_created, **chosen)
        else:
            self._import()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("New project from files") if self._is_new else self.tr("Import documents"))
        self.import_button.setText(self.tr("Create and import") if self._is_new else self.tr("Import"))
        self._name_close_button()
        self._show_problem()

    def done(self, result: int) -> None:
        if self._task is not None or self._is_creating:
            self.hide()
            return
        self._thread.stop()
        super().done(result)
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self.stack.currentWidget() is self._form_page:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.add([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def _build_ui(self) -> None:
        self.resize(*SIZE_PX)
        self.form, self.options, self.new_project = ImportForm(), ImportOptionsForm(), NewProject()
        self.view, self.progress, self.summary = ImportView(), ImportProgress(), ImportSummary()
        self._form_page = QWidget()
        sides = QHBoxLayout(self._form_page)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(theme.SPACE * 2)
        sides.addWidget(self._build_panel())
        sides.addWidget(self.view, 1)
        self.stack = QStackedWidget()
        for page in (self._form_page, self.progress, self.summary):
            self.stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 2] * 4)
        layout.setSpacing(theme.SPACE * 2)
        layout.addWidget(self.stack, 1)
        layout.addLayout(self._build_buttons())

    def _build_panel(self) -> QWidget:
        self.new_project.setVisible(self._is_new)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, theme.SPACE, 0)
        layout.setSpacing(theme.SPACE * 2)
        for widget in (self.new_project, self.form, self.options):
            layout.addWidget(widget)
        layout.addStretch(1)
        panel = QScrollArea()
        panel.setWidget(inside)
        panel.setWidgetResizable(True)
        panel.setFrameShape(QFrame.Shape.NoFrame)
        panel.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        panel.setFixedWidth(PANEL_PX)
        panel.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return panel

    def _build_buttons(self) -> QHBoxLayout:
        self.problem = QLabel(wordWrap=True)
        self.problem.setProperty("muted", True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.close_button, self.import_button = QPushButton(), QPushButton()
        self.import_button.setProperty("primary", True)
        self.import_button.setDefault(True)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self.problem, 1)
        row.addWidget(self.close_button)
        row.addWidget(self.import_button)
        return row

    def _connect(self) -> None:
        self.view.added.connect(self.add)
        self.view.removed.connect(self._on_view_removed)
        self.view.chosen.connect(self._show_current)
        self.form.hint_given.connect(self._on_form_hint_given)
        self.form.columns_changed.connect(self._on_form_columns_changed)
        self.new_project.changed.connect(self._show_problem)
        self.new_project.kind.activated.connect(lambda _: self.form.set_multi_label(self._is_multi_label))
        self.progress.stopped.connect(self._on_progress_stopped)
        self.summary.save_requested.connect(self._on_summary_save_requested)
        self.import_button.clicked.connect(self.start)
        self.close_button.clicked.connect(self.reject)
        self._session.error_raised.connect(self._on_session_error_raised)

    @property
    def _is_multi_label(self) -> bool:
        if self._is_new:
            return self.new_project.is_multi_label
        return self._session.info is not None and self._session.info.is_multi_label

    def _look_into(self, file: ImportFile) -> None:
        path, hints = file.path, dict(file.hints)

        def is_wanted() -> bool:
            return file in self._files and file.hints == hints

        def found(table: Table) -> None:
            if is_wanted():
                file.take(table)
                self._show_current()

        def failed(error: Exception) -> None:
            if is_wanted():
                file.fail(error)
                self._show_current()

        self._thread.submit(lambda: look_into(path, hints), found, failed)

    def _show_current(self) -> None:
        """Bring everything in line with the files and the chosen one."""
        self.view.show_files(self._files)
        self.form.set_multi_label(self._is_multi_label)
        self.form.show_file(self.view.current)
        self.options.set_has_split(any("split" in file.told() for file in self._files))
        self._show_problem()

    def _show_problem(self) -> None:
        """Why the import can't start yet; nothing when it can."""
        if self.stack.currentWidget() is not self._form_page:
            self.problem.clear()
            return
        n_bad = sum(file.error is not None for file in self._files)
        problem = ""
        if n_bad:
            problem = self.tr("%n file(s) can't be read: remove them, or choose how to read them.", "", n_bad)
        elif any(not file.is_reading and not file.is_ready for file in self._files):
            problem = self.tr("Choose the column that holds the text.")
        elif self._is_new and self._files:
            problem = self.new_project.problem()
        self.problem.setText(problem)
        is_ready = bool(self._files) and all(file.is_ready for file in self._files)
        self.import_button.setEnabled(is_ready and not problem)

    def _turn_to(self, page: QWidget) -> None:
        is_form = page is self._form_page
        self.stack.setCurrentWidget(page)
        self.import_button.setVisible(is_form)
        self._name_close_button()
        self._show_problem()
        if not is_form:
            self.close_button.setFocus()

    def _name_close_button(self) -> None:
        is_form = self.stack.currentWidget() is self._form_page
        self.close_button.setText(self.tr("Cancel") if is_form else self.tr("Close"))

    def _import(self) -> None:
        is_multi_label = self._is_multi_label
        chosen = [
            (file.table, file.columns(is_multi_label=is_multi_label)) for file in self._files if file.table is not None
        ]
        work = importing(chosen, self.options.values)
        self._task = self._session.background(work, self._on_imported, self._on_failed, self.tr("Importing"))
        self._task.progressed.connect(self.progress.show_progress)

    def _back_to_form(self) -> None:
        self._task, self._is_creating = None, False
        self.new_project.setVisible(self._is_new)
        self._turn_to(self._form_page)
        self.retranslate()

    def _on_created(self) -> None:
        self._is_creating = self._is_new = False
        self._import()

    def _on_imported(self, report: ImportReport) -> None:
        self._task = None
        self._session.refresh()
        self.summary.show_report(report)
        self._turn_to(self.summary)
        if not self.isVisible():
            self._session.notice.emit(Notice(self.summary.title.text(), self.tr("Show"), self.open))

    def _on_failed(self, error: Exception) -> None:
        self._back_to_form()
        if not isinstance(error, Cancelled):
            self._session.error_raised.emit(error)
        if not self.isVisible():
            self.reject()

    def _on_session_error_raised(self, _: object) -> None:
        if self._is_creating:
            self._back_to_form()

    def _on_view_removed(self, row: int) -> None:
        del self._files[row]
        self._show_current()

    def _on_form_hint_given(self, name: str, value: object) -> None:
        file = self.view.current
        if file is not None:
            file.wait_for(name, value)
            self._look_into(file)
            self._show_current()

    def _on_form_columns_changed(self) -> None:
        current = self.view.current
        if current is not None:
            for file in self._files:
                if file is not current:
                    file.follow(current)
            self.view.refresh()
            self._show_problem()

    def _on_progress_stopped(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _on_summary_save_requested(self, path: Path) -> None:
        rejected = self.summary.rejected
        self._thread.submit(
            lambda: save_rejected(rejected, path, reason_text),
            lambda _: self.summary.say_saved(path),
            self._session.error_raised.emit,
        )
