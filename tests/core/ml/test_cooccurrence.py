from __future__ import annotations

import numpy as np
import pytest

from core.ml.text import cooccurrence


def test_words_that_keep_the_same_company_begin_alike():
    rng = np.random.default_rng(0)
    company = {2: 10, 3: 10, 4: 20, 5: 30, 6: 40}  # pieces 2 and 3 stand among 10…19, piece 4 among 20…29, and so on
    texts = []
    for _ in range(600):
        word = int(rng.integers(2, 7))
        texts.append(np.insert(rng.integers(company[word], company[word] + 10, 6), 3, word))
    rows = cooccurrence.embeddings(texts, vocabulary=50, size=4, seed=0)
    assert np.array_equal(rows, cooccurrence.embeddings(texts, vocabulary=50, size=4, seed=0))
    two, three, four = (row / np.linalg.norm(row) for row in rows[2:5])
    assert two @ three > 0.8 > 0.3 > two @ four
    assert rows[2:5].std() == pytest.approx(0.1, rel=0.5)


@pytest.mark.parametrize("texts", [[[2]], [[2, 3]], [[1, 1, 1]], [[2, 3, 2, 3]]])
def test_hardly_any_text_gives_a_start_as_well(texts):
    rows = cooccurrence.embeddings([np.array(ids) for ids in texts], vocabulary=5, size=16, seed=0)
    assert rows.shape == (5, 16)
    assert not rows[0].any() and rows[4].any()
    assert np.isfinite(rows).all()


def test_pieces_of_the_same_texts_begin_alike_however_far_apart_they_stand():
    rng = np.random.default_rng(0)
    texts = []
    for _ in range(300):
        subject = int(rng.integers(2))
        own = rng.integers(10 + 10 * subject, 20 + 10 * subject, 30)
        texts.append(np.concatenate([[2 + 2 * subject], own, [3 + 2 * subject]]))  # 2 … 3, or 4 … 5: 30 pieces apart
    rows = cooccurrence.topical(texts, vocabulary=40, size=4, seed=0)
    assert np.array_equal(rows, cooccurrence.topical(texts, vocabulary=40, size=4, seed=0))
    two, three, four = (row / np.linalg.norm(row) for row in rows[2:5])
    assert two @ three > 0.9 > 0.5 > two @ four
    assert rows[2:5].std() == pytest.approx(0.1, rel=0.9)


@pytest.mark.parametrize("texts", [[[2]], [[1]], [[2, 3]], [[2], [2]], [[1, 1, 1]], [[2, 3, 2, 3], [4]]])
def test_hardly_any_text_gives_topical_rows_as_well(texts):
    rows = cooccurrence.topical([np.array(ids, np.int32) for ids in texts], vocabulary=5, size=16, seed=0)
    assert rows.shape == (5, 16) and rows.dtype == np.float32
    assert not rows[0].any() and rows[4].any()
    assert np.isfinite(rows).all()
