"""What the train page tells of a translation run: BLEU and chrF, by length of the source, and its alignments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication

from core.project.values import Run
from gui import figures
from gui.widgets.alignment_words import way_name

ENDLESS = 1000


def is_translation(run: Run) -> bool:
    """Whether a run is one of pairs: it has no labels."""
    return "bleu" in (run.metrics or {}) or (not run.labels and run.kind == "train")


def translation_sentence(metrics: Mapping[str, Any]) -> str:
    """On how many sentences, and by which tool."""
    text = QCoreApplication.translate(
        "TranslationFigures", "On {n} hold-out sentences, never trained on. By sacrebleu: {signature}"
    )
    return text.format(n=figures.count(int(metrics.get("n", 0))), signature=metrics.get("signature", figures.NONE))


def translation_table(metrics: Mapping[str, Any]) -> tuple[Sequence[str], list[Sequence[str]]]:
    """Head and rows: the scores, then BLEU by length, then the alignments against what people linked."""
    translate = QCoreApplication.translate
    head = (
        translate("TranslationFigures", "Figure"),
        translate("TranslationFigures", "Value"),
        translate("TranslationFigures", "n"),
    )
    n = figures.count(int(metrics.get("n", 0)))
    rows: list[Sequence[str]] = [("BLEU", _score(metrics, "bleu"), n), ("chrF", _score(metrics, "chrf"), n)]
    for band in metrics.get("by_length", ()):
        low, high = int(band["from"]), int(band["to"])
        name = translate("TranslationFigures", "BLEU, {words} source words")
        words = f"{low}–{high}" if high < ENDLESS else f"≥ {low}"
        rows.append((name.format(words=words), f"{float(band['bleu']):.1f}", figures.count(int(band["n"]))))
    n_gold = figures.count(int(metrics.get("n_gold", 0)))
    for way, found in sorted((metrics.get("alignment") or {}).items(), key=lambda one: float(one[1]["aer"])):
        name = translate("TranslationFigures", "Alignment error rate, {way}").format(way=way_name(way))
        rows.append((name, figures.share(float(found["aer"])), n_gold))
    return head, rows


def paired_rows(left: Sequence[Sequence[str]], second: Sequence[Sequence[str]]) -> list[tuple[str, str, str]]:
    """The same figures of two runs, from the rows of their tables."""
    right = {row[0]: row[1] for row in second}
    return [(name, value, right.get(name, figures.NONE)) for name, value, _ in left]


def _score(metrics: Mapping[str, Any], key: str) -> str:
    value, interval = float(metrics.get(key, 0)), metrics.get(f"{key}_interval")
    return f"{value:.1f} ({interval[0]:.1f}–{interval[1]:.1f})" if interval else f"{value:.1f}"
