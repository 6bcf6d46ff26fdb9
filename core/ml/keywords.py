"""What a model looks at, label by label, over a whole corpus: the table of keywords.

For the documents predicted as a label, and each word w in lower case:

    documents  df(w), how many of them hold w
    weight     the mean over those documents of w's share of what speaks for the label (its positive evidence; the
               attention where a model has no evidence) in units of an even share: the share of w, divided by its
               occurrences, times the words of the document. 1 is what every word would get if all counted alike
    lift       how much more frequent w is among them than in the corpus: P(w | label) / P(w), with one document
               of every kind added, so that rare words stay near 1
    score      weight · ln(1 + df) · log2(lift): what w weighs, damped for frequency as in tf-idf (Salton and Buckley
               1988), by how much w tells about the label (pointwise mutual information, Church and Hanks 1990)

A raw mean of weights puts words of short and odd documents on top (HAHNN's table has that fault). The units of an
even share and the frequency mend it; the last factor keeps words out that stand everywhere. A keyword must also have
a letter, stand in at least two documents and weigh more than evenly (weight ≥ 1). A model that tells nothing about its
words has no keywords.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from core.ml.reading import Reading

MAX_WORDS = 200
MAX_EXAMPLES = 20
MIN_DOCUMENTS = 2
MIN_WEIGHT = 1.0


@dataclass(slots=True)
class _Word:
    documents: int = 0
    weight_sum: float = 0.0
    examples: list[tuple[float, int]] = field(default_factory=list)  # a heap of the heaviest: (weight, document)

    def add(self, document: int, weight: float) -> None:
        self.documents += 1
        self.weight_sum += weight
        if len(self.examples) < MAX_EXAMPLES:
            heapq.heappush(self.examples, (weight, document))
        else:
            heapq.heappushpop(self.examples, (weight, document))


class Keywords:
    """Takes in readings one by one; gives the table at the end."""

    def __init__(self, labels: Sequence[str]) -> None:
        self._labels = labels
        self._words: list[defaultdict[str, _Word]] = [defaultdict(_Word) for _ in labels]
        self._n_documents = [0] * len(labels)

    def add(self, document: int, text: str, reading: Reading, decided: Sequence[int]) -> None:
        """Count a document towards the labels decided for it."""
        words = [text[span.start : span.end].lower() for span in reading.spans]
        for label in decided:
            shares = reading.shares(label)
            if shares is None:
                continue
            self._n_documents[label] += 1
            sums: defaultdict[str, list[float]] = defaultdict(list)
            for word, share in zip(words, shares.tolist(), strict=True):
                if any(map(str.isalpha, word)):
                    sums[word].append(share)
            for word, own in sums.items():
                self._words[label][word].add(document, sum(own) / len(own) * len(words))

    def table(self) -> dict[str, Any]:
        """The content of keywords.json."""
        return {"labels": {label: self._of(place) for place, label in enumerate(self._labels)}}

    def _of(self, label: int) -> list[dict[str, Any]]:
        rows = []
        for word, found in self._words[label].items():
            weight = found.weight_sum / found.documents
            lift = self._lift(label, word)
            if found.documents >= MIN_DOCUMENTS and weight >= MIN_WEIGHT and lift > 1:
                score = weight * math.log1p(found.documents) * math.log2(lift)
                rows.append((score, word, weight, lift))
        return [
            {
                "word": word,
                "score": round(score, 4),
                "weight": round(weight, 4),
                "documents": self._words[label][word].documents,
                "lift": round(lift, 4),
                "examples": [document for _, document in sorted(self._words[label][word].examples, reverse=True)],
            }
            for score, word, weight, lift in sorted(rows, reverse=True)[:MAX_WORDS]
        ]

    def _lift(self, label: int, word: str) -> float:
        everywhere = sum(words[word].documents for words in self._words if word in words)
        here = self._words[label][word].documents
        total = sum(self._n_documents)
        expected = (everywhere + 1) * (self._n_documents[label] + 1) / (total + 1)
        return (here + 1) / (expected + 1)
