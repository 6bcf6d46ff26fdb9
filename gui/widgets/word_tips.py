"""What is told of the word, the sentence or the mark under the pointer."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.records import Sentence
from gui.figures import signed
from gui.widgets.highlights import Highlights


def word_tip(highlights: Highlights, index: int) -> str:
    """A weight with what it is measured by; evidence with its sign and unit."""
    token, count = highlights.tokens[index], len(highlights.tokens)
    if highlights.is_signed:
        text = QCoreApplication.translate("HighlightedText", "{weight} logits · rank {rank} of {count} by strength")
        return text.format(weight=signed(token.weight), rank=highlights.rank(index), count=count)
    text = QCoreApplication.translate(
        "HighlightedText", "weight {weight} · {multiple} × the average · rank {rank} of {count}"
    )
    return text.format(
        weight=f"{token.weight:.3f}",
        multiple=f"{highlights.multiple(index):.1f}",
        rank=highlights.rank(index),
        count=count,
    )


def sentence_tip(highlights: Highlights, sentence: Sentence) -> str:
    text = QCoreApplication.translate(
        "HighlightedText", "sentence weight {weight} · {multiple} × the average of {count}"
    )
    count = len(highlights.sentences)
    return text.format(weight=f"{sentence.weight:.3f}", multiple=f"{sentence.weight * count:.1f}", count=count)
