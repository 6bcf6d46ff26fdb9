"""The label buttons, their keys on them, at a place that depends on the label set alone and never on the document."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from core.records import Label
from gui.widgets.key_button import GAP_PX, KeyButton

BUTTON_PX = 40
NARROWEST_PX, WIDEST_PX, MOST_ROWS = 112, 166, 4


class LabelButton(KeyButton):
    """One label: its key, its colour and its name. A click says what is wanted; the page says what is checked."""

    pointed_at = Signal(object)  # its Label when the pointer comes, None when it goes

    def __init__(self, label: Label, key: str, parent: QWidget | None = None) -> None:
        super().__init__(key, parent)
        self.label = label
        self.color_index = label.color
        self.setCheckable(True)
        self.setText(label.name)
        self.setAccessibleName(label.name)
        self.setToolTip(f"{label.name}\n{label.guideline}".strip())

    def sizeHint(self) -> QSize:
        return QSize(min(max(super().sizeHint().width(), NARROWEST_PX), WIDEST_PX), BUTTON_PX)

    def nextCheckState(self) -> None: ...

    def enterEvent(self, event: QEnterEvent) -> None:
        self.pointed_at.emit(self.label)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.pointed_at.emit(None)
        super().leaveEvent(event)


class LabelPalette(QScrollArea):
    """A grid of label buttons of one width, in the order of the set. It tells what was chosen and checks nothing."""

    label_chosen = Signal(int)  # label id
    label_pointed_at = Signal(object)  # Label or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: list[LabelButton] = []
        self._keys: Sequence[str] = ()
        self._board = QWidget()
        self.setWidget(self._board)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def buttons(self) -> Sequence[LabelButton]:
        return tuple(self._buttons)

    def set_labels(self, labels: Sequence[Label]) -> None:
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [LabelButton(label, self._key(index, label), self._board) for index, label in enumerate(labels)]
        for button in self._buttons:
            button.clicked.connect(lambda _=False, label_id=button.label.id: self.label_chosen.emit(label_id))
            button.pointed_at.connect(self.label_pointed_at)
            button.show()
        self._arrange()

    def set_keys(self, keys: Sequence[str]) -> None:
        """The keys of the places in the set; a label's own letter comes before it."""
        self._keys = keys
        for index, button in enumerate(self._buttons):
            button.set_key(self._key(index, button.label))
        self._arrange()

    def set_checked(self, label_ids: Collection[int]) -> None:
        for button in self._buttons:
            button.setChecked(button.label.id in label_ids)

    def label_at(self, index: int) -> Label | None:
        """The label at a place in the set."""
        return self._buttons[index].label if index < len(self._buttons) else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _key(self, index: int, label: Label) -> str:
        return label.key or (self._keys[index] if index < len(self._keys) else "")

    def _arrange(self) -> None:
        """Place the buttons in rows of equal length, centered."""
        if not self._buttons:
            self.setFixedHeight(BUTTON_PX)
            return
        width = max(button.sizeHint().width() for button in self._buttons)
        fitting = max(1, (self.width() + GAP_PX) // (width + GAP_PX))
        rows = -(-len(self._buttons) // fitting)
        columns = -(-len(self._buttons) // rows)
        left = max(0, (self.width() - columns * (width + GAP_PX) + GAP_PX) // 2)
        for index, button in enumerate(self._buttons):
            row, column = divmod(index, columns)
            button.setGeometry(left + column * (width + GAP_PX), row * (BUTTON_PX + GAP_PX), width, BUTTON_PX)
        self._board.setMinimumHeight(rows * (BUTTON_PX + GAP_PX) - GAP_PX)
        self.setFixedHeight(min(rows, MOST_ROWS) * (BUTTON_PX + GAP_PX) - GAP_PX)
