"""Captions by hand on the image page: which one is shown, changed, typed, kept."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gui.models.queue_model import QueueModel
from gui.pages.image_desk import ImageDesk
from gui.pages.image_side import ImageSide
from gui.pages.open_picture import Shown


class ImageCaptions(QObject):
    """From the captions and the field at the side to the desk; the list of pictures hears of it."""

    next_wanted = Signal()
    """What was typed is kept, and another picture without captions shall come."""

    def __init__(self, desk: ImageDesk, side: ImageSide, model: QueueModel) -> None:
        super().__init__(side)
        self._desk = desk
        self._field = side.field
        self._model = model
        side.captions.chosen.connect(lambda kind, number: desk.show_caption(Shown(kind, number)))
        side.captions.edited.connect(self._on_edited)
        side.field.textEdited.connect(desk.type)
        side.field.kept.connect(self._on_kept)

    def next(self) -> None:
        """Show the next caption of the picture: those of people, then those of the run, and round again."""
        opened = self._desk.opened
        people = len(opened.captions) if opened is not None else 0
        written = len(self._desk.answers.written.captions)
        places = [*(Shown("person", n) for n in range(people)), *(Shown("model", n) for n in range(written))]
        if places:
            at = places.index(self._desk.shown) if self._desk.shown in places else -1
            self._desk.show_caption(places[(at + 1) % len(places)])

    def _on_edited(self, number: int, text: str) -> None:
        opened = self._desk.opened
        if opened is not None and number < len(opened.captions):
            captions = list(opened.captions)
            captions[number : number + 1] = [text] if text else []
            self._desk.put_captions(captions)
            self._model.reload(self._model.current)

    def _on_kept(self, goes_on: bool) -> None:
        self._desk.keep_typed()
        self._field.clear()
        self._model.reload(self._model.current)
        if goes_on:
            self.next_wanted.emit()
