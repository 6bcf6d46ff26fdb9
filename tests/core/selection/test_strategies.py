"""From a pool to a list: what comes first, and what the caps hold back."""

from __future__ import annotations

import numpy as np
import pytest

from core.selection import batches, coverage, strategies, uncertainty
from core.selection.strategies import Pool


def unit(rows: list[list[float]]) -> np.ndarray:
    vectors = np.array(rows, dtype=np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def pool(
    probabilities: list[list[float]], groups: list[int] | None = None, shares: tuple[float, ...] = (0.5, 0.5)
) -> Pool:
    n = len(probabilities)
    return Pool(np.eye(n), np.empty((0, n)), np.array(groups or [-1] * n), np.array(shares), np.array(probabilities))


def test_the_first_representative_is_of_the_largest_crowd() -> None:
    vectors = unit([[0, 1], [1, 0.1], [1, 0], [1, -0.1]])
    assert coverage.representatives(vectors, np.empty((0, 2)), 2).tolist() == [2, 0]


def test_a_crowd_with_a_labelled_text_is_not_asked_about_first() -> None:
    vectors = unit([[0, 1], [1, 0.1], [1, 0], [1, -0.1]])
    assert coverage.representatives(vectors, unit([[1, 0.05]]), 1).tolist() == [0]


def test_representatives_are_as_good_as_an_exhaustive_greedy_search() -> None:
    rng = np.random.default_rng(0)
    vectors = unit(rng.normal(size=(60, 5)).tolist())
    alike = np.maximum(vectors @ vectors.T, 0) ** 2
    covered, expected = np.zeros(60), []
    for _ in range(10):
        expected.append(int(np.maximum(alike - covered, 0).sum(axis=1).argmax()))
        covered = np.maximum(covered, alike[expected[-1]])
    assert coverage.representatives(vectors, np.empty((0, 5)), 10).tolist() == expected


def test_no_more_representatives_than_there_are_texts() -> None:
    assert sorted(coverage.representatives(np.eye(3), np.empty((0, 3)), 9).tolist()) == [0, 1, 2]


def test_margin_asks_first_about_what_is_nearly_even() -> None:
    assert strategies.margin(pool([[0.9, 0.1], [0.5, 0.5], [0.4, 0.6]]), 2).rows.tolist() == [1, 2]


def test_breaking_ties_looks_at_the_two_likeliest_of_many_labels() -> None:
    scores = uncertainty.closeness(np.array([[0.4, 0.39, 0.21], [0.4, 0.3, 0.3]]), is_multi_label=False)
    assert scores == pytest.approx([0.99, 0.9])


def test_with_several_labels_the_one_nearest_to_even_odds_counts() -> None:
    scores = uncertainty.closeness(np.array([[0.9, 0.9], [0.9, 0.55]]), is_multi_label=True)
    assert scores == pytest.approx([0.2, 0.9])


def test_near_duplicates_of_a_listed_text_are_left_out() -> None:
    chosen = strategies.margin(pool([[0.5, 0.5], [0.51, 0.49], [0.6, 0.4], [0.7, 0.3]], [7, 7, -1, -1]), 3)
    assert chosen.rows.tolist() == [0, 2, 3]


NEAR = [[0.51, 0.49]] * 20 + [[0.45, 0.55]] * 20


def test_a_batch_expects_no_more_than_half_of_a_label_that_crowds_the_others() -> None:
    first = strategies.margin(pool(NEAR, shares=(0.8, 0.2)), 40).rows[: batches.BATCH]
    assert sum(row < 20 for row in first.tolist()) == batches.BATCH // 2


def test_where_labels_are_even_the_least_sure_come_first_whatever_they_are() -> None:
    first = strategies.margin(pool(NEAR, shares=(0.6, 0.4)), 40).rows[: batches.BATCH]
    assert all(row < 20 for row in first.tolist())


def test_balancing_loses_and_repeats_nothing() -> None:
    predicted = np.array([0] * 30 + [1] * 3)
    assert sorted(batches.balanced(np.arange(33), predicted, np.array([0.9, 0.1])).tolist()) == list(range(33))


def test_the_hunt_for_a_label_begins_where_it_is_likeliest() -> None:
    assert strategies.rare(pool([[0.9, 0.1], [0.2, 0.8], [0.5, 0.5]]), 2, 1).rows.tolist() == [1, 2]


def test_disagreement_is_one_bit_where_two_models_are_sure_of_different_labels() -> None:
    one, other = np.array([[1.0, 0.0], [0.7, 0.3]]), np.array([[0.0, 1.0], [0.7, 0.3]])
    assert uncertainty.disagreement([one, other], is_multi_label=False) == pytest.approx([1, 0], abs=1e-9)


def test_with_several_labels_disagreement_is_that_of_the_most_disputed() -> None:
    one, other = np.array([[1.0, 0.2]]), np.array([[0.0, 0.2]])
    assert uncertainty.disagreement([one, other], is_multi_label=True) == pytest.approx([1], abs=1e-9)


def test_ranking_keeps_the_order_of_equals() -> None:
    assert batches.ranked(np.array([1.0, 3.0, 1.0, 3.0, 0.0]), 3).tolist() == [1, 3, 0]
