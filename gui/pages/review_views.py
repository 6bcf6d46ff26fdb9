"""The ways to look at what a method says: by word, by phrase, by sentence, and with sentences the words within them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from core.phrases import phrases
from core.records import Explanation, Sentence, Span, Token
from gui.widgets.highlights import Highlights

WORD, PHRASE, SENTENCE, WITHIN = "word", "phrase", "sentence", "within"
UNITS = (WORD, PHRASE, SENTENCE, WITHIN)


def units_of(explanation: Explanation) -> tuple[str, ...]:
    """What an explanation can be seen by; words within their sentence only where sentences are weighed as shares."""
    has_levels = bool(explanation.sentences) and not explanation.is_signed
    return UNITS if has_levels else UNITS[:-1]


def all_highlights(explanation: Explanation) -> dict[str, Highlights]:
    """By unit. 10,000 words take some 30 ms: not for the GUI thread."""
    return {unit: highlights_of(explanation, unit) for unit in units_of(explanation)}


def highlights_of(explanation: Explanation, unit: str) -> Highlights:
    """Words as they are. A phrase or a sentence has the sum of its words, or the weight that it has of its own."""
    match unit:
        case "phrase":
            return _grouped(explanation, phrases(explanation.text))
        case "sentence":
            has_own = bool(explanation.sentences)
            return _weighed(explanation) if has_own else _grouped(explanation, explanation.sentence_spans)
        case "within":
            return _within(explanation)
    return _highlights(explanation, explanation.tokens, [1] * len(explanation.tokens))


def explanation_of(text: str, found: Mapping[str, Any]) -> Explanation:
    """What a worker says of a text, an object as in architecture.md, as a record."""
    method = str(found.get("method", ""))
    return Explanation(
        text=text,
        label=str(found.get("label", "")),
        probabilities=found.get("probabilities", {}),
        method=method,
        methods=tuple(map(str, found.get("methods", (method,)))),
        tokens=tuple(
            Token(int(token["start"]), int(token["end"]), str(token["text"]), float(token["weight"]))
            for token in found.get("tokens", ())
            if token.get("weight") is not None
        ),
        unread=_spans(found.get("unread", ())),
        sentence_spans=_spans(found.get("sentence_spans", ())),
        sentences=tuple(
            Sentence(int(sentence["start"]), int(sentence["end"]), float(sentence["weight"]))
            for sentence in found.get("sentences", ())
        ),
        bias=float(found.get("bias", 0.0)),
        logit=float(found.get("logit", 0.0)),
        is_signed=bool(found.get("is_signed", False)),
        target=str(found.get("target", found.get("label", ""))),
        against=str(found.get("against", "")),
        facts=found.get("facts", {}),
        provenance=found.get("provenance", {}),
    )


def _spans(found: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(int(start), int(end)) for start, end in found)


def _highlights(explanation: Explanation, tokens: Sequence[Token], sizes: Sequence[int]) -> Highlights:
    """`sizes`: how many words each token holds; a share is measured against as many average words."""
    if explanation.is_signed:
        return Highlights(tokens)
    average = 1 / max(len(explanation.tokens), 1)
    return Highlights(tokens, [average * size for size in sizes], explanation.sentences)


def _grouped(explanation: Explanation, spans: Sequence[Span]) -> Highlights:
    """Tokens that fall into a span together; those outside of all stay alone."""
    places = _places(explanation.tokens, spans)
    groups: list[list[Token]] = []
    for token, place, before in zip(explanation.tokens, places, [None, *places], strict=False):
        if place is None or place != before:
            groups.append([])
        groups[-1].append(token)
    text = explanation.text
    tokens = [
        Token(group[0].start, group[-1].end, text[group[0].start : group[-1].end], sum(token.weight for token in group))
        for group in groups
    ]
    return _highlights(explanation, tokens, [len(group) for group in groups])


def _weighed(explanation: Explanation) -> Highlights:
    """Every sentence with its own weight."""
    text, sentences = explanation.text, explanation.sentences
    tokens = [Token(one.start, one.end, text[one.start : one.end], one.weight) for one in sentences]
    if explanation.is_signed:
        return Highlights(tokens)
    return Highlights(tokens, [1 / len(tokens)] * len(tokens), sentences)


def _within(explanation: Explanation) -> Highlights:
    """Each word's weight within its sentence: what attention over words gave, before that over sentences."""
    tokens, sentences = explanation.tokens, explanation.sentences
    ends = [*(later.start for _, later in pairwise(sentences)), len(explanation.text)]
    starts = [0, *ends[:-1]]
    places = _places(tokens, [Span(start, end) for start, end in zip(starts, ends, strict=True)])
    known = [place or 0 for place in places]
    counts, factors = Counter(known), [1 / sentence.weight if sentence.weight > 0 else 0.0 for sentence in sentences]
    shares = [
        Token(token.start, token.end, token.text, token.weight * factors[place])
        for token, place in zip(tokens, known, strict=True)
    ]
    return Highlights(shares, [1 / counts[place] for place in known], sentences)


def _places(tokens: Sequence[Token], spans: Sequence[Span]) -> list[int | None]:
    """For each token the number of the span that it begins in; both are in order."""
    found: list[int | None] = []
    place = 0
    for token in tokens:
        while place < len(spans) and spans[place].end <= token.start:
            place += 1
        is_inside = place < len(spans) and spans[place].start <= token.start
        found.append(place if is_inside else None)
    return found
