"""Regions over a picture: drawn, moved, resized and deleted, by mouse and by keys."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen

from core.records import Box, Region
from gui import theme
from gui.widgets.picture_view import PictureView

STEP, LEAST = 0.01, 0.01
"""Of the picture: how far a key moves a region, and how small one may be."""
HANDLE_PX = 5
KEYS_MS = 400
"""So long after the last arrow the region is where it shall be: one change, one undo."""
MOVES = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
ENDS = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
REMOVES = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class RegionEditor(QObject):
    """Shows the regions it is given and says what a person wants of them; whoever keeps them gives them back."""

    drawn = Signal(object)  # Box of a new region
    changed = Signal(int, object)  # number, Box
    removed = Signal(int)
    selected_changed = Signal(object)  # number or None

    def __init__(self, view: PictureView) -> None:
        super().__init__(view)
        self._view = view
        self._regions: tuple[Region, ...] = ()
        self._captions: tuple[str, ...] = ()
        self._near: Collection[int] = ()
        self.selected: int | None = None
        self.is_drawing = False
        self._held: str = ""  # "new", "move", or the corner: "tl" "tr" "bl" "br"
        self._start = QPointF()
        self._box: Box | None = None  # as it is under the mouse
        self.is_shown = True
        self._is_new_awaited = False
        self._keys_timer = QTimer(self, singleShot=True, interval=KEYS_MS)
        self._keys_timer.timeout.connect(self._settle)

    @property
    def regions(self) -> tuple[Region, ...]:
        return self._regions

    def set_regions(self, regions: Sequence[Region], captions: Sequence[str], near: Collection[int] = ()) -> None:
        """`near`: those of the word that is shown."""
        has_new = self._is_new_awaited and len(regions) == len(self._regions) + 1
        self._regions, self._captions, self._near = tuple(regions), tuple(captions), near
        if has_new:
            self._is_new_awaited = False
            self.select(len(self._regions) - 1)
        elif self.selected is not None and self.selected >= len(self._regions):
            self.select(None)
        self._view.update()

    def select(self, number: int | None) -> None:
        if number != self.selected:
            self._settle()
            self.selected = number
            self.selected_changed.emit(number)
            self._view.update()

    def expect_new(self) -> None:
        """Select the region that comes next."""
        self._is_new_awaited = True

    def name(self, region: Region) -> str:
        """The word of the caption that it belongs to, or its own name."""
        if region.caption is not None and region.span is not None and region.caption < len(self._captions):
            return self._captions[region.caption][region.span.start : region.span.end]
        return region.name

    # The mouse: each says whether the event was for the regions.

    def press(self, place: QPointF) -> bool:
        if not self.is_shown:
            return False
        self._settle()
        self._start = self._view.to_fraction(place)
        corner = self._corner_at(place)
        if corner:
            self._held = corner
        elif (under := self._region_at(self._start)) is not None and (self.is_drawing or under == self.selected):
            self.select(under)
            self._held = "move"
        elif self.is_drawing:
            self.select(None)
            self._held = "new"
        else:
            self.select(None)
        return bool(self._held)

    def move(self, place: QPointF) -> bool:
        if not self._held:
            return False
        at = self._view.to_fraction(place)
        if self._held == "new":
            self._box = _between(self._start, at)
        elif self.selected is not None:
            self._box = _dragged(self._regions[self.selected].box, self._held, at - self._start)
        self._view.update()
        return True

    def release(self) -> bool:
        held, box = self._held, self._box
        self._held, self._box = "", None
        if not held:
            return False
        if box is not None and box.width >= LEAST and box.height >= LEAST:
            if held == "new":
                self.expect_new()
                self.drawn.emit(box)
            elif self.selected is not None:
                self.changed.emit(self.selected, box)
        self._view.update()
        return True

    # The keys, for a region that is selected: arrows move, with Shift they resize.

    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key is for the selected region, before any shortcut."""
        return self.selected is not None and Qt.Key(event.key()) in (*MOVES, *ENDS, *REMOVES)

    def press_key(self, event: QKeyEvent) -> bool:
        if not self.wants(event) or self.selected is None:
            return False
        key = Qt.Key(event.key())
        if key in REMOVES:
            self._drop_pending()
            self.removed.emit(self.selected)
        elif key in ENDS:
            self.select(None)
        else:
            across, down = MOVES[key]
            held = "br" if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else "move"
            box = self._box or self._regions[self.selected].box
            self._box = _dragged(box, held, QPointF(across * STEP, down * STEP))
            self._keys_timer.start()
            self._view.update()
        return True

    def step(self, by: int) -> None:
        """Select the next region, or the one before."""
        if self._regions:
            n = len(self._regions)
            self.select((self.selected + by) % n if self.selected is not None else (0 if by > 0 else n - 1))

    def paint(self, painter: QPainter) -> None:
        if not self.is_shown:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(theme.SIZE_SMALL, strong=True))
        for number, region in enumerate(self._regions):
            is_selected = number == self.selected
            box = self._box if is_selected and self._box is not None else region.box
            self._paint_box(painter, self._view.rect_of(box), self.name(region), is_selected or number in self._near)
            if is_selected:
                self._paint_handles(painter, self._view.rect_of(box))
        if self._held == "new" and self._box is not None:
            self._paint_box(painter, self._view.rect_of(self._box), "", is_strong=True)

    # helpers

    def _settle(self) -> None:
        """What the arrows did, as one change."""
        box = self._box if self._keys_timer.isActive() or not self._held else None
        self._drop_pending()
        if box is not None and self.selected is not None:
            self.changed.emit(self.selected, box)

    def _drop_pending(self) -> None:
        self._keys_timer.stop()
        if not self._held:
            self._box = None

    def _paint_box(self, painter: QPainter, area: QRectF, name: str, is_strong: bool) -> None:
        tokens = theme.current()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for color, width in ((tokens.picture_mask, 4.0), (tokens.accent if is_strong else tokens.picture_line, 2.0)):
            painter.setPen(QPen(color, width if is_strong else width - 0.8))
            painter.drawRect(area)
        if name:
            metrics = painter.fontMetrics()
            tag = QRectF(area.left(), area.top(), metrics.horizontalAdvance(name) + 10, metrics.height() + 2)
            ground = QColor(tokens.accent if is_strong else tokens.picture_mask)
            ground.setAlphaF(1.0 if is_strong else 0.6)
            painter.fillRect(tag, ground)
            painter.setPen(tokens.on_accent if is_strong else tokens.picture_line)
            painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, name)

    def _paint_handles(self, painter: QPainter, area: QRectF) -> None:
        tokens = theme.current()
        painter.setPen(QPen(tokens.picture_mask, 1))
        painter.setBrush(tokens.picture_line)
        for corner in _corners(area).values():
            painter.drawRect(QRectF(corner.x() - HANDLE_PX, corner.y() - HANDLE_PX, 2 * HANDLE_PX, 2 * HANDLE_PX))

    def _corner_at(self, place: QPointF) -> str:
        """Of the selected region."""
        if self.selected is None or self.selected >= len(self._regions):
            return ""
        corners = _corners(self._view.rect_of(self._regions[self.selected].box))
        near = (name for name, corner in corners.items() if (corner - place).manhattanLength() <= 3 * HANDLE_PX)
        return next(near, "")

    def _region_at(self, at: QPointF) -> int | None:
        """The smallest one there."""
        found = [
            (region.box.width * region.box.height, number)
            for number, region in enumerate(self._regions)
            if 0 <= at.x() - region.box.left <= region.box.width and 0 <= at.y() - region.box.top <= region.box.height
        ]
        return min(found)[1] if found else None


