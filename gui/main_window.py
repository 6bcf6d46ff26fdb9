"""The frame around the pages: rail, bar, status line, toasts, menus. It knows the pages' names, not what they do."""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.jobs.specs import CAPTION, TRANSLATION
from core.settings import Settings
from gui import i18n, qt_types
from gui.actions import ACTIONS, MENUS, Actions, with_keys
from gui.actions import CONTEXT as ACTIONS_CONTEXT
from gui.closing import Closing
from gui.file_commands import FileCommands
from gui.held_note import HeldNote
from gui.i18n import Retranslated
from gui.keymap import SETTING, Keymap
from gui.page_list import PAGES
from gui.session import Session
from gui.tasks import Notice, WorkThread, nothing
from gui.theme import STATUS_PX
from gui.widgets.nav_rail import NavRail
from gui.widgets.status_line import StatusLine
from gui.widgets.toast import ToastStack
from gui.widgets.top_bar import TopBar

SIZE_PX = (1280, 800)
SMALLEST_PX = (1024, 640)
FIRST = {TRANSLATION: "translation", CAPTION: "image"}
"""The page where the work on a project of a kind begins; of other kinds it is the label page."""
WARM_MS = 2000


class Page(Protocol):
    """What the window asks of a page, which is a QWidget besides. It may have a signal action_requested(id)."""

    def title(self) -> str: ...

    def actions(self) -> list[QAction]: ...

    def on_shown(self) -> None: ...


if TYPE_CHECKING:
    from core.project.documents import Counts
    from gui.widgets.command_palette import CommandPalette


