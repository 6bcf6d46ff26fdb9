"""Has the map of a word checked by the worker; what came out is kept as long as the picture is open."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import QObject

from core.jobs.picture_specs import DeletionSpec
from core.progress import TimeLeft
from core.word_curves import WordCurves, of_answer
from gui.pages.image_check import ImageCheck
from gui.pages.image_desk import ImageDesk
from gui.pages.image_middle import ImageMiddle
from gui.session import Session

QUESTION = "image deletion"


class _Asked(NamedTuple):
    """Which map: of a word of a text, of a run on a picture, by a method."""

    run_id: str
    document_id: int
    text: str
    word: int
    method: str


class ImageChecking(QObject):
    """Between the desk, the middle, which knows the word, and the part of the side that shows what came out."""

    def __init__(self, session: Session, desk: ImageDesk, middle: ImageMiddle, view: ImageCheck) -> None:
        super().__init__(middle)
        self._session, self._desk, self._middle, self._view = session, desk, middle, view
        self._known: dict[_Asked, WordCurves] = {}
        self._under_way: _Asked | None = None
        middle.word_chosen.connect(lambda _: self.tell())
        view.requested.connect(self.ask)

    def ask(self) -> None:
        """Begin with the word that is shown; or stop, if a check is under way."""
        asked, opened = self._shown(), self._desk.opened
        if self._under_way is not None:
            self._stop()
        elif asked is not None and opened is not None and asked not in self._known:
            folder = str(self._session.run_folder(asked.run_id))
            spec = DeletionSpec(folder, opened.path, asked.text, asked.word, asked.method)
            self._under_way, word, time_left = asked, self._word_of(asked), TimeLeft()

            def progress(done: int, total: int) -> None:
                self._view.tell_progress(word, done, total, time_left.seconds(done, total))

            progress(0, 0)
            self._session.behind.ask(
                spec, key=QUESTION, then=self._on_answer, failed=self._on_failed, progress=progress
            )

    def tell(self) -> None:
        """Of the word that is shown: quick, for it follows the pointer."""
        asked, opened = self._shown(), self._desk.opened
        here = (self._desk.run_id, opened.id if opened is not None else None)
        if self._under_way is not None and self._under_way[:2] != here:
            self._stop()
        self._known = {one: curves for one, curves in self._known.items() if one[:2] == here}
        self._view.setVisible(self._desk.run_id is not None)
        self._view.button.setEnabled(self._under_way is not None or asked is not None)
        known = self._known.get(asked) if asked is not None else None
        self._view.tell(self._word_of(asked) if asked is not None else "", known)

    def _shown(self) -> _Asked | None:
        """The map that is looked at; None where there is none."""
        desk, caption, word = self._desk, self._middle.caption, self._middle.word
        method = desk.current_method
        if desk.run_id is None or desk.opened is None or caption is None or word is None or method not in caption.maps:
            return None
        return _Asked(desk.run_id, desk.opened.id, desk.text, word, method)

    def _word_of(self, asked: _Asked) -> str:
        caption = self._middle.caption
        return caption.words[asked.word].text if caption is not None else ""

    def _stop(self) -> None:
        self._session.behind.forget(QUESTION)
        self._end()

    def _end(self) -> None:
        self._under_way = None
        self._view.tell_progress("", 0, 0)

    def _on_answer(self, found: dict[str, Any]) -> None:
        if self._under_way is not None:
            self._known[self._under_way] = of_answer(found)
        self._end()
        self.tell()

    def _on_failed(self, error: Exception) -> None:
        self._end()
        self._session.error_raised.emit(error)
        self.tell()
