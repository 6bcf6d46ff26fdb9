"""The palette and the one small style sheet, both made from the tokens.

Looks are given by boolean properties: muted, strong, small, large, title, display, warning, danger (labels);
primary, flat, chip, tight (buttons); card, strip (frames); roomy (lists). Set them before the widget is shown.
"""

from __future__ import annotations

from PySide6.QtGui import QPalette

from core import paths
from gui.tokens import RADIUS, SIZE_DISPLAY, SIZE_LARGE, SIZE_SMALL, SIZE_TITLE, Theme


def palette(theme: Theme) -> QPalette:
    roles = {
        QPalette.ColorRole.Window: theme.background,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.surface,
        QPalette.ColorRole.AlternateBase: theme.background,
        QPalette.ColorRole.ToolTipBase: theme.raised,
        QPalette.ColorRole.ToolTipText: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.muted,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.Button: theme.raised,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.BrightText: theme.danger,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.LinkVisited: theme.accent,
        QPalette.ColorRole.Highlight: theme.accent_soft,
        QPalette.ColorRole.HighlightedText: theme.text,
        QPalette.ColorRole.Accent: theme.accent,
        QPalette.ColorRole.Light: theme.raised,
        QPalette.ColorRole.Midlight: theme.border,
        QPalette.ColorRole.Mid: theme.border,
        QPalette.ColorRole.Dark: theme.outline,
        QPalette.ColorRole.Shadow: theme.border,
    }
    result = QPalette()
    for role, color in roles.items():
        result.setColor(role, color)
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, theme.disabled)
    result.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Highlight, theme.border)
    return result


def style_sheet(theme: Theme) -> str:
    names = {
        field: getattr(theme, field).name()
        for field in (
            *("background", "surface", "raised", "hover", "border", "text", "outline", "muted", "disabled"),
            *("accent", "accent_hover", "accent_soft", "on_accent", "warning", "danger", "focus"),
        )
    }
    names["drop"] = f"rgba({theme.accent_soft.red()}, {theme.accent_soft.green()}, {theme.accent_soft.blue()}, 0.9)"
    sizes = {"radius": RADIUS, "small": SIZE_SMALL, "large": SIZE_LARGE, "title": SIZE_TITLE, "display": SIZE_DISPLAY}
    sheet = SHEET.replace("@icons", paths.resource("icons").as_posix()).replace("@name", theme.name)
    for name, value in {**names, **sizes}.items():
        sheet = sheet.replace(f"@{name};", f"{value};").replace(f"@{name}px", f"{value}px")
    return sheet


