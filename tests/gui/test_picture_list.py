"""The list of pictures: thumbnails in the background, a window of rows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from pytestqt.qtbot import QtBot

from core.project.values import DocumentRow
from gui.thumbnails import KEPT, WAITING, Thumbnails
from gui.widgets.picture_list import PictureList, parts
from tests.gui.image_answers import picture

pytestmark = pytest.mark.usefixtures("english_and_light")
Index = QModelIndex | QPersistentModelIndex


class Rows(QAbstractListModel):
    """Of ten thousand pictures."""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 10_000

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = DocumentRow(index.row() + 1, f"scene_{index.row()}.jpg a dog runs", (), False, False, False)
        return row if role == Qt.ItemDataRole.UserRole else None


class FakePictures(QObject):
    arrived = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[int] = []

    def get(self, document_id: int) -> QPixmap | None:
        self.asked.append(document_id)
        return None if document_id % 2 else QPixmap.fromImage(picture(64, 48))


class SlowReader:
    """Answers when it is told to."""

    def __init__(self) -> None:
        self.waiting: dict[str, Callable[[QImage], None]] = {}

    def ask(self, key: str, _work: object, then: Callable[[QImage], None], _failed: object = None) -> None:
        self.waiting[key] = then

    def cancel(self, key: str) -> None:
        self.waiting.pop(key, None)


def thumbnails() -> tuple[Thumbnails, SlowReader]:
    reader = SlowReader()
    return Thumbnails(reader, lambda _project, _id: QImage()), reader  # type: ignore[arg-type]


def test_only_the_rows_that_are_seen_ask_for_pictures(qtbot: QtBot) -> None:
    pictures, rows = FakePictures(), Rows()
    view = PictureList(pictures)
    qtbot.addWidget(view)
    view.setModel(rows)
    view.resize(260, 500)
    with qtbot.waitExposed(view):
        view.show()
    view.grab()
    assert 0 < len(set(pictures.asked)) < 20
    view.scrollToBottom()
    view.grab()
    assert 10_000 in pictures.asked and len(set(pictures.asked)) < 40


def test_a_picture_is_asked_for_once_and_told_when_it_is_there(qtbot: QtBot) -> None:
    shown, reader = thumbnails()
    assert shown.get(3) is None and shown.get(3) is None
    assert list(reader.waiting) == ["thumbnail 3"]
    with qtbot.waitSignal(shown.arrived) as told:
        reader.waiting["thumbnail 3"](picture(64, 48))
    found = shown.get(3)
    assert told.args == [3] and found is not None and found.width() == 64


def test_scrolling_fast_forgets_what_was_passed(qtbot: QtBot) -> None:  # noqa: ARG001
    shown, reader = thumbnails()
    for id in range(500):
        shown.get(id)
    assert len(reader.waiting) == WAITING and "thumbnail 499" in reader.waiting


def test_memory_is_bounded_and_another_project_begins_anew(qtbot: QtBot) -> None:  # noqa: ARG001
    shown, reader = thumbnails()
    for id in range(KEPT + 50):
        shown.get(id)
        reader.waiting.pop(f"thumbnail {id}")(picture(8, 6))
    assert len(shown._kept) == KEPT
    shown.get(9999)
    shown.clear()
    assert not shown._kept and not reader.waiting


def test_a_pictures_name_is_told_apart_from_its_captions() -> None:
    assert parts("scene 1.v2.jpg a dog. runs") == ("scene 1.v2.jpg", "a dog. runs")
    assert parts("IMG_1.JPEG") == ("IMG_1.JPEG", "") and parts("两只狗") == ("", "两只狗")
