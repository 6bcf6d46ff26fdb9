"""Figures of agreement: their intervals, and what is said where there is none."""

from __future__ import annotations

from collections import Counter

import pytest

from core.agreement import figures, measure
from core.agreement.figures import NO_OVERLAP, NOT_ALL, ONE_ANNOTATOR, ONE_LABEL
from core.agreement.measure import Patterns


def said(*documents: str) -> Patterns:
    """Each document a word, each letter what an annotator says: a, b, c in turn; "_" where he says nothing."""
    found: Counter[measure.Pattern] = Counter()
    for document in documents:
        found[tuple((name, (ord(x),)) for name, x in zip("abc", document, strict=False) if x != "_")] += 1
    return found


MIXED = said(*["xx"] * 20, *["yy"] * 12, *["xy"] * 5, *["yx"] * 3)


def test_nobody_answered_the_same_document() -> None:
    found = measure.pair(said("x_", "_y"), "a", "b", is_multi_label=False)
    assert (found.n, found.kappa.value, found.kappa.notes) == (0, None, (NO_OVERLAP,))
    assert measure.alpha(measure.overlap(said("x__", "_y_"), "ab"), is_multi_label=False).notes == (NO_OVERLAP,)


def test_with_a_single_label_chance_agrees_too() -> None:
    patterns = said(*["xx"] * 30)
    found = measure.pair(patterns, "a", "b", is_multi_label=False)
    assert found.raw.value == 1
    for figure in (found.kappa, found.alpha, measure.fleiss(patterns, "ab")):
        assert (figure.value, figure.interval, figure.notes) == (None, None, (ONE_LABEL,))


def test_fleiss_needs_documents_that_all_have_answered() -> None:
    patterns = said("xx_", "_yy", "x_x")
    assert measure.fleiss(patterns, "abc").notes == (NOT_ALL,)
    assert measure.alpha(patterns, is_multi_label=False).value is not None


def test_it_takes_two() -> None:
    assert measure.fleiss(said("x"), "a").notes == (ONE_ANNOTATOR,)


def test_an_interval_holds_the_value_and_shrinks_with_more_documents() -> None:
    many = {pattern: 20 * n for pattern, n in MIXED.items()}
    few, wide = (measure.alpha(patterns, is_multi_label=False) for patterns in (many, MIXED))
    assert few.value == pytest.approx(wide.value, abs=0.01)
    for figure in (few, wide):
        assert figure.interval and figure.value and figure.interval[0] < figure.value < figure.interval[1]
    assert few.interval and wide.interval
    assert 3 < (wide.interval[1] - wide.interval[0]) / (few.interval[1] - few.interval[0]) < 6


def test_the_same_answers_give_the_same_interval() -> None:
    assert measure.alpha(MIXED, is_multi_label=False) == measure.alpha(MIXED, is_multi_label=False)


def test_few_documents_have_a_value_and_no_interval() -> None:
    found = measure.alpha(said("xx", "yy", "xy"), is_multi_label=False)
    assert found.value is not None
    assert (found.interval, found.notes) == (None, (figures.too_few(3, 10),))


def test_perfect_agreement_does_not_claim_to_be_certain() -> None:
    found = measure.alpha(said(*["xx"] * 20, *["yy"] * 20), is_multi_label=False)
    assert (found.value, found.interval) == (1.0, None)
    assert "7.2 %" in str(found.notes[0])


def test_one_label_nearly_everywhere_explains_a_low_value() -> None:
    found = measure.pair(said(*["xx"] * 95, "xy", "yx", "xy", "yx", "yy"), "a", "b", is_multi_label=False)
    assert found.raw.value == 0.96
    assert found.kappa.value and found.kappa.value < 0.4
    assert found.kappa.notes[-1] == figures.lopsided(0.97, 0.97**2 + 0.03**2)


def test_by_label_it_counts_whether_they_have_it() -> None:
    patterns = {
        (("a", (1, 2)), ("b", (1,))): 10,
        (("a", (2,)), ("b", (2,))): 10,
        (("a", ()), ("b", (1,))): 1,
    }
    assert measure.alpha_of(1, patterns).value == pytest.approx(1 - (2 / 42) / (2 * 21 * 21 / (42 * 41)))
    assert measure.alpha_of(3, patterns).notes == (ONE_LABEL,)


def test_every_note_fills_its_sentence() -> None:
    for note in (figures.too_few(3, 10), figures.no_disagreement(5), figures.lopsided(0.9, 0.8), figures.unstable()):
        assert "{" not in str(note)
