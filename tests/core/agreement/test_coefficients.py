"""The coefficients, against the papers' own examples and public implementations."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import binary_distance, masi_distance
from sklearn.metrics import cohen_kappa_score

from core.agreement import coefficients, measure
from core.agreement.measure import Patterns

FLEISS_1971 = (
    "00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031"
    " 00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006"
)


def at_random(n: int, names: str, *, n_labels: int, is_multi: bool = False, missing: float = 0.2) -> Patterns:
    """Documents with a true label each; whoever answers is wrong a third of the time."""
    random = np.random.default_rng(n)
    found: Counter[measure.Pattern] = Counter()
    for true in random.integers(n_labels, size=n):
        said = {}
        for name in names:
            label = int(true) if random.random() > 1 / 3 else int(random.integers(n_labels))
            more = {int(one) for one in random.integers(n_labels, size=random.integers(3))} if is_multi else set()
            if random.random() >= missing:
                said[name] = tuple(sorted({label} | more))
        if len(said) > 1:
            found[tuple(said.items())] += 1
    return found


def as_nltk(patterns: Patterns, distance: object) -> AnnotationTask:
    documents = [pattern for pattern, n in patterns.items() for _ in range(n)]
    data = [(name, number, frozenset(answer)) for number, one in enumerate(documents) for name, answer in one]
    return AnnotationTask(data=data, distance=distance)


def test_kappa_of_cohens_own_example() -> None:
    table = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
    patterns = {(("a", (i,)), ("b", (j,))): n for i, row in enumerate(table) for j, n in enumerate(row)}
    found = measure.pair(patterns, "a", "b", is_multi_label=False)
    assert (found.n, found.raw.value) == (200, pytest.approx(0.70))
    assert found.kappa.value == pytest.approx(0.492, abs=0.0005)


@pytest.mark.parametrize("n_labels", [2, 3, 7])
def test_kappa_is_scikit_learns(n_labels: int) -> None:
    patterns = at_random(150, "ab", n_labels=n_labels, missing=0.0)
    said = np.array([[answer[0] for _, answer in pattern] for pattern, n in patterns.items() for _ in range(n)])
    found = measure.pair(patterns, "a", "b", is_multi_label=False).kappa
    assert found.value == pytest.approx(cohen_kappa_score(said[:, 0], said[:, 1]), abs=1e-12)


def test_kappa_of_fleiss_own_example() -> None:
    counts = np.array([list(map(int, row)) for row in FLEISS_1971.split()], float)
    assert coefficients.fleiss(np.ones((1, 30)), counts)[0] == pytest.approx(0.430, abs=0.0005)


def test_alpha_of_krippendorffs_own_example() -> None:
    rows = ["123321412___", "1233224125_3", "_3332342251_", "12332441251_"]
    patterns: Counter[measure.Pattern] = Counter()
    for unit in zip(*rows, strict=True):
        said = tuple((name, (int(value),)) for name, value in zip("ABCD", unit, strict=True) if value != "_")
        patterns[said] += len(said) > 1
    found = measure.alpha(+patterns, is_multi_label=False)
    assert (found.n, found.value) == (11, pytest.approx(0.743, abs=0.0005))


def test_alpha_of_single_labels_is_nltks_with_answers_missing() -> None:
    patterns = at_random(200, "abcd", n_labels=4)
    expected = as_nltk(patterns, binary_distance).alpha()
    assert measure.alpha(patterns, is_multi_label=False).value == pytest.approx(expected, abs=1e-12)


def test_alpha_of_sets_is_nltks_with_masi() -> None:
    patterns = at_random(120, "abc", n_labels=5, is_multi=True)
    expected = as_nltk(patterns, masi_distance).alpha()
    assert measure.alpha(patterns, is_multi_label=True).value == pytest.approx(expected, abs=1e-12)


def test_masi_is_nltks_for_equal_nested_crossing_and_disjoint_sets() -> None:
    sets = [(), (1,), (1, 2), (2, 3), (1, 2, 3, 4), (5, 6)]
    found = coefficients.masi(sets)
    for row, one in enumerate(sets):
        for column, other in enumerate(sets):
            expected = masi_distance(frozenset(one), frozenset(other)) if one or other else 0.0
            assert found[row, column] == pytest.approx(expected)


def test_samples_weigh_documents_as_if_they_were_there_so_often() -> None:
    counts = np.array([[2, 0, 1], [0, 2, 0], [1, 1, 1]], float)
    often = np.repeat(counts, [3, 1, 2], axis=0)
    distance = coefficients.nominal([(1,), (2,), (3,)])
    weighted = coefficients.alpha(np.array([[3.0, 1.0, 2.0]]), counts, distance)
    assert weighted == pytest.approx(coefficients.alpha(np.ones((1, 6)), often, distance))
