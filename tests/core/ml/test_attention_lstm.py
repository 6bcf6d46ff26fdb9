from __future__ import annotations

import pytest
import torch

from core.ml.models.attention import AdditiveAttention
from core.ml.models.attention_lstm import AttentionLSTM, AttentionLSTMConfig
from core.ml.text.batches import Batch

IDS = torch.tensor([[3, 4, 5, 6, 7], [8, 9, 0, 0, 0], [2, 1, 4, 0, 0]])
BATCH = Batch(IDS, torch.tensor([5, 2, 3]), torch.zeros_like(IDS))


def make(**settings):
    torch.manual_seed(0)
    config = AttentionLSTMConfig(vocabulary=11, n_labels=4, embedding_size=6, hidden_size=7, **settings)
    return AttentionLSTM(config).eval()


def first_state(model, last_word):
    ids = IDS[:1].clone()
    ids[0, 4] = last_word
    return model.read(Batch(ids, torch.tensor([5]), torch.zeros_like(ids)))[0, 0]


@pytest.mark.parametrize(
    ("encoder", "size"), [("lstm", 2 * 7 + 6), ("gru", 2 * 7 + 6), ("cnn", 3 * 7 + 6), ("average", 6)]
)
def test_a_state_holds_what_the_encoder_made_of_the_word_and_the_word(encoder, size):
    model = make(encoder=encoder)
    states = model(BATCH).states
    assert states.shape == (3, 5, size)
    assert torch.equal(states[:, :, -6:], model.embedding(IDS))


@pytest.mark.parametrize("encoder", ["lstm", "gru"])
def test_both_directions_are_read_or_one(encoder):
    both, one = make(encoder=encoder), make(encoder=encoder, is_bidirectional=False)
    assert not torch.equal(first_state(both, 7), first_state(both, 10))
    assert torch.equal(first_state(one, 7), first_state(one, 10))


def test_the_average_weighs_the_words_themselves():
    model = make(encoder="average")
    assert torch.equal(model.read(BATCH), model.embedding(IDS))


def test_the_weights_reproduce_the_document_vector():
    model = make()
    scores, weights, states = (model(BATCH)[place] for place in (0, 1, 4))
    document = (weights[:, :, None] * states).sum(dim=1)
    assert torch.allclose(document, model.attention(states, BATCH.mask)[0], atol=1e-6)
    assert torch.allclose(model.output(torch.tanh(document)), scores, atol=1e-6)


def test_evidence_is_given_only_where_it_is_exact():
    assert make()(BATCH).evidence is None
    assert make(is_linear=True)(BATCH).evidence is not None


def test_an_unknown_encoder_is_refused():
    with pytest.raises(ValueError, match="encoder"):
        make(encoder="bert")


def test_attention_alone_prefers_what_scores_higher():
    attention = AdditiveAttention(2, 3)
    states = torch.randn(4, 6, 2)
    mask = torch.arange(6) < torch.tensor([6, 1, 3, 2])[:, None]
    context, weights = attention(states, mask)
    assert context.shape == (4, 2)
    assert weights[1].tolist() == [1, 0, 0, 0, 0, 0]
    scores = attention.score(torch.tanh(attention.inner(states))).squeeze(-1)
    assert weights[0].argmax() == scores[0].argmax()