def _corners(area: QRectF) -> dict[str, QPointF]:
    return {"tl": area.topLeft(), "tr": area.topRight(), "bl": area.bottomLeft(), "br": area.bottomRight()}


def _between(one: QPointF, other: QPointF) -> Box:
    """The box with these corners, as far as it lies in the picture."""
    xs = sorted(min(max(value, 0.0), 1.0) for value in (one.x(), other.x()))
    ys = sorted(min(max(value, 0.0), 1.0) for value in (one.y(), other.y()))
    return Box(xs[0], ys[0], xs[1] - xs[0], ys[1] - ys[0])


def _dragged(box: Box, held: str, by: QPointF) -> Box:
    """The box moved as a whole, or by one of its corners; it stays within the picture."""
    if held == "move":
        left = min(max(box.left + by.x(), 0.0), 1.0 - box.width)
        top = min(max(box.top + by.y(), 0.0), 1.0 - box.height)
        return Box(left, top, box.width, box.height)
    right, bottom = box.left + box.width, box.top + box.height
    x = (box.left if "l" in held else right) + by.x()
    y = (box.top if "t" in held else bottom) + by.y()
    found = _between(QPointF(x, y), QPointF(right if "l" in held else box.left, bottom if "t" in held else box.top))
    return Box(found.left, found.top, max(found.width, LEAST), max(found.height, LEAST))
