from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from scipy.spatial.distance import jensenshannon

from core.ml.explain.attention_tests import (
    MOVED,
    HeldAttention,
    adversarial,
    attention_tests,
    conicity,
    divergence,
    evenness,
    permutation,
)
from core.ml.explain.subject import Subject
from core.ml.predictor import Predictor
from tests.core.ml.explain.conftest import CPU, TEXT, make_predictor


@pytest.mark.parametrize("model", ["attention-lstm", "auto", "hahnn", "transformer"])
def test_under_its_own_weights_the_probabilities_are_its_own(words, model):
    subject = Subject.of(make_predictor(words, model), TEXT)
    held = HeldAttention(subject)
    (found,) = held.probabilities(held.weights[None]).numpy()
    assert found == pytest.approx(subject.reading.probabilities, abs=1e-5)
    assert float(held.moved(held.weights[None])) == pytest.approx(0, abs=1e-6)


def test_what_n_grams_say_stays_as_it_is(trained_auto):
    subject = Subject.of(Predictor.load(trained_auto, CPU), "the room was awful")
    held = HeldAttention(subject)
    (found,) = held.probabilities(held.weights[None]).numpy()
    assert found == pytest.approx(subject.reading.probabilities, abs=1e-5)


def test_equal_weights_in_another_order_change_nothing(words):
    held = HeldAttention(Subject.of(make_predictor(words), TEXT))
    held.weights = torch.full_like(held.weights, 1 / len(held.weights))
    assert permutation(held, np.random.default_rng(0)) == pytest.approx(0, abs=1e-6)


def test_states_that_are_all_alike_can_be_weighed_in_any_way(words):
    held = HeldAttention(Subject.of(make_predictor(words, size=5.0), TEXT))
    apart = permutation(held, np.random.default_rng(0)), adversarial(held, np.random.default_rng(0))
    held.states = held.states[:1].expand_as(held.states)
    alike = permutation(held, np.random.default_rng(0)), adversarial(held, np.random.default_rng(0))
    assert alike[0] == pytest.approx(0, abs=1e-6)
    assert apart[0] > 1e-3
    assert apart[1] < alike[1] <= math.log(2)
    assert conicity(held.states) == pytest.approx(1, abs=1e-5)


def test_rivals_that_move_the_answer_do_not_count(words, monkeypatch):
    held = HeldAttention(Subject.of(make_predictor(words, size=200.0), TEXT))
    monkeypatch.setattr(HeldAttention, "moved", lambda self, weights: weights.sum(dim=-1) * 0 + 2 * MOVED)  # noqa: ARG005
    assert adversarial(held, np.random.default_rng(0)) == 0


def test_divergence_is_that_of_jensen_and_shannon():
    one, other = torch.tensor([[0.5, 0.5, 0.0], [1.0, 0, 0]]), torch.tensor([0.2, 0.3, 0.5])
    expected = [jensenshannon(row, other.numpy()) ** 2 for row in one.numpy()]
    assert divergence(one, other).numpy() == pytest.approx(expected, abs=1e-6)
    assert float(divergence(one[0], one[0])) == 0
    assert evenness(torch.full((8,), 1 / 8)) == pytest.approx(1)


def test_where_there_is_nothing_to_test_the_reason_is_told(words):
    reasons = {
        "none": Subject.of(make_predictor(words, "lstm"), TEXT),
        "uniform": Subject.of(make_predictor(words, is_uniform=True), TEXT),
        "short": Subject.of(make_predictor(words), "the room"),
    }
    for reason, subject in reasons.items():
        assert attention_tests(subject) == {"reason": reason}


def test_a_text_gets_the_same_figures_each_time(words):
    subject = Subject.of(make_predictor(words), TEXT)
    first = attention_tests(subject)
    assert first == attention_tests(subject)
    assert first.keys() == {"evenness", "conicity", "permutation", "adversarial"}
