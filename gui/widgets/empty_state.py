"""What a page shows when it has nothing to show: one sentence and one button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from gui import theme


class EmptyState(QWidget):
    """A sentence and a button in the middle of the room."""

    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setFont(theme.font(theme.SIZE_LARGE))
        self.button = QPushButton()
        self.button.setProperty("primary", True)
        self.button.clicked.connect(self.clicked)
        layout = QVBoxLayout(self)
        layout.setSpacing(2 * theme.SPACE)
        layout.addStretch(2)
        layout.addWidget(self.sentence)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def show_state(self, sentence: str, button: str) -> None:
        self.sentence.setText(sentence)
        self.button.setText(button)
        self.button.setVisible(bool(button))
