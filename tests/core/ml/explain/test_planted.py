from __future__ import annotations

import numpy as np
import pytest

from core.ml.explain.planted import LABELS, SPACED, SPACELESS_WORDS, examples, hits, made_up, plant
from core.ml.explain.subject import Subject
from tests.core.ml.conftest import documents
from tests.core.ml.explain.conftest import make_predictor

HAN = ["房间很大，服务也不错。", "早餐太差了", "下次不会再来"] * 8
LATIN = ["the room was clean", "breakfast took far too long", "we will not come back"] * 4


@pytest.mark.parametrize("texts", [HAN, LATIN, [line["text"] for line in documents(40)], ["", "a"] * 40])
@pytest.mark.parametrize("kind", ["word", "pair"])
def test_what_was_planted_stands_where_it_says_and_alone_decides(texts, kind):
    first, second = made_up(texts)
    made = plant(texts, kind, seed=0)
    assert sorted({one.label for one in made}) == list(LABELS[kind])
    for one in made:
        found = [one.text[span.start : span.end] for span in one.spans]
        orders = {"1": [[first, second]], "2": [[second, first]], "3": [[first], [second]]}[one.label]
        assert found in (orders if kind == "pair" else [order[:1] for order in orders])
        assert sum(one.text.count(word) for word in (first, second)) == len(found)


def test_the_made_up_words_are_in_the_texts_writing_and_in_none_of_them():
    assert made_up(HAN) == SPACELESS_WORDS[:2]
    assert made_up(LATIN) == SPACED[:2]
    assert made_up([*LATIN, "a Zorvex"]) == SPACED[1:3]
    assert len(set(made_up([" ".join(SPACED)]))) == 2


def test_planted_texts_are_the_documents_of_a_run():
    made = plant(LATIN, "word", seed=0)
    found = examples(made[3:], made[:3])
    assert [example.part for example in found] == ["train"] * 9 + ["holdout"] * 3
    assert len({example.id for example in found}) == 12


def test_a_method_hits_when_the_planted_words_rank_first(words):
    subject_text = plant(LATIN, "pair", seed=0)[0]
    subject = Subject.of(make_predictor(words), subject_text.text)
    marked = np.zeros(len(subject.spans))
    for number, span in enumerate(subject.spans):
        marked[number] = any(span.start < mark.end and mark.start < span.end for mark in subject_text.spans)
    one_only = marked * 0
    one_only[marked.argmax()] = 1
    one_only[(marked == 0).argmax()] = 2
    found = hits(subject, subject_text, {"right": marked, "wrong": -marked, "half": one_only})
    assert found == {"right": 1, "wrong": 0, "half": 0.5}
