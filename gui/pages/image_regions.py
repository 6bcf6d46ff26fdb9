"""Regions on the image page: what is drawn over the picture becomes the project's, and is asked about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject

from core.records import Box, Region
from gui.pages.image_desk import ImageDesk
from gui.pages.image_middle import ImageMiddle

NEW = Box(0.35, 0.35, 0.3, 0.3)
"""Where a new region begins when no map says anything better."""
ALL = 0.9
"""A map whose half takes this much of the picture says nothing."""


class ImageRegions(QObject):
    """Between the editor over the picture and the desk, which keeps the regions."""

    def __init__(self, desk: ImageDesk, middle: ImageMiddle) -> None:
        super().__init__(middle)
        self._desk = desk
        self._middle = middle
        self._editor = middle.image.regions
        self._editor.drawn.connect(lambda box: desk.add_region(box, middle.word))
        self._editor.changed.connect(lambda number, box: self._change(number, lambda one: replace(one, box=box)))
        self._editor.removed.connect(lambda number: self._change(number, lambda _: None))

    def add(self) -> None:
        """A region for the word: where half of its look lies, or in the middle; the arrows move it from there."""
        if self._desk.opened is not None:
            box = self._middle.image.half_box()
            self._middle.regions.setChecked(True)
            self._middle.image.setFocus()
            self._editor.expect_new()
            self._desk.add_region(NEW if box is None or box.width * box.height > ALL else box, self._middle.word)

    def next(self) -> None:
        """Select the next one, for the keys."""
        self._middle.image.setFocus()
        self._editor.step(1)

    def occlude(self) -> None:
        """Blur the selected one, or where half of the word's look lies."""
        selected = self._editor.selected
        box = self._editor.regions[selected].box if selected is not None else self._middle.image.half_box()
        if box is not None:
            self._desk.occlude(box)

    def _change(self, number: int, change: Callable[[Region], Region | None]) -> None:
        opened = self._desk.opened
        if opened is not None and number < len(opened.regions):
            regions = [change(one) if n == number else one for n, one in enumerate(opened.regions)]
            self._desk.put_regions([one for one in regions if one is not None])
