"""What an analyst would use instead: scikit-learn's TF-IDF with logistic regression, in three forms."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline

from tests.benchmarks.texts.data_sets import ALL, DataSet

PEER = "peer"  # the issue's: vocabulary and idf from the labelled texts
ALL_TEXTS = "peer_all_texts"  # the same with vocabulary and idf from all training texts
WORDS = "peer_words"  # the with words and pairs of words in place of characters


def vectorizer(*, of_words: bool = False) -> TfidfVectorizer:
    kind: dict[str, Any] = {"analyzer": "word", "ngram_range": (1, 2)} if of_words else CHARACTERS
    return TfidfVectorizer(sublinear_tf=True, min_df=2, **kind)


CHARACTERS: dict[str, Any] = {"analyzer": "char", "ngram_range": (1, 3)}


def regression() -> LogisticRegression:
    return LogisticRegression(C=10, max_iter=1000)


def pipeline(texts: Sequence[str], labels: NDArray[np.intp], *, of_words: bool = False) -> Pipeline:
    return make_pipeline(vectorizer(of_words=of_words), regression()).fit(texts, labels)


class Peers:
    """The peers on one data set. What all of a set's cells share is worked out once."""

    def __init__(self, data: DataSet) -> None:
        self._data = data

    def names(self, labels: str) -> list[str]:
        """Those that differ from one another: when all texts have labels, all texts are the labelled ones."""
        names = [PEER] if labels == ALL else [PEER, ALL_TEXTS]
        return [*names, WORDS] if self._data.is_english else names

    def predict(self, name: str, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        """The label of each test text, learned from these rows of the training texts."""
        labels = self._data.train_labels[rows]
        if name == ALL_TEXTS:
            train, test = self._all_texts
            return np.asarray(regression().fit(train[rows], labels).predict(test))
        texts = [self._data.train_texts[row] for row in rows]
        return np.asarray(pipeline(texts, labels, of_words=name == WORDS).predict(self._data.test_texts))

    @functools.cached_property
    def _all_texts(self) -> tuple[Any, Any]:
        """The vectors of the training texts and of the test texts."""
        own = vectorizer()
        train = own.fit_transform(self._data.train_texts)
        return train, own.transform(self._data.test_texts)
