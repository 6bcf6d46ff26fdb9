"""What is said under the highlights: how to read them, and how to take them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from core.records import Explanation, Token
from gui import figures
from gui.figures import signed
from gui.widgets.highlights import Highlights
from gui.widgets.word_tips import word_tip

FLAT_FROM = 0.95
"""Attention is called flat from this normalised entropy on (1: every word has the same weight)."""
FEWEST_WORDS = 4


def how_to_read(explanation: Explanation, highlights: Highlights, unit: str) -> str:
    """What can be said of all that is coloured, in one or two sentences."""
    parts = [_spread(explanation, highlights, unit), _facts(explanation)]
    if explanation.unread:
        parts.append(QCoreApplication.translate("ReviewReading", "The model did not read what is grey."))
    return " ".join(part for part in parts if part)


def how_to_take_it(explanation: Explanation) -> str:
    """What the colours mean, and what they don't."""
    if not explanation.is_signed:
        text = QCoreApplication.translate(
            "ReviewReading", "Colour shows where the model looked. That alone does not prove why it decided as it did."
        )
        return text
    if explanation.against:
        text = QCoreApplication.translate(
            "ReviewReading", "Orange words speak for “{label}” rather than “{other}”, purple ones the other way."
        )
        return text.format(label=explanation.target, other=explanation.against)
    text = QCoreApplication.translate(
        "ReviewReading",
        "Orange words speak for “{label}”, purple ones against it. That is what the model counted, not what is true.",
    )
    return text.format(label=explanation.target)


def of_word(highlights: Highlights, token: Token) -> str:
    """The word under the pointer: its figure, with what it is measured by."""
    index = next((place for place, other in enumerate(highlights.tokens) if other is token), None)
    return "" if index is None else f"“{token.text}”: {word_tip(highlights, index)}"


def evenness(tokens: Sequence[Token]) -> float | None:
    """Entropy of the weights over that of equal weights, H / ln n: 1 is flat. None for too few words."""
    if len(tokens) < FEWEST_WORDS:
        return None
    entropy = -sum(token.weight * math.log(token.weight) for token in tokens if token.weight > 0)
    return entropy / math.log(len(tokens))


def _spread(explanation: Explanation, highlights: Highlights, unit: str) -> str:
    if explanation.is_signed:
        return _sum(explanation)
    if unit == "within":
        return QCoreApplication.translate(
            "ReviewReading",
            "Each word's weight within its sentence; the bars in the margin are the sentences' weights.",
        )
    if unit == "sentence" and explanation.sentences:
        text = QCoreApplication.translate(
            "ReviewReading", "Each of the {n} sentences has one weight; the bars in the margin show the same."
        )
        return text.format(n=len(explanation.sentences))
    return _evenness(highlights.tokens)


def _sum(explanation: Explanation) -> str:
    """How the scores add up, where they do."""
    if explanation.method not in ("evidence", "integrated-gradients"):
        return ""
    words = sum(token.weight for token in explanation.tokens)
    text = QCoreApplication.translate(
        "ReviewReading", "For “{label}”: the words add {words}, the base {base}, together {score} logits."
    )
    return text.format(
        label=explanation.target, words=signed(words), base=signed(explanation.bias), score=signed(explanation.logit)
    )


def _evenness(tokens: Sequence[Token]) -> str:
    """Whether the attention singles words out."""
    even = evenness(tokens)
    if even is None:
        return QCoreApplication.translate("ReviewReading", "Too few words to compare.")
    if even > FLAT_FROM:
        text = QCoreApplication.translate(
            "ReviewReading",
            "Attention is nearly flat here: it does not single out words "
            "(evenness {even}; 1 is perfectly even, flat from {limit} on).",
        )
        return text.format(even=figures.share(even, 2), limit=figures.share(FLAT_FROM, 2))
    top = sorted((token.weight for token in tokens), reverse=True)[:3]
    text = QCoreApplication.translate(
        "ReviewReading", "The three strongest of {n} hold {share} of the attention (evenness {even})."
    )
    return text.format(n=len(tokens), share=figures.share(sum(top), 2), even=figures.share(even, 2))


def _facts(explanation: Explanation) -> str:
    """What a method says of itself."""
    facts = explanation.facts
    if explanation.method == "integrated-gradients" and not facts.get("is_complete", True):
        text = QCoreApplication.translate(
            "ReviewReading", "They don't add up: {error} % are missing, so don't rely on them here."
        )
        return text.format(error=f"{100 * float(facts['completeness_error']):.1f}")
    if explanation.method == "lime":
        text = QCoreApplication.translate(
            "ReviewReading",
            "The line fits {fit} of what the model says; another draw ranks the words alike by {stability}.",
        )
        stability = facts.get("stability")
        shown = figures.NONE if stability is None else figures.share(float(stability), 2)
        return text.format(fit=figures.share(float(facts.get("fit", 0.0)), 2), stability=shown)
    return ""
