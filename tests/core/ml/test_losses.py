from __future__ import annotations

import math

import numpy as np
import pytest
import torch

from core.ml.losses import class_weights, disagreement, label_loss


def test_the_rare_label_weighs_more():
    targets = np.eye(2, dtype=bool)[[0] * 8 + [1] * 2]
    assert class_weights(targets, is_multi_label=False).tolist() == pytest.approx([0.625, 2.5])
    assert class_weights(targets, is_multi_label=True).tolist() == pytest.approx([1.0, 4.0])


def test_a_label_that_never_occurs_has_a_finite_weight():
    targets = np.eye(3, dtype=bool)[[0, 1]]
    assert np.isfinite(class_weights(targets, is_multi_label=False)).all()
    assert class_weights(targets, is_multi_label=True)[2] <= 10


def test_the_loss_on_labels():
    scores = torch.tensor([[math.log(3.0), 0.0]])
    targets = torch.tensor([[True, False]])
    assert label_loss(scores, targets, None, is_multi_label=False).item() == pytest.approx(-math.log(0.75))
    expected = (-math.log(0.75) - math.log(0.5)) / 2
    assert label_loss(scores, targets, None, is_multi_label=True).item() == pytest.approx(expected)


def divergence(p, q):
    return sum(a * math.log(a / b) + b * math.log(b / a) for a, b in zip(p, q, strict=True)) / 2


def test_disagreement_is_the_mean_divergence_of_the_two_views():
    views = torch.tensor([[0.7, 0.2, 0.1], [0.3, 0.3, 0.4], [0.5, 0.25, 0.25], [0.3, 0.3, 0.4]]).log()
    expected = divergence((0.7, 0.2, 0.1), (0.5, 0.25, 0.25)) / 2
    assert disagreement(views, is_multi_label=False).item() == pytest.approx(expected, rel=1e-5)


def test_with_several_labels_each_is_an_outcome_of_its_own():
    views = torch.logit(torch.tensor([[0.7, 0.2], [0.5, 0.4]]))
    expected = (divergence((0.7, 0.3), (0.5, 0.5)) + divergence((0.2, 0.8), (0.4, 0.6))) / 2
    assert disagreement(views, is_multi_label=True).item() == pytest.approx(expected, rel=1e-5)
