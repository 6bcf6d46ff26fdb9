"""What a run says of the picture that is open: what was asked of the worker, what is there, and how it is joined."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.jobs.picture_specs import CaptionSpec
from gui.session import Session
from gui.widgets.image_reading import ATTENTION, ImageReading, of_answer

N_BEST = 5


@dataclass(frozen=True)
class About:
    """The picture and the run that answers are about."""

    run_id: str
    document_id: int
    path: str


class ImageAnswers(QObject):
    """Asks no question twice; an answer for what is no longer open is dropped."""

    changed = Signal()
    was_written = Signal()
    """The run has written its own captions, and with them said what it offers."""
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._about: About | None = None
        self._written: ImageReading | None = None
        self._read: dict[str, ImageReading] = {}
        self._asked: dict[str, tuple[str, tuple[str, ...]]] = {}

    @property
    def written(self) -> ImageReading:
        """The captions of the run, best first."""
        return self._written or ImageReading()

    @property
    def is_asking(self) -> bool:
        """Whether an answer is on its way."""
        return bool(self._asked)

    @property
    def methods(self) -> tuple[str, ...]:
        """What the run offers, the default first."""
        known = self._known()
        return known.methods if known is not None else ()

    @property
    def has_no_maps(self) -> bool:
        """Whether the run has answered, and offers no method: nobody knows before."""
        known = self._known()
        return known is not None and not known.methods

    def of(self, text: str) -> ImageReading | None:
        """A caption of people's, as the run read it; None: it has not (yet)."""
        return self._read.get(text)

    def begin(self, about: About | None) -> None:
        """Another picture, or another run: all that is known is of no use; None: there is nothing to ask about."""
        self._about, self._written = about, None
        self._read.clear()
        self._asked.clear()

    def ask_written(self) -> None:
        """What the run itself would write; unless it is known."""
        if self._written is None:
            self._put("image written", "", (), self._take_written)

    def ask_read(self, text: str, method: str) -> None:
        """A caption of people's, read by the run."""
        self._put("image read", text, (method,), lambda answer: self._take_read(text, answer))

    def ask_method(self, text: str, method: str) -> None:
        """The maps of one more method for a caption that is there."""
        self._put("image method", text, (method,), lambda answer: self._take_method(text, answer))

    def _known(self) -> ImageReading | None:
        return self._written or next(iter(self._read.values()), None)

    def _put(self, key: str, text: str, methods: tuple[str, ...], then: Callable[[ImageReading], None]) -> None:
        """Ask, unless this very question is on its way."""
        about = self._about
        if about is None or self._asked.get(key) == (text, methods):
            return
        self._asked[key] = (text, methods)
        folder = str(self._session.run_folder(about.run_id))
        spec = CaptionSpec(folder, about.path, text, N_BEST, methods=methods or (ATTENTION,))

        def taken(found: Mapping[str, Any]) -> None:
            if self._is_answered(about, key):
                then(of_answer(found))
                self.changed.emit()

        def failed(error: Exception) -> None:
            if self._is_answered(about, key):
                self.failed.emit(error)

        self._session.ask(spec, key=key, then=taken, failed=failed)

    def _is_answered(self, about: About, key: str) -> bool:
        """Whether an answer is for what is open now."""
        is_now = self._about == about
        if is_now:
            self._asked.pop(key, None)
        return is_now

    def _take_written(self, answer: ImageReading) -> None:
        self._written = answer
        self.was_written.emit()

    def _take_read(self, text: str, answer: ImageReading) -> None:
        self._read[text] = answer

    def _take_method(self, text: str, answer: ImageReading) -> None:
        if not answer.captions:
            return
        more = answer.captions[0]

        def joined(reading: ImageReading) -> ImageReading:
            captions = (one.with_maps_of(more) if one.text == text else one for one in reading.captions)
            return replace(reading, captions=tuple(captions))

        if self._written is not None:
            self._written = joined(self._written)
        if text in self._read:
            self._read[text] = joined(self._read[text])
