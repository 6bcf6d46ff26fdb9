"""A form over declared model settings: the main ones in sight, the others folded, each with its sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.jobs.model_info import ModelSetting
from core.jobs.specs import SettingValue
from gui import theme
from gui.i18n import Retranslated, translate

EDITOR_PX = 112
DECIMALS = 7


class _Number(QDoubleSpinBox):
    """A float without trailing zeros; the wheel scrolls the page, not the number."""

    def textFromValue(self, value: float) -> str:
        return f"{value:g}"

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _Integer(QSpinBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _Choice(QComboBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


@dataclass(frozen=True)
class _Field:
    """One setting on the form."""

    setting: ModelSetting
    title: QLabel
    help: QLabel
    editor: QWidget
    read: Callable[[], SettingValue]
    write: Callable[[SettingValue], None]


class SettingsForm(Retranslated, QWidget):
    """Owns the fields of one model."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: dict[str, _Field] = {}
        self._build_ui()
        self.retranslate()

    def set_settings(self, settings: Sequence[ModelSetting]) -> None:
        """Show other settings, at their defaults."""
        for part in (self._main, self._rest):
            while (item := part.takeAt(0)) is not None:
                if (widget := item.widget()) is not None:
                    widget.hide()
                    widget.deleteLater()
        self._fields = {setting.key: self._add_field(setting) for setting in settings}
        self._fold.setVisible(not all(setting.is_main for setting in settings))
        self.retranslate()

    def has(self, key: str) -> bool:
        return key in self._fields

    def values(self) -> dict[str, SettingValue]:
        return {key: field.read() for key, field in self._fields.items()}

    def set_values(self, values: Mapping[str, SettingValue]) -> None:
        """Take over the values that the form has a field for."""
        for key, value in values.items():
            if key in self._fields:
                self._fields[key].write(value)

    def editor(self, key: str) -> QWidget:
        return self._fields[key].editor

    def retranslate(self) -> None:
        for field in self._fields.values():
            title, sentence = translate("core", field.setting.label), translate("core", field.setting.help)
            field.title.setText(title)
            field.help.setText(sentence)
            field.editor.setAccessibleName(title)
            field.editor.setAccessibleDescription(sentence)
        self._fold.setText(self.tr("More settings"))

    def _build_ui(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        self._main, self._rest = QVBoxLayout(), QVBoxLayout()
        self._folded = QWidget()
        self._folded.setLayout(self._rest)
        self._folded.hide()
        for part in (self._main, self._rest):
            part.setContentsMargins(0, 0, 0, 0)
            part.setSpacing(theme.SPACE * 3 // 2)
        self._fold = QToolButton(autoRaise=True, arrowType=Qt.ArrowType.RightArrow)
        self._fold.setCheckable(True)
        self._fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._fold.toggled.connect(self._on_folded)
        layout.addLayout(self._main)
        layout.addWidget(self._fold)
        layout.addWidget(self._folded)

    def _on_folded(self, is_open: bool) -> None:
        self._fold.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)
        self._folded.setVisible(is_open)

    def _add_field(self, setting: ModelSetting) -> _Field:
        row = QWidget()
        layout = QVBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        title, sentence = (QLabel(wordWrap=True) for _ in range(2))
        sentence.setProperty("muted", True)
        sentence.setFont(theme.font(theme.SIZE_SMALL))
        editor, read, write = _EDITORS[setting.kind](setting, self.changed.emit)
        title.setBuddy(editor)
        write(setting.default)
        line: QBoxLayout = QVBoxLayout() if setting.kind == "path" else QHBoxLayout()  # a path needs the whole width
        line.addWidget(title, 1)
        line.addWidget(editor)
        layout.addLayout(line)
        layout.addWidget(sentence)
        (self._main if setting.is_main else self._rest).addWidget(row)
        return _Field(setting, title, sentence, editor, read, write)


_Made = tuple[QWidget, Callable[[], SettingValue], Callable[[SettingValue], None]]


def _integer(setting: ModelSetting, changed: Callable[[], None]) -> _Made:
    box = _Integer(minimum=int(setting.low), maximum=int(setting.high))
    return _spin(box, changed), box.value, lambda value: box.setValue(int(value))


def _number(setting: ModelSetting, changed: Callable[[], None]) -> _Made:
    box = _Number(decimals=DECIMALS, minimum=setting.low, maximum=setting.high)
    return _spin(box, changed), box.value, lambda value: box.setValue(float(value))


def _spin(box: QSpinBox | QDoubleSpinBox, changed: Callable[[], None]) -> QWidget:
    box.setStepType(QAbstractSpinBox.StepType.AdaptiveDecimalStepType)
    box.setFixedWidth(EDITOR_PX)
    box.setAlignment(Qt.AlignmentFlag.AlignRight)
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    box.valueChanged.connect(lambda _: changed())
    return box


def _switch(setting: ModelSetting, changed: Callable[[], None]) -> _Made:  # noqa: ARG001
    box = QCheckBox()
    box.toggled.connect(lambda _: changed())
    return box, box.isChecked, lambda value: box.setChecked(bool(value))


def _choice(setting: ModelSetting, changed: Callable[[], None]) -> _Made:
    box = _Choice()
    box.addItems(list(setting.choices))
    box.setMinimumWidth(EDITOR_PX)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    box.currentTextChanged.connect(lambda _: changed())
    return box, box.currentText, lambda value: box.setCurrentText(str(value))


class _PathEdit(QWidget):
    """A file's path, typed or chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self._button = QToolButton()
        self._button.setText("…")
        self._button.clicked.connect(self._on_clicked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line, 1)
        layout.addWidget(self._button)
        self.setFocusProxy(self.line)

    def _on_clicked(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.accessibleName(), self.line.text())
        if name:
            self.line.setText(name)


def _path(setting: ModelSetting, changed: Callable[[], None]) -> _Made:  # noqa: ARG001
    box = _PathEdit()
    box.line.textChanged.connect(lambda _: changed())
    return box, box.line.text, lambda value: box.line.setText(str(value))


_EDITORS: dict[str, Callable[[ModelSetting, Callable[[], None]], _Made]] = {
    "int": _integer,
    "float": _number,
    "bool": _switch,
    "choice": _choice,
    "path": _path,
}
