from __future__ import annotations

import json

import numpy as np
import pytest

from core.ml.explain.agreement import agreement
from core.ml.explain.badge import badge, level
from core.ml.explain.faithfulness import Faithfulness
from core.ml.explain.randomisation import NGRAMS, randomisation, randomised
from core.ml.explain.subject import Subject
from core.ml.explain.survey import Survey
from core.ml.explain.text import Explainer
from core.ml.predictor import Predictor
from core.records import Span
from tests.core.ml.explain.conftest import CPU, TEXT, make_predictor


def measured(comprehensiveness, sufficiency, lost_in_all=0.5):
    return Faithfulness(comprehensiveness, sufficiency, 0.0, lost_in_all)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (measured(0.4, 0.05), "good"),
        (measured(0.4, 0.2), "fair"),
        (measured(0.12, 0.05), "fair"),
        (measured(0.06, 0.05), "poor"),
        (measured(0.4, 0.4), "poor"),
        (measured(0.01, 0.0, lost_in_all=0.02), "none"),
        (measured(0.4, 0.0, lost_in_all=0.0), "good"),
    ],
)
def test_a_level_compares_with_random_words(found, expected):
    assert level(found, measured(0.05, 0.3)) == expected


def test_a_badge_holds_every_check_of_a_document(words):
    predictor = make_predictor(words, size=4.0)
    found = badge(Explainer(predictor), Subject.of(predictor, TEXT))
    names = {"integrated-gradients", "attention", "attention-gradient", "gradient-input", "leave-one-out"}
    assert found["methods"].keys() == names
    assert found["own"] == "integrated-gradients" and found["completeness"]["is_complete"]
    assert len(found["agreement"]) == len(names) * (len(names) - 1) / 2
    assert 0 <= found["attention"]["permutation"] <= 1
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_a_badge_of_a_model_without_attention_says_so(trained_logistic):
    predictor = Predictor.load(trained_logistic, CPU)
    found = badge(Explainer(predictor), Subject.of(predictor, TEXT))
    assert found["attention"] == {"reason": "none"} and found["completeness"] is None


def test_shares_agree_with_signed_scores_by_their_size():
    scores = {
        "attention": np.array([0.1, 0.2, 0.3, 0.4]),
        "evidence": np.array([1.0, -2, 3, -4]),
        "gradient-input": np.array([-1.0, 2, -3, 4]),
    }
    found = agreement(scores)
    assert found["attention", "evidence"] == (1, None)
    assert found["evidence", "gradient-input"][0] == -1
    short = {name: values[:3] for name, values in scores.items()}
    assert agreement(short)["attention", "evidence"] == (None, None)


def test_part_after_part_of_a_model_becomes_random_and_the_model_stays(trained_auto):
    model = Predictor.load(trained_auto, CPU).model
    before = Predictor(model).sha256
    stages = list(randomised(model, 0))
    assert [name for name, _ in stages] == [NGRAMS, "output", "projection", "attention", "embedding"]
    assert Predictor(model).sha256 == before
    first, last = stages[0][1], stages[-1][1]
    assert Predictor(first).sha256 != Predictor(last).sha256 != before


def test_what_takes_the_place_of_a_model_becomes_random_too(trained_reader):
    model = Predictor.load(trained_reader, CPU).model
    assert model.card.neural_model != model.card.model
    assert [name for name, _ in randomised(model, 0)][-1] == "embedding"


def test_random_weights_give_other_explanations(trained_auto):
    predictor = Predictor.load(trained_auto, CPU)
    text = "the room was lovely, breakfast 昨天 awful 我们, location staff lovely rooms 房间 太差"
    subjects = [Subject.of(predictor, text + more) for more in ("", " ok", " 很好", " a b c", " staff")]
    found = randomisation(subjects, ["evidence", "attention"])
    assert found["attention"][0]["rho"] == 1  # n-grams have no part in it
    for name in ("evidence", "attention"):
        assert abs(found[name][-1]["rho"]) < 0.6
    assert found["evidence"][-1]["stage"] == "embedding"
    assert randomisation([], ["evidence"]) == {"evidence": []}


def surveyed(words, *marks):
    predictor = make_predictor(words, size=4.0)
    explainer, survey = Explainer(predictor), Survey(seed=0)
    from core.ml.explain.badge import examine

    for number, given in enumerate(marks):
        subject = Subject.of(predictor, TEXT + " room" * number)
        survey.add(subject, examine(explainer, subject, ["attention", "gradient-input"]), given)
    return survey.summary()


def test_many_documents_are_summed_up_with_intervals(words):
    found = surveyed(words, {}, {}, {})
    assert found["n"] == 3 and found["plausibility"] == {} == found["annotators"]
    for one in (*found["methods"].values(), found["random"]):
        low, high = one["comprehensiveness_interval"]
        assert low <= one["comprehensiveness"] <= high and one["n"] == 3
    assert found["completeness"] is None
    assert found["attention"]["n"] == 3
    assert found["agreement"][0]["n"] == 3
    assert json.dumps(found, allow_nan=False)


def test_marked_words_are_compared_with_each_person_s(words):
    start = TEXT.index("lovely")
    one, other = [Span(start, start + 6)], [Span(start, start + 6), Span(0, 3)]
    found = surveyed(words, {"a": one, "b": other}, {}, {"a": one})
    for name in ("attention", "gradient-input", "random"):
        figures = found["plausibility"][name]
        assert figures["n"] == 2
        assert (figures["by_annotator"]["a"]["n"], figures["by_annotator"]["b"]["n"]) == (2, 1)
        assert 0 < figures["by_annotator"]["a"]["auprc"] <= 1
    assert found["annotators"] == {"n": 1, "token_f1": pytest.approx(2 / 3), "iou_f1": pytest.approx(3 / 4)}
