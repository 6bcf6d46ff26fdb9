from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from core import trust
from core.errors import Cancelled
from core.jobs import specs
from core.jobs.messages import Progress
from core.jobs.specs import ProbeSpec
from core.ml import probe
from core.ml.train import train
from tests.core.ml.conftest import documents


@pytest.fixture
def finished(make_run, job):
    """A finished run of a small model, with its spec beside it."""

    def make(model, **settings):
        spec = dataclasses.replace(make_run(documents(600), **settings), model=model, settings=settings)
        Path(spec.run_dir, "spec.json").write_text(json.dumps(specs.to_json(spec)))
        train(spec, job)
        return spec.run_dir

    return make


def test_copies_on_planted_words_and_from_other_seeds_are_kept(finished, job, said, monkeypatch):
    monkeypatch.setattr(probe, "N_POINTED", 5)
    run_dir = finished("logistic")
    found = probe.probe(ProbeSpec(run_dir, n_seeds=1, n_compared=20, device="cpu"), job)
    assert json.loads(Path(run_dir, "probes.json").read_text()) == json.loads(json.dumps(found))
    word, pair = found["planted"]["word"], found["planted"]["pair"]
    assert word["accuracy"] == 1 and word["methods"]["evidence"] == {"hit_rate": 1, "n": 5}
    assert word["methods"]["leave-one-out"]["hit_rate"] == 1
    assert pair["accuracy"] < trust.LEARNED_FROM and pair["methods"] == {}  # it cannot tell the order of words
    assert found["seeds"]["same_answer"] == 1 and found["seeds"]["tau"] == pytest.approx(1, abs=0.02)
    assert "attention_divergence" not in found["seeds"]
    assert {"point", "compare"} <= {message.phase for message in said if isinstance(message, Progress)}
    assert not list(Path(run_dir).glob(".beside-*"))


def test_attention_of_another_seed_looks_elsewhere(finished, job, monkeypatch):
    monkeypatch.setattr(probe, "KINDS", ())
    run_dir = finished("attention-lstm", epochs=1, vocabulary=200, hidden_size=8, embedding_size=8)
    found = probe.probe(ProbeSpec(run_dir, n_seeds=1, n_compared=12, device="cpu"), job)
    assert 0 < found["seeds"]["attention_divergence"] < 0.7
    assert -1 <= found["seeds"]["tau"] < 1


def test_a_probe_that_is_cancelled_leaves_nothing(finished, job):
    run_dir = finished("logistic")
    job.control.cancel()
    with pytest.raises(Cancelled):
        probe.probe(ProbeSpec(run_dir, device="cpu"), job)
    assert not Path(run_dir, "probes.json").exists() and not list(Path(run_dir).glob(".beside-*"))
