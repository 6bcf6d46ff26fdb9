from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import average_precision_score

from core.ml import plausibility
from core.ml.plausibility import auprc, iou_f1, token_f1, top_tokens


def flags(text):
    return np.array([char == "x" for char in text])


@pytest.mark.parametrize("decimals", [1, 2, 9])
def test_the_area_is_that_of_scikit_learn_with_many_ties_or_none(decimals):
    rng = np.random.default_rng(decimals)
    weights = [rng.random(n).round(decimals) for n in (3, 5, 7, 40, 300)]
    marked = [rng.random(len(soft)) < 0.3 for soft in weights]
    for gold in marked:
        gold[:2] = True, False
    areas = [average_precision_score(gold, soft) for soft, gold in zip(weights, marked, strict=True)]
    assert auprc(weights, marked) == pytest.approx(np.mean(areas), abs=1e-12)


def test_uniform_weights_are_as_good_as_the_share_that_is_marked():
    assert auprc([np.full(5, 0.2)], [flags(".x...")]) == pytest.approx(0.2)


def test_documents_that_cannot_tell_are_left_out():
    weights = [np.array([0.9, 0.1]), np.array([0.9, 0.1]), np.array([0.9, 0.1])]
    assert auprc(weights, [flags(".."), flags("x."), flags("xx")]) == 1.0
    assert auprc(weights[:1], [flags("..")]) is None
    assert auprc([], []) is None


def test_the_heaviest_tokens_are_at_least_one():
    weights = np.array([0.1, 0.5, 0.15, 0.2, 0.05])
    assert top_tokens(weights, 0.4).tolist() == flags(".x.x.").tolist()
    assert top_tokens(weights, 0.0).tolist() == flags(".x...").tolist()


def test_token_f1_is_the_mean_over_documents():
    chosen = [flags("xx.."), flags("x.."), flags("....."), flags(".")]
    marked = [flags(".xx."), flags("x.."), flags("x...."), flags(".")]
    assert token_f1(chosen, marked) == pytest.approx((0.5 + 1.0 + 0.0) / 3)
    assert token_f1([flags(".")], [flags(".")]) == 0.0


def test_a_span_is_right_when_it_overlaps_by_half():
    # document 1: the first span matches by 2/3, the second not at all; document 2: nothing chosen
    chosen = [flags("xx....x"), flags("...")]
    marked = [flags("xxx...."), flags("x.x")]
    precision, recall = 1 / 2, (1 / 1 + 0 / 2) / 2
    assert iou_f1(chosen, marked) == pytest.approx(2 * precision * recall / (precision + recall))
    assert iou_f1([flags("x...")], [flags("xxx.")]) == 0.0
    assert iou_f1([flags("...")], [flags("xx.")]) == 0.0


def test_spans_reach_from_edge_to_edge():
    assert plausibility._spans(flags("x.xx.xxx")) == [(0, 1), (2, 4), (5, 8)]
    assert plausibility._spans(flags("...")) == []
