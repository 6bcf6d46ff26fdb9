"""Probabilities as bars: a row a label, its name, a bar, its number."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.records import Label
from gui import figures, theme

ROW_PX, BAR_PX, GAP_PX, NUMBER_PX, DOT_PX = 26, 8, 8, 40, 8
NAME_SHARE = 0.36


class ProbabilityBars(QWidget):
    """Labels in their own order, so that a bar keeps its place from document to document."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: Sequence[Label] = ()
        self._probabilities: Mapping[str, float] = {}
        self._given: Collection[str] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_labels(self, labels: Sequence[Label]) -> None:
        self._labels = labels
        self.updateGeometry()
        self.update()

    def set_probabilities(self, probabilities: Mapping[str, float], given: Collection[str] = ()) -> None:
        """By label name; `given` are the person's labels, ticked. No probabilities: empty bars."""
        self._probabilities, self._given = probabilities, given
        self.setAccessibleDescription(", ".join(f"{name} {figures.share(p, 2)}" for name, p in probabilities.items()))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, ROW_PX * len(self._labels))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, ROW_PX * len(self._labels))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            best = max(self._probabilities, key=lambda name: self._probabilities[name], default=None)
            for index, label in enumerate(self._labels):
                self._paint_row(
                    painter, QRect(0, index * ROW_PX, self.width(), ROW_PX), label, is_best=label.name == best
                )

    def _paint_row(self, painter: QPainter, row: QRect, label: Label, *, is_best: bool) -> None:
        look = theme.current()
        middle, name_px = row.center().y(), round(row.width() * NAME_SHARE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.label_color(label.color))
        painter.drawEllipse(QRectF(0, middle - DOT_PX / 2 + 1, DOT_PX, DOT_PX))
        painter.setFont(theme.font(theme.SIZE_BODY, strong=is_best))
        painter.setPen(look.text)
        is_given = label.name in self._given
        name = QRect(DOT_PX + GAP_PX, row.y(), name_px - DOT_PX - 2 * GAP_PX, ROW_PX)
        text = f"{label.name} ✓" if is_given else label.name
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, name.width())
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, text)
        track = QRectF(name_px, middle - BAR_PX / 2 + 1, row.width() - name_px - NUMBER_PX, BAR_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.border)
        painter.drawRoundedRect(track, BAR_PX / 2, BAR_PX / 2)
        probability = self._probabilities.get(label.name)
        if probability is None:
            return
        painter.setBrush(look.accent if is_best else look.muted)
        painter.drawRoundedRect(
            QRectF(track.x(), track.y(), max(BAR_PX, track.width() * probability), BAR_PX), BAR_PX / 2, BAR_PX / 2
        )
        painter.setPen(look.text)
        number = QRect(row.right() - NUMBER_PX, row.y(), NUMBER_PX, ROW_PX)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(number, flags, figures.share(probability, 2))
