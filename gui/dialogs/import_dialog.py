"""The import dialog: what the files hold, which columns are wanted, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget


class ImportDialog(QDialog):
    """Import files into the open project, or into a new one."""

    def __init__(self, session: Any, paths: Sequence[Path] = (), parent: QWidget | None = None) -> None:  # noqa: ANN401
        super().__init__(parent)
        self._session = session
        self._paths = list(paths)
