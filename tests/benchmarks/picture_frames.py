"""The page of pictures, frame by frame: the next word, zoom and pan, scrolling over 10,000 pictures.

./dev bench picture_frames [--width 1200] [--height 800]

Off-screen, of a picture of 2048 × 1536 with maps of 14 × 14 of noise (the longest outlines there are). Prints one JSON
object with medians in milliseconds of CPU time, for others may use the machine; exits 1 when one of them is over a
frame (16 ms).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from statistics import median
from time import process_time

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from core.records import Box
from gui.widgets.heat_drawing import HUE, MASK, HeatLook
from gui.widgets.heat_image import HeatImage
from gui.widgets.picture_list import PictureList
from tests.gui.image_answers import picture
from tests.gui.test_picture_list import FakePictures, Rows

FRAME_MS = 16.0
REPEATS = 60
VIEW = Box(0.125, 0.0, 0.75, 1.0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--width", type=int, default=1200)
    parser.add_argument("--height", type=int, default=800)
    args = parser.parse_args()
    app = QApplication.instance() or QApplication([])
    found = {**hero(args.width, args.height), **scrolling(args.height)}
    app.processEvents()
    print(json.dumps(found))
    return 0 if all(value <= FRAME_MS for value in found.values()) else 1


def hero(width: int, height: int) -> dict[str, float]:
    """The next word in every look; a step of the wheel; a step of the pointer."""
    view = HeatImage()
    view.resize(width, height)
    view.set_picture(picture(2048, 1536))
    view.show()
    QApplication.processEvents()  # exposed: else nothing is painted
    rng = np.random.default_rng(0)
    maps = [(cells / cells.sum()).astype(np.float32) for cells in rng.random((7, 14, 14)) ** 6]
    found = {}
    for name, look in {"mask": HeatLook(MASK), "hue": HeatLook(HUE), "cells": HeatLook(is_smooth=False)}.items():
        view.set_look(look)

        def next_word(number: int) -> None:
            view.set_map(maps[number % len(maps)], VIEW)
            view.repaint()

        found[f"word_{name}_ms"] = timed(next_word)

    def zoom(number: int) -> None:
        view.zoom_by(1.25 if number % 8 < 4 else 0.8, QPointF(width / 3, height / 3))
        view.repaint()

    found["zoom_ms"] = timed(zoom)
    view.close()
    return found


def scrolling(height: int) -> dict[str, float]:
    """A row on, in a list of 10,000, every second picture still on its way."""
    pictures, rows = FakePictures(), Rows()
    small = QPixmap.fromImage(picture(192, 144))
    pictures.get = lambda document_id: None if document_id % 2 else small  # type: ignore[method-assign]
    view = PictureList(pictures)
    view.setModel(rows)
    view.resize(260, height)
    view.show()
    QApplication.processEvents()  # exposed: else nothing is painted
    bar = view.verticalScrollBar()

    def scroll(number: int) -> None:
        bar.setValue(bar.maximum() // REPEATS * number)
        view.viewport().repaint()

    found = {"scroll_ms": timed(scroll)}
    view.close()
    return found


def timed(work: Callable[[int], None]) -> float:
    times = []
    for number in range(REPEATS):
        begin = process_time()
        work(number)
        times.append(1000 * (process_time() - begin))
    return round(median(times), 2)


if __name__ == "__main__":
    sys.exit(main())
