"""How strongly a word is coloured: one scale for every document, in the window and in reports."""

from __future__ import annotations

import math

ATTENTION_FULL = 5.0
"""The multiple of the average weight that gets the full tint.

A weight is shown as a multiple of its document's average weight, 1 / (number of words): the one scale on which a
document of 20 words and one of 400 can be compared.
"""
SENTENCE_FULL = 3.0
"""The same for a sentence's bar: a text has few sentences, so that none is many times the average."""
EVIDENCE_FULL = 1.25
"""The evidence in logits, times the root of the number of words, that gets the full tint.

Many words share what is decided, so that each adds less: over reviews of 15 to 1,400 words, in two languages, the
strongest word's evidence times that root keeps near 1 (0.7 to 1.6, medians), while its evidence itself goes down from
0.36 to 0.04.
"""


def attention_level(weight: float, uniform: float) -> float:
    """0..1 for a weight among words whose average weight is `uniform`."""
    return min(max(weight / (uniform * ATTENTION_FULL), 0.0), 1.0) if uniform > 0 else 0.0


def sentence_level(weight: float, n: int) -> float:
    """0..1 for a sentence among n."""
    return min(max(weight * n / SENTENCE_FULL, 0.0), 1.0)


def evidence_full(n: int) -> float:
    """The evidence in logits that gets the full tint among n words."""
    return EVIDENCE_FULL / math.sqrt(max(n, 1))


def evidence_level(weight: float, n: int) -> float:
    """-1 (against the label) .. 1 (for it) for the evidence of a word among n."""
    return min(max(weight / evidence_full(n), -1.0), 1.0)
