from __future__ import annotations

import pytest
import torch
from torch.nn import functional

from core.ml.models import transformer
from core.ml.models.transformer import SelfAttention, Transformer, TransformerConfig
from core.ml.text.batches import Batch


def make(**settings):
    torch.manual_seed(0)
    return Transformer(TransformerConfig(vocabulary=40, n_labels=3, **settings)).eval()


def batch_of(ids, lengths):
    ids = ids.masked_fill(torch.arange(ids.shape[1]) >= torch.tensor(lengths)[:, None], 0)
    return Batch(ids, torch.tensor(lengths), torch.zeros_like(ids))


@pytest.fixture
def short_windows(monkeypatch):
    """Windows of 8 words, a new one every 4: the best places of a window are its words 2 to 5."""
    monkeypatch.setattr(transformer, "WINDOW", 8)
    monkeypatch.setattr(transformer, "STRIDE", 4)


def test_only_the_distance_between_two_words_counts():
    layer = SelfAttention(6, 2)
    torch.manual_seed(1)
    words = torch.randn(1, 5, 6)
    mask = torch.tensor([[True] * 5])
    later = functional.pad(words, (0, 0, 3, 0))
    later_mask = functional.pad(mask, (3, 0))
    assert torch.allclose(layer(words, mask), layer(later, later_mask)[:, 3:], atol=1e-5)


def test_the_order_of_the_words_matters():
    states = make().read(batch_of(torch.tensor([[3, 4, 5], [5, 4, 3]]), [3, 3]))
    assert not torch.allclose(states[0, 1], states[1, 1], atol=1e-4)


@pytest.mark.parametrize(("hidden_size", "n_heads"), [(7, 3), (2, 4), (64, 4), (10, 1)])
def test_any_hidden_size_goes_with_any_number_of_heads(hidden_size, n_heads):
    model = make(hidden_size=hidden_size, n_heads=n_heads, embedding_size=5)
    assert model.read(batch_of(torch.tensor([[3, 4, 5]]), [3])).shape == (1, 3, hidden_size)


@pytest.mark.parametrize(
    "settings", [{"n_layers": 0}, {"n_layers": 7}, {"n_heads": 0}, {"n_heads": 17}, {"hidden_size": 2000}]
)
def test_a_shape_out_of_bounds_is_refused(settings):
    with pytest.raises(ValueError, match="layers or heads"):
        make(**settings)


@pytest.mark.usefixtures("short_windows")
def test_a_batch_of_one_equals_the_row_of_a_batch_of_long_texts():
    model = make()
    lengths = [29, 8, 9, 3, 12, 13]
    ids = torch.randint(1, 40, (6, 29))
    together = model(batch_of(ids, lengths))
    for row, length in enumerate(lengths):
        alone = model(batch_of(ids[row : row + 1, :length], [length]))
        assert torch.allclose(alone.scores[0], together.scores[row], atol=1e-5)
        assert torch.allclose(alone.states[0], together.states[row, :length], atol=1e-5)
        assert torch.allclose(alone.weights[0], together.weights[row, :length], atol=1e-6)


@pytest.mark.usefixtures("short_windows")
def test_each_word_of_a_long_text_is_read_in_the_window_that_shows_most_around_it():
    model = make()
    ids = torch.randint(1, 40, (1, 14))
    states = model.read(batch_of(ids, [14]))[0]
    for start, words in ((0, range(6)), (4, range(2, 6)), (8, range(2, 6))):
        window = model.read(batch_of(ids[:, start : start + 8], [min(8, 14 - start)]))[0]
        for word in words:
            assert torch.allclose(states[start + word], window[word], atol=1e-5)


def test_every_word_of_a_very_long_text_has_its_weight_and_its_say():
    model = make()
    ids = torch.randint(1, 40, (1, 1500))
    weights = model(batch_of(ids, [1500])).weights[0]
    assert torch.all(weights > 0)
    assert weights.sum().item() == pytest.approx(1, abs=1e-5)
    for place in (0, 700, 1499):
        other = ids.clone()
        other[0, place] = ids[0, place] % 38 + 1
        changed = (model.read(batch_of(other, [1500])) - model.read(batch_of(ids, [1500])))[0].abs().sum(dim=-1)
        assert changed[place] > 0
        assert changed.nonzero().flatten().max() - changed.nonzero().flatten().min() < 2 * transformer.WINDOW


def test_memory_grows_with_the_length_and_not_with_its_square(monkeypatch):
    attend, shapes = functional.scaled_dot_product_attention, []

    def record(query, *others, **named):
        shapes.append((query.shape[0], query.shape[2]))
        return attend(query, *others, **named)

    monkeypatch.setattr(functional, "scaled_dot_product_attention", record)
    make(n_layers=2).read(batch_of(torch.ones(2, 1500, dtype=torch.int64), [1500, 300]))
    assert shapes == [(11 + 2, transformer.WINDOW)] * 2
