"""Small pictures for lists: asked for when they are first seen, made on a thread, kept as long as there is room."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from core.progress import Report
from gui.reader import Reader

if TYPE_CHECKING:
    from core.project.project import Project

KEPT = 800
WAITING = 60
"""So many are waited for at most: of a list that is scrolled fast, those that were asked for last."""

Load = Callable[["Project", int], QImage]
"""On the reader's thread: a document's small picture, a null image when it can't be had."""


class Thumbnails(QObject):
    """By document id; `arrived` when one that was asked for is there."""

    arrived = Signal(int)

    def __init__(self, reader: Reader, load: Load, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._load = load
        self._kept: OrderedDict[int, QPixmap] = OrderedDict()
        self._asked: OrderedDict[int, None] = OrderedDict()

    def get(self, document_id: int) -> QPixmap | None:
        """The picture, null if there is none; None: it is on its way."""
        found = self._kept.get(document_id)
        if found is not None:
            self._kept.move_to_end(document_id)
        elif document_id not in self._asked:
            self._ask(document_id)
        return found

    def clear(self) -> None:
        """Another project."""
        for document_id in self._asked:
            self._reader.cancel(_key(document_id))
        self._asked.clear()
        self._kept.clear()

    def _ask(self, document_id: int) -> None:
        self._asked[document_id] = None
        while len(self._asked) > WAITING:
            oldest, _ = self._asked.popitem(last=False)
            self._reader.cancel(_key(oldest))

        def work(project: Project, _: Report) -> QImage:
            return self._load(project, document_id)

        self._reader.ask(
            _key(document_id),
            work,
            lambda image: self._take(document_id, image),
            lambda _: self._take(document_id, QImage()),
        )

    def _take(self, document_id: int, image: QImage) -> None:
        self._asked.pop(document_id, None)
        self._kept[document_id] = QPixmap.fromImage(image)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self.arrived.emit(document_id)


def _key(document_id: int) -> str:
    return f"thumbnail {document_id}"
