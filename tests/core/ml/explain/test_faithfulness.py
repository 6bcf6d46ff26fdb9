from __future__ import annotations

import numpy as np
import pytest

from core.ml.explain import faithfulness as module
from core.ml.explain.faithfulness import FIRST, SHARES, faithfulness, rationale_size
from core.ml.explain.subject import Subject, without
from tests.core.ml.explain.conftest import TEXT, make_predictor


@pytest.fixture(scope="module")
def subject(words):
    return Subject.of(make_predictor(words, size=4.0), TEXT)


def by_definition(subject, scores):
    """ERASER's own words: for each share remove, or keep alone, the words ranked highest; average."""
    predictor, label, n = subject.predictor, subject.target.label, len(scores)

    def probability(removed):
        return predictor.predict([without(subject.text, subject.spans, removed)])[0, label]

    whole = predictor.predict([subject.text])[0, label]
    heads = [np.isin(np.arange(n), np.argsort(-scores)[: int(np.ceil(share * n))]) for share in SHARES]
    return (
        np.mean([whole - probability(head) for head in heads]),
        np.mean([whole - probability(~head) for head in heads]),
    )


def test_both_measures_are_those_of_eraser(subject):
    scores = np.random.default_rng(0).normal(size=len(subject.spans))
    found, _ = faithfulness(subject, {"any": scores})
    measured = found["any"].comprehensiveness, found["any"].sufficiency
    assert measured == pytest.approx(by_definition(subject, scores), abs=1e-6)


def test_normalised_measures_are_shares_of_what_all_words_together_change(subject):
    found, _ = faithfulness(subject, {"any": np.arange(len(subject.spans), dtype=float)})
    whole = subject.predictor.predict([TEXT])[0, subject.target.label]
    nothing = subject.predictor.predict([""])[0, subject.target.label]
    one = found["any"]
    assert one.normalised == pytest.approx(
        (one.comprehensiveness / (whole - nothing), 1 - one.sufficiency / (whole - nothing)), abs=1e-5
    )


def test_it_is_told_whether_the_answer_changes_without_the_first_words(subject):
    scores = np.arange(len(subject.spans), dtype=float)
    found, _ = faithfulness(subject, {"last": scores, "first": -scores})
    for name, order in (("last", -scores), ("first", scores)):
        removed = np.isin(np.arange(len(scores)), np.argsort(order)[:FIRST])
        answers = subject.predictor.predict([TEXT, without(TEXT, subject.spans, removed)]).argmax(axis=1)
        assert found[name].flips == float(answers[0] != answers[1])


def test_random_orders_are_the_mean_of_several_and_the_same_each_time(subject, monkeypatch):
    _, first = faithfulness(subject, {})
    _, again = faithfulness(subject, {"x": np.ones(len(subject.spans))})
    assert first.comprehensiveness == pytest.approx(again.comprehensiveness, abs=1e-6)
    monkeypatch.setattr(module, "ORDERS", 1)
    assert faithfulness(subject, {})[1].comprehensiveness != pytest.approx(first.comprehensiveness, abs=1e-6)


def test_a_share_is_rounded_up_and_never_nothing():
    assert [rationale_size(share, 70) for share in SHARES] == [1, 4, 7, 14, 35]
    assert rationale_size(0.01, 3) == 1
