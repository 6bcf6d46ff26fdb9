from __future__ import annotations

import numpy as np
import pytest

from core.errors import AppError, Cancelled
from core.ml.text.sparse import Csr
from core.ml.text.topics import TopicConfig, Topics


def sparse(matrix):
    rows, columns = np.nonzero(matrix)
    starts = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=len(matrix)))])
    values = matrix[rows, columns].astype(np.float32)
    return Csr(starts.astype(np.int64), columns.astype(np.int32), values, matrix.shape[1])


@pytest.fixture
def matrix():
    rng = np.random.default_rng(0)
    low_rank = rng.random((30, 4)) * [8, 4, 2, 1] @ rng.normal(size=(4, 20))
    return np.where(rng.random((30, 20)) < 0.7, low_rank, 0)


def test_topics_are_the_singular_directions_after_the_first_weighted_by_their_strength(matrix):
    _, strengths, directions = np.linalg.svd(matrix, full_matrices=False)
    expected = matrix @ directions[1:4].T * strengths[1:4] ** 1.5
    expected /= np.sqrt((expected**2).sum(axis=1).mean())
    topics = Topics.fit(sparse(matrix), TopicConfig(size=3)).project(sparse(matrix))
    assert topics.shape == (30, 3)
    assert np.allclose(np.abs(topics), np.abs(expected), atol=1e-4)


def test_a_weight_on_topics_is_a_weight_on_features(matrix):
    topics = Topics.fit(sparse(matrix), TopicConfig(size=3))
    weights = np.random.default_rng(1).normal(size=(3, 2))
    assert np.allclose(matrix @ topics.spread(weights), topics.project(sparse(matrix)) @ weights, atol=1e-4)


def test_the_same_seed_gives_the_same_topics_from_a_sample_of_texts(matrix):
    config = TopicConfig(size=3, max_texts=10, max_features=7)
    first, second = Topics.fit(sparse(matrix), config), Topics.fit(sparse(matrix), config)
    assert first.directions.shape == (7, 3)
    assert np.array_equal(first.directions, second.directions)
    other = Topics.fit(sparse(matrix), TopicConfig(size=3, max_texts=10, max_features=7, seed=1))
    assert not np.array_equal(first.directions, other.directions)


@pytest.mark.parametrize("matrix", [np.zeros((0, 0)), np.zeros((3, 5)), np.ones((1, 5)), np.ones((5, 1)), np.eye(2)])
def test_hardly_any_text_gives_few_topics_or_none(matrix):
    topics = Topics.fit(sparse(matrix))
    assert topics.size < 2
    assert topics.project(sparse(matrix)).shape == (len(matrix), topics.size)
    assert np.isfinite(topics.directions).all()


def test_saved_topics_are_the_same_and_damaged_ones_are_refused(matrix):
    topics = Topics.fit(sparse(matrix), TopicConfig(size=3))
    tensors = topics.tensors()
    assert np.array_equal(Topics.from_tensors(tensors).project(sparse(matrix)), topics.project(sparse(matrix)))
    for damaged in (
        {},
        {**tensors, "columns": tensors["columns"][1:]},
        {**tensors, "columns": tensors["columns"] + 1},
        {**tensors, "directions": tensors["directions"].astype(np.float64)},
        {**tensors, "width": np.array([])},
    ):
        with pytest.raises(AppError, match="damaged"):
            Topics.from_tensors(damaged)


def test_learning_topics_can_be_cancelled(matrix):
    def cancel(*_):
        raise Cancelled

    with pytest.raises(Cancelled):
        Topics.fit(sparse(matrix), None, cancel)
