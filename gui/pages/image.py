"""The image page: pictures, what people and a run say of them, and where the run looked at each word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from core.errors import AppError
from core.project.values import Counts, Run
from core.settings import Settings
from core.word_places import Place
from gui import i18n
from gui.decoding import small
from gui.models.queue_model import QueueModel
from gui.pages.image_captions import ImageCaptions
from gui.pages.image_checking import ImageChecking
from gui.pages.image_desk import ImageDesk
from gui.pages.image_empty import ImageEmpty
from gui.pages.image_list import ImageList
from gui.pages.image_middle import ImageMiddle
from gui.pages.image_missing import GONE, MissingPictures
from gui.pages.image_regions import ImageRegions
from gui.pages.image_side import ImageSide
from gui.pages.image_take_away import ENDINGS, ImageTakeAway, Taken
from gui.pages.image_telling import ImageTelling
from gui.pages.image_words import ImageWords
from gui.pages.keyed_page import KeyedPage
from gui.pages.open_picture import Shown
from gui.pages.page_keys import PageKeys
from gui.picture_export import TakenAway
from gui.session import Session
from gui.thumbnails import Thumbnails
from gui.widgets.image_methods import image_method_title
from gui.widgets.image_reading import ReadCaption
from gui.widgets.panel_splitter import PanelSplitter
from gui.widgets.scrolled import scrolled

if TYPE_CHECKING:
    from core.project.project import Project


class ImagePage(KeyedPage):
    """The picture is the hero: the pictures at its left; captions, checks and the verdict at its right."""

    action_requested = Signal(str)  # an action of the window

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._n = 0
        self._wanted_word: int | None = None  # of a caption that is on its way
        self._build_ui()
        self._connect()
        self.retranslate()
        self._on_project_changed()

    def title(self) -> str:
        return self.tr("Pictures")

    def on_shown(self) -> None:
        self._reload()

    def retranslate(self) -> None:
        self.keys.retranslate()
        self.middle.set_key_texts(self.keys.shown)
        self.side.set_keys(*(self.keys.shown(name) for name in ("occlude", "region", "write")))
        self.side.check.set_key(self.keys.shown("check"))
        self.side.verdict.set_keys(self.keys.shown("accept"), self.keys.shown("reject"))
        self._show_empty()
        if self.desk.image.isNull():
            self._show_picture()
        self._show()
        self._reload()  # the titles of runs

    def _build_ui(self) -> None:
        self.desk = ImageDesk(self._session, self)
        self.thumbnails = Thumbnails(self._session.pictures, small, self)
        self.model = QueueModel(self._session.reader, self)
        self.left = ImageList(self.model, self.thumbnails)
        self.middle, self.side = ImageMiddle(), ImageSide(self._session)
        self.missing = MissingPictures(self._session, self)
        self.regions = ImageRegions(self.desk, self.middle)
        self.checking = ImageChecking(self._session, self.desk, self.middle, self.side.check)
        self.telling = ImageTelling(self.desk, self.middle, self.side)
        self.captions = ImageCaptions(self.desk, self.side, self.model)
        self.take_away = ImageTakeAway(self._session, self._taken)
        self.middle.head.addWidget(self.take_away)
        self.left.setMinimumWidth(200)
        self._panels = PanelSplitter(Qt.Orientation.Horizontal, "image", self._settings)
        body = QVBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(self.side)
        right = scrolled(body)
        right.setMinimumWidth(260)
        self.words = ImageWords(self._session, self.thumbnails)
        self._middles = QStackedWidget()
        self._middles.addWidget(self.middle)
        self._middles.addWidget(self.words)
        self._panels.set_panels((self.left, self._middles, right), (250, 700, 300), stretched=1)
        self.empty = ImageEmpty(self._session)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._panels)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def _connect(self) -> None:
        session, desk, middle, side = self._session, self.desk, self.middle, self.side
        session.project_changed.connect(self._on_project_changed)
        session.runs_changed.connect(self._reload)
        session.active_run_changed.connect(lambda _: self._reload())
        session.counts_changed.connect(self._on_counts_changed)
        session.undone.connect(lambda _: self._on_undone())
        desk.changed.connect(self._show)
        desk.picture_changed.connect(self._show_picture)
        desk.failed.connect(session.error_raised)
        self.left.document_chosen.connect(self._on_document_chosen)
        self.left.words.toggled.connect(self._on_words_toggled)
        self.words.place_chosen.connect(self._on_look_chosen)
        self.empty.clicked.connect(self._on_empty_clicked)
        middle.run_chosen.connect(self._on_run_chosen)
        middle.method_chosen.connect(desk.set_method)
        middle.find_requested.connect(self.missing.ask)
        self.missing.found.connect(self._on_pictures_found)
        self.captions.next_wanted.connect(lambda: self._on_step(1, is_open=True, is_typed_ahead=True))
        side.field.left.connect(self._on_field_left)
        side.occlude_requested.connect(self.regions.occlude)
        side.region_requested.connect(self.regions.add)
        side.verdict.given.connect(lambda _: self._on_verdict_given())
        self.keys = PageKeys(self, "image", self._slots(), session)

    def _slots(self) -> dict[str, Callable[[], object]]:
        middle, side = self.middle, self.side
        return {
            "previous_word": lambda: middle.words.step(-1),
            "next_word": lambda: middle.words.step(1),
            "play": middle.words.play.toggle,
            "previous": lambda: self._on_step(-1),
            "next": lambda: self._on_step(1),
            "next_open": lambda: self._on_step(1, is_open=True),
            "write": side.field.setFocus,
            "next_caption": self.captions.next,
            "accept": lambda: side.verdict.give("accepted"),
            "reject": lambda: side.verdict.give("rejected"),
            "comment": side.verdict.comment.setFocus,
            "region": self.regions.add,
            "draw": middle.draw.toggle,
            "next_region": self.regions.next,
            "occlude": self.regions.occlude,
            "check": self.checking.ask,
            "method": middle.next_method,
            "look": middle.next_look,
            "smooth": middle.smooth.toggle,
            "outline": middle.outline.toggle,
            "regions": middle.regions.toggle,
            "zoom_in": lambda: middle.image.zoom_by(1.25),
            "zoom_out": lambda: middle.image.zoom_by(0.8),
            "fit": middle.image.fit,
            "words": self.left.words.toggle,
            "search": self.left.search.setFocus,
            **{f"save_{kind}": partial(self.take_away.choose, kind) for kind in ENDINGS},
        }

    # Slots

    def _on_project_changed(self) -> None:
        self.desk.clear()
        self.thumbnails.clear()
        self._n = 0
        self.left.clear()
        if self._has_pictures:
            self.left.reload()
            self._reload()
        self._show_empty()

    def _on_counts_changed(self, counts: Counts) -> None:
        """An import, or its undo, brings other pictures."""
        if self._has_pictures and counts.total != self._n:
            self._n = counts.total
            self.model.reload(self.model.current)
            self._reload()
        self._show_empty()

    def _on_document_chosen(self, document_id: int, *, is_typed_ahead: bool = False) -> None:
        self.model.set_current(document_id)
        self.left.show_current()
        self.telling.forget_place()
        self.desk.open(document_id, is_typed_ahead=is_typed_ahead)

    def _on_runs(self, runs: Sequence[Run]) -> None:
        finished = [run for run in runs if run.state == "finished" and run.kind == "train"]
        self.middle.set_runs(finished)
        self.take_away.setVisible(bool(finished))
        self._on_run_chosen()
        self._show()

    def _on_run_chosen(self) -> None:
        self.desk.set_run(self.middle.run_id)
        self.words.set_run(self.middle.run_id)

    def _on_words_toggled(self, is_wanted: bool) -> None:
        """The index of all words in the place of the picture; at the word that was looked at."""
        self._middles.setCurrentWidget(self.words if is_wanted else self.middle)
        if is_wanted:
            caption, word = self.middle.caption, self.middle.word
            self.words.show_word(caption.words[word].text if caption is not None and word is not None else "")

    def _on_look_chosen(self, place: Place) -> None:
        """One look of the index, large."""
        self.left.words.setChecked(False)
        self._on_document_chosen(place.document_id)
        self.desk.show_when_open(Shown("person", place.caption))
        self._wanted_word = place.word

    def _on_undone(self) -> None:
        self.desk.reload()
        self.model.reload(self.model.current)

    def _on_step(self, by: int, *, is_open: bool = False, is_typed_ahead: bool = False) -> None:
        """To the next picture of the list, or the one before; `is_open`: the next one without captions."""
        where, current = self.left.where, self.model.current

        def work(project: Project) -> int | None:
            find = project.documents.next_id if by > 0 else project.documents.previous_id
            return find(current, unlabelled_only=is_open, filter=where)

        def then(found: int | None) -> None:
            if found is not None:
                self._on_document_chosen(found, is_typed_ahead=is_typed_ahead)

        self._session.call(work, then)

    def _on_verdict_given(self) -> None:
        """On to the next word; after the last one to the next picture."""
        words = self.middle.words
        if words.current is not None and words.current < len(words.chips) - 1:
            words.step(1)
        else:
            self._on_step(1)

    def _on_field_left(self) -> None:
        self.side.field.clear()
        self.desk.type("")
        self.setFocus()

    def _on_pictures_found(self) -> None:
        if self.desk.opened is not None:
            self.desk.open(self.desk.opened.id)

    def _on_empty_clicked(self) -> None:
        if self._has_pictures:
            self.action_requested.emit("file.import")
        else:
            self._session.page_requested.emit("home")

    # What is shown

    @property
    def _has_pictures(self) -> bool:
        return self._session.info is not None and self._session.info.has_pictures

    def _reload(self) -> None:
        if self._has_pictures:
            self._session.call(lambda project: project.runs.all(), self._on_runs)

    def _show_empty(self) -> None:
        """The page, or why there is nothing on it."""
        n = self._session.counts.total if self._session.counts is not None else 0
        self.empty.tell()
        self._stack.setCurrentWidget(self._panels if self._has_pictures and n else self.empty)

    def _show_picture(self) -> None:
        problem, text = self.desk.problem, ""
        if problem is not None:
            text = i18n.message(problem)
        elif self.desk.opened is None:
            text = self.tr("Choose a picture at the left.")
        is_gone = isinstance(problem, AppError) and problem.code == GONE
        self.middle.set_picture(self.desk.image, text, is_gone=is_gone)

    def _show(self) -> None:
        desk, opened = self.desk, self.desk.opened
        reading = desk.reading()
        caption = reading.captions[0] if reading.captions else None
        people = opened.captions if opened is not None else ()
        written = [(one.text, "" if one.score is None else f"{one.score:.2f}") for one in desk.answers.written.captions]
        place = (desk.shown.kind, desk.shown.number) if desk.shown.kind != "typed" else None
        self.side.captions.show_captions(people, written, place)
        if self.side.field.text() != desk.typed:
            self.side.field.setText(desk.typed)
        self.middle.set_methods(desk.answers.methods, desk.current_method)
        tied = [n for n in range(len(caption.words)) if desk.regions_of(n)] if caption is not None else []
        self.middle.set_caption(caption, reading.view, desk.current_method, tied, desk.answers.is_asking)
        self._show_wanted_word(caption)
        self.side.set_enabled(
            has_picture=opened is not None,
            has_run=desk.run_id is not None,
            has_word=self.middle.word is not None,
        )
        self.side.verdict.set_method(desk.current_method)
        self.side.tell_occlusion(desk.occlusion)
        self.telling.tell()
        self.checking.tell()

    def _show_wanted_word(self, caption: ReadCaption | None) -> None:
        """The word that the index led to, as soon as its caption was read."""
        if self._wanted_word is not None and caption is not None and caption.maps and self.desk.shown.kind == "person":
            self.middle.words.choose(self._wanted_word)
            self._wanted_word = None

    def _taken(self) -> Taken | None:
        """What can be taken away of what is looked at."""
        desk, caption, word, opened = self.desk, self.middle.caption, self.middle.word, self.desk.opened
        method = desk.current_method
        if caption is None or opened is None or word is None or method not in caption.maps or desk.image.isNull():
            return None
        legend = self.tr("Fully bright: {n} times the uniform level or more. One scale for all words.")
        view, look = desk.reading().view, self.middle.look
        drawn = TakenAway(opened.name, desk.image, caption, method, view, look, legend)
        run = self.middle.run.currentText()
        return Taken(drawn, word, run, image_method_title(method), opened.captions, self.side.warning)
