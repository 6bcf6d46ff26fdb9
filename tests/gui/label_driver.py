"""Drives the label page in tests: opens projects, presses keys, waits until all is settled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.progress import ignore
from core.project.project import Project
from core.project.values import ImportOptions
from core.records import Document, Row
from gui.pages.label import LabelPage
from gui.session import Session

TEXTS = ("早餐太差了", "The room was clean and quiet.", "前台态度很好😀，下次还来", "fourth", "fifth")


class LabelDriver:
    """The page with what a test needs to drive it."""

    def __init__(self, page: LabelPage, qtbot: QtBot, session: Session) -> None:
        self.page, self.qtbot, self.session = page, qtbot, session

    def open(self, path: Path) -> None:
        with self.qtbot.waitSignal(self.session.project_changed):
            self.session.open(path)
        self.settle()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.page, key, modifiers)
        self.settle()

    def settle(self) -> None:
        """Until everything asked is answered and what is open is painted."""
        page, access = self.page, self.session._access
        session = self.session

        def is_settled() -> bool:
            is_asking = access._waiting_calls > 0 or session.reader.is_busy or session.counter.is_busy
            return not is_asking and (page.desk.is_ready or page.empty.isVisible())

        self.qtbot.waitUntil(is_settled)

    def ask(self, work: Callable[[Project], Any]) -> Any:
        results: list[Any] = []
        self.session.call(work, results.append)
        self.qtbot.waitUntil(lambda: bool(results))
        return results[0]

    def stored(self, number: int) -> Document:
        document: Document = self.ask(lambda project: project.documents.get(number))
        return document

    def labels_of(self, number: int) -> tuple[str, ...]:
        given = self.stored(number).annotation
        assert self.session.info
        names = {label.id: label.name for label in self.session.info.labels}
        return tuple(names[label] for label in given.labels) if given else ()

    @property
    def number(self) -> int | None:
        return self.page.desk.document_id


def make_project(
    path: Path, labels: tuple[str, ...] = ("good", "bad", "mixed"), *, is_multi_label: bool = False
) -> Path:
    with Project.create(path, labels=labels, is_multi_label=is_multi_label) as project:
        project.imports.add([Row(text) for text in TEXTS], ImportOptions(), ignore)
    return path
