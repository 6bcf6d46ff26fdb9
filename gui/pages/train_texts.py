"""Learning from all texts: what it is good for, whether it was done, and on how many of the texts there are now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from core.project.values import Run
from gui import figures, theme
from gui.i18n import Retranslated
from gui.models.runs_model import error_text


class AllTexts(Retranslated, QWidget):
    """Data in; a wish to learn out."""

    learn_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs: Sequence[Run] = ()
        self._n_texts = 0
        self._is_learning = False
        self._build_ui()
        self.learn.clicked.connect(self.learn_requested)
        self.retranslate()

    def set_state(self, runs: Sequence[Run], n_texts: int, *, is_learning: bool) -> None:
        """The pretrainings, the newest first; how many texts the project has now."""
        self._runs, self._n_texts, self._is_learning = runs, n_texts, is_learning
        self.retranslate()

    def retranslate(self) -> None:
        done = next((run for run in self._runs if run.state == "finished"), None)
        self._title.setText(self.tr("All texts"))
        self._state.setText(" ".join(self._sentences(done)))
        self._why.setText(
            self.tr("The model learns words from every text, labelled or not. Few labels then go further.")
        )
        self._why.setVisible(not self._is_learning)
        self.learn.setVisible(not self._is_learning)  # room for the cards above
        failure = "" if self._is_learning else self._failure()
        self._failed.setText(failure)
        self._failed.setVisible(bool(failure))
        self.learn.setText(self.tr("Learn from all texts again") if done else self.tr("Learn from all texts"))
        self.learn.setEnabled(not self._is_learning and self._n_texts > 0)

    def _sentences(self, done: Run | None) -> list[str]:
        if self._is_learning:
            return [self.tr("Being learned from now; its progress is above.")]
        if self._n_texts == 0:
            return [self.tr("There are no texts yet.")]
        if done is None:
            return [self.tr("Not learned from yet: %Ln text(s).", "", self._n_texts)]
        n = done.snapshot_counts.get("pool", 0)
        when = figures.short_moment(done.created)
        text = self.tr("Learned from {n} texts ({when}); each new run begins with that.")
        n_new = max(0, self._n_texts - n)
        new = [self.tr("%Ln text(s) came since.", "", n_new)] if n_new else []
        return [text.format(n=figures.count(n), when=when), *new]

    def _failure(self) -> str:
        """What became of the last try, unless it went well."""
        last = self._runs[0] if self._runs else None
        if last is None or last.state in ("finished", "cancelled"):
            return ""
        if last.state == "failed":
            return self.tr("The last try failed. {reason}").format(reason=error_text(last.error)).strip()
        return self.tr("The last try was interrupted.")

    def _build_ui(self) -> None:
        self._title, self._state, self._why, self._failed = (QLabel() for _ in range(4))
        self._title.setProperty("strong", True)
        for label in (self._state, self._why, self._failed):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._why.setProperty("muted", True)
        self._failed.setProperty("warning", True)
        self.learn = QPushButton()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.SPACE, theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE)
        layout.setSpacing(theme.SPACE)
        for widget in (self._title, self._state, self._why, self._failed, self.learn):
            layout.addWidget(widget)
