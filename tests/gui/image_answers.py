"""What a worker says of a picture, made up: for tests of the widgets and of the page."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtGui import QColor, QImage, QPainter

from core.heat import Floats

ROWS, COLUMNS = 7, 7
VIEW = (0.125, 0.0, 0.75, 1.0)
"""The middle square of a picture of 4 : 3."""


def picture(width: int = 400, height: int = 300) -> QImage:
    """A grey ground with a white square at the left and an orange one at the right."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#808080"))
    painter = QPainter(image)
    painter.fillRect(width // 4, height // 3, width // 6, height // 6, QColor("#ffffff"))
    painter.fillRect(width * 5 // 8, height // 2, width // 6, height // 6, QColor("#d06020"))
    painter.end()
    return image


def peak(row: int, column: int, rows: int = ROWS, columns: int = COLUMNS) -> Floats:
    """A map with most of its mass in one cell."""
    cells = np.full((rows, columns), 0.2 / (rows * columns), np.float32)
    cells[row, column] += 0.8
    return cells


def flat(rows: int = ROWS, columns: int = COLUMNS) -> Floats:
    return np.full((rows, columns), 1 / (rows * columns), np.float32)


def caption(text: str, maps: list[Floats], method: str = "attention", score: float = -2.0) -> dict[str, Any]:
    words, place = [], 0
    for number, word in enumerate(text.split()):
        start = text.index(word, place)
        place = start + len(word)
        said = {"text": word, "start": start, "end": place, "probability": 0.5, "gate": 0.9 - 0.1 * number}
        words.append(said)
    return {
        "text": text,
        "score": score,
        "words": words,
        "maps": {method: [one.tolist() for one in maps]},
        "checks": {"level": "points", "entropy": [0.4] * len(words), "change": [0.0] + [0.8] * (len(words) - 1)},
        "sample": None,
    }


def answer(*captions: dict[str, Any], methods: tuple[str, ...] = ("attention",)) -> dict[str, Any]:
    return {
        "captions": list(captions),
        "rows": ROWS,
        "columns": COLUMNS,
        "view": list(VIEW),
        "methods": list(methods),
    }


def dog_answer() -> dict[str, Any]:
    """“a dog runs”: the dog at the left, running at the right, nothing for “a”."""
    return answer(
        caption("a dog runs", [flat(), peak(2, 1), peak(4, 5)]),
        caption("a cat", [flat(), peak(3, 3)], score=-4.0),
        methods=("attention", "occlusion"),
    )
