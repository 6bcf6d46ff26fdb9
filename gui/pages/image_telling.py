"""What the image page tells of the word and of the place that are looked at: figures, checks, verdict, regions."""

from __future__ import annotations

from PySide6.QtCore import QObject

from core.project.review_values import CaptionWord as ReviewedWord
from gui.pages.image_desk import ImageDesk
from gui.pages.image_middle import ImageMiddle
from gui.pages.image_side import ImageSide
from gui.pages.review_verdict import Subject
from gui.widgets.image_reading import ATTENTION, CaptionWord, MapChecks


class ImageTelling(QObject):
    """From the desk and the middle, which knows the word, to the side and the regions over the picture."""

    def __init__(self, desk: ImageDesk, middle: ImageMiddle, side: ImageSide) -> None:
        super().__init__(middle)
        self._desk = desk
        self._middle = middle
        self._side = side
        self._place: tuple[float, float] | None = None  # of the picture, that was asked about
        middle.word_chosen.connect(lambda _: self.tell_word())
        middle.place_chosen.connect(self._on_place_chosen)

    def forget_place(self) -> None:
        """Another picture."""
        self._place = None

    def tell(self) -> None:
        self.tell_word()
        self._tell_place()

    def tell_word(self) -> None:
        """All that goes with the word that is shown: quick, for it follows the pointer."""
        desk, opened, number = self._desk, self._desk.opened, self._middle.word
        caption = self._middle.caption
        word = caption.words[number] if caption is not None and number is not None else None
        self._tell_verdict(word)
        near = desk.regions_of(number) if number is not None else []
        regions, captions = (opened.regions, opened.captions) if opened is not None else ((), ())
        self._middle.image.regions.set_regions(regions, captions, near)
        checks = caption.checks if caption is not None else MapChecks()
        at = number if number is not None else -1
        is_attention = desk.current_method == ATTENTION
        entropy = checks.entropy[at] if is_attention and 0 <= at < len(checks.entropy) else None
        change = checks.change[at] if is_attention and 0 < at < len(checks.change) else None
        self._side.tell_word(word, entropy, change)
        self._side.tell_pointing(desk.pointing.get(desk.current_method))
        self._side.tell_checks(checks, self._why_none(), is_attention=is_attention)

    def _on_place_chosen(self, x: float, y: float) -> None:
        self._place = (x, y)
        self._tell_place()

    def _tell_place(self) -> None:
        """Which words look at the place that was clicked."""
        caption = self._middle.caption
        if self._place is None or caption is None:
            self._side.tell_place(None)
            return
        found = caption.looking_at(self._desk.current_method, *self._middle.image.in_grid(*self._place))
        self._side.tell_place([(caption.words[word].text, times) for word, times in found])

    def _tell_verdict(self, word: CaptionWord | None) -> None:
        """What people say of where the run looked at this word."""
        run_id, opened, subject = self._desk.run_id, self._desk.opened, None
        if run_id is not None and opened is not None and word is not None:
            subject = Subject(run_id, opened.id, ReviewedWord(opened.id, self._desk.text, word.span))
        self._side.verdict.show_subject(subject)

    def _why_none(self) -> str:
        """Why there are no maps, where there are none."""
        caption, desk = self._middle.caption, self._desk
        if desk.run_id is None:
            return self.tr("No model yet: write captions, draw regions, and train one on the train page.")
        if caption is not None and not caption.maps and desk.answers.has_no_maps:
            return self.tr("This model has no attention: it does not say where it looked.")
        return ""
