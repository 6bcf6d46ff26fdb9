"""How strongly a word is coloured: one scale for every document, in the window and in reports."""

from __future__ import annotations

ATTENTION_FULL = 5.0
"""The multiple of the average weight that gets the full tint.

A weight is shown as a multiple of its document's average weight, 1 / (number of words): the one scale on which a
document of 20 words and one of 400 can be compared.
"""
SENTENCE_FULL = 3.0
"""The same for a sentence's bar: a text has few sentences, so that none is many times the average."""
EVIDENCE_FULL = 0.25
"""The evidence in logits that gets the full tint.

On hotel and film reviews and the sample, one word in a hundred has more, and the strongest word of a review some 0.2.
"""


def attention_level(weight: float, uniform: float) -> float:
    """0..1 for a weight among words whose average weight is `uniform`."""
    return min(max(weight / (uniform * ATTENTION_FULL), 0.0), 1.0) if uniform > 0 else 0.0


def sentence_level(weight: float, n: int) -> float:
    """0..1 for a sentence among n."""
    return min(max(weight * n / SENTENCE_FULL, 0.0), 1.0)


def evidence_level(weight: float) -> float:
    """-1 (against the label) .. 1 (for it)."""
    return min(max(weight / EVIDENCE_FULL, -1.0), 1.0)
