"""The middle of the image page: run and method, the picture large, its caption's words, the strip of all their maps."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from core.project.values import Run
from core.records import Box
from gui import figures, theme
from gui.i18n import Retranslated, with_key
from gui.models.runs_model import model_title
from gui.widgets.caption_chips import CaptionChips
from gui.widgets.empty_state import EmptyState
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.heat_drawing import HUE, MASK, HeatLook
from gui.widgets.heat_image import HeatImage
from gui.widgets.heat_legend import HeatLegend
from gui.widgets.heat_strip import HeatStrip
from gui.widgets.image_methods import ImageMethods
from gui.widgets.image_reading import ReadCaption
from gui.widgets.run_choice import RunChoice


class ImageMiddle(Retranslated, QWidget):
    """Shows the caption that it is given, and one word of it large."""

    run_chosen = Signal()
    method_chosen = Signal(str)
    word_chosen = Signal(int)
    place_chosen = Signal(float, float)
    find_requested = Signal()
    """The pictures are not where they were: a folder shall be searched."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.caption: ReadCaption | None = None
        self._view = Box(0, 0, 1, 1)
        self._method = ""
        self._look = HeatLook()
        self._keys: Callable[[str], str] = lambda _: ""
        self._build_ui()
        self._connect()
        self.retranslate()

    @property
    def run_id(self) -> str | None:
        return self.run.run_id

    @property
    def look(self) -> HeatLook:
        return self._look

    @property
    def word(self) -> int | None:
        return self.words.current

    def set_runs(self, finished: Sequence[Run]) -> None:
        active = next((run.id for run in finished if run.is_active), None)
        self.run.set_runs([(run.id, _run_text(run)) for run in finished], active)
        for widget in (self.run, self.legend, self.strip, *self._looks):
            widget.setVisible(bool(finished))

    def set_methods(self, methods: Sequence[str], current: str) -> None:
        self.methods.set_methods(methods, current)

    def set_picture(self, image: QImage, problem: str = "", *, is_gone: bool = False) -> None:
        """A null image: there is none (yet), perhaps for a reason; `is_gone`: its file is not where it was."""
        self.image.set_picture(image)
        self.strip.set_picture(image)
        self._problem.show_state(problem, self.tr("Look for the pictures in a folder…"))
        self._problem.button.setVisible(is_gone)
        self._stack.setCurrentWidget(self._problem if problem else self.image)

    def set_caption(
        self, caption: ReadCaption | None, view: Box, method: str, with_region: Collection[int], is_waiting: bool
    ) -> None:
        """What is said of the picture, with the maps that are there; None: nothing yet."""
        self.caption, self._view, self._method = caption, view, method
        shown = caption or ReadCaption()
        self.words.set_caption(shown, with_region)
        maps = shown.maps.get(method)
        self.strip.set_caption(shown, maps, view)
        self.legend.set_uniform(None if maps is None else 1 / (maps.shape[1] * maps.shape[2]))
        self._waiting.setVisible(is_waiting and maps is None)
        self._show_word()

    def next_look(self) -> None:
        self.hue.toggle()

    def next_method(self) -> None:
        offered = list(self.methods.methods)
        if offered:
            at = offered.index(self._method) if self._method in offered else -1
            self.method_chosen.emit(offered[(at + 1) % len(offered)])

    def set_key_texts(self, keys: Callable[[str], str]) -> None:
        """`keys(name)`: the key of a command, as it is shown."""
        self._keys = keys
        self.retranslate()

    def retranslate(self) -> None:
        self.run.setAccessibleName(self.tr("Run"))
        self.hue.setText(self.tr("Heat"))
        self.smooth.setText(self.tr("Smooth"))
        self.outline.setText(self.tr("Outline"))
        self.regions.setText(self.tr("Regions"))
        self.draw.setText(self.tr("Draw"))
        tips = {
            self.hue: (self.tr("One hue over the picture instead of a mask of brightness"), "look"),
            self.smooth: (self.tr("Smoothed, or the very cells that the model weighed"), "smooth"),
            self.outline: (self.tr("Outline where half of the look lies"), "outline"),
            self.regions: (self.tr("Show what people marked"), "regions"),
            self.draw: (self.tr("Drag over the picture to draw a region for the word"), "draw"),
        }
        for chip, (tip, name) in tips.items():
            chip.setToolTip(with_key(tip, self._keys(name)))
        self.words.set_key(self._keys("play"))
        self.methods.set_key(self._keys("method"))
        self._waiting.setText(self.tr("The model is looking at the picture…"))

    def _build_ui(self) -> None:
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.run, self.methods = RunChoice(), ImageMethods()
        self.hue, self.smooth, self.outline, self.regions, self.draw = (QPushButton() for _ in range(5))
        self._looks = (self.hue, self.smooth, self.outline)
        for chip in (*self._looks, self.regions, self.draw):
            chip.setCheckable(True)
            chip.setProperty("chip", True)
            chip.setFixedHeight(theme.CHIP_PX)
        for chip in (self.smooth, self.outline, self.regions):
            chip.setChecked(True)
        self.run.setMinimumWidth(120)
        self.image, self.legend = HeatImage(), HeatLegend()
        self._problem, self._waiting = EmptyState(), QLabel()
        self._waiting.setProperty("muted", True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.image)
        self._stack.addWidget(self._problem)
        self.words, self.strip = CaptionChips(), HeatStrip()
        looks = QWidget()
        row = FlowLayout(looks)
        for chip in (*self._looks, self.regions, self.draw):
            row.addWidget(chip)
        head, under = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.run, 1)
        head.addWidget(self.methods, 4)
        self.head = head
        under.addWidget(looks, 1)
        under.addWidget(self.legend)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE, 0)
        column.setSpacing(theme.SPACE)
        column.addLayout(head)
        column.addLayout(under)
        column.addWidget(self._stack, 1)
        for widget in (self._waiting, self.words, self.strip):
            column.addWidget(widget)

    def _connect(self) -> None:
        self._problem.clicked.connect(self.find_requested)
        self.run.currentIndexChanged.connect(lambda _: self.run_chosen.emit())
        self.methods.method_chosen.connect(self.method_chosen)
        self.image.clicked.connect(self.place_chosen)
        self.words.word_chosen.connect(self._on_word_chosen)
        self.strip.word_chosen.connect(self.words.choose)
        for chip in self._looks:
            chip.toggled.connect(lambda _: self._on_look_changed())
        self.regions.toggled.connect(self._on_regions_toggled)
        self.draw.toggled.connect(self._on_draw_toggled)

    def _on_word_chosen(self, number: int) -> None:
        self._show_word()
        self.word_chosen.emit(number)

    def _on_look_changed(self) -> None:
        self._look = replace(
            self._look,
            kind=HUE if self.hue.isChecked() else MASK,
            is_smooth=self.smooth.isChecked(),
            has_outline=self.outline.isChecked(),
        )
        for widget in (self.image, self.strip, self.legend):
            widget.set_look(self._look)

    def _on_regions_toggled(self, is_wanted: bool) -> None:
        self.image.regions.is_shown = is_wanted
        self.image.update()

    def _on_draw_toggled(self, is_wanted: bool) -> None:
        self.image.regions.is_drawing = is_wanted
        self.image.setCursor(Qt.CursorShape.CrossCursor if is_wanted else Qt.CursorShape.ArrowCursor)
        if is_wanted:
            self.regions.setChecked(True)

    def _show_word(self) -> None:
        number, caption = self.word, self.caption
        maps = caption.maps.get(self._method) if caption is not None else None
        has_map = maps is not None and number is not None and number < len(maps)
        cells = maps[number] if maps is not None and number is not None and has_map else None
        sample = None
        if caption is not None and number is not None and number < len(caption.sample):
            sample = caption.sample[number]
        self.image.set_map(cells, self._view, sample)
        self.strip.set_word(number)


def _run_text(run: Run) -> str:
    bleu = (run.metrics or {}).get("bleu") or ()
    known = f" · BLEU-4 {float(bleu[-1]):.1f}" if isinstance(bleu, list) and bleu else ""
    return f"{model_title(run)} · {figures.short_moment(run.created)}{known}"
