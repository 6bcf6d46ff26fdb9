from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch

from core.errors import AppError
from core.ml import checkpoint, losses
from core.ml.callbacks import KeepBest, SaveProgress, StopEarly
from core.ml.epoch_record import is_as_good
from core.ml.examples import Examples
from core.ml.models import registry
from core.ml.text.batches import TokenSequence, collate
from core.ml.training import Callback
from tests.core.ml.tiny_training import Listen, StopAfter, examples, make, model


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


def offsets(n, seed=0):
    return np.random.default_rng(seed).normal(size=(n, 2)).astype(np.float32)


@pytest.mark.parametrize("steps", [3, 20, 31])
def test_going_on_from_a_checkpoint_ends_where_an_undisturbed_run_ends(tmp_path, steps):
    def fresh():
        train = examples(160, n_marked=40, offsets=offsets(160))
        config = {"rationale_weight": 1.0, "conicity": 0.1, "min_steps_per_epoch": 20}
        return make(train=train, valid=examples(60, seed=1, n_marked=9), **config)

    undisturbed, killed, resumed = fresh(), fresh(), fresh()
    undisturbed.place.texts_at_once = killed.place.texts_at_once = 5
    undisturbed.fit([])
    with pytest.raises(InterruptedError):
        killed.fit([SaveProgress(tmp_path, interval_s=0), StopAfter(steps)])
    resumed.restore(*checkpoint.load_progress(tmp_path, resumed.tensors()))
    assert (resumed.place.step, resumed.place.texts_at_once) == (steps, 5)
    resumed.fit([])
    for one, other in zip(undisturbed.model.parameters(), resumed.model.parameters(), strict=True):
        assert torch.equal(one, other)
    same = ("train_loss", "valid_loss", "macro_f1", "is_best", "auprc")
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
            as_good = all(is_as_good(score, old) for old in training.place.history)
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


class Poison(Callback):
    """A model that is not a number any more, from a step on."""

    def __init__(self, step):
        self.step = step

    def on_batch(self, training):
        if training.place.step == self.step:
            training.model.output.weight.data[0, 0] = float("nan")


def test_a_breakdown_ends_training_with_the_best_epoch_and_says_so(tmp_path):
    training, listener = make(), Listen()
    training.fit([KeepBest(tmp_path), SaveProgress(tmp_path), Poison(120), listener])
    assert training.broke_down_in == 3
    assert training.place.step == 120
    assert len(training.place.history) == 2
    assert training.best().epoch == 2
    assert listener.heard == [
        "Training broke down in epoch 3: the loss is no longer a number. "
        "The model of epoch 2 is kept; a smaller learning rate should help."
    ]
    tensors, state = checkpoint.load_progress(tmp_path, training.tensors())
    assert state["epoch"] == 2
    assert all(bool(torch.isfinite(tensor).all()) for tensor in tensors.values())
    assert checkpoint.load_weights(tmp_path, training.model)


def test_a_breakdown_before_the_first_epoch_is_done_is_a_failure(tmp_path):
    training = make()
    with pytest.raises(AppError) as caught:
        training.fit([KeepBest(tmp_path), SaveProgress(tmp_path, interval_s=60), Poison(7)])
    assert caught.value.code == "diverged"
    assert not list(tmp_path.rglob("*.safetensors"))


def test_a_gradient_that_is_not_finite_is_a_breakdown_too():
    training = make()
    training.model.output.weight.register_hook(lambda gradient: gradient * float("inf"))
    with pytest.raises(AppError, match="epoch 1"):
        training.fit([])
    assert all(bool(torch.isfinite(tensor).all()) for tensor in training.tensors().values())


def test_an_epoch_whose_measures_are_not_finite_does_not_count():
    training = make(valid=examples(60, seed=1, offsets=np.full((60, 2), np.inf, dtype=np.float32)))
    with pytest.raises(AppError):
        training.fit([])
    assert training.place.history == []


def test_of_a_long_text_every_part_is_read_in_some_epoch():
    long = TokenSequence.of(range(100))
    training = make(max_tokens=16)
    windows = [training.epochs.window(long, np.random.default_rng(epoch)) for epoch in range(400)]
    assert all(len(window) == 16 for window in windows)
    assert set().union(*(window.ids.tolist() for window in windows)) == set(range(100))


def test_few_texts_are_read_several_times_in_an_epoch_and_drawn_anew_each_time():
    seeds, few = [], [TokenSequence.of([4])] * 20

    def resample(seed):
        seeds.append(seed)
        return few

    training = make(train=Examples(few, np.eye(2, dtype=bool)[[0, 1] * 10], resample), epochs=1)
    training.fit([])
    assert len(seeds) == len(set(seeds)) == training.epochs.passes * training.epochs.views == 80
    assert training.place.step == training.steps_per_epoch == 50


