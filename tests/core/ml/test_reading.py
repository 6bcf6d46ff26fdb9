from __future__ import annotations

import numpy as np
import pytest

from core.ml import reading
from core.ml.reading import Reading
from core.records import Span


def spans(*borders):
    return [Span(start, end) for start, end in borders]


@pytest.mark.parametrize(
    ("borders", "length", "expected"),
    [
        ([(0, 2), (2, 3)], 3, [0, 0, 1]),
        (
            [(0, 1), (3, 4)],
            6,
            [0, 0, 0, 1, 1, 1],
        ),  # what stands between two, or behind the last, goes to the one before
        ([(2, 3), (4, 5)], 5, [0, 0, 0, 0, 1]),  # what stands before the first goes to it
        ([(0, 0)], 0, []),
        ([(0, 4)], 4, [0, 0, 0, 0]),
    ],
)
def test_every_character_belongs_to_a_word(borders, length, expected):
    assert reading.word_of_each_character(spans(*borders), length).tolist() == expected


def test_values_of_pieces_are_summed_by_their_word():
    words = np.array([0, 0, 2])
    assert reading.by_word(np.array([1.0, 2.0, 4.0]), words, 4).tolist() == [3, 0, 4, 0]
    assert reading.by_word(np.array([[1.0, 5], [2, 6], [4, 7]]), words, 4).tolist() == [[3, 11], [0, 0], [4, 7], [0, 0]]
    assert reading.by_word(np.empty((0, 3)), np.empty(0, int), 2).tolist() == [[0, 0, 0]] * 2


def test_centred_values_keep_their_softmax():
    values = np.array([[1.0, 4.0, 7.0], [0, 0, 3]])
    assert reading.centred(values).tolist() == [[-3, 0, 3], [-1, -1, 2]]


def test_shares_are_of_what_speaks_for_a_label_else_of_attention():
    evidence = np.array([[1.0, -1], [3, -3], [-2, 2]])
    found = Reading(spans((0, 1), (1, 2), (2, 3)), np.array([0.7, 0.3]), np.array([0.5, 0.5, 0]), evidence)
    assert found.shares(0).tolist() == [0.25, 0.75, 0]
    assert found.shares(1).tolist() == [0, 0, 1]
    assert Reading(found.spans, found.probabilities, found.weights).shares(0).tolist() == [0.5, 0.5, 0]
    assert Reading(found.spans, found.probabilities, None, evidence * 0).shares(0).tolist() == [0, 0, 0]


def test_a_word_is_marked_when_any_of_it_is():
    found = Reading(spans((0, 2), (3, 5), (5, 7), (8, 9)), np.array([1.0]))
    assert found.overlaps(spans((4, 6))).tolist() == [False, True, True, False]
    assert found.overlaps(spans((2, 3), (9, 12), (8, 8))).tolist() == [False] * 4
    assert found.overlaps([]).tolist() == [False] * 4
