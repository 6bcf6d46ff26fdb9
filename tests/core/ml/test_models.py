"""What every neural model of the registry must do, whatever it is made of."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
import torch

from core.jobs import model_settings
from core.ml.examples import Examples
from core.ml.models import registry
from core.ml.text.batches import Batch, TokenSequence
from core.ml.text_training import TextTraining
from core.ml.training_config import TrainingConfig

FROZEN = Path(__file__).parent / "frozen"
SIZES = {"embedding_size": 6, "hidden_size": 7}
MODELS = {
    "lstm": ("lstm", {}),
    "lstm-one": ("lstm", {"is_bidirectional": False}),
    "attention-lstm": ("attention-lstm", {}),
    "attention-lstm-linear": ("attention-lstm", {"is_linear": True}),
    "attention-lstm-one": ("attention-lstm", {"is_bidirectional": False}),
    "attention-gru": ("attention-lstm", {"encoder": "gru"}),
    "attention-cnn": ("attention-lstm", {"encoder": "cnn"}),
    "attention-tcn": ("attention-lstm", {"encoder": "tcn"}),
    "attention-tcn-one": ("attention-lstm", {"encoder": "tcn", "is_bidirectional": False}),
    "attention-cnn-one": ("attention-lstm", {"encoder": "cnn", "is_bidirectional": False}),
    "attention-average": ("attention-lstm", {"encoder": "average", "is_linear": True}),
    "hahnn": ("hahnn", {"channels": 3}),
    "hahnn-tcn": ("hahnn", {"channels": 3, "encoder": "tcn"}),
    "transformer": ("transformer", {"n_heads": 2, "n_layers": 2}),
}
NEURAL = [name for name, entry in registry.MODELS.items() if entry.config]
ATTENTIVE = [name for name in MODELS if not name.startswith("lstm")]
LINEAR = ["attention-lstm-linear", "attention-average", "transformer"]
IDS = torch.tensor([[3, 4, 5, 6, 7], [8, 9, 0, 0, 0], [2, 1, 4, 0, 0]])
LENGTHS = torch.tensor([5, 2, 3])


def batch_of(ids, lengths):
    return Batch(ids, lengths, torch.zeros_like(ids))


BATCH = batch_of(IDS, LENGTHS)


def make(name, seed=0, n_labels=4, **settings):
    model, own = MODELS[name]
    config = registry.config_for(model, SIZES | own | settings, vocabulary=11, n_labels=n_labels)
    torch.manual_seed(seed)
    return registry.build(model, config).eval()


@pytest.fixture(params=MODELS)
def model(request):
    return make(request.param)


@pytest.fixture(params=ATTENTIVE)
def attentive(request):
    return make(request.param)


def test_shapes(model):
    output = model(BATCH)
    assert output.scores.shape == (3, 4)
    assert output.weights is None or output.weights.shape == (3, 5)
    assert output.evidence is None or output.evidence.shape == (3, 5, 4)
    assert output.states is None or output.states.shape[:2] == (3, 5)


def test_a_model_without_attention_shows_no_weights():
    assert make("lstm")(BATCH)[1:] == (None, None, None, None)


def test_padding_gets_exactly_zero_and_weights_sum_to_one(attentive):
    weights = attentive(BATCH).weights
    assert torch.all(weights[IDS == 0] == 0)
    assert torch.all(weights[IDS != 0] > 0)
    assert torch.allclose(weights.sum(dim=1), torch.ones(3))


def test_what_stands_in_the_padding_does_not_matter(model):
    mine, theirs = model(BATCH), model(batch_of(IDS.masked_fill(IDS == 0, 9), LENGTHS))
    assert torch.equal(mine.scores, theirs.scores)
    assert mine.weights is None or torch.equal(mine.weights, theirs.weights)


def test_a_batch_of_one_equals_the_row_of_a_batch(model):
    together = model(BATCH)
    for row, length in enumerate(LENGTHS.tolist()):
        alone = model(batch_of(IDS[row : row + 1, :length], LENGTHS[row : row + 1]))
        assert alone.scores.shape == (1, 4)
        assert torch.allclose(alone.scores[0], together.scores[row], atol=1e-6)
        if alone.weights is not None:
            assert torch.allclose(alone.weights[0], together.weights[row, :length], atol=1e-6)


def test_a_text_without_a_word_harms_nobody(model):
    together = model(batch_of(IDS, torch.tensor([5, 0, 3])))
    assert torch.isfinite(together.scores).all()
    assert torch.allclose(together.scores[0], model(BATCH).scores[0], atol=1e-6)


@pytest.mark.parametrize("name", LINEAR)
def test_the_evidence_of_all_pieces_and_the_bias_are_the_scores(name):
    model = make(name)
    output = model(BATCH)
    assert torch.allclose(output.evidence.sum(dim=1) + model.output.bias, output.scores, atol=1e-6)
    assert torch.all(output.evidence[IDS == 0] == 0)
    document = (output.weights[:, :, None] * output.states).sum(dim=1)
    assert torch.allclose(model.output(document), output.scores, atol=1e-6)


@pytest.mark.parametrize("name", ATTENTIVE)
def test_uniform_attention_gives_each_piece_one_over_the_length(name):
    model = make(name, is_uniform=True)
    assert model(BATCH).weights.tolist() == [[np.float32(1 / n)] * n + [0.0] * (5 - n) for n in LENGTHS.tolist()]
    assert not any("attention.score" in key for key in model.state_dict())


def test_the_gradient_reaches_every_weight(model):
    torch.manual_seed(1)
    ids = torch.randint(1, 11, (40, 9))
    model.train()
    sentences = (torch.arange(9) // 3).expand_as(ids)
    model(Batch(ids, torch.full((40,), 9), sentences)).scores.square().sum().backward()
    for name, parameter in model.named_parameters():
        rows = parameter.grad[1:] if name == "embedding.weight" else parameter.grad
        assert torch.any(rows != 0), name
    assert torch.all(model.embedding.weight.grad[0] == 0)


def test_padding_has_a_row_of_zeros_and_unknown_one_of_its_own(model):
    assert torch.all(model.embedding.weight[0] == 0)
    assert torch.any(model.embedding.weight[1] != 0)


@pytest.mark.parametrize("name", MODELS)
def test_the_same_seed_gives_the_same_weights_and_another_does_not(name):
    one, same, other = make(name, 3), make(name, 3), make(name, 4)
    assert all(torch.equal(a, b) for a, b in zip(one.parameters(), same.parameters(), strict=True))
    assert not torch.equal(one.embedding.weight, other.embedding.weight)


@pytest.mark.parametrize("name", MODELS)
def test_a_configuration_travels_as_json(name):
    model = make(name)
    config = json.loads(json.dumps(dataclasses.asdict(model.config)))
    again = registry.build(MODELS[name][0], config)
    assert again.config == model.config
    again.load_state_dict(model.state_dict())
    assert torch.equal(again.eval()(BATCH).scores, model(BATCH).scores)


@pytest.mark.parametrize("name", NEURAL)
def test_the_defaults_that_a_user_sees_are_those_of_the_model(name):
    settings = model_settings.find(name).resolve({})
    seen = registry.config_for(name, settings, vocabulary=11, n_labels=2)
    assert seen == registry.config_for(name, {}, vocabulary=11, n_labels=2)


@pytest.mark.parametrize("name", NEURAL)
def test_every_setting_that_is_allowed_can_be_built(name):
    for setting in model_settings.find(name).settings:
        if setting.kind == "int":
            high = setting.high if setting.high < 100 else setting.low  # a large one takes long
            values = (int(setting.low), int(high))
        else:
            values = setting.choices or (False, True)
        for value in values:
            config = registry.config_for(name, {setting.key: value}, vocabulary=11, n_labels=2)
            registry.build(name, config)


@pytest.mark.parametrize("name", MODELS)
def test_it_soon_learns_which_word_decides(name):
    rng = np.random.default_rng(0)
    ids = [rng.integers(4, 11, rng.integers(3, 12)) for _ in range(120)]
    labels = np.arange(120) % 2
    for row, label in zip(ids, labels, strict=True):
        row[rng.integers(len(row))] = 2 + label
    texts, targets = [TokenSequence.of(row) for row in ids], np.eye(2, dtype=bool)[labels]
    config = TrainingConfig(epochs=4, learning_rate=1e-2, consistency=0.0, weight_decay=0.0)
    training = TextTraining(
        make(name, n_labels=2, dropout=0.0, word_dropout=0.0).train(),
        Examples(texts[:80], targets[:80]),
        Examples(texts[80:], targets[80:]),
        config,
        is_multi_label=False,
        seed=0,
    )
    training.fit([])
    assert training.place.history[-1].accuracy > 0.9


@pytest.mark.parametrize("name", MODELS)
def test_the_numbers_are_those_of_the_day_it_was_checked(name):
    """A file that is missing is written anew: look at it, then commit it."""
    model = make(name)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(torch.arange(parameter.numel()).mul(1.7).sin().reshape(parameter.shape) / 2)
    output = model(BATCH)
    rows = output.scores if output.weights is None else torch.cat([output.scores, output.weights], dim=1)
    path = FROZEN / f"{name}.txt"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        np.savetxt(path, rows.detach().numpy(), fmt="%.7f")
        pytest.fail(f"{path.name} was not there")
    assert np.allclose(rows.detach().numpy(), np.loadtxt(path), atol=1e-5)
