"""Examinations of many documents, taken together: what trust.json says of a run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import permutations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.ml import metrics, plausibility
from core.ml.explain.agreement import Pair
from core.ml.explain.badge import Examination
from core.ml.explain.faithfulness import Faithfulness
from core.ml.explain.subject import Subject
from core.records import Span

RANDOM = "random"
Floats = NDArray[np.floating[Any]]
Flags = NDArray[np.bool_]
MEASURES = ("comprehensiveness", "sufficiency", "flips")
Marks = Mapping[str, Sequence[Span]]
"""What people marked in one document, by annotator."""


class Survey:
    """Takes in examinations one by one; gives the summary at the end."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._measured: defaultdict[str, list[Faithfulness]] = defaultdict(list)
        self._agreement: defaultdict[Pair, list[tuple[float | None, float | None]]] = defaultdict(list)
        self._attention: list[dict[str, float | str]] = []
        self._errors: list[float] = []
        self._marked: list[tuple[dict[str, Floats], dict[str, Flags]]] = []  # by method, and by annotator
        self._n = 0

    def add(self, subject: Subject, found: Examination, marks: Marks | None = None) -> None:
        self._n += 1
        for name, one in [*found.faithfulness.items(), (RANDOM, found.random)]:
            self._measured[name].append(one)
        for pair, values in found.agreement.items():
            self._agreement[pair].append(values)
        if found.attention:
            self._attention.append(found.attention)
        integrated = found.attributions.get("integrated-gradients")
        if integrated is not None:
            self._errors.append(float(integrated.facts["completeness_error"]))
        if marks and any(marks.values()):
            self._add_marks(subject, found, marks)

    def summary(self) -> dict[str, Any]:
        """Undefined values are left out; `attention` then says why."""
        measured = {name: self._figures(found) for name, found in self._measured.items()}
        random = measured.pop(RANDOM, {})
        return {
            "n": self._n,
            "methods": measured,
            "random": random,
            "completeness": self._completeness(),
            "agreement": [self._pair(pair, values) for pair, values in self._agreement.items()],
            "attention": self._attention_figures(),
            "plausibility": self._plausibility(),
            "annotators": self._between_annotators(),
        }

    def _figures(self, found: Sequence[Faithfulness]) -> dict[str, Any]:
        figures: dict[str, Any] = {"n": len(found)}
        for measure in MEASURES:
            values = np.array([getattr(one, measure) for one in found])
            figures[measure] = float(values.mean())
            figures[f"{measure}_interval"] = list(metrics.mean_interval(values, self._seed))
        known = [one.normalised for one in found if one.normalised is not None]
        if known:
            figures["normalised_comprehensiveness"] = float(np.mean([one for one, _ in known]))
            figures["normalised_sufficiency"] = float(np.mean([one for _, one in known]))
        return figures

    def _completeness(self) -> dict[str, float] | None:
        if not self._errors:
            return None
        errors = np.array(self._errors)
        return {
            "n": len(errors),
            "median": float(np.median(errors)),
            "p95": float(np.percentile(errors, 95)),
            "worst": float(errors.max()),
        }

    def _pair(self, pair: Pair, values: Sequence[tuple[float | None, float | None]]) -> dict[str, Any]:
        taus = [tau for tau, _ in values if tau is not None]
        overlaps = [overlap for _, overlap in values if overlap is not None]
        return {
            "one": pair[0],
            "other": pair[1],
            "n": len(taus),
            "tau": float(np.mean(taus)) if taus else None,
            "tau_deviation": float(np.std(taus)) if taus else None,
            "overlap": float(np.mean(overlaps)) if overlaps else None,
        }

    def _attention_figures(self) -> dict[str, Any]:
        """Medians over the documents that can be tested; else the reason that most of them give."""
        tested = [one for one in self._attention if "reason" not in one]
        if not tested:
            reasons = [str(one["reason"]) for one in self._attention]
            return {"n": 0, "reason": max(set(reasons), key=reasons.count) if reasons else "none"}
        return {"n": len(tested)} | {key: float(np.median([one[key] for one in tested])) for key in tested[0]}

    def _add_marks(self, subject: Subject, found: Examination, marks: Marks) -> None:
        rng = np.random.default_rng(subject.seed("plausibility"))
        scores = {name: one.scores for name, one in found.attributions.items()}
        scores[RANDOM] = rng.random(len(subject.spans))
        self._marked.append((scores, {who: subject.reading.overlaps(spans) for who, spans in marks.items() if spans}))

    def _plausibility(self) -> dict[str, Any]:
        """Of each method and of random weights: against what anybody marked; `by_annotator`, against what each did."""
        names = list(dict.fromkeys(name for scores, _ in self._marked for name in scores))
        annotators = sorted({who for _, marks in self._marked for who in marks})
        found: dict[str, Any] = {}
        for name in names:
            documents = [(scores[name], marks) for scores, marks in self._marked if name in scores]
            soft = [scores for scores, _ in documents]
            found[name] = plausibility.figures(soft, [np.any(list(marks.values()), axis=0) for _, marks in documents])
            if len(annotators) > 1:
                found[name]["by_annotator"] = {
                    who: plausibility.figures(soft, [marks.get(who) for _, marks in documents]) for who in annotators
                }
        return found

    def _between_annotators(self) -> dict[str, Any]:
        """How people agree with each other, what a method can hope for: over documents that two of them marked."""
        pairs = [pair for _, marks in self._marked for pair in permutations(marks.values(), 2)]
        if not pairs:
            return {}
        chosen, gold = [one for one, _ in pairs], [other for _, other in pairs]
        return {
            "n": sum(len(marks) > 1 for _, marks in self._marked),
            "token_f1": plausibility.token_f1(chosen, gold),
            "iou_f1": plausibility.iou_f1(chosen, gold),
        }
