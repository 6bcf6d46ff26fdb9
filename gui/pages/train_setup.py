"""The left side of the train page: model, settings, what would be trained on, and the start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from core.jobs import model_settings
from core.jobs.specs import CAPTION, DEVICES, TEXT, TRANSLATION, SettingValue
from core.project.values import Counts, DocumentFilter
from gui import figures, theme
from gui.i18n import Retranslated, translate
from gui.pages.train_marked import MarkedWords
from gui.session import ProjectInfo
from gui.widgets.filter_choice import ALL, FilterChoice
from gui.widgets.label_counts import LabelCounts
from gui.widgets.scrolled import scrolled
from gui.widgets.settings_form import SettingsForm

FEW = 10
"""Fewer documents of a label than this are hardly enough to learn it."""
FEWEST_PAIRS, FEWEST_PICTURES = 20, 20
"""Pairs from which on a translation can be learned at all, and pictures with captions."""
SEED_MAX = 2**31 - 1
LIMIT_MAX = 10_000_000


@dataclass(frozen=True)
class TrainRequest:
    """What the person asks to be trained; `limit_labels` None: all labelled documents of the filter."""

    model: str
    settings: Mapping[str, SettingValue]
    device: str
    seed: int
    limit_labels: int | None
    where: DocumentFilter = ALL


class TrainSetup(Retranslated, QWidget):
    """Asks for a training; says why it can't be when there is too little to learn from."""

    start_requested = Signal(object)  # TrainRequest
    label_requested = Signal()
    filter_chosen = Signal(object)
    """A DocumentFilter other than that of all documents: `set_filtered` shall follow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._info: ProjectInfo | None = None
        self._counts = Counts()
        self._filtered: tuple[int, int] | None = None
        self._models = model_settings.MODELS
        self._defaults: dict[str, SettingValue] = {}
        self._build_ui()
        self._connect()
        self._on_model_chosen()
        self.retranslate()

    @property
    def _kind(self) -> str:
        """What the project is for."""
        return self._info.kind if self._info is not None else TEXT

    @property
    def request(self) -> TrainRequest:
        return TrainRequest(
            model=self.model.currentData(),
            settings=self.form.values(),
            device=self.device.currentData(),
            seed=self.seed.value(),
            limit_labels=self.limit.value() or None,
            where=self.filter.where,
        )

    def set_project(self, info: ProjectInfo | None, counts: Counts | None) -> None:
        self._info, self._counts = info, counts or Counts()
        self._fill_models()
        self._tell_what()

    def set_listed(self, listed: DocumentFilter) -> None:
        """What the list on the label page shows."""
        info = self._info
        names = {label.id: label.name for label in info.labels} if info else {}
        self.filter.set_choices(listed, info.filters if info else (), names)

    def set_filtered(self, labelled: int, holdout: int) -> None:
        """How many labelled documents the chosen filter has, and how many of them are hold-out."""
        self._filtered = (labelled, holdout)
        self._tell_what()

    def set_marked(self, n: int) -> None:
        """How many documents to train on have words that a person marked."""
        self.marked.set_count(n)

    def take_over(self, model: str, settings: Mapping[str, SettingValue], seed: int) -> None:
        """Fill the form as another run was made."""
        index = self.model.findData(model)
        if index >= 0:
            self.model.setCurrentIndex(index)
            self.form.set_values(settings)
            self.seed.setValue(seed)

    def retranslate(self) -> None:
        self._title.setText(self.tr("New run"))
        for index in range(self.model.count()):
            info = self._models[self.model.itemData(index)]
            self.model.setItemText(index, translate("core", info.title))
            self.model.setItemData(index, translate("core", info.description), Qt.ItemDataRole.ToolTipRole)
        devices = {"auto": self.tr("Automatic"), "cpu": self.tr("Processor (CPU)"), "cuda": self.tr("Graphics (CUDA)")}
        for index, name in enumerate(DEVICES):
            self.device.setItemText(index, devices[name])
        self.model.setAccessibleName(self.tr("Model"))
        self._device_label.setText(self.tr("Device"))
        self.device.setToolTip(self.tr("Automatic: the graphics card if CUDA works there, else the processor"))
        self._seed_label.setText(self.tr("Seed"))
        self.seed.setToolTip(self.tr("The same seed, data and settings give the same model again"))
        self._filter_label.setText(self.tr("Documents"))
        self.filter.setToolTip(
            self.tr("Learn from these documents only, and measure on those of the hold-out among them")
        )
        self._limit_label.setText(self._most_text())
        self.limit.setSpecialValueText(self.tr("all"))
        self.limit.setToolTip(self.tr("Train on so many labelled documents only, to see what more labels bring"))
        self._what_title.setText(self.tr("Labelled documents by label"))
        self.start.setText(self.tr("Start training"))
        self._tell_model()
        self._tell_what()

    def _build_ui(self) -> None:
        self._title = QLabel()
        self._title.setProperty("title", True)
        self.model = QComboBox()
        for name in self._models:
            self.model.addItem("", name)
        self.model.setCurrentIndex(self.model.findData(model_settings.DEFAULT_MODEL))
        self._description = _sentence()
        self.form = SettingsForm()
        self._build_basics()
        self._what_title, self._what = QLabel(), _sentence()
        self._what_title.setProperty("strong", True)
        self._label_counts = LabelCounts()
        body = QVBoxLayout()
        body.setContentsMargins(2 * theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE, theme.SPACE)
        body.setSpacing(theme.SPACE)
        body.addWidget(self._title)
        body.addWidget(self.model)
        body.addWidget(self._description)
        body.addSpacing(theme.SPACE)
        body.addWidget(self.form)
        body.addLayout(self._basics)
        body.addSpacing(theme.SPACE)
        body.addWidget(self._what_title)
        body.addWidget(self._label_counts)
        body.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scrolled(body), 1)
        layout.addLayout(self._build_end())

    def _build_basics(self) -> None:
        self.device, self.seed, self.limit = QComboBox(), QSpinBox(maximum=SEED_MAX), QSpinBox(maximum=LIMIT_MAX)
        for name in DEVICES:
            self.device.addItem("", name)
        self.filter = FilterChoice()
        self._device_label, self._seed_label, self._limit_label = QLabel(), QLabel(), QLabel()
        self._filter_label = QLabel()
        self._basics = QFormLayout()
        self._basics.setContentsMargins(0, 0, 0, 0)
        self._basics.setSpacing(theme.SPACE)
        for label, editor in (
            (self._device_label, self.device),
            (self._seed_label, self.seed),
            (self._limit_label, self.limit),
            (self._filter_label, self.filter),
        ):
            label.setBuddy(editor)
            if isinstance(editor, QSpinBox):
                editor.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._basics.addRow(label, editor)

    def _build_end(self) -> QVBoxLayout:
        """What stays in sight under the part that scrolls."""
        self._missing = QLabel(wordWrap=True)
        self._missing.setTextFormat(Qt.TextFormat.PlainText)
        self._missing.setProperty("warning", True)
        self.marked = MarkedWords(self.form)
        self.go_to_label = QPushButton()
        self.start = QPushButton()
        self.start.setProperty("primary", True)
        end = QVBoxLayout()
        end.setContentsMargins(2 * theme.SPACE, theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE)
        end.setSpacing(theme.SPACE)
        end.addWidget(self._what)
        end.addWidget(self.marked)
        end.addWidget(self._missing)
        end.addWidget(self.go_to_label)
        end.addWidget(self.start)
        return end

    def _connect(self) -> None:
        self.model.currentIndexChanged.connect(self._on_model_chosen)
        self.limit.valueChanged.connect(self._tell_what)
        self.form.changed.connect(self._follow_defaults)
        self.filter.changed.connect(self._on_filter_changed)
        self.start.clicked.connect(lambda: self.start_requested.emit(self.request))
        self.go_to_label.clicked.connect(self.label_requested)

    def _fill_models(self) -> None:
        """Those for what the project is for."""
        models = model_settings.OF_TASK[self._kind]
        if models is self._models:
            return
        self._models = models
        self.model.blockSignals(True)
        self.model.clear()
        for name in models:
            self.model.addItem("", name)
        default = model_settings.DEFAULTS.get(self._kind, model_settings.DEFAULT_MODEL)
        self.model.setCurrentIndex(self.model.findData(default))
        self.model.blockSignals(False)
        self._on_model_chosen()
        self.retranslate()

    def _on_model_chosen(self) -> None:
        settings = self._models[self.model.currentData()].settings
        self.form.blockSignals(True)
        self.form.set_settings(settings)
        self.form.blockSignals(False)
        self._defaults = {setting.key: setting.default for setting in settings}
        self._follow_defaults()
        self.marked.on_model_changed()
        self._tell_model()

    def _follow_defaults(self) -> None:
        """What nobody changed goes with what it depends on: the small image network learns otherwise than a large."""
        values = self.form.values()
        wanted, before = self._models[self.model.currentData()].defaults(values), self._defaults
        self._defaults = wanted
        self.form.set_values(
            {key: value for key, value in wanted.items() if values[key] == before[key] and value != before[key]}
        )

    def _on_filter_changed(self) -> None:
        self._filtered = None
        if self.filter.where != ALL:
            self.filter_chosen.emit(self.filter.where)
        self._tell_what()

    def _tell_model(self) -> None:
        self._description.setText(translate("core", self._models[self.model.currentData()].description))

    def _tell_what(self) -> None:
        """Say how many documents are learned from and measured on, and what is missing."""
        counts, labels = self._counts, self._info.labels if self._info else ()
        self._what_title.setVisible(self._kind == TEXT)
        self._label_counts.setVisible(self._kind == TEXT)
        known = counts.total if self._kind == TRANSLATION else counts.labelled
        labelled, holdout = self._filtered or (known, counts.holdout)
        n_train = max(0, labelled - holdout)
        n_used = min(self.limit.value() or n_train, n_train)
        sentences = [self._used_text(n_used)]
        if holdout:
            sentences.append(self.tr("%Ln more, the hold-out, measure the result.", "", holdout))
        else:
            sentences.append(self.tr("There is no hold-out, so the result will not be measured."))
        self._what.setText(" ".join(sentences))
        self._label_counts.set_counts([(label, counts.by_label.get(label.id, 0)) for label in labels])
        missing = self._what_is_missing()
        self._missing.setText(missing or self._what_is_rare())
        self._missing.setVisible(bool(self._missing.text()))
        self.go_to_label.setText(self.tr("Go to Pictures") if self._kind == CAPTION else self.tr("Go to Label"))
        self.go_to_label.setVisible(bool(missing) and self._kind != TRANSLATION)
        self.start.setEnabled(not missing)

    def _what_is_missing(self) -> str:
        """Why no model can be trained now; "" when one can."""
        if self._info is None:
            return self.tr("No project is open.")
        if self._kind != TEXT:
            return self._what_else_is_missing()
        least = 1 if self._info.is_multi_label else 2
        given = [n for n in self._counts.by_label.values() if n]
        if len(given) >= least and self._counts.labelled - self._counts.holdout >= least:
            return ""
        return self.tr("Too little to learn from: label some documents with at least %n different label(s).", "", least)

    def _what_else_is_missing(self) -> str:
        """Where nothing is labelled: pairs, or pictures with captions."""
        counts = self._counts
        if self._kind == CAPTION:
            if counts.labelled - counts.holdout >= FEWEST_PICTURES:
                return ""
            text = self.tr("Too little to learn from: write captions of at least %n picture(s).", "", FEWEST_PICTURES)
            return text
        if counts.total - counts.holdout >= FEWEST_PAIRS:
            return ""
        return self.tr("Too little to learn from: import at least %n pair(s) of sentences.", "", FEWEST_PAIRS)

    def _used_text(self, n: int) -> str:
        """How much is learned from."""
        if self._kind == TRANSLATION:
            return self.tr("%Ln pair(s) of sentences.", "", n)
        if self._kind == CAPTION:
            return self.tr("%Ln picture(s) with captions.", "", n)
        return self.tr("%Ln labelled document(s).", "", n)

    def _most_text(self) -> str:
        """What the limit is called."""
        if self._kind == CAPTION:
            return self.tr("Pictures at most")
        return self.tr("Pairs at most") if self._kind == TRANSLATION else self.tr("Labels at most")

    def _what_is_rare(self) -> str:
        labels = self._info.labels if self._info else ()
        n_of = self._counts.by_label
        rare = [
            f"{label.name} ({figures.count(n_of[label.id])})" for label in labels if 0 < n_of.get(label.id, 0) < FEW
        ]
        return self.tr("Too few to be learned well: {labels}.").format(labels=", ".join(rare)) if rare else ""


def _sentence() -> QLabel:
    label = QLabel(wordWrap=True)
    label.setProperty("muted", True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
