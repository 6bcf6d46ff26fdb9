"""The ways to look at what a model counted: evidence, attention, and with sentences each of the two levels alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from core.records import Explanation, Sentence, Span, Token
from gui.widgets.highlights import Highlights

NO_METHOD = "none"
VIEWS = ("evidence", "attention", "word", "sentence")
LEVELS = ("word", "sentence")


def method_of(view: str) -> str:
    """What the worker has to be asked for to show a view."""
    return "attention" if view in LEVELS else view


def views_of(explanation: Explanation) -> tuple[str, ...]:
    """What can be switched between; without a choice there is one view at most."""
    found = set(explanation.methods)
    if explanation.method == "attention" and explanation.sentences:
        found |= set(LEVELS)
    views = tuple(view for view in VIEWS if view in found)
    return views or ((explanation.method,) if explanation.method != NO_METHOD else ())


def all_highlights(explanation: Explanation) -> dict[str, Highlights]:
    """By view; those that need another explanation are empty. 10,000 words take some 30 ms: not for the GUI thread."""
    return {
        view: highlights_of(explanation, view) if method_of(view) == explanation.method else Highlights()
        for view in views_of(explanation)
    }


def highlights_of(explanation: Explanation, view: str) -> Highlights:
    """Attention as it decided: sentence times word. "word": within its sentence; "sentence": the sentence's own."""
    tokens, sentences = explanation.tokens, explanation.sentences
    if explanation.is_signed:
        return Highlights(tokens)
    if not sentences or view == "attention":
        return Highlights(tokens, [1 / max(len(tokens), 1)] * len(tokens), sentences)
    places = _places(tokens, sentences)
    if view == "sentence":
        weights = [sentence.weight for sentence in sentences]
        return Highlights(
            _with(tokens, [weights[place] for place in places]), [1 / len(sentences)] * len(tokens), sentences
        )
    counts, factors = Counter(places), [1 / sentence.weight if sentence.weight > 0 else 0.0 for sentence in sentences]
    shares = [token.weight * factors[place] for token, place in zip(tokens, places, strict=True)]
    return Highlights(_with(tokens, shares), [1 / counts[place] for place in places], sentences)


def explanation_of(text: str, found: Mapping[str, Any]) -> Explanation:
    """What a worker says of a text, an object as in architecture.md, as a record."""
    method = str(found.get("method", NO_METHOD))
    return Explanation(
        text=text,
        label=str(found.get("label", "")),
        probabilities=found.get("probabilities", {}),
        method=method,
        methods=tuple(map(str, found.get("methods", () if method == NO_METHOD else (method,)))),
        tokens=tuple(
            Token(int(token["start"]), int(token["end"]), str(token["text"]), float(token["weight"]))
            for token in found.get("tokens", ())
            if token.get("weight") is not None
        ),
        unread=tuple(Span(int(start), int(end)) for start, end in found.get("unread", ())),
        sentences=tuple(
            Sentence(int(sentence["start"]), int(sentence["end"]), float(sentence["weight"]))
            for sentence in found.get("sentences", ())
        ),
        bias=float(found.get("bias", 0.0)),
        logit=float(found.get("logit", 0.0)),
        is_signed=bool(found.get("is_signed", False)),
    )


def _places(tokens: Sequence[Token], sentences: Sequence[Sentence]) -> list[int]:
    """For each token the index of the sentence that it begins in; both are in order."""
    starts, place = [sentence.start for sentence in sentences[1:]], 0
    found = []
    for token in tokens:
        while place < len(starts) and starts[place] <= token.start:
            place += 1
        found.append(place)
    return found


def _with(tokens: Sequence[Token], weights: Sequence[float]) -> list[Token]:
    pairs = zip(tokens, weights, strict=True)
    return [Token(token.start, token.end, token.text, weight) for token, weight in pairs]
