"""The manual: its pages on the left, one of them on the right. Nothing in it leads out of the program."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextBlockFormat, QTextCursor, QTextDocument, QTextFrameFormat, QTextTable
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QListWidget, QTextBrowser, QVBoxLayout, QWidget

from core import manual
from gui import i18n, theme
from gui.i18n import Retranslated

SIZE_PX = (920, 640)
LIST_PX = 220
LINE_PERCENT = 140


class ManualDialog(Retranslated, QDialog):
    """To be read beside the window; follows its language and theme."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._pages: list[manual.Page] = []
        self._list = QListWidget()
        self._list.setFixedWidth(LIST_PX)
        self._list.setProperty("roomy", True)
        self._list.currentRowChanged.connect(self._on_row_changed)
        self._text = QTextBrowser()
        self._text.setOpenLinks(False)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        both = QHBoxLayout()
        both.setSpacing(theme.SPACE * 2)
        both.addWidget(self._list)
        both.addWidget(self._text, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 3] * 4)
        layout.setSpacing(theme.SPACE * 2)
        layout.addLayout(both, 1)
        layout.addWidget(buttons)
        self.resize(*SIZE_PX)
        theme.changed.connect(self._show)
        self.retranslate()
        self._list.setFocus()

    @property
    def names(self) -> list[str]:
        return [page.name for page in self._pages]

    @property
    def shown(self) -> str:
        """The page's text as it is read."""
        return self._text.toPlainText()

    def show_page(self, name: str) -> None:
        self._list.setCurrentRow(self.names.index(name))

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Manual"))
        self._list.setAccessibleName(self.tr("Pages"))
        row = max(0, self._list.currentRow())
        self._pages = manual.pages(i18n.current())
        self._list.clear()
        self._list.addItems([page.title for page in self._pages])
        self._list.setCurrentRow(row)

    def _on_row_changed(self, row: int) -> None:
        if row >= 0:
            self._show()

    def _show(self) -> None:
        page = self._pages[self._list.currentRow()]
        self._text.setAccessibleName(page.title)
        self._text.setFont(theme.font(theme.SIZE_BODY))
        document = self._text.document()
        document.setDocumentMargin(theme.SPACE * 2)
        self._text.setMarkdown(page.text)
        _set_lines(document)
        _set_tables(document)
        self._text.moveCursor(QTextCursor.MoveOperation.Start)


def _set_lines(document: QTextDocument) -> None:
    """Room between lines, and between the paragraphs outside tables."""
    form = QTextBlockFormat()
    form.setLineHeight(LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    block = document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        form.setBottomMargin(0 if cursor.currentTable() else theme.SPACE)
        cursor.mergeBlockFormat(form)
        block = block.next()


def _set_tables(document: QTextDocument) -> None:
    """Thin lines in the theme's colour, in place of Qt's frames."""
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            form = frame.format()
            form.setBorder(1)
            form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            form.setBorderBrush(QColor(theme.current().border))
            form.setBorderCollapse(True)
            form.setCellPadding(theme.SPACE / 2)
            form.setBottomMargin(theme.SPACE * 2)
            frame.setFormat(form)
