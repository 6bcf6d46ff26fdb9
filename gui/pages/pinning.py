"""Making the open document an example of a label, or of what it is not."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMenu, QWidget

from core.errors import N_
from core.records import Label
from gui import theme
from gui.session import Session
from gui.tasks import Notice
from gui.widgets.swatch import swatch

WITH_DIGIT = 9


def pin_menu(session: Session, document_id: int, parent: QWidget) -> QMenu:
    """The labels, each with its digit; behind a further key those that the document is not an example of."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    labels = session.info.labels if session.info else ()
    menu.addSection(_tr(N_("Pinning", "An example of")))
    _add(session, menu, document_id, labels, is_positive=True)
    menu.addSeparator()
    _add(session, menu.addMenu(_tr(N_("Pinning", "&Not an example of"))), document_id, labels, is_positive=False)
    return menu


def _add(session: Session, menu: QMenu, document_id: int, labels: tuple[Label, ...], *, is_positive: bool) -> None:
    for number, label in enumerate(labels, 1):
        digit = f"&{number} " if number <= WITH_DIGIT else ""
        words = digit + label.name.replace("&", "&&")
        action = menu.addAction(swatch(theme.current().label_color(label.color)), words)
        action.triggered.connect(lambda _=False, one=label: _pin(session, document_id, one, is_positive=is_positive))


def _pin(session: Session, document_id: int, label: Label, *, is_positive: bool) -> None:
    def then(_: None) -> None:
        text = (
            _tr(N_("Pinning", "Pinned as an example of “{label}”"))
            if is_positive
            else _tr(N_("Pinning", "Pinned as no example of “{label}”"))
        )
        session.notice.emit(Notice(text.format(label=label.name), _tr(N_("Pinning", "Undo")), session.undo))
        session.refresh(document_id)

    session.call(lambda project: project.guidelines.pin(label.id, document_id, is_positive=is_positive), then)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Pinning", text)
