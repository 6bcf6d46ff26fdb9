"""The first page: recent projects, the sample, a new project from a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from core.settings import Settings
from gui import theme
from gui.i18n import Retranslated
from gui.session import ProjectState, Session
from gui.widgets.hero_line import HeroLine, parse
from gui.widgets.project_list import ProjectEntry, ProjectList

COLUMN_PX = 760


BUTTONS = ("file.new", "file.open", "file.sample_zh", "file.sample_en", "file.sample_pairs", "file.sample_pictures")


class HomePage(Retranslated, QWidget):
    """Chooses a project. Its buttons ask the window for actions, by their ids."""

    action_requested = Signal(str)

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self._session = session
        self._settings = settings
        self._build_ui()
        self._list.opened.connect(session.open)
        self._list.removed.connect(settings.remove_recent)
        self._list.folder_requested.connect(_show_folder)
        for id, button in self._buttons.items():
            button.clicked.connect(partial(self.action_requested.emit, id))
        session.settings_changed.connect(self._on_settings_changed)
        self._fill()
        self.retranslate()

    def title(self) -> str:
        return self.tr("Home")

    def actions(self) -> list[QAction]:
        return []

    def on_shown(self) -> None:
        """Read the progress of the projects again."""
        for entry in self._list.projects.entries:
            self._peek(entry.path)

    def retranslate(self) -> None:
        self._headline.setText(self.tr("See what your model looks at"))
        self._sentence.setText(
            self.tr("Label texts, train an attention model in the background, review which words it looks at.")
        )
        marked = self.tr("The room was small, [2|but] the [6|staff] made it [9|worth every penny].")
        self._hero.set_words(parse(marked))
        self._buttons["file.new"].setText(self.tr("New from a file…"))
        self._buttons["file.open"].setText(self.tr("Open…"))
        self._sample.setText(self.tr("No texts at hand? Try the sample:"))
        self._buttons["file.sample_zh"].setText(self.tr("in Chinese"))
        self._buttons["file.sample_en"].setText(self.tr("in English"))
        self._buttons["file.sample_pairs"].setText(self.tr("for translation"))
        self._buttons["file.sample_pictures"].setText(self.tr("with pictures"))
        self._recent.setText(self.tr("Recent projects"))
        self._hint.setText(self.tr("You can also drop a file anywhere on this window. Nothing leaves this computer."))

    def _build_ui(self) -> None:
        self._headline, self._sentence, self._sample, self._recent, self._hint = (QLabel() for _ in range(5))
        self._headline.setProperty("display", True)
        self._sentence.setProperty("large", True)
        self._recent.setProperty("strong", True)
        for label in (self._sentence, self._sample, self._hint):
            label.setProperty("muted", True)
        self._sentence.setWordWrap(True)
        self._hint.setWordWrap(True)
        self._hero = HeroLine()
        self._buttons = {id: QPushButton() for id in BUTTONS}
        self._buttons["file.new"].setProperty("primary", True)
        self.setFocusProxy(self._buttons["file.new"])
        for id in BUTTONS[2:]:
            self._buttons[id].setProperty("flat", True)
        self._list = ProjectList()
        self._list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout()
        column.setSpacing(theme.SPACE)
        column.addStretch(3)
        for widget in (self._headline, self._sentence, self._hero):
            column.addWidget(widget)
        column.addSpacing(theme.SPACE)
        column.addLayout(_row(self._buttons["file.new"], self._buttons["file.open"]))
        column.addLayout(_row(self._sample, *(self._buttons[id] for id in BUTTONS[2:])))
        column.addSpacing(theme.SPACE * 3)
        column.addWidget(self._recent)
        column.addWidget(self._list, 100)
        column.addWidget(self._hint)
        column.addStretch(4)
        holder = QWidget()
        holder.setMaximumWidth(COLUMN_PX)
        holder.setLayout(column)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 3] * 4)
        layout.addStretch(1)
        layout.addWidget(holder, 100)
        layout.addStretch(1)

    def _fill(self) -> None:
        paths = [Path(path) for path in self._settings.get("recent_projects")]
        self._list.projects.set_entries([ProjectEntry(path) for path in paths])
        self._recent.setVisible(bool(paths))
        self._list.setVisible(bool(paths))
        self._list.updateGeometry()

    def _peek(self, path: Path) -> None:
        def known(state: ProjectState) -> None:
            counts = state.counts
            shares = tuple((label.color, counts.by_label.get(label.id, 0)) for label in state.info.labels)
            self._list.projects.update(ProjectEntry(path, counts.labelled, counts.total, shares, is_known=True))

        def unknown(_: Exception) -> None:
            self._list.projects.update(ProjectEntry(path, note=self.tr("Can't be opened now")))

        self._session.peek(path, known, unknown)

    def _on_settings_changed(self, key: str) -> None:
        if key == "recent_projects":
            self._fill()
            if self.isVisible():
                self.on_shown()


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.SPACE)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def _show_folder(path: Path) -> None:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
