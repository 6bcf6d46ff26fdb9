"""What the image page works on: a picture, what people and a run say of it, where each word looked, its regions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from core.jobs.specs import CaptionSpec, OccludeSpec
from core.records import Box, Region, Span
from gui.decoding import decoded
from gui.session import Session
from gui.widgets.image_reading import ATTENTION, ImageReading, ReadCaption, of_answer, of_text

if TYPE_CHECKING:
    from core.project.project import Project

ASK_AFTER_MS = 150
N_BEST = 5
Kind = Literal["person", "model", "typed"]


@dataclass(frozen=True)
class Shown:
    """Which caption is looked at: one by a person, one that the run wrote, or the one that is typed."""

    kind: Kind = "model"
    number: int = 0


@dataclass(frozen=True)
class OpenPicture:
    """A picture of the project: its captions by people with the words in them, and its regions."""

    id: int
    name: str
    path: str
    captions: tuple[str, ...]
    words: tuple[tuple[Span, ...], ...]
    regions: tuple[Region, ...]


@dataclass(frozen=True)
class Occlusion:
    """What each word of a caption loses when a box of the picture is blurred: its probability, with and without."""

    text: str
    box: Box
    words: tuple[tuple[str, float, float], ...]


class ImageDesk(QObject):
    """Asks the project, the decoder and the worker; `changed` whenever there is something else to show."""

    changed = Signal()
    picture_changed = Signal()
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.run_id: str | None = None
        self.opened: OpenPicture | None = None
        self.image = QImage()
        self.problem: Exception | None = None  # why there is no picture
        self.shown = Shown()
        self.typed = ""
        self.typed_words: tuple[Span, ...] = ()
        self.method = ""  # "": as the run has it
        self.occlusion: Occlusion | None = None
        self.is_waiting = False
        self._written: ImageReading | None = None
        self._read: dict[str, ImageReading] = {}
        self._asked: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._version = 0
        self._timer = QTimer(self, singleShot=True, interval=ASK_AFTER_MS)
        self._timer.timeout.connect(self._ask)

    # What there is to show

    @property
    def written(self) -> tuple[ReadCaption, ...]:
        """The captions of the run, best first."""
        return self._written.captions if self._written is not None else ()

    @property
    def text(self) -> str:
        """Of the caption that is shown; "": there is none (yet)."""
        if self.shown.kind == "typed":
            return self.typed
        if self.shown.kind == "person":
            captions = self.opened.captions if self.opened is not None else ()
            return captions[self.shown.number] if self.shown.number < len(captions) else ""
        return self.written[self.shown.number].text if self.shown.number < len(self.written) else ""

    def reading(self) -> ImageReading:
        """The caption that is shown, alone, with the maps that are there so far."""
        if self.shown.kind == "model":
            found = self.written[self.shown.number : self.shown.number + 1]
            return replace(self._written, captions=found) if self._written is not None else ImageReading()
        text = self.text
        return self._read.get(text) or ImageReading((of_text(text, self._spans()),) if text else ())

    @property
    def methods(self) -> tuple[str, ...]:
        """What the run offers, the default first."""
        known = self._written or next(iter(self._read.values()), None)
        return known.methods if known is not None else ()

    @property
    def current_method(self) -> str:
        offered = self.methods
        return self.method if self.method in offered else (offered[0] if offered else ATTENTION)

    # What a person does

    def clear(self) -> None:
        self._version += 1
        self.opened, self.image, self.problem = None, QImage(), None
        self.typed, self.typed_words, self.run_id = "", (), None
        self._forget_answers()
        self.picture_changed.emit()
        self.changed.emit()

    def set_run(self, run_id: str | None) -> None:
        if run_id != self.run_id:
            self.run_id, self.method = run_id, ""
            self._again()

    def open(self, document_id: int) -> None:
        """Show another picture; what is typed goes."""
        self._version += 1
        version = self._version
        self._session.call(
            lambda project: read(project, document_id),
            lambda opened: self._on_opened(version, opened),
            lambda error: self._on_problem(version, error),
        )

    def reload(self) -> None:
        """After an undo: captions and regions as they are now."""
        if self.opened is not None:
            id = self.opened.id
            self._session.call(lambda project: read(project, id), self._on_reloaded)

    def show_caption(self, shown: Shown) -> None:
        self.shown, self.occlusion = shown, None
        self._ask_shown()
        self.changed.emit()

    def type(self, text: str) -> None:
        """See the maps of a caption of one's own."""
        self.typed, self.typed_words = text, ()
        self.shown = Shown("typed") if text.strip() else self._first_shown()
        self.occlusion = None
        self._session.call(lambda _: _words_of(text), lambda words: self._on_typed_words(text, words))
        self._timer.start()
        self.changed.emit()

    def keep_typed(self) -> None:
        """What is typed becomes one of the picture's captions by people."""
        text = " ".join(self.typed.split())
        if self.opened is not None and text:
            self.typed = ""
            self.put_captions((*self.opened.captions, text), then=Shown("person", len(self.opened.captions)))

    def put_captions(self, captions: Sequence[str], then: Shown | None = None) -> None:
        """The captions of this picture by people; on disk before they are shown."""
        opened = self.opened
        if opened is None:
            return

        def work(project: Project) -> OpenPicture:
            project.captions.put(opened.id, tuple(captions))
            return read(project, opened.id)

        def done(found: OpenPicture) -> None:
            self._session.refresh(opened.id)
            if then is not None:
                self.shown = then
            self._on_reloaded(found)

        self._session.call(work, done)

    def add_region(self, box: Box, word: int | None) -> None:
        """Of a word of the caption that is shown: tied to it if the caption is one of people's, or has it in one."""
        if self.opened is not None:
            self.put_regions((*self.opened.regions, self._tied(box, word)))

    def put_regions(self, regions: Sequence[Region]) -> None:
        opened = self.opened
        if opened is None:
            return

        def done(_: None) -> None:
            self._session.refresh(opened.id)
            if self.opened is not None and self.opened.id == opened.id:
                self.opened = replace(self.opened, regions=tuple(regions))
                self.changed.emit()

        self._session.call(lambda project: project.regions.put(opened.id, tuple(regions)), done)

    def regions_of(self, word: int) -> list[int]:
        """The numbers of those that belong to a word of the caption that is shown."""
        captions = self.reading().captions
        if self.opened is None or not captions or word >= len(captions[0].words):
            return []
        said = captions[0].words[word]
        return [
            number for number, region in enumerate(self.opened.regions) if self._belongs(region, said.text, said.span)
        ]

    def set_method(self, method: str) -> None:
        self.method = method
        self._ask_shown()
        self.changed.emit()

    def occlude(self, box: Box) -> None:
        """Blur a part of the picture, and see what becomes of the words."""
        opened, text, run_id = self.opened, self.text, self.run_id
        if opened is None or run_id is None or not text:
            return
        blurred = (box.left, box.top, box.width, box.height)
        spec = OccludeSpec(str(self._session.run_folder(run_id)), opened.path, text, (blurred,))

        def then(found: dict[str, Any]) -> None:
            if self.opened is opened and self.text == text:
                self.occlusion = _occlusion(text, box, found)
                self.changed.emit()

        self._session.ask(spec, key="image occlude", then=then, failed=self._on_failed)

    # The way there

    def _on_opened(self, version: int, opened: OpenPicture) -> None:
        if version != self._version:
            return
        self.opened, self.problem = opened, None
        self.typed, self.typed_words = "", ()
        self.image = QImage()
        self._again()
        self._session.pictures.ask(
            "image",
            lambda _project, _report: decoded(opened.path),
            lambda image: self._on_image(version, image),
            lambda error: self._on_problem(version, error),
        )

    def _on_image(self, version: int, image: QImage) -> None:
        if version == self._version:
            self.image = image
            self.picture_changed.emit()

    def _on_problem(self, version: int, error: Exception) -> None:
        if version == self._version:
            self.problem, self.image, self.is_waiting = error, QImage(), False
            self.picture_changed.emit()
            self.changed.emit()

    def _on_reloaded(self, opened: OpenPicture) -> None:
        if self.opened is not None and self.opened.id == opened.id:
            self.opened = opened
            if self.shown.kind == "person" and self.shown.number >= len(opened.captions):
                self.shown = self._first_shown()
            self._ask_shown()
            self.changed.emit()

    def _on_typed_words(self, text: str, words: tuple[Span, ...]) -> None:
        if text == self.typed:
            self.typed_words = words
            self.changed.emit()

    def _again(self) -> None:
        self._forget_answers()
        self.shown = self._first_shown()
        self.is_waiting = self.opened is not None and self.run_id is not None
        self._timer.start()
        self.changed.emit()

    def _forget_answers(self) -> None:
        self._written, self.occlusion, self.is_waiting = None, None, False
        self._read.clear()
        self._asked.clear()

    def _first_shown(self) -> Shown:
        """What the model writes, where there is one; else what people wrote."""
        return Shown("model" if self.run_id is not None else "person")

    def _spans(self) -> tuple[Span, ...]:
        """The words of the caption that is shown, as people see them."""
        if self.shown.kind == "typed":
            return self.typed_words
        words = self.opened.words if self.opened is not None else ()
        return words[self.shown.number] if self.shown.number < len(words) else ()

    def _ask(self) -> None:
        opened = self.opened
        if opened is None or self.run_id is None or self._session.info is None or self.problem is not None:
            return
        if self._written is None:
            self._put("image written", "", (), self._take_written)
        self._ask_shown()

    def _ask_shown(self) -> None:
        """Where a text is not read yet, or not by this method."""
        text = self.text
        if self.opened is None or self.run_id is None or not text.strip() or self.problem is not None:
            return
        method = self.current_method
        found = self.reading().captions
        if self.shown.kind != "model" and text not in self._read:
            self._put("image read", text, (method,), lambda answer: self._take_read(text, answer))
        elif found and method not in found[0].maps and method in self.methods:
            self._put("image method", text, (method,), lambda answer: self._take_method(text, answer))

    def _put(self, key: str, text: str, methods: tuple[str, ...], then: Callable[[ImageReading], None]) -> None:
        """Ask, unless this very question is on its way."""
        opened, run_id = self.opened, self.run_id
        if opened is None or run_id is None or self._asked.get(key) == (text, methods):
            return
        self._asked[key] = (text, methods)
        spec = CaptionSpec(
            str(self._session.run_folder(run_id)), opened.path, text, N_BEST, methods=methods or (ATTENTION,)
        )

        def taken(found: Mapping[str, Any]) -> None:
            if self._is_answered(opened.id, run_id, key):
                then(of_answer(found))
                self.changed.emit()

        def failed(error: Exception) -> None:
            if self._is_answered(opened.id, run_id, key):
                self._on_failed(error)

        self._session.ask(spec, key=key, then=taken, failed=failed)

    def _is_answered(self, document_id: int, run_id: str, key: str) -> bool:
        """Whether an answer is for what is shown now."""
        is_now = self.opened is not None and self.opened.id == document_id and self.run_id == run_id
        if is_now:
            self._asked.pop(key, None)
        return is_now

    def _take_written(self, answer: ImageReading) -> None:
        self._written, self.is_waiting = answer, False
        self._ask_shown()

    def _take_read(self, text: str, answer: ImageReading) -> None:
        self._read[text] = answer

    def _take_method(self, text: str, answer: ImageReading) -> None:
        """The maps of one more method, to those that are there."""
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

    def _on_failed(self, error: Exception) -> None:
        self.is_waiting = False
        self.failed.emit(error)
        self.changed.emit()

    def _tied(self, box: Box, word: int | None) -> Region:
        captions = self.reading().captions
        if self.opened is None or word is None or not captions or word >= len(captions[0].words):
            return Region(box)
        said = captions[0].words[word]
        if self.shown.kind == "person":
            return Region(box, said.text, self.shown.number, said.span)
        for number, (text, spans) in enumerate(zip(self.opened.captions, self.opened.words, strict=True)):
            for span in spans:
                if text[span.start : span.end].casefold() == said.text.casefold():
                    return Region(box, said.text, number, span)
        return Region(box, said.text)

    def _belongs(self, region: Region, text: str, span: Span) -> bool:
        if self.opened is None:
            return False
        if region.caption is None or region.span is None or region.caption >= len(self.opened.captions):
            return bool(region.name) and region.name.casefold() == text.casefold()
        if self.shown == Shown("person", region.caption):
            return region.span.start < span.end and span.start < region.span.end
        tied = self.opened.captions[region.caption][region.span.start : region.span.end]
        return text.casefold() in (tied.casefold(), *tied.casefold().split())


def read(project: Project, document_id: int) -> OpenPicture:
    """On the project thread: the dictionary of Chinese words is loaded there."""
    captions = tuple(project.captions.of(document_id))
    path = project.pictures.path(document_id)
    words = tuple(_words_of(caption) for caption in captions)
    return OpenPicture(document_id, path.name, str(path), captions, words, tuple(project.regions.of(document_id)))


def _words_of(text: str) -> tuple[Span, ...]:
    from core.words import words

    return tuple(words(text))


def _occlusion(text: str, box: Box, found: Mapping[str, Any]) -> Occlusion:
    """From log-probabilities."""
    from math import exp

    rows = zip(found["words"], found["with"], found["without"], strict=True)
    return Occlusion(text, box, tuple((str(word["text"]), exp(seen), exp(blurred[0])) for word, seen, blurred in rows))
