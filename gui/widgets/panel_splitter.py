"""A splitter that remembers its place."""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from core.settings import Settings

KEY = "panels"


class PanelSplitter(QSplitter):
    """Panels side by side or one above the other; their sizes are kept in the settings under `name`."""

    def __init__(self, orientation: Qt.Orientation, name: str, settings: Settings) -> None:
        super().__init__(orientation)
        self._name = name
        self._settings = settings
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(self._on_moved)

    def set_panels(self, panels: Sequence[QWidget], sizes: Sequence[int], *, stretched: int) -> None:
        """Fill it; `sizes` hold until somebody moved a handle, and the panel `stretched` takes what is over."""
        for index, panel in enumerate(panels):
            self.addWidget(panel)
            self.setStretchFactor(index, 1 if index == stretched else 0)
        kept = _read(self._settings).get(self._name, [])
        self.setSizes(kept if len(kept) == len(panels) else list(sizes))

    def _on_moved(self) -> None:
        self._settings.set(KEY, json.dumps({**_read(self._settings), self._name: self.sizes()}))


def _read(settings: Settings) -> dict[str, list[int]]:
    try:
        panels = json.loads(settings.get(KEY))
    except ValueError:
        return {}
    return panels if isinstance(panels, dict) else {}
