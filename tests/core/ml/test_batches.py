from __future__ import annotations

import numpy as np
import torch

from core.ml.text.batches import TokenSequence, by_tokens, collate, shuffled


def test_a_shuffle_holds_every_text_once_and_follows_the_seed():
    lengths = np.arange(1, 104) % 17
    batches = shuffled(lengths, 8, np.random.default_rng(5))
    again = shuffled(lengths, 8, np.random.default_rng(5))
    assert sorted(np.concatenate(batches)) == list(range(103))
    assert all(np.array_equal(a, b) for a, b in zip(batches, again, strict=True))


def test_texts_of_a_batch_are_of_similar_length():
    lengths = np.random.default_rng(0).integers(1, 500, 400)
    spreads = [np.ptp(lengths[rows]) for rows in shuffled(lengths, 8, np.random.default_rng(0))]
    assert np.median(spreads) < 25


def test_batches_by_tokens_stay_below_the_limit_unless_one_text_is_longer():
    lengths = np.array([3, 90, 5, 7, 200, 1])
    batches = by_tokens(lengths, 100)
    assert sorted(np.concatenate(batches)) == list(range(6))
    assert all(len(rows) == 1 or len(rows) * lengths[rows].max() <= 100 for rows in batches)
    assert by_tokens(np.array([], dtype=int), 100) == []


def test_collating_pads_with_zero():
    marked = TokenSequence(np.array([4, 5, 6]), np.array([0, 1, 1]), np.array([False, True, False]))
    batch = collate([marked, TokenSequence.of([7])], torch.device("cpu"))
    assert batch.ids.tolist() == [[4, 5, 6], [7, 0, 0]]
    assert batch.lengths.tolist() == [3, 1]
    assert batch.mask.tolist() == [[True, True, True], [True, False, False]]
    assert batch.sentences.tolist() == [[0, 1, 1], [0, 0, 0]]
    assert batch.marked.tolist() == [[False, True, False], [False, False, False]]
    assert collate([TokenSequence.of([7])], torch.device("cpu")).marked is None


def test_a_window_counts_its_sentences_from_its_own_first():
    text = TokenSequence(np.arange(5), np.array([0, 0, 1, 2, 2]), np.array([True, False, False, False, True]))
    window = text.window(2, 5)
    assert window.ids.tolist() == [2, 3, 4]
    assert window.sentences.tolist() == [0, 1, 1]
    assert window.marked.tolist() == [False, False, True]
