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


def test_it_finds_how_much_too_sure_the_scores_are():
    scores, actual = drawn(4000, heat=3.0)
    assert calibration.temperature(scores, actual, is_multi_label=False) == pytest.approx(3.0, rel=0.1)


def test_calibrated_probabilities_have_a_smaller_error():
    scores, actual = drawn(2000, heat=3.0)

    def error(temperature):
        exponents = np.exp(scores / temperature)
        probabilities = exponents / exponents.sum(axis=1, keepdims=True)
        return metrics.expected_calibration_error(probabilities, actual, is_multi_label=False)

    assert error(calibration.temperature(scores, actual, is_multi_label=False)) < 0.3 * error(1.0)


def test_several_labels_are_calibrated_together():
    rng = np.random.default_rng(1)
    honest = rng.normal(0, 1.5, (3000, 2))
    actual = rng.random((3000, 2)) < 1 / (1 + np.exp(-honest))
    assert calibration.temperature(honest * 2, actual, is_multi_label=True) == pytest.approx(2.0, rel=0.15)


def test_few_documents_change_nothing():
    scores, actual = drawn(20, heat=3.0)
    assert calibration.temperature(scores, actual, is_multi_label=False) == 1.0
