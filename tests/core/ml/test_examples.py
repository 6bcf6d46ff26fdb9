from __future__ import annotations

import numpy as np

from core.ml.examples import Epochs, Examples, TrainingBatch
from core.ml.text.batches import TokenSequence
from core.ml.training_config import TrainingConfig
from tests.core.ml.tiny_training import examples


def ids(sequences):
    return [sequence.ids.tolist() for sequence in sequences]


def batches(part, epoch=0, **config):
    return Epochs(part, TrainingConfig(**{"batch_size": 16} | config), seed=0).batches(epoch)


def test_two_views_of_a_text_stand_in_one_batch():
    def resample(seed):
        return [TokenSequence.of([row, seed]) for row in range(40)]

    part = Examples(resample(0), np.eye(2, dtype=bool)[np.arange(40) % 2], resample)
    batch = batches(part)[0]
    assert (len(batch), len(batch.sequences), batch.views) == (16, 32, 2)
    rows, views = np.array(ids(batch.sequences)).reshape(2, 16, 2).transpose(2, 0, 1)
    assert np.array_equal(rows[0], rows[1])
    assert not np.isin(views[0], views[1]).any()
    assert np.array_equal(batch.targets.argmax(axis=1), rows[0] % 2)
    assert len(batches(part, consistency=0.0)[0].sequences) == 16


def test_parts_keep_the_views_of_a_text_together():
    sequences = [TokenSequence.of([view, row]) for view in range(2) for row in range(7)]
    offsets = np.arange(14, dtype=np.float32).reshape(7, 2)
    parts = list(TrainingBatch(sequences, np.eye(7, dtype=bool), offsets, 2).parts(3))
    assert [len(part) for part in parts] == [3, 3, 1]
    assert ids(parts[1].sequences) == [[0, 3], [0, 4], [0, 5], [1, 3], [1, 4], [1, 5]]
    assert parts[1].targets.argmax(axis=1).tolist() == [3, 4, 5]
    assert parts[2].offsets.tolist() == [[12, 13]]
    whole = next(TrainingBatch(sequences, np.eye(7, dtype=bool), None, 2).parts(0))
    assert ids(whole.sequences) == ids(sequences)


def test_offsets_follow_their_texts_through_every_pass():
    numbers = np.arange(20, dtype=np.float32)
    part = Examples(
        [TokenSequence.of([row]) for row in range(20)],
        np.eye(2, dtype=bool)[[0, 1] * 10],
        offsets=np.stack([numbers, -numbers], axis=1),
    )
    for batch in batches(part, consistency=0.0):
        assert [[row] for row in batch.offsets[:, 0].tolist()] == ids(batch.sequences)


def test_the_same_epoch_has_the_same_batches_and_another_has_others():
    part = examples(160)
    first, again, other = (ids(batches(part, epoch)[0].sequences) for epoch in (0, 0, 1))
    assert first == again != other


def test_the_share_of_marked_texts():
    assert examples(40, n_marked=10).marked_share == 0.25
    nothing = TokenSequence(np.array([3]), np.array([0]), np.array([False]))
    assert Examples([nothing], np.ones((1, 1), dtype=bool)).marked_share == 0
