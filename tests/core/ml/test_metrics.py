"""The expected figures were worked out by hand from the definitions that scikit-learn documents."""

from __future__ import annotations

import numpy as np
import pytest

from core.ml import metrics

ACTUAL = np.array([0, 0, 0, 0, 1, 1, 1, 2, 2, 2])
PREDICTED = np.array([0, 0, 0, 1, 1, 1, 2, 2, 0, 2])


def flags(classes, n=3):
    return np.eye(n, dtype=bool)[classes]


def test_per_class_figures():
    got = metrics.per_class(flags(PREDICTED), flags(ACTUAL), ["a", "b", "c"])
    assert got["a"] == pytest.approx({"precision": 3 / 4, "recall": 3 / 4, "f1": 3 / 4, "n": 4})
    assert got["b"] == pytest.approx({"precision": 2 / 3, "recall": 2 / 3, "f1": 2 / 3, "n": 3})
    assert got["c"] == pytest.approx({"precision": 2 / 3, "recall": 2 / 3, "f1": 2 / 3, "n": 3})
    assert metrics.macro_f1(flags(PREDICTED), flags(ACTUAL)) == pytest.approx((3 / 4 + 2 / 3 + 2 / 3) / 3)


def test_confusion_has_actual_rows():
    assert metrics.confusion(flags(PREDICTED), flags(ACTUAL)) == [[3, 1, 0], [0, 2, 1], [1, 0, 2]]


def test_a_label_that_never_occurs_counts_for_nothing():
    got = metrics.macro_f1(flags(PREDICTED, 4), flags(ACTUAL, 4))
    assert got == pytest.approx((3 / 4 + 2 / 3 + 2 / 3) / 3)
    assert metrics.per_class(flags(PREDICTED, 4), flags(ACTUAL, 4), list("abcd"))["d"]["f1"] == 0


def test_wilson_interval():
    assert metrics.wilson_interval(8, 10) == pytest.approx((0.490162, 0.943318), abs=1e-6)
    assert metrics.wilson_interval(0, 5) == pytest.approx((0.0, 0.434482), abs=1e-6)


def test_bootstrap_interval_is_seeded_and_holds_the_estimate():
    predicted, actual = flags(np.tile(PREDICTED, 20)), flags(np.tile(ACTUAL, 20))
    low, high = metrics.macro_f1_interval(predicted, actual, seed=1)
    assert (low, high) == metrics.macro_f1_interval(predicted, actual, seed=1)
    assert low < metrics.macro_f1(predicted, actual) < high
    assert 0.08 < high - low < 0.2  # about 4 standard errors of .46 / √200


def test_calibration_error_of_a_known_case():
    probabilities = np.array([[0.9, 0.1], [0.9, 0.1], [0.3, 0.7], [0.3, 0.7]])
    actual = flags([0, 1, 1, 1], 2)
    got = metrics.expected_calibration_error(probabilities, actual, is_multi_label=False)
    assert got == pytest.approx((2 * abs(0.5 - 0.9) + 2 * abs(1 - 0.7)) / 4)


def test_decisions():
    probabilities = np.array([[0.6, 0.7, 0.1], [0.2, 0.1, 0.3]])
    assert metrics.decide(probabilities, is_multi_label=False).tolist() == [[False, True, False], [False, False, True]]
    assert metrics.decide(probabilities, is_multi_label=True).tolist() == [[True, True, False], [False, False, False]]


def test_the_whole_object():
    probabilities = flags(PREDICTED) * 0.8 + 0.1
    got = metrics.evaluate(probabilities, flags(ACTUAL), ["a", "b", "c"], is_multi_label=False)
    assert got["n"] == 10
    assert got["accuracy"] == pytest.approx(0.7)
    assert got["majority_accuracy"] == pytest.approx(0.4)
    assert got["confusion"]["labels"] == ["a", "b", "c"]
    assert got["accuracy_interval"][0] < 0.7 < got["accuracy_interval"][1]


def test_with_several_labels_all_of_a_document_must_be_right():
    actual = np.array([[1, 1], [0, 0], [1, 0]], dtype=bool)
    got = metrics.evaluate(np.array([[0.9, 0.2], [0.1, 0.1], [0.8, 0.3]]), actual, ["a", "b"], is_multi_label=True)
    assert got["accuracy"] == pytest.approx(2 / 3)
    assert got["per_class"]["b"]["recall"] == 0
    assert "confusion" not in got


def test_no_documents_give_a_reason():
    got = metrics.evaluate(np.zeros((0, 2)), np.zeros((0, 2), dtype=bool), ["a", "b"], is_multi_label=False)
    assert got == {"n": 0, "reason": "no documents"}


def test_the_paired_difference_is_that_of_a_naive_bootstrap():
    rng = np.random.default_rng(0)
    right = rng.random(150) < 0.85
    other = np.where(rng.random(150) < 0.8, right, rng.random(150) < 0.5)
    difference, (low, high) = metrics.paired_difference(right, other, seed=1, draws=20_000)
    draws = [rng.integers(0, 150, 150) for _ in range(4000)]
    naive = [right[rows].mean() - other[rows].mean() for rows in draws]
    assert difference == pytest.approx(right.mean() - other.mean())
    assert (low, high) == pytest.approx(np.percentile(naive, [2.5, 97.5]), abs=0.007)
    assert metrics.paired_difference(other, right, 1)[0] == -difference


def test_models_that_are_right_on_the_same_documents_do_not_differ():
    right = np.array([True, False, True])
    assert metrics.paired_difference(right, right, 0) == (0.0, (0.0, 0.0))
    assert metrics.paired_difference(right[:1], ~right[:1], 0) == (1.0, (1.0, 1.0))


def test_the_paired_interval_is_narrower_than_that_of_strangers():
    """The same documents: what is hard for both is no difference."""
    right = np.arange(200) % 4 > 0
    alike = right.copy()
    alike[:4] = ~alike[:4]
    _, (low, high) = metrics.paired_difference(right, alike, 0)
    _, (least, most) = metrics.paired_difference(right, np.roll(right, 1), 0)
    assert high - low < 0.5 * (most - least)
