from __future__ import annotations

import numpy as np
import pytest

from core.ml.explain.flips import smallest_flip
from core.ml.explain.subject import Subject, without
from core.ml.predictor import Predictor
from tests.core.ml.explain.conftest import CPU

GOOD, BAD = "lovely", "awful"


@pytest.fixture(scope="module")
def predictor(trained_logistic):
    return Predictor.load(trained_logistic, CPU)


def words_of(subject, found):
    return [
        subject.text[span.start : span.end] for span, is_out in zip(subject.spans, found.removed, strict=True) if is_out
    ]


def answer(predictor, text):
    return predictor.predict([text])[0].argmax()


def test_one_word_that_decides_is_found(predictor):
    subject = Subject.of(predictor, f"the room 我们 {GOOD} breakfast")
    found = smallest_flip(subject)
    assert found.removed.sum() == 1 and found.is_smallest
    rest = without(subject.text, subject.spans, found.removed)
    assert answer(predictor, rest) != answer(predictor, subject.text)


@pytest.mark.parametrize("n", [2, 3, 9])
def test_more_words_are_taken_out_where_fewer_do_not_do(predictor, n):
    subject = Subject.of(predictor, f"{GOOD} room " * n + f"the {BAD} breakfast")
    found = smallest_flip(subject)
    rest = without(subject.text, subject.spans, found.removed)
    assert answer(predictor, rest) != answer(predictor, subject.text)
    assert GOOD in words_of(subject, found)
    removed = np.flatnonzero(found.removed)
    for word in removed:  # none of them could stay
        fewer = found.removed.copy()
        fewer[word] = False
        kept = without(subject.text, subject.spans, fewer)
        assert len(removed) <= 3 or answer(predictor, kept) == answer(predictor, subject.text)


def test_an_answer_that_no_word_carries_stays(predictor):
    subject = Subject.of(predictor, "")
    found = smallest_flip(subject)
    assert found.removed is None and not found.is_smallest and found.n_tried > 0
