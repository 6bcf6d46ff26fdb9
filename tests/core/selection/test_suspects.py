"""Which labels are doubted, and why."""

from __future__ import annotations

import numpy as np
import pytest

from core.selection.suspects import Suspect, losses, suspects

PROBABILITIES = np.array([[0.9, 0.1], [0.9, 0.1], [0.2, 0.8], [0.45, 0.55]])
TARGETS = np.array([[1, 0], [0, 1], [1, 0], [1, 0]], dtype=bool)


def test_the_label_that_models_find_least_likely_comes_first() -> None:
    assert [one.row for one in suspects(PROBABILITIES, TARGETS, 9, is_multi_label=False)] == [1, 2, 3]


def test_a_label_that_the_models_would_give_too_is_no_suspect() -> None:
    assert suspects(PROBABILITIES[:1], TARGETS[:1], 9, is_multi_label=False) == []


def test_a_suspect_says_what_was_given_and_what_the_models_say() -> None:
    (first,) = suspects(PROBABILITIES, TARGETS, 1, is_multi_label=False)
    assert first == Suspect(1, pytest.approx(-np.log(0.1)), 1, 0.1, 0, 0.9)


def test_of_several_labels_one_too_many_is_told() -> None:
    (found,) = suspects(np.array([[0.9, 0.1]]), np.array([[True, True]]), 1, is_multi_label=True)
    assert (found.given, found.said) == (1, -1)


def test_of_several_labels_one_too_few_is_told() -> None:
    (found,) = suspects(np.array([[0.9, 0.8]]), np.array([[True, False]]), 1, is_multi_label=True)
    assert (found.given, found.said, found.said_probability) == (-1, 1, 0.8)


def test_losses_are_those_of_the_given_label() -> None:
    assert losses(PROBABILITIES, TARGETS, is_multi_label=False) == pytest.approx(-np.log([0.9, 0.1, 0.2, 0.45]))
