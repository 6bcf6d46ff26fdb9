"""What the train page tells of a run of captions: BLEU, how often a caption is just right, and where its maps point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication

from gui import figures
from gui.widgets.image_methods import image_method_title


def caption_sentence(metrics: Mapping[str, Any]) -> str:
    """On how many pictures, and how BLEU is reckoned."""
    text = QCoreApplication.translate(
        "CaptionFigures",
        "On {n} hold-out pictures, never trained on. BLEU as papers on captions reckon it; by sacrebleu: {signature}",
    )
    return text.format(n=figures.count(int(metrics.get("n", 0))), signature=metrics.get("signature", figures.NONE))


def caption_table(metrics: Mapping[str, Any]) -> tuple[Sequence[str], list[Sequence[str]]]:
    """Head and rows: the scores of the captions, then how often each kind of map points at the right region."""
    translate = QCoreApplication.translate
    head = (
        translate("CaptionFigures", "Figure"),
        translate("CaptionFigures", "Value"),
        translate("CaptionFigures", "n"),
    )
    n = figures.count(int(metrics.get("n", 0)))
    rows: list[Sequence[str]] = []
    for order, score in enumerate(metrics.get("bleu", ()), start=1):
        interval = metrics.get("bleu_interval") if order == len(metrics["bleu"]) else None
        rows.append((f"BLEU-{order}", score_text(float(score), interval), n))
    if "sacrebleu" in metrics:
        rows.append(("BLEU (sacrebleu)", f"{float(metrics['sacrebleu']):.1f}", n))
    if "exact" in metrics:
        name = translate("CaptionFigures", "Word for word as a person said it")
        rows.append((name, figures.share(float(metrics["exact"])), n))
    if "n_different" in metrics:
        name = translate("CaptionFigures", "Different captions")
        rows.append((name, figures.count(int(metrics["n_different"])), n))
    for method, share in (metrics.get("pointing") or {}).items():
        name = translate("CaptionFigures", "Points at the right region: {method}")
        rows.append((name.format(method=image_method_title(method)), figures.share(float(share)), ""))
    return head, rows


def score_text(value: float, interval: Sequence[float] | None) -> str:
    """0 to 100, with its 95 % interval where there is one."""
    return f"{value:.1f} ({interval[0]:.1f}–{interval[1]:.1f})" if interval else f"{value:.1f}"
