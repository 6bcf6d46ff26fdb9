"""The numbers of an alignment, in a file."""

from __future__ import annotations

import csv
from pathlib import Path

from core import written
from gui.widgets.alignment_data import Alignment


def write_csv(path: Path, alignment: Alignment) -> None:
    """The source words above, the target words at the left, their weights between."""
    written.note(path)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("", *alignment.source))
        for word, row in zip(alignment.target, alignment.weights, strict=True):
            writer.writerow((word, *(f"{weight:.5f}" for weight in row)))
