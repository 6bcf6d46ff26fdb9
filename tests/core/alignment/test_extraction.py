import numpy as np
import pytest

from core.alignment.extraction import argmax, diagonal, grow_diag_final, mutual, of_both, threshold

WEIGHTS = np.array([[0.7, 0.2, 0.1], [0.6, 0.3, 0.1], [0.0, 0.2, 0.8], [0.1, 0.5, 0.4]])  # 4 target × 3 source words


def test_every_target_word_gets_the_source_word_it_looks_at_most():
    assert argmax(WEIGHTS) == {(0, 0), (0, 1), (2, 2), (1, 3)}


def test_mutual_links_are_greatest_in_row_and_column():
    assert mutual(WEIGHTS) == {(0, 0), (2, 2), (1, 3)}


def test_a_threshold_can_link_a_word_to_several():
    assert threshold(WEIGHTS, 0.4) == {(0, 0), (0, 1), (2, 2), (1, 3), (2, 3)}


def test_the_other_direction_is_turned_round():
    backward = np.array([[0.9, 0.1, 0.0, 0.0], [0.0, 0.2, 0.1, 0.7], [0.0, 0.0, 1.0, 0.0]])  # 3 × 4
    assert of_both(WEIGHTS, backward)[1] == {(0, 0), (1, 3), (2, 2)}


def test_grow_diag_final_starts_at_common_links_and_takes_neighbours_and_leftovers():
    one, other = frozenset({(0, 0), (1, 1), (3, 3)}), frozenset({(0, 0), (2, 1), (5, 5)})
    found = grow_diag_final(one, other)
    assert found == {(0, 0), (1, 1), (2, 1), (3, 3), (5, 5)}


@pytest.mark.parametrize("one", [frozenset(), frozenset({(0, 1), (1, 0)})])
def test_grow_diag_final_of_equal_links_is_these(one):
    assert grow_diag_final(one, one) == one


def test_the_diagonal_goes_from_corner_to_corner():
    assert diagonal(2, 4) == {(0, 0), (0, 1), (1, 2), (1, 3)}
    assert diagonal(0, 3) == diagonal(3, 0) == frozenset()


def test_a_matrix_without_words_has_no_links():
    empty = np.zeros((0, 3))
    assert argmax(empty) == mutual(empty) == threshold(empty, 0.1) == frozenset()
