from __future__ import annotations

import pytest
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from core.ml.models.attention import AdditiveAttention
from core.ml.models.attention_lstm import AttentionLSTM, AttentionLSTMConfig, BidirectionalLSTM, LockedDropout
from core.ml.text.batches import Batch

IDS = torch.tensor([[3, 4, 5, 6, 7], [8, 9, 0, 0, 0], [2, 1, 4, 0, 0]])
LENGTHS = torch.tensor([5, 2, 3])


def batch_of(ids, lengths):
    return Batch(ids, lengths, torch.zeros_like(ids))


BATCH = batch_of(IDS, LENGTHS)


@pytest.fixture
def model():
    torch.manual_seed(0)
    return AttentionLSTM(AttentionLSTMConfig(vocabulary=11, n_labels=4, embedding_size=6, hidden_size=7)).eval()


def test_shapes(model):
    scores, weights = model(BATCH)[:2]
    assert scores.shape == (3, 4)
    assert weights.shape == (3, 5)
    assert model.read(BATCH).shape == (3, 5, 2 * 7 + 6)


def test_padding_gets_exactly_zero_and_weights_sum_to_one(model):
    weights = model(BATCH).weights
    assert torch.all(weights[IDS == 0] == 0)
    assert torch.all(weights[IDS != 0] > 0)
    assert torch.allclose(weights.sum(dim=1), torch.ones(3))


def test_what_stands_in_the_padding_does_not_matter(model):
    other = IDS.masked_fill(IDS == 0, 9)
    for mine, theirs in zip(model(BATCH)[:2], model(batch_of(other, LENGTHS))[:2], strict=True):
        assert torch.equal(mine, theirs)


def test_a_batch_of_one_equals_the_row_of_a_batch(model):
    scores, weights = model(BATCH)[:2]
    for row, length in enumerate(LENGTHS.tolist()):
        alone = model(batch_of(IDS[row : row + 1, :length], LENGTHS[row : row + 1]))
        assert alone[0].shape == (1, 4)
        assert torch.allclose(alone[0][0], scores[row], atol=1e-6)
        assert torch.allclose(alone[1][0], weights[row, :length], atol=1e-6)


def test_the_weights_reproduce_the_document_vector(model):
    states = model.read(BATCH)
    scores, weights = model(BATCH)[:2]
    document = (weights[:, :, None] * states).sum(dim=1)
    assert torch.allclose(document, model.attention(states, BATCH.mask)[0], atol=1e-6)
    assert torch.allclose(model.output(torch.tanh(document)), scores, atol=1e-6)


def test_the_lstm_gives_what_a_packed_one_gives_and_the_same_gradients():
    torch.manual_seed(1)
    mine, packed = BidirectionalLSTM(5, 3), nn.LSTM(5, 3, batch_first=True, bidirectional=True)
    for name, parameter in mine.forwards.named_parameters():
        packed.get_parameter(name).data.copy_(parameter)
    for name, parameter in mine.backwards.named_parameters():
        packed.get_parameter(f"{name}_reverse").data.copy_(parameter)
    values = torch.randn(3, 5, 5)
    there = (torch.arange(5) < LENGTHS[:, None])[:, :, None]
    expected = pad_packed_sequence(
        packed(pack_padded_sequence(values, LENGTHS, batch_first=True, enforce_sorted=False))[0], batch_first=True
    )[0]
    got = mine(values, LENGTHS) * there
    assert torch.allclose(got, expected, atol=1e-6)
    got.square().sum().backward()
    expected.square().sum().backward()
    for name, parameter in mine.backwards.named_parameters():
        assert torch.allclose(parameter.grad, packed.get_parameter(f"{name}_reverse").grad, atol=1e-5)


def test_both_directions_are_read(model):
    before, after = IDS[:1].clone(), IDS[:1].clone()
    after[0, 4] = 10
    first_state = [model.read(batch_of(ids, LENGTHS[:1]))[0, 0] for ids in (before, after)]
    assert not torch.equal(first_state[0], first_state[1])


def test_padding_and_unknown_have_rows_of_their_own(model):
    rows = model.embedding.weight
    assert torch.all(rows[0] == 0)
    assert torch.any(rows[1] != 0)
    model.train()
    model(BATCH).scores.sum().backward()
    assert torch.all(rows.grad[0] == 0)


def test_word_dropout_hides_words_as_unknown_in_training_only(model):
    mask = IDS != 0
    assert torch.equal(model._hide_words(IDS, mask), IDS)
    model.train()
    torch.manual_seed(0)
    hidden = model._hide_words(IDS.repeat(50, 1), mask.repeat(50, 1))
    changed = hidden != IDS.repeat(50, 1)
    assert torch.all(hidden[changed] == 1)
    assert 0.1 < changed.sum() / mask.repeat(50, 1).sum() < 0.5
    assert torch.all(hidden[~mask.repeat(50, 1)] == 0)


def test_the_forget_gate_starts_open(model):
    biases = dict(model.lstm.named_parameters())
    assert torch.all(biases["forwards.bias_ih_l0"][7:14] == 1)
    assert torch.all(biases["backwards.bias_ih_l0"][:7] == 0)


def test_locked_dropout_hides_the_same_numbers_at_every_place():
    dropout = LockedDropout(0.5)
    values = dropout(torch.ones(2, 9, 30))
    assert torch.equal(values[:, 0], values[:, 8])
    assert torch.equal(dropout.eval()(values), values)


def test_attention_alone_prefers_what_scores_higher():
    attention = AdditiveAttention(2, 3)
    states = torch.randn(4, 6, 2)
    mask = torch.arange(6) < torch.tensor([6, 1, 3, 2])[:, None]
    context, weights = attention(states, mask)
    assert context.shape == (4, 2)
    assert weights[1].tolist() == [1, 0, 0, 0, 0, 0]
    scores = attention.score(torch.tanh(attention.inner(states))).squeeze(-1)
    assert weights[0].argmax() == scores[0].argmax()