class MainWindow(Retranslated, QMainWindow):
    """Owns the pages and shows one of them; carries out the window's own actions."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self._session = session
        self._settings = settings
        self._pages: dict[str, QWidget] = {}
        self._palette: CommandPalette | None = None
        self.page_name = ""
        self.actions_by_id = Actions(self)
        self._keymap = Keymap(settings)
        self.files = FileCommands(self, session)
        self._idle_thread: WorkThread | None = None
        self._warm_timer = QTimer(self, singleShot=True, interval=WARM_MS)
        self._build_ui()
        self._connect()
        self._restore_geometry()
        self.show_page("home")
        self.retranslate()
        self._warm_timer.start()

    def page(self, name: str) -> QWidget:
        """The page, built at its first use."""
        if name not in self._pages:
            page = PAGES[name]()(self._session, self._settings)
            requested = getattr(page, "action_requested", None)
            if requested is not None:
                requested.connect(lambda id: self.actions_by_id[id].trigger())
            self._pages[name] = page
            self._stack.addWidget(page)
        return self._pages[name]

    def show_page(self, name: str) -> None:
        page = self.page(name)
        self.page_name = name
        self._stack.setCurrentWidget(page)
        self.actions_by_id[f"view.{name}"].setChecked(True)
        self._show_names()
        page.setFocus()
        self._set_keys()
        cast(Page, page).on_shown()

    def show_error(self, error: Exception) -> None:
        """The one place that shows errors: a toast that stays, with its details one click away."""
        self.toasts.show_toast(
            i18n.message(error), self.tr("Details"), lambda: self._show_error_dialog(error), stays=True
        )

    def retranslate(self) -> None:
        self.actions_by_id.retranslate()
        for menu, (_, words, _ids) in zip(self._menus, MENUS, strict=True):
            menu.setTitle(i18n.translate(ACTIONS_CONTEXT, words))
        self._drop_hint.setText(self.tr("Drop to import"))
        self._set_keys()
        self._show_names()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._drop_hint.setGeometry(self._content.geometry())
            self._drop_hint.show()
            self._drop_hint.raise_()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop_hint.hide()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._drop_hint.hide()
        self.files.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._closing.may_close():
            event.ignore()
            return
        self._settings.set("window", base64.b64encode(self.saveGeometry().data()).decode("ascii"))
        super().closeEvent(event)

    def _on_project_changed(self) -> None:
        info = self._session.info
        self.actions_by_id.set_project(info.kind if info else "")
        name = info.name if info else ""
        if info is not None and info.holder is not None:
            name = self.tr("{name} (only to be looked at)").format(name=name)
        self.setWindowTitle(f"{name} — Fovea" if info else "Fovea")
        if info is None:
            self._status.clear()
        self.show_page(self._page_of_project())
        self._warm_timer.start()

    def _on_counts_changed(self, counts: Counts) -> None:
        if self._session.info is not None:
            self._status.set_counts(counts.labelled, counts.total, self._session.info.kind)

    def _on_document_requested(self, document_id: object, page: str) -> None:
        """Show the page; one that is built only now was not there to hear the signal, so it is said again."""
        is_new = page not in self._pages
        self.show_page(page)
        if is_new:
            self._session.document_requested.emit(document_id, page)

    def _on_notice(self, notice: Notice) -> None:
        self.toasts.show_toast(notice.text, notice.action_text, notice.action)

    def _on_idle(self) -> None:
        """Get ready for what comes next: the assist worker, and the pages' modules, which cost up to 90 ms each."""
        self._session.warm()
        qt_types.when_made(self._load_pages)

    def _load_pages(self) -> None:
        if self._idle_thread is None:
            self._idle_thread = WorkThread("idle")
            for load in PAGES.values():
                self._idle_thread.submit(load, nothing, self.show_error)
            self._idle_thread.stop()

    def _on_palette_requested(self) -> None:
        from gui.widgets.command_palette import CommandPalette

        if self._palette is None:
            self._palette = CommandPalette(self)
        page = cast(Page, self._stack.currentWidget())
        self._palette.popup([*page.actions(), *self.actions_by_id.all()])

    def _on_keys_requested(self) -> None:
        from gui.dialogs.keys_dialog import KeysDialog

        info = self._session.info
        self._show_dialog(KeysDialog(self._keymap, self, labels=info.labels if info else ()))

    def _on_people_requested(self) -> None:
        from gui.dialogs.people_dialog import PeopleDialog

        self._show_dialog(PeopleDialog(self._session, self))

    def _on_history_requested(self) -> None:
        from gui.dialogs.history_dialog import history_of

        self._show_dialog(history_of(self._session, self))

    def _on_settings_requested(self) -> None:
        from gui.dialogs.settings_dialog import SettingsDialog

        self._show_dialog(SettingsDialog(self._settings, self))

    def _on_manual_requested(self) -> None:
        from gui.dialogs.manual_dialog import ManualDialog

        ManualDialog(self).show()  # to be read while one works

    def _on_about_requested(self) -> None:
        from gui.dialogs.about_dialog import AboutDialog

        self._show_dialog(AboutDialog(self))

    def _show_error_dialog(self, error: Exception) -> None:
        from gui.dialogs.error_dialog import ErrorDialog

        self._show_dialog(ErrorDialog(error, self))

    @staticmethod
    def _show_dialog(dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _show_names(self) -> None:
        info = self._session.info
        page = self._stack.currentWidget()
        self._bar.set_names(info.name if info else "", cast(Page, page).title() if page else "")

    def _set_keys(self) -> None:
        """The keys in force, but for those of the page; they stand in the tool tips."""
        page = cast(Page, self._stack.currentWidget())
        keys = {spec.id: self._keymap.sequences(spec) for spec in ACTIONS}
        self.actions_by_id.set_keys(keys, page.actions() if page else ())
        for action in self.actions_by_id.all():
            action.setToolTip(with_keys(action))
        self._bar.retranslate()

    def _on_setting_changed(self, key: str) -> None:
        if key == SETTING:  # after the page, which hears of it later
            QTimer.singleShot(0, self, self._set_keys)

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _page_of_project(self) -> str:
        """Where to be when another project is open: the same page if it is one of its kind, but not home."""
        info = self._session.info
        if info is None:
            return "home"
        first = FIRST.get(info.kind, "label")
        is_there = self.actions_by_id[f"view.{self.page_name}"].isEnabled()
        return self.page_name if is_there and self.page_name != "home" else first

    def _restore_geometry(self) -> None:
        self.setMinimumSize(*SMALLEST_PX)
        self.resize(*SIZE_PX)
        saved = self._settings.get("window")
        if saved:
            self.restoreGeometry(QByteArray(base64.b64decode(saved, validate=False)))

    def _build_ui(self) -> None:
        self.setAcceptDrops(True)
        self.setWindowTitle("Fovea")
        self._menus = [self._make_menu(ids) for _, _, ids in MENUS]
        pages = [self.actions_by_id[f"view.{name}"] for name in PAGES]
        foot = [self.actions_by_id["edit.settings"], self.actions_by_id["help.keys"]]
        self._stack = QStackedWidget()
        self._bar = TopBar(self.actions_by_id["view.commands"])
        self._status = StatusLine()
        right = QVBoxLayout()
        right.setSpacing(0)
        for widget, stretch in ((self._bar, 0), (self._stack, 1), (self._status, 0)):
            right.addWidget(widget, stretch)
        self._content = QWidget()
        layout = QHBoxLayout(self._content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(NavRail(pages, foot))
        layout.addLayout(right, 1)
        self.setCentralWidget(self._content)
        self._drop_hint = QLabel(self)
        self._drop_hint.setProperty("drop", True)
        self._drop_hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._drop_hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._drop_hint.hide()
        self.toasts = ToastStack(self, bottom_px=STATUS_PX)
        self._closing = Closing(self, self._content, self.toasts, self._session)

    def _make_menu(self, ids: tuple[str, ...]) -> QMenu:
        menu = self.menuBar().addMenu("")
        for id in ids:
            menu.addAction(self.actions_by_id[id]) if id else menu.addSeparator()
        return menu

    def _connect(self) -> None:
        session, does = self._session, self._handlers()
        for spec in ACTIONS:
            self.actions_by_id[spec.id].triggered.connect(does[spec.id])
        session.project_changed.connect(self._on_project_changed)
        session.counts_changed.connect(self._on_counts_changed)
        session.busy_changed.connect(self._status.set_busy)
        session.task_added.connect(self._status.add_task)
        session.notice.connect(self._on_notice)
        session.error_raised.connect(self.show_error)
        session.page_requested.connect(self.show_page)
        session.document_requested.connect(self._on_document_requested)
        session.settings_changed.connect(self._on_setting_changed)
        session.active_run_changed.connect(lambda _: self._warm_timer.start())
        self._warm_timer.timeout.connect(self._on_idle)
        HeldNote(self.toasts, session)

    def _handlers(self) -> dict[str, Callable[[], object]]:
        session, settings = self._session, self._settings
        pages = {f"view.{name}": partial(self.show_page, name) for name in PAGES}
        return {
            "file.new": self.files.new,
            "file.new_pairs": self.files.pairs.new,
            "file.new_pictures": lambda: self.files.pictures.show(is_new=True),
            "file.sample_pictures": self.files.pictures.try_sample,
            "file.sample_pairs": self.files.pairs.try_sample,
            "file.open": self.files.open,
            "file.sample_zh": lambda: self.files.try_sample("zh"),
            "file.sample_en": lambda: self.files.try_sample("en"),
            "file.import": self.files.import_more,
            "file.merge": self.files.merge,
            "file.merge_shared": self.files.merge_shared,
            "file.export": self.files.export,
            "file.open_shared": self.files.open_shared,
            "file.share": self.files.share,
            "file.backups": self.files.backups,
            "file.close": session.close,
            "file.quit": self.close,
            "edit.undo": session.undo,
            "edit.redo": session.redo,
            "edit.people": self._on_people_requested,
            "edit.history": self._on_history_requested,
            "edit.settings": self._on_settings_requested,
            **pages,
            "view.commands": self._on_palette_requested,
            "view.theme_auto": lambda: settings.set("theme", "auto"),
            "view.theme_light": lambda: settings.set("theme", "light"),
            "view.theme_dark": lambda: settings.set("theme", "dark"),
            "view.language_en": lambda: settings.set("language", "en"),
            "view.language_zh": lambda: settings.set("language", "zh_CN"),
            "view.full_screen": self._toggle_full_screen,
            "help.manual": self._on_manual_requested,
            "help.keys": self._on_keys_requested,
            "help.files": self.files.show_written,
            "help.about": self._on_about_requested,
        }
