from __future__ import annotations

import numpy as np
import pytest

from core.ml import calibration, metrics


def drawn(n, heat):
    """Scores that are `heat` times too sure, and labels drawn as likely as the honest scores say."""
    rng = np.random.default_rng(0)
    honest = rng.normal(0, 1.5, (n, 3))
    probabilities = np.exp(honest) / np.exp(honest).sum(axis=1, keepdims=True)
    classes = [rng.choice(3, p=row) for row in probabilities]
    return honest * heat, np.eye(3, dtype=bool)[classes]


def scale(scores, actual, is_multi_label=False):
    return calibration.scales([scores], actual, is_multi_label=is_multi_label)[0]


def test_it_finds_how_much_too_sure_the_scores_are():
    scores, actual = drawn(4000, heat=3.0)
    assert scale(scores, actual) == pytest.approx(1 / 3, rel=0.1)


def test_calibrated_probabilities_have_a_smaller_error():
    scores, actual = drawn(2000, heat=3.0)

    def error(scale):
        exponents = np.exp(scores * scale)
        probabilities = exponents / exponents.sum(axis=1, keepdims=True)
        return metrics.expected_calibration_error(probabilities, actual, is_multi_label=False)

    assert error(scale(scores, actual)) < 0.3 * error(1.0)


def test_several_labels_are_calibrated_together():
    rng = np.random.default_rng(1)
    honest = rng.normal(0, 1.5, (3000, 2))
    actual = rng.random((3000, 2)) < 1 / (1 + np.exp(-honest))
    assert scale(honest * 2, actual, is_multi_label=True) == pytest.approx(0.5, rel=0.15)


def test_few_documents_hardly_move_the_scale_and_none_not_at_all():
    scores, actual = drawn(8, heat=3.0)
    assert 0.2 < scale(scores, actual) < 1.0
    assert calibration.scales([scores[:0], scores[:0]], actual[:0], is_multi_label=False) == [0.5, 0.5]


def test_of_two_parts_the_one_that_knows_more_counts_more():
    scores, actual = drawn(2000, heat=1.0)
    noise = np.random.default_rng(3).normal(0, 1.5, scores.shape)
    good, bad = calibration.scales([scores, noise], actual, is_multi_label=False)
    assert good == pytest.approx(1.0, rel=0.15)
    assert bad < 0.1


@pytest.mark.parametrize("is_multi_label", [False, True])
def test_the_scales_are_those_of_the_least_loss(is_multi_label):
    """No scale nearby has less: log loss, and the prior that the module tells of."""
    scores, actual = drawn(300, heat=1.7)
    parts = [scores, np.random.default_rng(1).normal(0, 1, scores.shape) + scores / 4]

    def loss(scales):
        total = sum(scale * part for scale, part in zip(scales, parts, strict=True))
        if is_multi_label:
            of_labels = (np.logaddexp(0, total) - total * actual).sum()
        else:
            of_labels = (np.log(np.exp(total).sum(axis=1)) - total[actual]).sum()
        return of_labels + calibration.PRIOR * ((np.array(scales) - 0.5) ** 2).sum() / 2

    found = calibration.scales(parts, actual, is_multi_label=is_multi_label)
    for step in (0.98, 1.02):
        assert loss(found) < loss([found[0] * step, found[1]])
        assert loss(found) < loss([found[0], found[1] * step])


@pytest.mark.parametrize("heat", [0.0, 1e-6, 1e3])
def test_scores_that_tell_nothing_or_far_too_much_give_a_scale_that_can_be_used(heat):
    scores, actual = drawn(200, heat=heat)
    assert calibration.LOW <= scale(scores, actual) <= calibration.HIGH


def test_scores_that_are_always_wrong_count_as_little_as_may_be():
    scores, actual = drawn(2000, heat=1.0)
    assert scale(-scores, actual) < 0.1


def test_very_many_documents_do_not_throw_a_part_away():
    """The scales of 50,000 documents: two parts that know as much as each other, with errors of their own."""
    rng = np.random.default_rng(4)
    honest = rng.normal(0, 2, (50_000, 2))
    actual = np.eye(2, dtype=bool)[(honest[:, 1] > honest[:, 0]).astype(int)]
    parts = [honest + rng.normal(0, 2, honest.shape) for _ in range(2)]
    one, other = calibration.scales([4 * parts[0], 3 * parts[1]], actual, is_multi_label=False)
    assert 4 * one == pytest.approx(3 * other, rel=0.1)
