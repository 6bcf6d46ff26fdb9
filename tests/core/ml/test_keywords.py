from __future__ import annotations

import math

import numpy as np
import pytest

from core.ml.keywords import MAX_EXAMPLES, Keywords
from core.ml.reading import Reading
from core.records import Span


def reading(text, weights):
    """Words are separated by blanks; a piece each."""
    spans, start = [], 0
    for word in text.split(" "):
        spans.append(Span(start, start + len(word)))
        start += len(word) + 1
    return Reading(spans, np.array([1.0, 0.0]), np.array(weights))


def add(keywords, document, text, weights, label):
    keywords.add(document, text, reading(text, weights), [label])


def words(keywords, label):
    return [row["word"] for row in keywords.table()["labels"][label]]


@pytest.fixture
def keywords():
    table = Keywords(["good", "bad"])
    for i in range(10):
        add(table, i, "room Lovely the", [0.2, 0.7, 0.1], 0)
        add(table, 10 + i, "room awful the", [0.2, 0.7, 0.1], 1)
    return table


def test_words_typical_of_a_label_and_looked_at_are_its_keywords(keywords):
    assert words(keywords, "good") == ["lovely"]
    assert words(keywords, "bad") == ["awful"]


def test_the_figures_are_those_of_the_docstring(keywords):
    row = keywords.table()["labels"]["good"][0]
    lift = 11 / (11 * 11 / 21 + 1)
    assert row["documents"] == 10
    assert row["weight"] == pytest.approx(0.7 * 3, abs=1e-4)
    assert row["lift"] == pytest.approx(lift, abs=1e-4)
    assert row["score"] == pytest.approx(2.1 * math.log(11) * math.log2(lift), abs=1e-3)
    assert row["examples"] == list(range(9, -1, -1))


def test_punctuation_numbers_and_one_off_words_are_left_out(keywords):
    for i in range(5):
        add(keywords, 50 + i, "！ 2008 x", [0.5, 0.4, 0.1], 1)
    add(keywords, 99, "bizarre x", [0.9, 0.1], 1)
    assert words(keywords, "bad") == ["awful"]


def test_a_frequent_word_stands_before_a_rare_one_with_more_weight(keywords):
    for i in range(2):
        add(keywords, 60 + i, "quirky x y", [0.9, 0.1, 0.0], 0)
    assert words(keywords, "good") == ["lovely", "quirky"]


def test_examples_are_the_documents_with_the_most_weight():
    table = Keywords(["good", "bad"])
    for i in range(40):
        add(table, i, "fine x y", [0.4 + i / 100, 0.3, 0.3 - i / 100], 0)
        add(table, 100 + i, "other x", [0.5, 0.5], 1)
    assert table.table()["labels"]["good"][0]["examples"] == list(range(39, 39 - MAX_EXAMPLES, -1))


def test_no_documents_give_empty_tables():
    assert Keywords(["a", "b"]).table() == {"labels": {"a": [], "b": []}}


def test_evidence_for_a_label_makes_its_keywords_and_evidence_against_does_not():
    table = Keywords(["good", "bad"])
    for i in range(10):
        spans = reading("room lovely but", [0, 0, 0]).spans
        evidence = np.array([[0.0, 0.0], [3.0, -3.0], [-2.0, 2.0]])
        table.add(i, "room lovely but", Reading(spans, np.array([1.0, 0.0]), evidence=evidence, bias=np.zeros(2)), [0])
        add(table, 20 + i, "room awful but", [0.2, 0.7, 0.1], 1)
    assert words(table, "good") == ["lovely"]


def test_a_model_that_tells_nothing_has_no_keywords():
    table = Keywords(["good", "bad"])
    table.add(1, "room", Reading(reading("room", [1]).spans, np.array([1.0, 0.0])), [0])
    assert words(table, "good") == []