def test_the_learning_rate_rises_and_falls_to_zero():
    training = make(epochs=10)
    rates = []
    for step in range(training.total_steps + 1):
        training.place.step = step
        rates.append(training._learning_rate())
    assert rates[0] < rates[20] > rates[250] > rates[-1] == pytest.approx(0, abs=1e-9)
    assert max(rates) <= 0.02


def test_gradients_are_clipped():
    training = make(epochs=1)
    training.place.loss_scale = 1.0
    batch = training.epochs.batches(0)[0]
    (loss, norm), weights = training._gradients(batch), training.optimizer.parameters
    for weight in weights:
        weight.grad *= 1e6 / norm
    assert training._clip() == pytest.approx(1e6, rel=1e-4)
    assert torch.stack([weight.grad.norm() for weight in weights]).norm() == pytest.approx(1.0, rel=1e-4)
    assert loss > 0


def test_what_is_frozen_is_not_trained_but_is_in_the_model(tmp_path):
    frozen = model()
    frozen.embedding.weight.requires_grad_(False)
    before = frozen.embedding.weight.clone()
    training = make(net=frozen, epochs=1)
    training.fit([KeepBest(tmp_path)])
    assert torch.equal(frozen.embedding.weight, before)
    assert not any(tensor.shape == before.shape for tensor in training.tensors().values())
    saved = checkpoint.load_weights(tmp_path, frozen)
    assert torch.equal(saved["embedding.weight"], before)
    assert not torch.equal(saved["output.weight"], model().output.weight)


def test_offsets_are_added_to_the_scores_in_training_and_measuring():
    truth = examples(160).targets
    knowing = examples(160, offsets=np.where(truth, 9.0, -9.0).astype(np.float32))
    training = make(train=knowing, valid=knowing, epochs=1, learning_rate=1e-6)
    plain = training.scores(examples(160))
    assert np.allclose(training.scores(knowing), plain + knowing.offsets, atol=1e-5)
    training.fit([])
    record = training.place.history[0]
    assert (record.accuracy, record.macro_f1) == (1, 1)
    assert record.train_loss < 0.05 and record.valid_loss < 0.05


def test_marks_teach_attention_where_to_look():
    def trained(weight):
        parts = (examples(n, seed, n_marked, has_odd_marks=True) for n, seed, n_marked in ((160, 0, 80), (60, 1, 60)))
        training = make(0, *parts, rationale_weight=weight, epochs=2)
        training.fit([])
        return training.place.history[-1]

    without, taught = trained(0.0), trained(3.0)
    assert taught.auprc > 1.3 * without.auprc
    assert taught.macro_f1 >= without.macro_f1 - 0.05


def test_without_marks_there_is_nothing_to_agree_with():
    training = make(epochs=1, rationale_weight=5.0)
    training.fit([])
    other = make(epochs=1)
    other.fit([])
    assert training.place.history[0].auprc is None
    assert training.place.history[0].train_loss == other.place.history[0].train_loss


@pytest.mark.parametrize(("name", "has_attention"), [("lstm", False), ("transformer", True)])
def test_marks_do_no_harm_to_a_model_without_attention_and_teach_every_other(name, has_attention):
    config = registry.config_for(name, {"embedding_size": 8, "hidden_size": 8}, vocabulary=20, n_labels=2)
    torch.manual_seed(0)
    net = registry.build(name, config)
    parts = (examples(n, n, n_marked=n // 2) for n in (160, 60))
    training = make(0, *parts, net=net, rationale_weight=2.0, conicity=0.5, max_steps_per_epoch=20)
    training.fit([])
    auprc = training.place.history[-1].auprc
    assert auprc > 0.95 if has_attention else auprc is None


def test_conicity_is_made_smaller():
    def conicity(weight):
        training = make(epochs=2, conicity=weight, learning_rate=0.01)
        training.fit([])
        batch = collate(training.valid.sequences, training.device)
        return losses.conicity(training.model.eval()(batch).states, batch.mask).item()

    assert conicity(2.0) < 0.8 * conicity(0.0)


def test_mixed_precision_learns_the_task_too():
    training = make()
    training.precision = torch.bfloat16
    training.fit([])
    assert training.place.history[-1].macro_f1 > 0.95
    assert all(tensor.dtype == torch.float32 for tensor in training.tensors().values())


def test_a_loss_that_is_scaled_too_far_is_scaled_down_and_the_step_is_the_same():
    training, other = make(), make()
    training.place.loss_scale = 2.0**140
    for each in (training, other):
        each._step(each.epochs.batches(0)[0])
    assert 1 < training.place.loss_scale < 2.0**128
    for name, tensor in training.tensors().items():
        assert torch.allclose(tensor, other.tensors()[name], rtol=1e-4, atol=1e-6)


def test_on_a_cpu_precision_is_never_mixed():
    assert make().precision is None
    assert make().place.loss_scale == 1.0


def test_an_epoch_has_as_few_steps_as_it_is_told():
    training = make(epochs=2, max_steps_per_epoch=3)
    training.fit([])
    assert training.place.step == 6
