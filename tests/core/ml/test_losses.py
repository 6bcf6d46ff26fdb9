from __future__ import annotations

import math

import numpy as np
import pytest
import torch

from core.ml.losses import class_weights, conicity, disagreement, label_loss, rationale_distance


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


WEIGHTS = torch.tensor([[0.5, 0.25, 0.25, 0.0, 0.0], [0.1, 0.2, 0.3, 0.2, 0.2], [0.7, 0.1, 0.2, 0.0, 0.0]])
MASK = torch.tensor([[1, 1, 1, 0, 0], [1, 1, 1, 1, 1], [1, 1, 1, 0, 0]], dtype=torch.bool)
MARKED = torch.tensor([[0, 1, 1, 0, 0], [0, 0, 0, 0, 0], [1, 0, 0, 0, 0]], dtype=torch.bool)


def test_attention_is_far_from_rationales_by_its_divergence_from_the_marked_words():
    first, third = math.log(0.5 / 0.25), math.log(1 / 0.7)
    second = sum(0.2 * math.log(0.2 / weight) for weight in (0.1, 0.2, 0.3, 0.2, 0.2))
    for share in (0.0, 0.1, 1.0):
        found = rationale_distance(WEIGHTS, MARKED, MASK, share).item()
        assert found == pytest.approx((first + share * second + third) / 3, rel=1e-5)
    assert rationale_distance(MARKED[:1] / 2, MARKED[:1], MASK[:1], 1.0).item() == pytest.approx(0, abs=1e-6)


def test_where_nothing_is_marked_the_target_is_uniform():
    uniform = MASK / MASK.sum(dim=1, keepdim=True)
    assert rationale_distance(uniform, None, MASK, 0.5).item() == pytest.approx(0, abs=1e-6)
    assert rationale_distance(WEIGHTS, None, MASK, 0.5).item() > 0.01


def test_a_stretch_whose_texts_marks_lie_elsewhere_asks_for_nothing():
    first, third = math.log(0.5 / 0.25), math.log(1 / 0.7)
    elsewhere = torch.tensor([True, True, True])
    found = rationale_distance(WEIGHTS, MARKED, MASK, 1.0, elsewhere).item()
    assert found == pytest.approx((first + third) / 3, rel=1e-5)


def test_its_gradient_is_that_of_the_cross_entropy_and_finite_at_no_weight_at_all():
    scores = torch.randn(3, 5, generator=torch.Generator().manual_seed(0)).requires_grad_()
    weights = torch.softmax(scores.masked_fill(~MASK, float("-inf")), dim=1)
    target = torch.where(MARKED.any(1, keepdim=True), MARKED, MASK).float()
    target = target / target.sum(dim=1, keepdim=True)
    gradient = torch.autograd.grad(rationale_distance(weights, MARKED, MASK, 1.0), scores)[0]
    assert torch.allclose(gradient, (weights - target) * MASK / 3, atol=1e-6)
    extreme = torch.tensor([[200.0, 0.0, 0.0, 0.0, 0.0]], requires_grad=True)
    distance = rationale_distance(torch.softmax(extreme, dim=1), MARKED[:1], MASK[:1], 1.0)
    assert torch.isfinite(torch.autograd.grad(distance, extreme)[0]).all()


def test_conicity_is_the_mean_cosine_to_the_mean_state():
    states = torch.randn(3, 5, 7, generator=torch.Generator().manual_seed(0))
    expected = []
    for own, mask in zip(states.numpy(), MASK.numpy(), strict=True):
        there = own[mask]
        mean = there.mean(axis=0)
        cosines = there @ mean / np.linalg.norm(there, axis=1) / np.linalg.norm(mean)
        expected.append(np.abs(cosines).mean())
    assert conicity(states, MASK).item() == pytest.approx(np.mean(expected), rel=1e-5)
    assert conicity(torch.ones(3, 5, 7), MASK).item() == pytest.approx(1, rel=1e-6)


def test_a_text_without_any_piece_adds_nothing():
    empty, weights = torch.zeros_like(MASK), torch.zeros_like(WEIGHTS)
    assert rationale_distance(weights, None, empty, 1.0).item() == 0
    assert conicity(torch.ones(3, 5, 7), empty).item() == 0
