"""How long the reading view keeps the GUI thread busy: new text, new highlights, repaint. Prints one JSON object.

QT_QPA_PLATFORM=offscreen python tests/benchmarks/highlighting.py
"""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from core.records import Token
from gui import theme
from gui.widgets.highlighted_text import HighlightedText

REPEATS = 15
SIZE_PX = (900, 800)
HAN = "房间很大服务不错早餐太差前台态度恶劣等了半小时才办好入住手续下次不会再来"
LATIN = (
    "room",
    "clean",
    "quiet",
    "breakfast",
    "took",
    "far",
    "too",
    "long",
    "arrive",
    "we",
    "will",
    "not",
    "come",
    "back",
)


def han_text(words: int, words_a_paragraph: int = 200) -> tuple[str, list[Token]]:
    """A text of two-character words, and a token for each."""
    rng = random.Random(0)
    return _joined(["".join(rng.sample(HAN, 2)) for _ in range(words)], "", words_a_paragraph)


def latin_text(words: int, words_a_paragraph: int = 120) -> tuple[str, list[Token]]:
    rng = random.Random(0)
    return _joined([rng.choice(LATIN) for _ in range(words)], " ", words_a_paragraph)


def _joined(words: list[str], blank: str, words_a_paragraph: int) -> tuple[str, list[Token]]:
    rng = random.Random(1)
    parts, tokens, at = [], [], 0
    for number, word in enumerate(words, 1):
        tokens.append(Token(at, at + len(word), word, rng.expovariate(1) ** 2 / (2 * len(words))))
        end = "\n" if number % words_a_paragraph == 0 else "。" if not blank and number % 12 == 0 else blank
        parts.append(word + end)
        at += len(word) + len(end)
    return "".join(parts), tokens


def milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


class Turns(QObject):
    """The longest single turn of the event loop, in milliseconds: what a user would feel as a hitch."""

    def longest(self, work: Callable[[], object], view: HighlightedText) -> float:
        longest = milliseconds(work)
        while view.is_growing:
            longest = max(longest, milliseconds(QApplication.processEvents))
        return longest


def measure(text: str, tokens: list[Token]) -> dict[str, Any]:
    """Medians (and the worst) over REPEATS, of a view of SIZE_PX."""
    view = HighlightedText()
    view.resize(*SIZE_PX)
    view.show()
    QApplication.processEvents()
    figures: dict[str, list[float]] = {"set_document": [], "set_highlights": [], "first_paint": [], "repaint": []}
    figures |= {"scroll_paint": []}
    for _ in range(REPEATS):
        figures["set_document"].append(Turns().longest(lambda: view.set_document(text), view))
        view.viewport().repaint()
        figures["set_highlights"].append(milliseconds(lambda: view.set_highlights(tokens)))
        figures["first_paint"].append(milliseconds(view.viewport().repaint))
        figures["repaint"].append(milliseconds(view.viewport().repaint))
        bar = view.verticalScrollBar()
        bar.setValue(bar.maximum() // 2)
        figures["scroll_paint"].append(milliseconds(view.viewport().repaint))
    visible = view.visible_words
    view.close()
    view.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    result: dict[str, Any] = {"characters": len(text), "words": len(tokens), "visible_words": visible}
    for name, values in figures.items():
        result[f"{name}_ms"] = round(statistics.median(values), 2)
        result[f"{name}_worst_ms"] = round(max(values), 2)
    return result


def main() -> None:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    measure(*han_text(100))
    cases = {
        "han_1000_words": han_text(1000),
        "han_10000_words": han_text(10_000),
        "han_10000_words_one_paragraph": han_text(10_000, 10**9),
        "latin_10000_words": latin_text(10_000),
        "han_50000_characters": han_text(24_000),
        "han_50000_characters_one_paragraph": han_text(24_000, 10**9),
    }
    print(json.dumps({name: measure(*case) for name, case in cases.items()}, indent=1))


if __name__ == "__main__":
    main()
