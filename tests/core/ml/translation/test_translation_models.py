import pytest
import torch

from core.ml.text.batches import Batch
from core.ml.translation import registry
from core.ml.translation.registry import TRANSLATORS

SOURCE = Batch(
    torch.tensor([[3, 4, 5, 6, 7], [5, 6, 0, 0, 0], [7, 8, 9, 0, 0]]), torch.tensor([5, 2, 3]), torch.zeros(3, 5)
)
GIVEN = torch.tensor([[10, 2, 3, 4, 5, 6, 7], [10, 4, 4, 4, 9, 2, 3], [10, 9, 8, 7, 6, 5, 4]])  # 3 sources, 7 steps


def make(name, **settings):
    torch.manual_seed(0)
    sizes = {"embedding_size": 8, "hidden_size": 6} | settings
    return registry.build(name, registry.config_for(name, sizes, source=13, target=11)).eval()


@pytest.mark.parametrize("name", TRANSLATORS)
def test_told_all_at_once_or_piece_by_piece_it_says_the_same(name):
    model = make(name)
    told, state = model.tell(SOURCE, GIVEN), model.begin(SOURCE)
    for step in range(7):
        states, weights, state = model.step(state, GIVEN[:, step])
        assert torch.allclose(states, told.states[:, step], atol=1e-5)
        if told.weights is not None:
            assert torch.allclose(weights, told.weights[:, step], atol=1e-6)
    assert model.score(told.states).shape == (3, 7, 11)


@pytest.mark.parametrize("name", TRANSLATORS)
def test_a_source_is_read_the_same_alone_and_in_a_batch(name):
    model = make(name)
    alone = Batch(SOURCE.ids[1:2, :2], SOURCE.lengths[1:2], SOURCE.sentences[1:2, :2])
    found, expected = model.tell(alone, GIVEN[1:2]), model.tell(SOURCE, GIVEN)
    assert torch.allclose(found.states[0], expected.states[1], atol=1e-5)


@pytest.mark.parametrize("name", [name for name, entry in TRANSLATORS.items() if entry.has_attention])
def test_weights_sum_to_one_and_padding_has_exactly_none(name):
    weights = make(name).tell(SOURCE, GIVEN).weights
    assert weights.shape == (3, 7, 5)
    assert torch.allclose(weights.sum(dim=-1), torch.ones(3, 7))
    assert not weights[1, :, 2:].any() and not weights[2, :, 3:].any()


def test_without_attention_there_are_no_weights():
    assert make("seq2seq").tell(SOURCE, GIVEN).weights is None


@pytest.mark.parametrize("name", TRANSLATORS)
@pytest.mark.parametrize("is_tied", [True, False])
def test_embeddings_are_tied_as_wanted(name, is_tied):
    model = make(name, is_tied=is_tied)
    assert (model.output.weight is None) == is_tied
    assert len(model.state_dict()) == len(dict(model.named_parameters()))
    scores = model.score(torch.ones(8))
    model.target.table.weight.data += 1
    assert torch.allclose(model.score(torch.ones(8)), scores) != is_tied


@pytest.mark.parametrize("name", TRANSLATORS)
def test_no_piece_sees_what_comes_after_it(name):
    model, other = make(name), GIVEN.clone()
    other[:, 4:] = 2
    found, expected = model.tell(SOURCE, other), model.tell(SOURCE, GIVEN)
    assert torch.allclose(found.states[:, :4], expected.states[:, :4], atol=1e-5)


def test_words_come_into_a_transformer_as_large_as_what_its_layers_add():
    model = make("transformer", embedding_size=64, hidden_size=64)
    values = model.enter_source(model.source(torch.arange(1, 13)[None]))
    assert 0.7 < values.std().item() < 1.4


def test_the_source_is_read_from_its_end():
    """The last piece read is the first of the source: the final state depends on it most directly."""
    model = make("seq2seq")
    seen = []
    model.source.register_forward_hook(lambda _, given, __: seen.append(given[0]))
    model.begin(SOURCE)
    assert seen[0][0].tolist() == [7, 6, 5, 4, 3]
    assert seen[0][1].tolist()[:2] == [6, 5]
