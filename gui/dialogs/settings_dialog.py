"""The settings, one control for each entry of core.settings; a change holds at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from core.settings import SETTINGS, Setting, Settings
from gui import i18n, theme
from gui.i18n import Retranslated

CONTEXT = "settings"
CONTROL_WIDTH_PX = 240
WIDTH_PX = 680


@dataclass(frozen=True)
class _Row:
    setting: Setting
    label: QLabel
    control: QWidget
    help: QLabel


class SettingsDialog(Retranslated, QDialog):
    """Generated: a new setting needs no line here."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._rows = [self._make_row(setting) for setting in SETTINGS if setting.label]
        form = QGridLayout()
        form.setHorizontalSpacing(theme.SPACE * 3)
        form.setVerticalSpacing(theme.SPACE // 2)
        form.setColumnStretch(1, 1)
        for line, row in enumerate(self._rows):
            form.addWidget(row.label, 3 * line, 0)
            form.addWidget(row.control, 3 * line, 1, Qt.AlignmentFlag.AlignLeft)
            form.addWidget(row.help, 3 * line + 1, 1)
            form.setRowMinimumHeight(3 * line + 2, theme.SPACE)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE * 3] * 4)
        layout.setSpacing(theme.SPACE * 2)
        layout.addLayout(form)
        layout.addWidget(buttons)
        self.setFixedWidth(WIDTH_PX)
        self.retranslate()

    def control(self, key: str) -> QWidget:
        return next(row.control for row in self._rows if row.setting.key == key)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Settings"))
        for row in self._rows:
            row.label.setText(i18n.translate(CONTEXT, row.setting.label))
            row.help.setText(i18n.translate(CONTEXT, row.setting.help) if row.setting.help else "")
            row.control.setAccessibleName(row.label.text())
            row.control.setAccessibleDescription(row.help.text())
            if isinstance(row.control, QComboBox):
                for index, (_, words) in enumerate(row.setting.choices):
                    row.control.setItemText(index, i18n.translate(CONTEXT, words))

    def _make_row(self, setting: Setting) -> _Row:
        label, help = QLabel(), QLabel()
        help.setProperty("muted", True)
        help.setProperty("small", True)
        help.setWordWrap(True)
        help.setVisible(bool(setting.help))
        control = MAKERS[setting.kind](setting, self._settings)
        control.setFixedWidth(CONTROL_WIDTH_PX)
        label.setBuddy(control)
        return _Row(setting, label, control, help)


def _choice(setting: Setting, settings: Settings) -> QWidget:
    box = QComboBox()
    values = [value for value, _ in setting.choices]
    box.addItems([words for _, words in setting.choices])
    box.setCurrentIndex(values.index(settings.get(setting.key)))
    box.currentIndexChanged.connect(lambda index: settings.set(setting.key, values[index]))
    return box


def _bool(setting: Setting, settings: Settings) -> QWidget:
    box = QCheckBox()
    box.setChecked(settings.get(setting.key))
    box.toggled.connect(lambda is_on: settings.set(setting.key, is_on))
    return box


def _int(setting: Setting, settings: Settings) -> QWidget:
    box = QSpinBox()
    box.setAlignment(Qt.AlignmentFlag.AlignRight)
    box.setRange(setting.low, setting.high)
    box.setValue(settings.get(setting.key))
    box.valueChanged.connect(lambda value: settings.set(setting.key, value))
    return box


def _text(setting: Setting, settings: Settings) -> QWidget:
    field = QLineEdit(settings.get(setting.key))
    field.editingFinished.connect(lambda: settings.set(setting.key, field.text().strip()))
    return field


MAKERS: dict[str, Callable[[Setting, Settings], QWidget]] = {
    "choice": _choice,
    "bool": _bool,
    "int": _int,
    "text": _text,
}
