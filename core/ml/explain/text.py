"""A reading as something to show: the attention on each word, or what each word adds to the label's score."""

from __future__ import annotations

from collections.abc import Sequence

from core.errors import N_, InputError
from core.ml.reading import Reading
from core.records import Explanation, Sentence, Token


def methods(reading: Reading) -> list[str]:
    """What this reading can show, that which tells most first."""
    found = {"evidence": reading.evidence is not None, "attention": reading.weights is not None}
    return [method for method, is_there in found.items() if is_there]


def explanation(text: str, reading: Reading, labels: Sequence[str], method: str = "auto") -> Explanation:
    """`method` is attention, evidence or auto; InputError when the model does not offer it.

    A model that offers nothing has an explanation without tokens under auto.
    """
    method = _chosen(method, methods(reading))
    best = int(reading.probabilities.argmax())
    weights, bias, logit = reading.weights, 0.0, 0.0
    if method == "evidence" and reading.evidence is not None and reading.bias is not None:
        weights, bias = reading.evidence[:, best], float(reading.bias[best])
        logit = bias + float(weights.sum())
    return Explanation(
        text=text,
        label=labels[best],
        probabilities={label: float(p) for label, p in zip(labels, reading.probabilities, strict=True)},
        method=method,
        tokens=tuple(
            Token(span.start, span.end, text[span.start : span.end], float(weight))
            for span, weight in zip(reading.spans, () if weights is None else weights, strict=weights is not None)
        ),
        unread=reading.unread,
        methods=tuple(methods(reading)),
        sentences=_sentences(reading),
        bias=bias,
        logit=logit,
    )


def _chosen(method: str, offered: Sequence[str]) -> str:
    if method == "auto":
        return offered[0] if offered else "none"
    if method not in offered:
        raise InputError(
            "bad-method",
            N_("core", "This model does not offer the method {method}; it offers: {known}."),
            method=method,
            known=", ".join(offered) or "–",
        )
    return method


def _sentences(reading: Reading) -> tuple[Sentence, ...]:
    if reading.sentence_weights is None:
        return ()
    return tuple(
        Sentence(span.start, span.end, float(weight))
        for span, weight in zip(reading.sentences, reading.sentence_weights, strict=True)
    )
