from __future__ import annotations

import pytest
import torch

from core.ml.models.lstm import LSTM, LSTMConfig
from core.ml.text.batches import Batch


@pytest.mark.parametrize("is_bidirectional", [True, False])
def test_the_document_is_the_state_at_the_end_of_the_text(is_bidirectional):
    torch.manual_seed(0)
    model = LSTM(LSTMConfig(11, 4, embedding_size=6, hidden_size=7, is_bidirectional=is_bidirectional)).eval()
    ids = torch.tensor([[3, 4, 5, 6], [8, 9, 0, 0]])
    states = model.lstm(model.embedding(ids), torch.tensor([4, 2]))
    document = states[1, 1, :7]
    if is_bidirectional:
        document = torch.cat([document, states[1, 0, 7:]])
    scores = model(Batch(ids, torch.tensor([4, 2]), torch.zeros_like(ids))).scores
    assert torch.allclose(scores[1], model.output(document), atol=1e-6)


def test_the_order_of_the_words_matters():
    torch.manual_seed(0)
    model = LSTM(LSTMConfig(11, 4)).eval()
    ids = torch.tensor([[3, 4, 5], [5, 4, 3]])
    scores = model(Batch(ids, torch.tensor([3, 3]), torch.zeros_like(ids))).scores
    assert not torch.allclose(scores[0], scores[1])
