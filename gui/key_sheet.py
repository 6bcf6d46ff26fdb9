"""The sheet of all keys: as rows for the editor, as a page to be printed or kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from core import written
from core.records import Label
from gui import i18n
from gui.actions import CONTEXT, MENUS
from gui.keymap import WINDOW, AnyCommand, Keymap, commands, shown

if TYPE_CHECKING:
    from PySide6.QtGui import QPagedPaintDevice

COLUMNS = 2
USUAL_ANSWERS = 10
STYLE = """
body { font-family: sans-serif; font-size: 9pt; color: #1b2022; }
h1 { font-size: 15pt; }
h2 { font-size: 11pt; margin-top: 10pt; margin-bottom: 2pt; }
td { padding: 1pt 10pt 2pt 0; }
td.key { font-weight: bold; white-space: nowrap; }
td.column { padding-right: 24pt; vertical-align: top; }
"""


@dataclass(frozen=True)
class Group:
    """Commands that belong together, each with its words."""

    title: str
    rows: tuple[tuple[AnyCommand, str], ...]


def groups(labels: Sequence[Label] = ()) -> list[Group]:
    """All commands; the keys of the labels with the labels' names, if any are given."""
    every = commands()
    titles = {
        "answer": QCoreApplication.translate("KeySheet", "Labels"),
        **{action.id.partition(".")[2]: i18n.translate(CONTEXT, action.text) for action in every[WINDOW]},
    }
    found = []
    for place, of_place in every.items():
        if place == "answer" and labels:
            of_place = of_place[: max(len(labels), USUAL_ANSWERS)]
        if place != WINDOW:
            found.append(Group(titles[place], tuple((one, _words(one, place, labels)) for one in of_place)))
    by_id = {action.id: action for action in every[WINDOW]}
    for _, words, ids in MENUS:
        title = re.sub(r"\(&\w\)|&", "", i18n.translate(CONTEXT, words))  # 文件(&F), &File
        found.append(Group(title, tuple((by_id[id], _words(by_id[id], CONTEXT)) for id in ids if id)))
    return found


def html(keymap: Keymap, title: str, labels: Sequence[Label] = ()) -> str:
    """The commands that have keys, in columns, to be printed."""
    parts = [(group.title, _table(keymap, group, n_labels=len(labels))) for group in groups(labels)]
    blocks = [f'<h2>{escape(name)}</h2><table width="100%">{table}</table>' for name, table in parts if table]
    columns: list[list[str]] = [[] for _ in range(COLUMNS)]
    for block in blocks:
        min(columns, key=lambda column: sum(other.count("<tr>") + 3 for other in column)).append(block)
    cells = "".join(f'<td class="column" width="50%">{"".join(column)}</td>' for column in columns)
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{STYLE}</style>'
    body = f'<h1>{escape(title)}</h1><table width="100%"><tr>{cells}</tr></table>'
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def print_on(device: QPagedPaintDevice, page: str) -> None:
    """Print a sheet."""
    from PySide6.QtGui import QTextDocument

    document = QTextDocument()
    document.setHtml(page)
    document.print_(device)


def save(page: str, path: Path) -> None:
    """As PDF or HTML, by the file's name."""
    written.note(path)
    if path.suffix.lower() != ".pdf":
        path.write_text(page, encoding="utf-8")
        return
    from PySide6.QtGui import QPageSize, QPdfWriter

    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    print_on(writer, page)


def _words(command: AnyCommand, context: str, labels: Sequence[Label] = ()) -> str:
    words = i18n.translate(context, command.text).replace("&", "").removesuffix("…")
    if context != "answer":
        return words
    number = int(command.id.partition(".")[2])
    words = words.format(number=number)
    return f"{words}: {labels[number - 1].name}" if number <= len(labels) else words


def _table(keymap: Keymap, group: Group, *, n_labels: int) -> str:
    rows = []
    for command, words in group.rows:
        keys = ", ".join(dict.fromkeys(map(shown, keymap.keys(command))))
        is_unused = command.id.startswith("answer.") and n_labels and int(command.id[7:]) > n_labels
        if keys and not is_unused:
            rows.append(f'<tr><td class="key" width="45%">{escape(keys)}</td><td>{escape(words)}</td></tr>')
    return "".join(rows)
