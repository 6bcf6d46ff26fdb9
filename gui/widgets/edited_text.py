"""A text to play with: typed in, a word taken with a click; its words tinted like those of HighlightedText."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QWidget

from core.records import Span, Token
from core.text_offsets import Utf16Map
from gui.widgets.highlighted_text import HighlightedText
from gui.widgets.highlights import Highlights

_PLAIN = str.maketrans({"\r": "\n", "\xa0": " ", "\u2028": "\n", "\u2029": "\n"})


class EditedText(HighlightedText):
    """A click takes the word under it, so that Delete drops and typing replaces it; a second one sets the caret.

    Until new highlights come, the words keep those that they had, and what was typed has none.
    """

    edited = Signal(str)
    """The whole text, at most once an event-loop turn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_filling = False
        self._taken: Span | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(lambda: self.edited.emit(self.text))
        self.setReadOnly(False)
        self.setUndoRedoEnabled(True)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextEditorInteraction)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.document().contentsChange.connect(self._on_contents_changed)

    def set_document(self, text: str) -> None:
        """Another text, whole; what was typed before cannot be undone any more."""
        self._is_filling = True
        super().set_document(plain(text))
        self.show_all()
        self._is_filling = False
        self._taken = None
        self.document().clearUndoRedoStacks()

    def replace_with(self, text: str, *, is_told: bool = True) -> None:
        """Make it another text, as if it had been typed: that can be undone. Unless `is_told`, without `edited`."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        if not is_told:
            self._soon.stop()

    def select(self, span: Span) -> None:
        cursor = self.textCursor()
        cursor.setPosition(self._words.map.to_utf16(span.start))
        cursor.setPosition(self._words.map.to_utf16(span.end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        is_still = (event.position().toPoint() - self._pressed).manhattanLength() < QApplication.startDragDistance()
        if event.button() == Qt.MouseButton.LeftButton and is_still:
            self._take_word(self._point_at(event.position()))

    def _take_word(self, point: int | None) -> None:
        span = None if point is None else self._word_at(point)
        if span is None or span == self._taken:
            self._taken = None
            return
        self._taken = span
        self.select(span)

    def _on_contents_changed(self, *_: int) -> None:
        """What changed is seen from the texts themselves: Qt's figures count its paragraph signs too."""
        if self._is_filling:
            return
        before, after = self._text, self.toPlainText()
        if before == after:
            return
        self._text, self._taken = after, None
        moved = _moved(self._words.highlights, before, after)
        self._words.map = Utf16Map(after)
        self.show_highlights(moved)
        self._soon.start()

    def _shown(self, text: str) -> tuple[str, list[int]]:
        return text, []


def plain(text: str) -> str:
    """A text as an editor gives it back: one kind of line end, one kind of blank."""
    return text.replace("\r\n", "\n").translate(_PLAIN)


def changed(before: str, after: str) -> tuple[int, int]:
    """The part of `before`, from and to, that is another one in `after`."""
    start = _shared(before, after)
    return start, len(before) - _shared(before[start:][::-1], after[start:][::-1])


def _shared(one: str, other: str) -> int:
    """How many characters at the start are the same."""
    same = (place for place, (mine, theirs) in enumerate(zip(one, other, strict=False)) if mine != theirs)
    return next(same, min(len(one), len(other)))


def _moved(highlights: Highlights, before: str, after: str) -> Highlights:
    """The tokens before a change as they are, those behind it moved, those in it gone."""
    start, end, by = *changed(before, after), len(after) - len(before)
    kept = [index for index, token in enumerate(highlights.tokens) if token.end <= start or token.start >= end]
    tokens = []
    for index in kept:
        token = highlights.tokens[index]
        shift = by if token.start >= end else 0
        tokens.append(Token(token.start + shift, token.end + shift, token.text, token.weight))
    averages = [highlights.averages[index] for index in kept] if highlights.averages else ()
    return Highlights(tokens, averages)
