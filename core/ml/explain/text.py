"""Explanations of texts, ready to be shown or written: readings, methods, the cache and the provenance together."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from core.jobs import explaining
from core.jobs.explaining import ExplainOptions
from core.ml.explain import methods
from core.ml.explain.attribution import Attribution
from core.ml.explain.cache import Cache
from core.ml.explain.subject import Subject, target_of
from core.ml.predictor import Predictor
from core.ml.text import sentences
from core.progress import Report, ignore
from core.records import Explanation, Sentence, Token

VERSION = 1
"""Of the methods. Another number when any of them gives other scores: what was kept of the older ones is let go."""


@dataclass(frozen=True)
class Explainer:
    """Explains texts with one model; what takes long to compute is kept in `cache`."""

    predictor: Predictor
    cache: Cache | None = None

    def explain(
        self,
        texts: Sequence[str],
        names: Sequence[str] = (explaining.AUTO,),
        options: ExplainOptions | None = None,
        report: Report = ignore,
    ) -> Iterator[Explanation]:
        """Each text by each method, the texts in order; InputError for a method or a label that is not there.

        `report` counts explanations and may stop the work.
        """
        options = options or ExplainOptions()
        chosen = methods.chosen(names, self.predictor.model)
        total = len(texts) * len(chosen)
        readings = self.predictor.read(texts, lambda done, _: report(done * len(chosen), total))
        for number, (text, reading) in enumerate(zip(texts, readings, strict=True)):
            subject = Subject(self.predictor, text, reading, target_of(self.predictor, reading, options), options)
            for place, name in enumerate(chosen):
                found = self.attribution(subject, name, _standing(report, number * len(chosen) + place, total))
                yield explanation(subject, name, found)
        report(total, total)

    def attribution(self, subject: Subject, name: str, report: Report = ignore) -> Attribution:
        """What a method says of a subject, computed or as it was kept."""
        is_kept = self.cache is not None and explaining.METHODS[name].speed != "instant"
        if not is_kept or self.cache is None:
            return methods.attribute(subject, name, report)
        key = provenance(subject, name)
        found = self.cache.get(key)
        if found is None or len(found.scores) != len(subject.spans):
            found = methods.attribute(subject, name, report)
            self.cache.put(key, found)
        return found


def explain(predictor: Predictor, texts: Sequence[str], method: str = explaining.AUTO) -> list[Explanation]:
    """The texts by one method, nothing kept."""
    return list(Explainer(predictor).explain(texts, (method,)))


def explanation(subject: Subject, name: str, found: Attribution) -> Explanation:
    """What a method found, with the text it is about."""
    labels, reading, text = subject.predictor.card.labels, subject.reading, subject.text
    info, target = explaining.METHODS[name], subject.target
    return Explanation(
        text=text,
        label=labels[int(reading.probabilities.argmax())],
        probabilities={label: float(p) for label, p in zip(labels, reading.probabilities, strict=True)},
        method=name,
        tokens=tuple(
            Token(span.start, span.end, text[span.start : span.end], float(score))
            for span, score in zip(reading.spans, found.scores, strict=True)
        ),
        unread=reading.unread,
        sentence_spans=tuple(reading.sentences or sentences.split(text)),
        sentences=_sentences(subject, found),
        bias=found.base or 0.0,
        logit=subject.value if info.is_signed else 0.0,
        methods=tuple(methods.offered(subject.predictor.model)),
        is_signed=info.is_signed,
        target=labels[target.label],
        against="" if target.against is None else labels[target.against],
        facts=found.facts,
        provenance=provenance(subject, name),
    )


def provenance(subject: Subject, name: str) -> dict[str, Any]:
    """All that an explanation depends on: model, text, method and its parameters."""
    labels, target = subject.predictor.card.labels, subject.target
    options = {key: getattr(subject.options, key) for key in explaining.METHODS[name].options}
    if explaining.METHODS[name].is_signed:
        against = "" if target.against is None else labels[target.against]
        options |= {"label": labels[target.label], "against": against}
    return {
        "model_sha256": subject.predictor.sha256,
        "text_sha256": hashlib.sha256(subject.text.encode("utf-8", "surrogatepass")).hexdigest(),
        "method": name,
        "parameters": options,
        "version": VERSION,
    }


def to_json(found: Explanation) -> dict[str, Any]:
    """An explanation as architecture.md lays it down; offsets in code points, numbers to six digits.

    Six digits are what 32-bit numbers hold: beyond, the company in which a text was read would show.
    """
    data: dict[str, Any] = _rounded(dataclasses.asdict(found))
    for key in ("unread", "sentence_spans"):
        data[key] = [[span.start, span.end] for span in getattr(found, key)]
    return data


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.6g}")
    if isinstance(value, dict):
        return {key: _rounded(part) for key, part in value.items()}
    return [_rounded(part) for part in value] if isinstance(value, list | tuple) else value


def _standing(report: Report, done: int, total: int) -> Report:
    """A Report for the steps of one of many: what is done of all stands still meanwhile."""
    return lambda _done, _total: report(done, total)


def _sentences(subject: Subject, found: Attribution) -> tuple[Sentence, ...]:
    if found.sentences is None:
        return ()
    spans = subject.reading.sentences or sentences.split(subject.text) or subject.spans
    return tuple(
        Sentence(span.start, span.end, float(weight)) for span, weight in zip(spans, found.sentences, strict=True)
    )
