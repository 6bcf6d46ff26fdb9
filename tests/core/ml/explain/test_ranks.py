from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from core.ml.explain.ranks import kendall, spearman, top_overlap


def pairs():
    rng = np.random.default_rng(0)
    for n, n_values in ((2, 2), (5, 3), (40, 6), (200, 1000)):
        yield rng.integers(0, n_values, n).astype(float), rng.integers(0, n_values, n).astype(float)


@pytest.mark.parametrize(("one", "other"), list(pairs()))
def test_ranks_agree_as_scipy_says(one, other):
    if len(set(one)) > 1 and len(set(other)) > 1:
        assert kendall(one, other) == pytest.approx(stats.kendalltau(one, other).statistic)
        assert spearman(one, other) == pytest.approx(stats.spearmanr(one, other).statistic)


def test_what_is_all_the_same_has_no_order():
    flat, slope = np.ones(4), np.arange(4.0)
    assert kendall(flat, slope) is None and spearman(slope, flat) is None
    assert kendall(slope, -slope) == spearman(slope, -slope) == -1


def test_of_very_many_numbers_an_even_part_is_compared():
    slope = np.arange(50_000.0)
    assert kendall(slope, slope) == 1


def test_the_highest_are_compared_where_chance_would_not_do_it():
    one, other = np.array([9, 8, 1, 2, 3.0]), np.array([9, 0, 1, 8, 3.0])
    assert top_overlap(one, other, 2) == 0.5
    assert top_overlap(one, other, 3) is None
