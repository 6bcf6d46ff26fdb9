"""The next start after a bad end."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.crash import BadEnd
from core.project.project import Project
from gui.dialogs.text_dialog import TextDialog
from gui.recovery import Recovery
from gui.session import Session
from gui.widgets.toast import Toast, ToastStack

pytestmark = pytest.mark.usefixtures("english_and_light")


class FakeWatch:
    """Says what it is told to; remembers the project."""

    def __init__(self, *ends: BadEnd) -> None:
        self.ends, self.projects = list(ends), list[Path | None]()

    def begin(self) -> list[BadEnd]:
        return self.ends

    def set_project(self, project: Path | None) -> None:
        self.projects.append(project)


@pytest.fixture
def stack(qtbot: QtBot) -> ToastStack:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    window.toasts = ToastStack(window, bottom_px=28)  # type: ignore[attr-defined]
    return window.toasts  # type: ignore[attr-defined, no-any-return]


def toasts(stack: ToastStack) -> list[Toast]:
    return stack.parent().findChildren(Toast)


def test_the_project_that_was_open_is_offered(
    qtbot: QtBot, stack: ToastStack, session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "hotel.fovea"
    Project.create(path, labels=["good"]).close()
    watch = FakeWatch(BadEnd(path, None))
    Recovery(stack, session, watch).begin()  # type: ignore[arg-type]
    with qtbot.waitSignal(session.project_changed):
        toasts(stack)[0].action_button.click()
    assert watch.projects == [path.resolve()]


def test_the_report_can_be_read(stack: ToastStack, session: Session, tmp_path: Path) -> None:
    report = tmp_path / "crash.txt"
    report.write_text("in deep", encoding="utf-8")
    Recovery(stack, session, FakeWatch(BadEnd(None, report))).begin()  # type: ignore[arg-type]
    toasts(stack)[0].action_button.click()
    (shown,) = stack.parent().findChildren(TextDialog)
    assert shown._text.toPlainText() == "in deep"
    shown.close()


def test_a_project_that_is_gone_is_not_offered(stack: ToastStack, session: Session, tmp_path: Path) -> None:
    Recovery(stack, session, FakeWatch(BadEnd(tmp_path / "gone.fovea", None))).begin()  # type: ignore[arg-type]
    assert toasts(stack) == []
