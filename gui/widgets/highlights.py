"""What the words of one text are coloured by: attention among its words, or evidence for and against a label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.highlight import attention_level, evidence_level, sentence_level
from core.records import Sentence, Token


@dataclass(frozen=True, slots=True)
class Highlights:
    """Tokens are disjoint and in order. `averages`: the average weight that each token's is measured against.

    Without averages the weights are signed evidence in logits. Weighed sentences get a bar in the margin.
    """

    tokens: Sequence[Token] = ()
    averages: Sequence[float] = ()
    sentences: Sequence[Sentence] = ()

    @classmethod
    def of_attention(cls, tokens: Sequence[Token], average: float | None = None) -> Highlights:
        """Every weight against one average, by default 1 / number of tokens."""
        average = average if average is not None else 1 / max(len(tokens), 1)
        return cls(tokens, [average] * len(tokens))

    @property
    def is_signed(self) -> bool:
        return not self.averages

    def level(self, index: int) -> float:
        """How strongly a word is tinted: 0..1, evidence -1..1."""
        weight = self.tokens[index].weight
        return (
            evidence_level(weight, len(self.tokens))
            if self.is_signed
            else attention_level(weight, self.averages[index])
        )

    def multiple(self, index: int) -> float:
        """An attention weight as a multiple of the average."""
        average = self.averages[index]
        return self.tokens[index].weight / average if average > 0 else 0.0

    def rank(self, index: int) -> int:
        """1 for the strongest word; evidence by its strength on either side."""
        if self.is_signed:
            mine = abs(self.tokens[index].weight)
            return 1 + sum(abs(token.weight) > mine for token in self.tokens)
        mine = self.multiple(index)
        return 1 + sum(self.multiple(other) > mine for other in range(len(self.tokens)))

    def sentence_level(self, sentence: Sentence) -> float:
        return sentence_level(sentence.weight, len(self.sentences))
