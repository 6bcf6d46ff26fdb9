"""Every command of the window as data: id, words, default keys. Menus, palette and key sheet are made from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from core.errors import N_
from core.jobs.specs import CAPTION, TEXT, TRANSLATION
from gui import i18n, theme

CONTEXT = "Actions"


@dataclass(frozen=True)
class ActionSpec:
    """One command. `needs_project`: greyed out while none is open; `kind`: hidden in projects of another kind."""

    id: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    needs_project: bool = False
    role: QAction.MenuRole = QAction.MenuRole.NoRole
    kind: str = ""


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("file.new", N_("Actions", "New from a file…"), ("Ctrl+N",), "file-plus"),
    ActionSpec("file.new_pairs", N_("Actions", "New translation project…"), icon="translate"),
    ActionSpec("file.new_pictures", N_("Actions", "New project of pictures…"), icon="image"),
    ActionSpec("file.open", N_("Actions", "Open…"), ("Ctrl+O",), "folder-open"),
    ActionSpec("file.sample_zh", N_("Actions", "Try the sample in Chinese"), icon="book-open"),
    ActionSpec("file.sample_en", N_("Actions", "Try the sample in English"), icon="book-open"),
    ActionSpec("file.sample_pairs", N_("Actions", "Try the translation sample"), icon="translate"),
    ActionSpec("file.sample_pictures", N_("Actions", "Try the picture sample"), icon="image"),
    ActionSpec(
        "file.import",
        N_("Actions", "Import into this project…"),
        ("Ctrl+I",),
        "download-simple",
        needs_project=True,
    ),
    ActionSpec("file.merge", N_("Actions", "Merge a colleague's project…"), (), "git-merge", needs_project=True),
    ActionSpec("file.merge_shared", N_("Actions", "Merge a shared project…"), (), "git-merge", needs_project=True),
    ActionSpec("file.export", N_("Actions", "Export…"), ("Ctrl+E",), "export", needs_project=True),
    ActionSpec("file.open_shared", N_("Actions", "Open a shared project…"), ("Ctrl+Shift+O",), "archive"),
    ActionSpec(
        "file.share", N_("Actions", "Share as one file…"), ("Ctrl+Shift+E",), "share-network", needs_project=True
    ),
    ActionSpec(
        "file.backups", N_("Actions", "Backups…"), ("Ctrl+Shift+B",), "clock-counter-clockwise", needs_project=True
    ),
    ActionSpec("file.close", N_("Actions", "Close the project"), ("Ctrl+W",), "x", needs_project=True),
    ActionSpec("file.quit", N_("Actions", "Quit"), ("Ctrl+Q",), "sign-out", role=QAction.MenuRole.QuitRole),
    ActionSpec("edit.undo", N_("Actions", "Undo"), ("Ctrl+Z",), "arrow-counter-clockwise", needs_project=True),
    ActionSpec("edit.redo", N_("Actions", "Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "arrow-clockwise", needs_project=True),
    ActionSpec("edit.history", N_("Actions", "History…"), ("Ctrl+H",), "list-dashes", needs_project=True),
    ActionSpec("edit.people", N_("Actions", "People…"), (), "users", needs_project=True),
    ActionSpec("edit.settings", N_("Actions", "Settings…"), ("Ctrl+,",), "gear", role=QAction.MenuRole.PreferencesRole),
    ActionSpec("view.home", N_("Actions", "Home"), ("Ctrl+1",), "house"),
    ActionSpec("view.label", N_("Actions", "Label"), ("Ctrl+2",), "tag", needs_project=True, kind=TEXT),
    ActionSpec("view.train", N_("Actions", "Train"), ("Ctrl+3",), "chart-line-up", needs_project=True),
    ActionSpec("view.review", N_("Actions", "Review"), ("Ctrl+4",), "magnifying-glass", needs_project=True, kind=TEXT),
    ActionSpec("view.quality", N_("Actions", "Quality"), ("Ctrl+5",), "shield-check", needs_project=True, kind=TEXT),
    ActionSpec(
        "view.translation",
        N_("Actions", "Pairs"),
        ("Ctrl+6",),
        "translate",
        needs_project=True,
        kind=TRANSLATION,
    ),
    ActionSpec("view.image", N_("Actions", "Pictures"), ("Ctrl+7",), "image", needs_project=True, kind=CAPTION),
    ActionSpec("view.commands", N_("Actions", "Find a command…"), ("Ctrl+K",), "command"),
    ActionSpec("view.theme_auto", N_("Actions", "Theme: as the system"), icon="circle-half"),
    ActionSpec("view.theme_light", N_("Actions", "Theme: light"), icon="sun"),
    ActionSpec("view.theme_dark", N_("Actions", "Theme: dark"), icon="moon"),
    ActionSpec("view.language_en", N_("Actions", "Language: English"), icon="translate"),
    ActionSpec("view.language_zh", N_("Actions", "Language: 简体中文"), icon="translate"),
    ActionSpec("view.full_screen", N_("Actions", "Full screen"), ("F11",), "corners-out"),
    ActionSpec("help.manual", N_("Actions", "Manual"), ("Shift+F1",), "book-open"),
    ActionSpec("help.keys", N_("Actions", "Keys"), ("F1",), "keyboard"),
    ActionSpec("help.files", N_("Actions", "Files on this computer…"), icon="files"),
    ActionSpec("help.about", N_("Actions", "About Fovea"), icon="info", role=QAction.MenuRole.AboutRole),
)

Menu = tuple[str, str, tuple[str, ...]]
MENUS: tuple[Menu, ...] = (
    (
        "file",
        N_("Actions", "&File"),
        (
            *("file.new", "file.new_pairs", "file.new_pictures", "file.open", "file.open_shared", ""),
            *("file.sample_zh", "file.sample_en", "file.sample_pairs", "file.sample_pictures", ""),
            *("file.import", "file.merge", "file.merge_shared", ""),
            *("file.export", "file.share", "file.backups", "", "file.close", "file.quit"),
        ),
    ),
    ("edit", N_("Actions", "&Edit"), ("edit.undo", "edit.redo", "edit.history", "", "edit.people", "edit.settings")),
    (
        "view",
        N_("Actions", "&View"),
        (
            *("view.home", "view.label", "view.train", "view.review", "view.quality"),
            *("view.translation", "view.image", ""),
            *("view.commands", ""),
            *("view.theme_auto", "view.theme_light", "view.theme_dark", ""),
            *("view.language_en", "view.language_zh", "", "view.full_screen"),
        ),
    ),
    ("help", N_("Actions", "&Help"), ("help.manual", "help.keys", "help.files", "help.about")),
)
"""Name, words, action ids; "" is a separator."""


class Actions(QObject):
    """The QActions of the table, by id; the window connects them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._by_id = {spec.id: self._make(spec) for spec in ACTIONS}
        self.set_project("")
        self.retranslate()

    def __getitem__(self, id: str) -> QAction:
        return self._by_id[id]

    def all(self) -> list[QAction]:
        return list(self._by_id.values())

    def set_project(self, kind: str) -> None:
        """What kind of project is open; "": none."""
        for spec in ACTIONS:
            if spec.needs_project:
                self._by_id[spec.id].setEnabled(bool(kind) and spec.kind in ("", kind))
            if spec.kind:
                self._by_id[spec.id].setVisible(spec.kind == (kind or TEXT))

    def set_keys(self, keys: Mapping[str, Sequence[QKeySequence]], others: Iterable[QAction] = ()) -> None:
        """The keys by id, but for those that the page has its own use for: two owners of a key are none."""
        taken = {keys.toString() for action in others for keys in action.shortcuts()}
        for id, action in self._by_id.items():
            action.setShortcuts([key for key in keys[id] if key.toString() not in taken])

    def retranslate(self) -> None:
        for spec in ACTIONS:
            self._by_id[spec.id].setText(i18n.translate(CONTEXT, spec.text))

    def _make(self, spec: ActionSpec) -> QAction:
        action = QAction(self)
        action.setObjectName(spec.id)
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setMenuRole(spec.role)
        if spec.icon:
            action.setIcon(theme.icon(spec.icon, "muted"))
            action.setIconVisibleInMenu(False)
        return action


def with_keys(action: QAction) -> str:
    """The words of a tool tip: the action's, and its first key."""
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    text = action.text().removesuffix("…")
    return f"{text} ({keys})" if keys else text
