"""How far the explanation of one document can be trusted: all checks that a moment has time for, and one word for them.

The levels, of a method's highlight on one document (comprehensiveness and sufficiency: core.ml.explain.faithfulness):

    good   without its words the model is much less sure, and they alone nearly suffice: comprehensiveness is at least
           GOOD_RATIO times that of random words and more by CLEAR, and sufficiency at most SUFFICIENT
    poor   its words matter no more than random ones (by less than CLEAR / 2), or do not suffice at all (POOR)
    fair   between the two
    none   nothing to test: without these words, and without any, the model says the same, nearly as surely
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.jobs.explaining import METHODS
from core.ml.checkpoint import RunModel
from core.ml.explain import methods
from core.ml.explain.agreement import Pair, agreement
from core.ml.explain.attention_tests import Checks, attention_tests
from core.ml.explain.attribution import Attribution
from core.ml.explain.faithfulness import Faithfulness, faithfulness
from core.ml.explain.subject import Subject
from core.ml.explain.text import Explainer
from core.progress import Report, ignore

GOOD_RATIO = 3.0
CLEAR = 0.05
SUFFICIENT, POOR = 0.10, 0.30
LEAST_EFFECT = 0.05  # on the probability, for words to be tested
MAX_WORDS = 300  # of a document whose words are left out one by one for the badge

Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Examination:
    """Everything that was found out about one document."""

    attributions: Mapping[str, Attribution]
    faithfulness: Mapping[str, Faithfulness]
    random: Faithfulness
    agreement: Mapping[Pair, tuple[float | None, float | None]]
    attention: Checks


def badge(explainer: Explainer, subject: Subject, report: Report = ignore) -> dict[str, Any]:
    """The badge of one document, as JSON: each method with its figures and its level, and what goes for all."""
    names = examined(explainer, subject)
    found = examine(explainer, subject, names, report)
    completeness = found.attributions.get("integrated-gradients")
    return {
        "own": methods.own(subject.predictor.model),
        "target": subject.predictor.card.labels[subject.target.label],
        "methods": {
            name: figures(one) | {"level": level(one, found.random)} for name, one in found.faithfulness.items()
        },
        "random": figures(found.random),
        "completeness": dict(completeness.facts) if completeness else None,
        "agreement": [
            {"one": one, "other": other, "tau": tau, "overlap": overlap}
            for (one, other), (tau, overlap) in found.agreement.items()
        ],
        "attention": found.attention,
        "n_words": len(subject.spans),
    }


def examined(explainer: Explainer, subject: Subject) -> list[str]:
    """The methods that are quick enough; leaving words out too, of a document that is not long."""
    names = quick(explainer.predictor.model)
    return [*names, "leave-one-out"] if len(subject.spans) <= MAX_WORDS else names


def quick(model: RunModel) -> list[str]:
    """The methods of a model that tell about single words and don't ask it many times."""
    offered = methods.offered(model)
    return [name for name in offered if METHODS[name].speed != "slow" and name != "sentence-occlusion"]


def examine(
    explainer: Explainer,
    subject: Subject,
    names: Sequence[str],
    report: Report = ignore,
    *,
    has_attention: bool = True,
) -> Examination:
    """Compute the methods, and test them; `report` may stop the work."""

    def step(_done: int, _total: int) -> None:
        report(0, 0)

    attributions = {name: explainer.attribution(subject, name, step) for name in names}
    scores = {name: found.scores for name, found in attributions.items()}
    measured, random = faithfulness(subject, scores, step)
    attention = attention_tests(subject, step) if has_attention else {}
    return Examination(attributions, measured, random, agreement(scores), attention)


def level(found: Faithfulness, random: Faithfulness) -> str:
    """As the module's docstring says."""
    if max(found.lost_in_all, found.comprehensiveness) < LEAST_EFFECT:
        return "none"
    gain = found.comprehensiveness - random.comprehensiveness
    if gain < CLEAR / 2 or found.sufficiency > POOR:
        return "poor"
    is_clear = gain >= CLEAR and found.comprehensiveness >= GOOD_RATIO * random.comprehensiveness
    return "good" if is_clear and found.sufficiency <= SUFFICIENT else "fair"


def figures(found: Faithfulness) -> dict[str, Any]:
    return {
        "comprehensiveness": found.comprehensiveness,
        "sufficiency": found.sufficiency,
        "flips": found.flips,
        "lost_in_all": found.lost_in_all,
    }
