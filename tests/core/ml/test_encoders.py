from __future__ import annotations

import pytest
import torch
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from core.ml.models.embedding import LockedDropout, WordDropout
from core.ml.models.encoders import ENCODERS, Convolutions, TemporalConvolutions, encoder
from core.ml.models.recurrent import LAYERS, Recurrent

LENGTHS = torch.tensor([5, 2, 3])
THERE = (torch.arange(5) < LENGTHS[:, None])[:, :, None]


def packed_twin(mine, kind, is_bidirectional):
    twin = LAYERS[kind](5, 3, batch_first=True, bidirectional=is_bidirectional)
    for name, parameter in twin.named_parameters():
        source = mine.backwards if name.endswith("_reverse") else mine.forwards
        parameter.data.copy_(source.get_parameter(name.removesuffix("_reverse")))
    return twin


def packed(layer, values):
    return layer(pack_padded_sequence(values, LENGTHS, batch_first=True, enforce_sorted=False))


@pytest.mark.parametrize("is_bidirectional", [True, False])
@pytest.mark.parametrize("kind", LAYERS)
def test_it_gives_what_a_packed_one_gives_and_the_same_gradients(kind, is_bidirectional):
    torch.manual_seed(1)
    mine = Recurrent(kind, 5, 3, is_bidirectional=is_bidirectional)
    twin = packed_twin(mine, kind, is_bidirectional)
    values = torch.randn(3, 5, 5)
    expected = pad_packed_sequence(packed(twin, values)[0], batch_first=True)[0]
    got = mine(values, LENGTHS) * THERE
    assert got.shape == (3, 5, mine.size)
    assert torch.allclose(got, expected, atol=1e-6)
    got.square().sum().backward()
    expected.square().sum().backward()
    for name, parameter in twin.named_parameters():
        source = mine.backwards if name.endswith("_reverse") else mine.forwards
        gradient = source.get_parameter(name.removesuffix("_reverse")).grad
        assert torch.allclose(parameter.grad, gradient, atol=1e-5)


@pytest.mark.parametrize("is_bidirectional", [True, False])
@pytest.mark.parametrize("kind", LAYERS)
def test_the_last_states_are_those_of_a_packed_one(kind, is_bidirectional):
    torch.manual_seed(2)
    mine = Recurrent(kind, 5, 3, is_bidirectional=is_bidirectional)
    values = torch.randn(3, 5, 5)
    last = packed(packed_twin(mine, kind, is_bidirectional), values)[1]
    hidden = last[0] if kind == "lstm" else last  # (directions, B, H)
    expected = hidden.transpose(0, 1).flatten(1)
    assert torch.allclose(mine.last(mine(values, LENGTHS), LENGTHS), expected, atol=1e-6)


@pytest.mark.parametrize("kind", LAYERS)
def test_the_gate_that_keeps_starts_open(kind):
    biases = dict(Recurrent(kind, 5, 7).named_parameters())
    assert torch.all(biases["forwards.bias_ih_l0"][7:14] == 1)
    assert torch.all(biases["backwards.bias_ih_l0"][:7] == 0)


@pytest.mark.parametrize("kind", ENCODERS)
def test_every_encoder_ignores_the_padding_and_says_its_size(kind):
    layer = encoder(kind, 5, 7, is_bidirectional=True)
    values = torch.randn(3, 5, 5)
    noisy = values + 100 * ~THERE
    states = layer(values, LENGTHS)
    assert states.shape == (3, 5, layer.size)
    assert torch.equal(states * THERE, layer(noisy, LENGTHS) * THERE)


@pytest.mark.parametrize(("layers", "both", "after"), [(Convolutions, (2, 2), 4), (TemporalConvolutions, (7, 7), 14)])
def test_convolutions_see_as_far_as_they_are_wide(layers, both, after):
    values = torch.zeros(1, 31, 5)
    values[0, 15] = torch.randn(5)
    for is_bidirectional, (before, behind) in ((True, both), (False, (0, after))):
        layer = layers(5, 40, is_bidirectional=is_bidirectional)
        nothing = layer(torch.zeros_like(values), torch.tensor([31]))
        seen = (layer(values, torch.tensor([31])) != nothing)[0].any(dim=-1)
        assert seen.nonzero().flatten().tolist() == list(range(15 - before, 15 + behind + 1))


def test_a_convolution_is_the_sum_over_its_window():
    layer = Convolutions(5, 4, widths=(3,))
    values = torch.randn(1, 6, 5)
    convolution = layer.layers[0]
    window = values[0, 1:4].T  # around place 2
    expected = torch.relu((convolution.weight * window).sum(dim=(1, 2)) + convolution.bias)
    assert torch.allclose(layer(values, torch.tensor([6]))[0, 2], expected, atol=1e-6)


def test_word_dropout_hides_words_as_unknown_in_training_only():
    ids = torch.tensor([[3, 4, 5, 6, 7], [8, 9, 0, 0, 0], [2, 1, 4, 0, 0]]).repeat(50, 1)
    mask = ids != 0
    layer = WordDropout(0.3)
    assert torch.equal(layer.eval()(ids, mask), ids)
    torch.manual_seed(0)
    hidden = layer.train()(ids, mask)
    changed = hidden != ids
    assert torch.all(hidden[changed] == 1)
    assert 0.2 < changed.sum() / mask.sum() < 0.4
    assert torch.all(hidden[~mask] == 0)


def test_locked_dropout_hides_the_same_numbers_at_every_place():
    dropout = LockedDropout(0.5)
    values = dropout(torch.ones(2, 9, 30))
    assert torch.equal(values[:, 0], values[:, 8])
    assert torch.equal(dropout.eval()(values), values)
