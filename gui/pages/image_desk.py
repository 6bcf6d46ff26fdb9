"""What the image page works on: a picture, what people and a run say of it, where each word looked, its regions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from core import pointing
from core.jobs.picture_specs import OccludeSpec
from core.pointing import Pointing
from core.records import Box, Region, Span
from gui.decoding import decoded
from gui.pages.image_answers import About, ImageAnswers
from gui.pages.open_picture import Occlusion, OpenPicture, Shown, occlusion_of, read_picture, words_of
from gui.session import Session
from gui.widgets.image_reading import ATTENTION, ImageReading, of_text

if TYPE_CHECKING:
    from core.project.project import Project

ASK_AFTER_MS = 150


class ImageDesk(QObject):
    """Asks the project, the decoder and, by `answers`, the worker; `changed`: there is something else to show."""

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
        self._unkept: dict[int, str] = {}  # by picture: what was typed when another one was opened
        self.method = ""  # "": as the run has it
        self.occlusion: Occlusion | None = None
        self.pointing: dict[str, Pointing] = {}  # by method: how often the run's maps hit what people marked
        self.answers = ImageAnswers(session, self)
        self.answers.was_written.connect(self._ask_shown)
        self.answers.changed.connect(self.changed)
        self.answers.failed.connect(self._on_failed)
        self._version = 0
        self._wanted: Shown | None = None
        self._timer = QTimer(self, singleShot=True, interval=ASK_AFTER_MS)
        self._timer.timeout.connect(self._ask)

    # What there is to show

    @property
    def text(self) -> str:
        """Of the caption that is shown; "": there is none (yet)."""
        if self.shown.kind == "typed":
            return self.typed
        if self.shown.kind == "person":
            captions = self.opened.captions if self.opened is not None else ()
            return captions[self.shown.number] if self.shown.number < len(captions) else ""
        written = self.answers.written.captions
        return written[self.shown.number].text if self.shown.number < len(written) else ""

    def reading(self) -> ImageReading:
        """The caption that is shown, alone, with the maps that are there so far."""
        if self.shown.kind == "model":
            written = self.answers.written
            return replace(written, captions=written.captions[self.shown.number : self.shown.number + 1])
        text = self.text
        return self.answers.of(text) or ImageReading((of_text(text, self._spans()),) if text else ())

    @property
    def current_method(self) -> str:
        offered = self.answers.methods
        return self.method if self.method in offered else (offered[0] if offered else ATTENTION)

    # What a person does

    def clear(self) -> None:
        self._version += 1
        self.opened, self.image, self.problem = None, QImage(), None
        self.typed, self.typed_words, self.run_id = "", (), None
        self._unkept.clear()
        self._begin()
        self.picture_changed.emit()
        self.changed.emit()

    def set_run(self, run_id: str | None) -> None:
        if run_id != self.run_id:
            self.run_id, self.method, self.pointing = run_id, "", {}
            self._again()
            if run_id is not None:
                folder = self._session.run_folder(run_id)
                self._session.reader.ask("pointing", lambda _project, _report: pointing.read(folder), self._on_pointing)

    def open(self, document_id: int, *, is_typed_ahead: bool = False) -> None:
        """Show another picture; what is typed waits for its own, or is meant for the next (`is_typed_ahead`)."""
        self._version += 1
        version = self._version
        self._session.call(
            lambda project: read_picture(project, document_id),
            lambda opened: self._on_opened(version, opened, is_typed_ahead=is_typed_ahead),
            lambda error: self._on_problem(version, error),
        )

    def show_when_open(self, shown: Shown) -> None:
        """Of the picture that is being opened, show this caption first."""
        self._wanted = shown

    def reload(self) -> None:
        """After an undo: captions and regions as they are now."""
        if self.opened is not None:
            id = self.opened.id
            self._session.call(lambda project: read_picture(project, id), self._on_reloaded)

    def show_caption(self, shown: Shown) -> None:
        self.shown, self.occlusion = shown, None
        self._ask_shown()
        self.changed.emit()

    def type(self, text: str) -> None:
        """See the maps of a caption of one's own."""
        self._set_typed(text)
        self.shown, self.occlusion = self._first_shown(), None
        self._timer.start()
        self.changed.emit()

    def keep_typed(self) -> None:
        """What is typed becomes one of the picture's captions by people."""
        text = " ".join(self.typed.split())
        self.typed = ""
        if self.opened is not None and text:
            self.put_captions((*self.opened.captions, text), then=Shown("person", len(self.opened.captions)))

    def put_captions(self, captions: Sequence[str], then: Shown | None = None) -> None:
        """The captions of this picture by people; on disk before they are shown."""
        opened = self.opened
        if opened is None:
            return

        def work(project: Project) -> OpenPicture:
            project.captions.put(opened.id, tuple(captions))
            return read_picture(project, opened.id)

        def done(found: OpenPicture) -> None:
            self._session.refresh(opened.id)
            if then is not None:
                self.shown = then
            self._on_reloaded(found)

        self._session.call(work, done)

    def add_region(self, box: Box, word: int | None) -> None:
        """Of a word of the caption that is shown: tied to it if the caption is one of people's, or has it in one."""
        captions = self.reading().captions
        said = captions[0].words[word] if captions and word is not None and word < len(captions[0].words) else None
        if self.opened is not None:
            self.put_regions((*self.opened.regions, self.opened.tied(box, said, self.shown)))

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
        return self.opened.regions_of(captions[0].words[word], self.shown)

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
                self.occlusion = occlusion_of(text, box, found)
                self.changed.emit()

        self._session.ask(spec, key="image occlude", then=then, failed=self._on_failed)

    # The way there

    def _on_pointing(self, found: dict[str, Pointing]) -> None:
        self.pointing = found
        self.changed.emit()

    def _on_opened(self, version: int, opened: OpenPicture, *, is_typed_ahead: bool) -> None:
        if version != self._version:
            return
        if not is_typed_ahead:
            self._remember()
            self._set_typed(self._unkept.pop(opened.id, ""))
        self.opened, self.problem = opened, None
        wanted, self._wanted = self._wanted, None
        self.image = QImage()
        self._again(wanted if wanted is not None and wanted.number < len(opened.captions) else None)
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
            self.problem, self.image = error, QImage()
            self._begin()
            self.picture_changed.emit()
            self.changed.emit()

    def _on_reloaded(self, opened: OpenPicture) -> None:
        if self.opened is not None and self.opened.id == opened.id:
            self.opened = opened
            if self.shown.kind == "person" and self.shown.number >= len(opened.captions):
                self.shown = self._first_shown()
            self._ask_shown()
            self.changed.emit()

    def _remember(self) -> None:
        """What was typed and not kept waits for its picture to come back."""
        if self.opened is not None and self.typed.strip():
            self._unkept[self.opened.id] = self.typed

    def _set_typed(self, text: str) -> None:
        self.typed, self.typed_words = text, ()
        if text.strip():
            self._session.call(lambda _: words_of(text), lambda words: self._on_typed_words(text, words))

    def _on_typed_words(self, text: str, words: tuple[Span, ...]) -> None:
        if text == self.typed:
            self.typed_words = words
            self.changed.emit()

    def _again(self, shown: Shown | None = None) -> None:
        self._begin()
        self.shown = shown or self._first_shown()
        self._ask()
        self.changed.emit()

    def _begin(self) -> None:
        """From now on answers are for this picture and this run."""
        self.occlusion = None
        opened, about = self.opened, None
        if opened is not None and self.run_id is not None and self.problem is None:
            about = About(self.run_id, opened.id, opened.path)
        self.answers.begin(about)

    def _first_shown(self) -> Shown:
        """What is typed; else what the model writes, where there is one; else what people wrote."""
        if self.typed.strip():
            return Shown("typed")
        return Shown("model" if self.run_id is not None else "person")

    def _spans(self) -> tuple[Span, ...]:
        """The words of the caption that is shown, as people see them."""
        if self.shown.kind == "typed":
            return self.typed_words
        words = self.opened.words if self.opened is not None else ()
        return words[self.shown.number] if self.shown.number < len(words) else ()

    def _ask(self) -> None:
        self.answers.ask_written()
        self._ask_shown()

    def _ask_shown(self) -> None:
        """Where a text is not read yet, or not by this method."""
        text, method = self.text, self.current_method
        if not text.strip():
            return
        found = self.reading().captions
        if self.shown.kind != "model" and self.answers.of(text) is None:
            self.answers.ask_read(text, method)
        elif found and method not in found[0].maps and method in self.answers.methods:
            self.answers.ask_method(text, method)

    def _on_failed(self, error: Exception) -> None:
        self.failed.emit(error)
        self.changed.emit()
