"""The benchmark of text models: what it does with its figures, without any model."""

from __future__ import annotations

import numpy as np
import pytest

from tests.benchmarks.texts import targets
from tests.benchmarks.texts.cells import cells_of
from tests.benchmarks.texts.data_sets import DataSet, load, random_split, without
from tests.benchmarks.texts.results import Result, Results, paired_difference, strongest

CONTEXT = {"seed": 0, "limit": 0}


def result(system, draw, right, labels="100", data="mr"):
    return Result(data, labels, system, draw, np.array(right, dtype=bool), 0.5, 1.0, "abc")


def filled(results):
    for draw in (0, 1):
        results.add(result("peer", draw, [1, 0, 0, 0, 1]))
        results.add(result("peer_words", draw, [1, 1, 0, 0, draw]))
        results.add(result("auto", draw, [1, 1, 1, 1, 0]))
    return results


def test_a_split_takes_every_row_once_and_always_the_same_way():
    rows = [(f"text {number}", "good") for number in range(13)]
    train, test = random_split(rows, 5)
    assert (len(train), len(test)) == (10, 3)
    assert sorted(train + test) == sorted(rows)
    assert random_split(rows, 5) == (train, test) != random_split(rows, 6)


def test_texts_of_the_test_part_are_dropped_whatever_space_is_around_them():
    assert without([(" a ", "0"), ("b", "1")], [("a", "1")]) == [("b", "1")]


def test_a_small_draw_lies_within_the_larger_one_and_another_draw_differs():
    data = DataSet("x", ("a", "b"), [str(number) for number in range(50)], np.arange(50) % 2, [], np.array([]))
    small, large = data.draw("10", 3, 0), data.draw("20", 3, 0)
    assert list(large[:10]) == list(small)
    assert list(data.draw("10", 3, 1)) != list(small)
    assert list(data.draw("all", 3, 1)) == list(range(50))


@pytest.mark.usefixtures("shared_data")
def test_shared_titles_leave_the_training_part():
    data = load("tnews")
    assert not {text.strip() for text in data.train_texts} & {text.strip() for text in data.test_texts}
    assert len(data.test_texts) == 10_000


def test_an_interrupted_run_goes_on_with_what_it_had(tmp_path):
    path = tmp_path / "out.jsonl"
    filled(Results(path, CONTEXT))
    path.write_bytes(path.read_bytes()[:-20])  # killed while it wrote the last line
    again = Results(path, CONTEXT)
    assert again.get(("mr", "100", "auto", 1)) is None
    assert again.of("mr", "100", "auto")[0].right.tolist() == [True, True, True, True, False]
    again.add(result("auto", 1, [0, 1, 0, 1, 0]))
    assert Results(path, CONTEXT).of("mr", "100", "auto")[1].accuracy == pytest.approx(0.4)


def test_results_of_another_seed_do_not_count(tmp_path):
    path = tmp_path / "out.jsonl"
    filled(Results(path, CONTEXT))
    assert Results(path, CONTEXT | {"seed": 1}).get(("mr", "100", "auto", 0)) is None


def test_a_cell_compares_with_the_strongest_peer():
    results = filled(Results(None, CONTEXT))
    peers = {name: results.of("mr", "100", name) for name in ("peer", "peer_words")}
    assert strongest(peers) == "peer_words"
    (cell,) = cells_of(results, "mr", "100", ["auto"], list(peers))
    assert cell["lead"] == pytest.approx(0.3)
    assert cell["peers"] == {"peer": 0.4, "peer_words": 0.5}


def test_a_peer_without_draws_stands_beside_every_draw():
    ours = np.array([[1, 1, 0], [1, 0, 0], [1, 1, 1]], dtype=bool)
    lead, (low, high) = paired_difference(ours, np.array([[1, 0, 0]], dtype=bool))
    assert lead == pytest.approx(1 / 3)
    assert low <= lead <= high


def test_the_interval_is_wider_when_draws_disagree():
    peer = np.zeros((4, 500), dtype=bool)
    steady = np.tile(np.arange(500) % 2 == 0, (4, 1))
    shaky = np.array([[1], [0], [1], [0]], dtype=bool).repeat(500, axis=1)
    widths = [high - low for _, (low, high) in (paired_difference(ours, peer) for ours in (steady, shaky))]
    assert widths[0] < 0.15 < widths[1]


def test_a_small_lead_misses_two_points_but_counts_elsewhere():
    cell = {"model": "auto", "accuracy": 0.75, "lead": 0.01, "strongest": "peer"}
    found = targets.judge([cell | {"data": "mr", "labels": "100"}, cell | {"data": "mr", "labels": "all"}])
    assert [target.is_met for target in found] == [False, True]
    assert [target.is_met for target in targets.judge([cell | {"data": "htl", "labels": "500"}])] == [False, True]
    assert targets.judge([cell | {"data": "mr", "labels": "100", "model": "logistic"}]) == []
    assert targets.table(found).splitlines()[-1].startswith("MISSED")
