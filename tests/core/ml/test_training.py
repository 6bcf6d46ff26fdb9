from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch

from core.errors import AppError
from core.ml import callbacks
from core.ml.callbacks import KeepBest, SaveProgress, StopAtNonsense, StopEarly
from core.ml.models.attention_lstm import AttentionLSTM, AttentionLSTMConfig
from core.ml.text.batches import TokenSequence
from core.ml.training import Callback, Examples, Training, TrainingConfig, _is_as_good


def examples(n, seed=0):
    """Texts of pieces 2…19 whose label is whether piece 2 or piece 3 is among them."""
    rng = np.random.default_rng(seed)
    classes = np.arange(n) % 2
    sequences = []
    for label in classes:
        sequence = rng.integers(4, 20, rng.integers(2, 9))
        sequence[rng.integers(len(sequence))] = 2 + label
        sequences.append(TokenSequence.of(sequence))
    return Examples(sequences, np.eye(2, dtype=bool)[classes])


def make(seed=0, train=None, valid=None, is_multi_label=False, **config):
    torch.manual_seed(seed)
    model = AttentionLSTM(AttentionLSTMConfig(20, 2, 8, 8, dropout=0.2, word_dropout=0.1))
    settings = TrainingConfig(**{"epochs": 3, "batch_size": 16, "learning_rate": 0.02} | config)
    parts = (train or examples(160), valid or examples(60, seed=1))
    return Training(model, *parts, settings, is_multi_label=is_multi_label, seed=seed)


def test_the_loss_goes_down_and_the_task_is_learned():
    training = make()
    training.fit([])
    history = training.place.history
    assert history[-1].train_loss < 0.6 * history[0].train_loss
    assert history[-1].macro_f1 > 0.95
    assert history[-1].n_valid == 60


def test_several_labels_are_learned_too():
    def both(part):
        return Examples(part.sequences, part.targets & np.array([True, False]))

    training = make(train=both(examples(160)), valid=both(examples(60, 1)), is_multi_label=True)
    training.fit([])
    assert training.place.history[-1].accuracy > 0.95


def test_the_same_seed_gives_the_same_weights_and_another_does_not():
    first, second, other = make(seed=1), make(seed=1), make(seed=2)
    for training in (first, second, other):
        training.fit([])
    assert torch.equal(first.model.output.weight, second.model.output.weight)
    assert not torch.equal(first.model.output.weight, other.model.output.weight)


class StopAfter(Callback):
    def __init__(self, steps):
        self.steps = steps

    def on_batch(self, training):
        if training.place.step == self.steps:
            raise InterruptedError


@pytest.mark.parametrize("steps", [3, 50, 77])
def test_going_on_from_a_checkpoint_ends_where_an_undisturbed_run_ends(tmp_path, steps):
    undisturbed, killed, resumed = make(), make(), make()
    undisturbed.fit([])
    with pytest.raises(InterruptedError):
        killed.fit([SaveProgress(tmp_path, interval_s=0), StopAfter(steps)])
    resumed.restore(*callbacks.checkpoint.load_progress(tmp_path, resumed.tensors()))
    assert resumed.place.step == steps
    resumed.fit([])
    for one, other in zip(undisturbed.model.parameters(), resumed.model.parameters(), strict=True):
        assert torch.equal(one, other)
    same = ("train_loss", "valid_loss", "macro_f1", "is_best")
    for one, other in zip(undisturbed.place.history, resumed.place.history, strict=True):
        assert [getattr(one, name) for name in same] == [getattr(other, name) for name in same]


def test_it_stops_early_when_it_gets_no_better():
    training = make(epochs=30)
    training.fit([StopEarly(patience=2)])
    scores = [record.macro_f1 for record in training.place.history]
    assert len(scores) == scores.index(max(scores)) + 1 + 2 < 30


def test_the_model_kept_is_the_last_one_not_clearly_worse_than_the_best():
    training = make()
    training.fit([])
    record = training.place.history[0]

    def kept(*scores):
        training.place.history = []
        for epoch, score in enumerate(scores, start=1):
            as_good = all(_is_as_good(score, old) for old in training.place.history)
            interval = (score - 0.0392, score + 0.0392)  # a standard error of .02
            new = dataclasses.replace(record, epoch=epoch, macro_f1=score, macro_f1_interval=interval, is_best=as_good)
            training.place.history.append(new)
        return training.best().epoch

    assert kept(0.70, 0.80, 0.795) == 3
    assert kept(0.70, 0.80, 0.78, 0.75) == 2
    assert kept(0.80, 0.795, 0.788) == 2


def test_without_a_validation_part_all_epochs_are_trained():
    nothing = Examples([], np.zeros((0, 2), dtype=bool))
    training = make(train=examples(8), valid=nothing, epochs=4)
    training.valid = nothing
    training.fit([StopEarly(patience=1)])
    assert training.place.epoch == 4
    assert training.place.history[-1].n_valid == 0


def test_nonsense_ends_training_and_leaves_the_last_good_state(tmp_path):
    class Poison(Callback):
        def on_epoch(self, training, record):
            if record.epoch == 2:
                training.model.output.weight.data[0, 0] = float("nan")

    training = make()
    with pytest.raises(AppError) as caught:
        training.fit([StopAtNonsense(), KeepBest(tmp_path), SaveProgress(tmp_path), Poison()])
    assert caught.value.code == "diverged"
    tensors, state = callbacks.checkpoint.load_progress(tmp_path, training.tensors())
    assert state["epoch"] == 2
    assert all(bool(torch.isfinite(tensor).all()) for tensor in tensors.values())


def test_of_a_long_text_every_part_is_read_in_some_epoch():
    long = TokenSequence.of(range(100))
    training = make(max_tokens=16)
    windows = [training._window(long, np.random.default_rng(epoch)) for epoch in range(400)]
    assert all(len(window) == 16 for window in windows)
    assert set().union(*(window.ids.tolist() for window in windows)) == set(range(100))


def test_few_texts_are_read_several_times_in_an_epoch_and_drawn_anew_each_time():
    seeds, few = [], [TokenSequence.of([4])] * 20

    def resample(seed):
        seeds.append(seed)
        return few

    training = make(train=Examples(few, np.eye(2, dtype=bool)[[0, 1] * 10], resample), epochs=1)
    training.fit([])
    assert len(seeds) == len(set(seeds)) == training.passes * training.views == 80
    assert training.place.step == training.steps_per_epoch == 50


def test_the_learning_rate_rises_and_falls_to_zero():
    training = make(epochs=10)
    rates = []
    for step in range(training.total_steps + 1):
        training.place.step = step
        rates.append(training._learning_rate())
    assert rates[0] < rates[20] > rates[250] > rates[-1] == pytest.approx(0, abs=1e-9)
    assert max(rates) <= 0.02


def test_gradients_are_clipped(monkeypatch):
    norms = []
    monkeypatch.setattr("core.ml.training.nn.utils.clip_grad_norm_", lambda _, norm: norms.append(norm))
    make(epochs=1).fit([])
    assert set(norms) == {1.0}


def test_two_views_of_a_text_stand_in_one_batch_with_the_same_labels():
    sequences, targets = make(consistency=1.0)._batches()[0]
    assert len(sequences) == len(targets) == 32
    assert np.array_equal(targets[:16], targets[16:])
    assert [list(s.ids) for s in sequences[:16]] == [list(s.ids) for s in sequences[16:]]  # nothing resamples here
    assert len(make(consistency=0.0)._batches()[0][0]) == 16
