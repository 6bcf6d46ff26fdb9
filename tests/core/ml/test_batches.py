from __future__ import annotations

import numpy as np
import torch

from core.ml.text.batches import by_tokens, collate, shuffled


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
    batch = collate([[4, 5, 6], [7]], torch.device("cpu"))
    assert batch.ids.tolist() == [[4, 5, 6], [7, 0, 0]]
    assert batch.lengths.tolist() == [3, 1]
