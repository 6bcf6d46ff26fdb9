import itertools

import numpy as np
import pytest
import torch
from torch import nn

from core.ml.beam import BeamOptions, search, shifted
from core.ml.text.batches import Batch
from tests.core.ml.translation.test_translation_models import SOURCE, make

END = 4


class Table(nn.Module):
    """The next piece depends on the last one alone; looks at the source piece that has the last one's number."""

    def __init__(self, logs):
        super().__init__()
        self.logs = logs  # (V, V)

    def begin(self, source):
        return {"ids": source.ids}

    def step(self, state, ids):
        return ids.float()[:, None], nn.functional.one_hot(ids % 3, 3).float(), state

    def score(self, states):
        return self.logs[states[:, 0].long()]


def source_of(n):
    return Batch(torch.ones(n, 3, dtype=torch.long), torch.full((n,), 3), torch.zeros(n, 3))


def table(seed):
    logs = torch.randn(END + 1, END + 1, generator=torch.Generator().manual_seed(seed)) * 2
    return torch.log_softmax(logs, dim=1)


def score_of(logs, ids, exponent):
    steps = list(itertools.pairwise([END, *ids, END]))
    allowed = logs.clone()
    return sum(float(allowed[a, b]) for a, b in steps) / len(steps) ** exponent


@pytest.mark.parametrize("seed", range(4))
def test_a_wide_beam_finds_what_trying_everything_finds(seed):
    logs = table(seed)
    tried = [ids for n in range(4) for ids in itertools.product((1, 2, 3), repeat=n)]
    best = max(tried, key=lambda ids: score_of(logs, ids, 1.0))
    found = search(Table(logs), source_of(1), END, BeamOptions(40))[0][0]
    assert found.score >= score_of(logs, best, 1.0) - 1e-5
    assert found.score == pytest.approx(score_of(logs, found.ids, 1.0), abs=1e-5)


def test_a_beam_of_one_is_greedy():
    logs, ids = table(0), [END]
    logs[:, 0] = -1e9
    while len(ids) < 19 and (len(ids) == 1 or ids[-1] != END):
        ids.append(int(logs[ids[-1]].argmax()))
    found = search(Table(logs), source_of(1), END, BeamOptions(1))[0][0]
    assert list(found.ids) == ids[1 : len(found.ids) + 1]


def test_every_hypothesis_has_the_attention_it_was_said_with():
    for found in search(Table(table(1)), source_of(2), END, BeamOptions(5))[1]:
        given = [END, *found.ids][: len(found.weights)]
        assert found.weights.argmax(axis=1).tolist() == [id % 3 for id in given]
        assert len(found.weights) == len(found.ids) + found.is_finished


def test_when_no_beam_ends_there_is_a_translation_all_the_same():
    logs = table(2)
    logs[:, END] = -float("inf")
    found = search(Table(logs), source_of(2), END, BeamOptions(3))
    assert all(one and not one[0].is_finished and one[0].ids for one in found)


def test_numbers_that_are_none_do_not_crash_it():
    found = search(Table(torch.full((5, 5), float("nan"))), source_of(1), END, BeamOptions(3))
    assert len(found[0]) >= 1


@pytest.mark.parametrize("name", ["bahdanau", "seq2seq", "transformer"])
def test_many_sources_at_once_are_translated_as_one_by_one(name):
    model, options = make(name), BeamOptions(3)
    together = search(model, SOURCE, 10, options)
    for row, length in enumerate(SOURCE.lengths.tolist()):
        alone = Batch(SOURCE.ids[row : row + 1, :length], SOURCE.lengths[row : row + 1], torch.zeros(1, length))
        found = search(model, alone, 10, options)[0]
        assert [one.ids for one in found] == [one.ids for one in together[row]]
        assert found[0].score == pytest.approx(together[row][0].score, abs=1e-4)


def test_the_shifted_reading_takes_the_row_that_has_seen_the_word():
    rows = np.arange(8.0).reshape(4, 2)
    assert shifted(rows, 3).tolist() == rows[1:].tolist()
    assert shifted(rows[:3], 3).tolist() == [*rows[1:3].tolist(), rows[2].tolist()]