SHEET = """
QToolTip { background: @raised; color: @text; border: 1px solid @border; padding: 4px 8px; }

QLabel[muted="true"] { color: @muted; }
QLabel[strong="true"] { font-weight: 600; }
QLabel[small="true"] { font-size: @smallpx; }
QLabel[large="true"] { font-size: @largepx; }
QLabel[title="true"] { font-size: @titlepx; font-weight: 600; }
QLabel[display="true"] { font-size: @displaypx; font-weight: 600; }
QLabel[warning="true"] { color: @warning; }
QLabel[danger="true"] { color: @danger; }

QPushButton { background: @surface; border: 1px solid @outline; border-radius: @radiuspx; padding: 5px 14px; }
QPushButton:hover { background: @hover; }
QPushButton:pressed, QPushButton:checked { background: @accent_soft; }
QPushButton:focus { border: 2px solid @focus; padding: 4px 13px; }
QPushButton:disabled { color: @disabled; }
QPushButton[primary="true"] { background: @accent; color: @on_accent; border-color: @accent; font-weight: 600; }
QPushButton[primary="true"]:hover { background: @accent_hover; }
QPushButton[primary="true"]:focus { border: 2px solid @text; }
QPushButton[primary="true"]:disabled { background: @border; border-color: @border; color: @muted; }
QPushButton[flat="true"] { background: transparent; border-color: transparent; color: @accent; padding: 5px 8px; }
QPushButton[flat="true"]:hover { background: @hover; }
QPushButton[flat="true"]:focus { border-color: @focus; padding: 4px 7px; }

QToolButton { border: 1px solid transparent; border-radius: @radiuspx; padding: 4px; background: transparent; }
QToolButton:hover { background: @hover; }
QToolButton:pressed, QToolButton:checked { background: @accent_soft; }
QToolButton:focus { border: 1px solid @focus; }
QToolButton:disabled { color: @disabled; }
QToolButton::menu-indicator { image: none; }

QPushButton[chip="true"], QToolButton[chip="true"] {
    background: transparent; border: 1px solid @outline; border-radius: 12px; padding: 2px 10px; font-weight: 400;
}
QPushButton[chip="true"]:hover, QToolButton[chip="true"]:hover { background: @hover; }
QPushButton[chip="true"]:checked, QToolButton[chip="true"]:checked { background: @accent_soft; border-color: @accent; }
QPushButton[chip="true"]:focus, QToolButton[chip="true"]:focus { border: 1px solid @focus; }

QLineEdit { background: @surface; border: 1px solid @outline; border-radius: @radiuspx; padding: 5px 8px; }
QLineEdit:focus { border: 2px solid @focus; padding: 4px 7px; }
QLineEdit:disabled { color: @disabled; }

QComboBox, QSpinBox, QDoubleSpinBox {
    background: @surface; border: 1px solid @outline; border-radius: @radiuspx; padding: 4px 8px; min-height: 18px;
}
QComboBox:hover { background: @hover; }
QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus { border: 2px solid @focus; padding: 3px 7px; }
QComboBox:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled { color: @disabled; }
QAbstractSpinBox QLineEdit { border: none; padding: 0 0 0 6px; background: transparent; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url("@icons/caret-down.png"); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: @raised; border: 1px solid @outline; outline: none; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {
    border: none; background: transparent; width: 20px; margin: 1px;
}
QSpinBox::up-button:hover, QSpinBox::down-button:hover, QDoubleSpinBox::up-button:hover,
QDoubleSpinBox::down-button:hover { background: @hover; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url("@icons/caret-up.png"); width: 10px; height: 10px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow { image: url("@icons/caret-down.png"); width: 10px; height: 10px; }

QCheckBox, QRadioButton { spacing: 8px; }
QCheckBox::indicator, QRadioButton::indicator, QTableView::indicator {
    width: 14px; height: 14px; border: 1px solid @outline; border-radius: 4px; background: @surface;
}
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { background: @hover; }
QCheckBox::indicator:checked, QTableView::indicator:checked {
    background: @accent; border-color: @accent; image: url("@icons/check-@name.png");
}
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid @accent; background: @surface; }
QCheckBox:focus, QRadioButton:focus { outline: none; }
QCheckBox::indicator:focus { width: 12px; height: 12px; border: 2px solid @focus; }
QRadioButton::indicator:unchecked:focus { width: 12px; height: 12px; border: 2px solid @focus; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: @border; border-color: @border; }

QFrame[card="true"] { background: @surface; border: 1px solid @border; border-radius: 8px; }
QFrame[strip="true"] { background: @surface; border: 1px solid @border; border-radius: @radiuspx; }

QFrame[rail="true"] { background: @background; border-right: 1px solid @border; }
QToolButton[rail="true"] { font-size: 11px; color: @muted; padding: 4px 0; }
QToolButton[rail="true"]:disabled { color: @disabled; }
QToolButton[rail="true"]:checked { color: @accent; font-weight: 600; }
QToolButton[tight="true"] { padding: 0; border-radius: 4px; }
QFrame[bar="true"] { background: @surface; border-bottom: 1px solid @border; }
QLabel[bar_title="true"] { font-size: @largepx; font-weight: 600; }
QLabel[bar_page="true"] { font-size: @largepx; color: @muted; }
QPushButton[search="true"] { text-align: left; color: @muted; background: @background; padding: 5px 10px; }
QPushButton[search="true"]:hover { background: @hover; }
QFrame[status="true"] { background: @background; border-top: 1px solid @border; }
QFrame[status="true"] QLabel { font-size: @smallpx; }
QLabel[drop="true"] {
    background: @drop; border: 2px solid @accent; border-radius: 8px;
    color: @text; font-size: @titlepx; font-weight: 600;
}
QFrame[toast="true"], QFrame[popup="true"] { background: @raised; border: 1px solid @outline; border-radius: 8px; }
QLineEdit[bare="true"] { border: none; font-size: @largepx; padding: 8px; background: transparent; }
QAbstractItemView[clear="true"] { background: transparent; outline: none; }
QTreeWidget[roomy="true"], QListWidget[roomy="true"] { background: transparent; outline: none; }
QTreeWidget[roomy="true"]::item, QListWidget[roomy="true"]::item { padding: 6px 4px; border: none; }
QTreeWidget[roomy="true"]::item:selected, QListWidget[roomy="true"]::item:selected {
    background: @accent_soft; color: @text;
}

QMenuBar { background: @background; padding: 2px 8px; }
QMenuBar::item { padding: 4px 8px; border-radius: 4px; }
QMenuBar::item:selected { background: @hover; }
QMenu { background: @raised; border: 1px solid @outline; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: @accent_soft; }
QMenu::item:disabled { color: @disabled; }
QMenu::separator { height: 1px; background: @border; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: @border; border-radius: 3px; margin: 3px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar { background: @border; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }

QSplitter::handle:horizontal { background: @border; width: 1px; margin: 0 3px; }
QSplitter::handle:vertical { background: @border; height: 1px; margin: 3px 0; }

QHeaderView, QTableCornerButton::section { background: @surface; border: none; }
QHeaderView::section {
    background: @surface; color: @muted; border: none; border-bottom: 1px solid @border; padding: 5px 8px;
}
"""
