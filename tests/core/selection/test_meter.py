"""Whether choosing pays, how far it still is, and when to stop."""

from __future__ import annotations

import numpy as np
import pytest

from core.selection import learning_curve, meter, stopping

SIZES = np.array([20, 40, 80, 160, 320])


def flags(share: float, shape: tuple[int, int], seed: int) -> np.ndarray:
    return np.random.default_rng(seed).random(shape) < share


def right_of(errors: np.ndarray, n: int = 2000) -> np.ndarray:
    """Flags (K, n), wrong in so large a share of the documents each, the same documents first."""
    return np.arange(n)[None, :] / n >= errors[:, None]


def test_models_that_are_far_better_are_ahead() -> None:
    found = meter.compare(flags(0.95, (12, 400), 0), flags(0.7, (12, 400), 1), n=100)
    assert found.verdict == "ahead"
    assert found.interval[0] < found.difference < found.interval[1]


def test_equal_models_leave_it_open() -> None:
    assert meter.compare(flags(0.8, (12, 200), 0), flags(0.8, (12, 200), 1), n=100).verdict == "unclear"


def test_worse_models_are_behind() -> None:
    assert meter.compare(flags(0.7, (12, 400), 0), flags(0.95, (12, 400), 1), n=100).verdict == "behind"


def test_the_interval_covers_no_difference_in_95_of_100_projects() -> None:
    rng = np.random.default_rng(0)
    covered = 0
    for seed in range(100):
        skill, ease = rng.normal(0, 0.05, (2, 12, 1)), rng.normal(0, 0.2, (1, 100))
        first, second = (rng.random((12, 100)) < 0.7 + one + ease for one in skill)
        low, high = meter.compare(first, second, n=50, seed=seed).interval
        covered += low <= 0 <= high
    assert covered >= 90


def test_a_power_law_is_found_again() -> None:
    errors = 0.05 + 0.9 * SIZES.astype(float) ** -0.5
    floor, slope, exponent = learning_curve.fit(SIZES.astype(float), errors[None, :])
    assert [floor[0], slope[0], exponent[0]] == pytest.approx([0.05, 0.9, 0.5], abs=1e-6)


def test_the_forecast_is_where_the_curve_meets_the_target() -> None:
    right = right_of(0.05 + 0.9 * SIZES.astype(float) ** -0.5, n=100_000)
    found = learning_curve.forecast(SIZES, right, target=0.92)
    assert found is not None
    assert found.labels == pytest.approx(900, rel=0.15)  # (0.9 / 0.03)²
    assert found.interval[0] <= found.labels <= found.interval[1]


def test_a_target_above_what_can_be_learned_is_never_reached() -> None:
    right = right_of(np.array([0.2, 0.16, 0.15, 0.15, 0.15]))
    found = learning_curve.forecast(SIZES, right, target=0.99)
    assert found is not None and found.labels == learning_curve.NEVER


def test_few_points_make_no_forecast() -> None:
    assert learning_curve.forecast(SIZES[:3], right_of(np.array([0.3, 0.2, 0.1])), target=0.9) is None


def test_kappa_is_that_of_scikit_learn() -> None:
    from sklearn.metrics import cohen_kappa_score

    one, other = np.random.default_rng(0).integers(0, 3, (2, 50))
    flags = np.eye(3, dtype=bool)
    assert stopping.kappa(flags[one], flags[other]) == pytest.approx(cohen_kappa_score(one, other))


@pytest.mark.parametrize(
    ("kappas", "gain", "advice"),
    [
        ([0.99, 0.995], (-0.01, 0.01), "early"),
        ([0.99, 0.995, 1.0], None, "early"),
        ([0.9, 0.995, 0.999, 1.0], (-0.01, 0.01), "stop"),
        ([0.995, 0.97, 1.0], (-0.01, 0.01), "go-on"),
        ([0.995, 0.999, 1.0], (0.005, 0.03), "go-on"),
    ],
)
def test_advice_needs_steady_predictions_and_no_gain(
    kappas: list[float], gain: tuple[float, float] | None, advice: str
) -> None:
    assert stopping.advise(kappas, gain) == advice
