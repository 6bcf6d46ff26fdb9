from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from core.errors import AppError, Cancelled
from core.ml.text import ngrams
from core.ml.text.ngrams import NgramConfig, NgramFeatures

CHINESE = ["房间很大很干净", "房间很小", "服务很好，下次还来！！", "早餐不好。不好！", "干净", "好"]
ENGLISH = ["a very good film", "a very bad film", "Not a good film, is it?", "films"]
ALL = NgramConfig(min_documents=1)

texts_of_any_kind = st.lists(
    st.text(st.sampled_from("ab é\u0301好房👍🏽𠀀Ａｂ１!,。\u200d\ufe0f\x00\n\t ·İßﬁ'") | st.characters(), max_size=30),
    max_size=5,
)


def dense(rows):
    matrix = np.zeros((len(rows), rows.width))
    for row in range(len(rows)):
        span = slice(rows.starts[row], rows.starts[row + 1])
        matrix[row, rows.columns[span]] = rows.values[span]
    return matrix


@pytest.mark.parametrize("min_documents", [1, 2])
def test_chinese_gets_the_weights_that_scikit_learn_gives(min_documents):
    theirs = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True, min_df=min_documents)
    without_signs = [text.replace("，", "").replace("。", "").replace("！", "") for text in CHINESE]
    expected = theirs.fit_transform(without_signs).toarray()
    features = NgramFeatures.fit(without_signs, NgramConfig(min_documents=min_documents))
    actual = dense(features.transform(without_signs))
    assert actual.shape == expected.shape
    order, their_order = np.lexsort(actual.round(5)), np.lexsort(expected.round(5))
    assert np.allclose(actual[:, order], expected[:, their_order], atol=1e-6)


def test_spaced_writing_gives_words_pairs_and_parts_of_words():
    text = "To be, ok"
    features = NgramFeatures.fit([text], ALL)
    places = features.places(text)
    found = sorted(text[start:end] for start, end in zip(places.starts, places.ends, strict=True))
    words = ["To", "be", "ok", ",", "To be", "be,", ", ok"]
    parts = ["To", "To", "To", "be", "be", "be", "ok", "ok", "ok"]  # " to", "to " and " to ", and so on
    assert found == sorted(words + parts)


def test_width_and_case_make_no_difference_and_offsets_stay_true():
    features = NgramFeatures.fit(["very good", "好"], ALL)
    plain, wide = features.transform(["VERY good"]), features.transform(["ＶＥＲＹ　\t good"])
    assert np.array_equal(plain.columns, wide.columns)
    assert np.allclose(plain.values, wide.values)
    text = "👍 好"
    places = features.places(text)
    assert (places.starts.tolist(), places.ends.tolist()) == ([2], [3])


@given(texts_of_any_kind)
@settings(max_examples=60, deadline=None)
def test_a_text_alone_and_among_others_has_the_same_row(texts):
    features = NgramFeatures.fit([*texts, *CHINESE, *ENGLISH], ALL)
    together = dense(features.transform(texts))
    for text, row in zip(texts, together, strict=True):
        assert np.array_equal(dense(features.transform([text]))[0], row)
        places = features.places(text)
        assert set(places.columns) == set(np.flatnonzero(row))
        assert (places.starts >= 0).all()
        assert (places.starts < places.ends).all()
        assert (places.ends <= len(text)).all()


@given(texts_of_any_kind)
@settings(max_examples=50, deadline=None)
def test_rows_have_length_one_or_are_empty(texts):
    features = NgramFeatures.fit(ENGLISH + CHINESE)
    lengths = np.linalg.norm(dense(features.transform(texts)), axis=1)
    assert np.logical_or(np.abs(lengths - 1) < 1e-5, lengths == 0).all()


def test_texts_are_counted_alike_in_small_and_large_chunks(monkeypatch):
    texts = (ENGLISH + CHINESE) * 5
    whole = NgramFeatures.fit(texts)
    expected = whole.transform(texts)
    monkeypatch.setattr(ngrams, "CHUNK_CHARACTERS", 20)
    monkeypatch.setattr(ngrams, "MAX_KEYS", 300)
    parted = NgramFeatures.fit(texts)
    assert np.array_equal(parted.keys, whole.keys)
    assert np.array_equal(parted.idf, whole.idf)
    actual = whole.transform(texts)
    assert np.array_equal(actual.columns, expected.columns)
    assert np.allclose(actual.values, expected.values)


def test_beyond_the_limit_those_seen_once_are_let_go(monkeypatch):
    texts = [f"word{number} again" for number in range(500)]
    monkeypatch.setattr(ngrams, "CHUNK_TEXTS", 10)
    monkeypatch.setattr(ngrams, "MAX_KEYS", 200)
    assert len(NgramFeatures.fit(texts, ALL)) < 600  # of 500 words and 500 pairs
    assert np.diff(NgramFeatures.fit(texts).transform(["again"]).starts).tolist() == [13]  # the word and its parts


def test_the_most_frequent_are_kept():
    texts = ["好"] * 3 + ["大"] * 5 + ["小"] * 4
    features = NgramFeatures.fit(texts, NgramConfig(max_features=2))
    rows = features.transform(["好", "大", "小"])
    assert np.diff(rows.starts).tolist() == [0, 1, 1]


@pytest.mark.parametrize("texts", [[], [""], ["", " \n"], ["\u200d"], ["a"]])
def test_hardly_any_text_gives_no_features_and_empty_rows(texts):
    features = NgramFeatures.fit(texts)
    rows = features.transform([*texts, "good", "好"])
    assert (len(features), len(rows), rows.starts[-1]) == (0, len(texts) + 2, 0)
    assert len(features.places("good").columns) == 0


def test_a_saved_vocabulary_gives_the_same_rows_and_a_damaged_one_is_refused():
    features = NgramFeatures.fit(ENGLISH)
    tensors = features.tensors()
    again = NgramFeatures.from_tensors(tensors).transform(ENGLISH)
    assert np.array_equal(again.values, features.transform(ENGLISH).values)
    for damaged in (
        {},
        {**tensors, "idf": tensors["idf"][1:]},
        {**tensors, "keys": tensors["keys"][::-1]},
        {**tensors, "keys": tensors["keys"] - tensors["keys"].max()},
        {**tensors, "idf": tensors["idf"] * np.float32("nan")},
    ):
        with pytest.raises(AppError, match="damaged"):
            NgramFeatures.from_tensors(damaged)


def test_counting_can_be_cancelled():
    def cancel(*_):
        raise Cancelled

    with pytest.raises(Cancelled):
        NgramFeatures.fit(ENGLISH, ALL, cancel)


def test_rows_are_taken_in_the_order_asked_for():
    features = NgramFeatures.fit(ENGLISH, ALL)
    rows = features.transform(ENGLISH)
    taken = dense(rows.rows(np.array([2, 0, 2])))
    assert np.array_equal(taken, dense(rows)[[2, 0, 2]])
    assert np.array_equal(dense(rows.transposed()), dense(rows).T)
