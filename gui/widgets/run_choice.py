"""Which run a page shows: the one that was chosen stays when the list of runs changes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox


class RunChoice(QComboBox):
    """Says `currentIndexChanged` only when a person chooses."""

    @property
    def run_id(self) -> str | None:
        found = self.currentData()
        return None if found is None else str(found)

    def set_runs(self, runs: Sequence[tuple[str, str]], active: str | None) -> None:
        """(id, text) each; the chosen one stays, else the active one is shown, else the first."""
        known = [run_id for run_id, _ in runs]
        wanted = self.run_id if self.run_id in known else active
        self.blockSignals(True)
        self.clear()
        for run_id, text in runs:
            self.addItem(text, run_id)
        if runs:
            self.setCurrentIndex(max(0, self.findData(wanted)))
        self.blockSignals(False)
