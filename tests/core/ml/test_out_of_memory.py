"""A batch that does not fit is divided, and the step is the one that it would have been."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from core.jobs import messages
from core.ml import checkpoint, failures
from core.ml.callbacks import SaveProgress
from core.ml.models.attention_lstm import AttentionLSTM
from core.ml.train import train
from core.project import run_files
from tests.core.ml.tiny_training import Listen, StopAfter, examples, make, model

ERRORS = [
    torch.OutOfMemoryError("CUDA out of memory."),
    MemoryError(),
    RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 99 bytes."),
    RuntimeError("DefaultCPUAllocator: not enough memory: you tried to allocate 99 bytes."),
]


class Small(AttentionLSTM):
    """Has no room for more than so many texts."""

    most = 99
    error: BaseException = ERRORS[0]

    def forward(self, batch):
        if len(batch.ids) > self.most:
            raise self.error
        return super().forward(batch)


def small(most, error=ERRORS[0], **dropout):
    net = model(**dropout)
    net.__class__ = Small
    net.most, net.error = most, error
    return net


def make_small(most, error=ERRORS[0], **config):
    return make(net=small(most, error, dropout=0.0, word_dropout=0.0), **config)


@pytest.mark.parametrize("error", ERRORS)
def test_the_batch_is_halved_until_it_fits_and_the_user_is_told(error):
    training, listener = make_small(8, error, epochs=1), Listen()
    training.fit([listener])
    assert training.place.texts_at_once == 4  # in two views
    assert listener.heard == [
        "Not enough memory for 16 texts at once; goes on with 8.",
        "Not enough memory for 8 texts at once; goes on with 4.",
    ]
    assert training.place.step == training.steps_per_epoch


@pytest.mark.parametrize("is_multi_label", [False, True])
@pytest.mark.parametrize("has_class_weights", [False, True])
@pytest.mark.parametrize("consistency", [0.0, 1.0])
def test_a_divided_step_is_the_undivided_one(is_multi_label, has_class_weights, consistency):
    train = examples(160, n_marked=50, offsets=np.random.default_rng(3).normal(size=(160, 2)).astype(np.float32))
    train.targets[::3] = train.targets[0]  # so that the labels differ in number
    config = {
        "train": train,
        "is_multi_label": is_multi_label,
        "class_weights": has_class_weights,
        "consistency": consistency,
        "rationale_weight": 2.0,
        "conicity": 0.5,
    }
    divided, whole = make_small(7, **config), make_small(99, **config)
    for training in (divided, whole):
        batch = training.epochs.batches(0)[0]
        training.found = training._gradients(batch)
    assert divided.place.texts_at_once and not whole.place.texts_at_once
    assert divided.found == pytest.approx(whole.found, rel=1e-5)
    for one, other in zip(divided.optimizer.parameters, whole.optimizer.parameters, strict=True):
        assert torch.allclose(one.grad, other.grad, rtol=1e-4, atol=1e-6)


def test_a_single_text_that_does_not_fit_is_a_failure():
    with pytest.raises(torch.OutOfMemoryError) as caught:
        make_small(0).fit([])
    assert failures.as_app_error(caught.value).code == "out-of-memory"


def test_another_error_is_not_taken_for_one_of_memory():
    training = make_small(4, RuntimeError("shapes do not match"))
    with pytest.raises(RuntimeError, match="shapes"):
        training.fit([])
    assert training.place.texts_at_once == 0


def test_a_run_that_ran_out_of_memory_and_was_killed_ends_as_an_undisturbed_one(tmp_path):
    undisturbed, killed, resumed = (make(net=small(9), epochs=1) for _ in range(3))
    undisturbed.fit([])
    with pytest.raises(InterruptedError):
        killed.fit([SaveProgress(tmp_path, interval_s=0), StopAfter(20)])
    resumed.restore(*checkpoint.load_progress(tmp_path, resumed.tensors()))
    listener = Listen()
    resumed.fit([listener])
    assert listener.heard == []
    assert all(torch.equal(tensor, resumed.tensors()[name]) for name, tensor in undisturbed.tensors().items())


def test_a_whole_run_goes_on_with_smaller_batches_and_tells_it(make_run, job, said, monkeypatch):
    whole = AttentionLSTM.forward

    def forward(self, batch):
        if self.training and len(batch.ids) > 8:
            raise ERRORS[0]
        return whole(self, batch)

    monkeypatch.setattr(AttentionLSTM, "forward", forward)
    spec = make_run(epochs=1)
    train(spec, job)
    notices = [message for message in said if isinstance(message, messages.Notice)]
    assert [notice.values for notice in notices] == [{"n": 8, "smaller": 4}]
    assert [line["code"] for line in run_files.notices(Path(spec.run_dir))] == ["smaller-batch"]
    assert json.loads(Path(spec.run_dir, "state.json").read_text())["state"] == "finished"
