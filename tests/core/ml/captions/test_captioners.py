"""The three models: shapes with unequal sizes, told and written the same way, what each may know."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest
import torch

from core.ml.beam import BeamOptions, search
from core.ml.captions import registry, writing
from core.ml.captions.wording import Wording, train
from core.ml.models.captioning import CaptionerConfig, Pictures

P, L, D, V, T = 2, 6, 5, 11, 4
CONFIG = CaptionerConfig(V, D, embedding_size=7, hidden_size=8, attention_size=3, dropout=0.0, evidence=3)
NAMES = ["nic", "show-attend-tell", "hard-attention"]


def make(name: str, config: CaptionerConfig = CONFIG) -> Any:
    torch.manual_seed(1)
    model = registry.build(name, config, None)
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, std=0.5)
    for buffer in model.buffers():
        torch.nn.init.uniform_(buffer)
    return model.eval()


def pictures(n: int = P) -> torch.Tensor:
    return torch.randn(n, L, D, generator=torch.Generator().manual_seed(2))


@pytest.mark.parametrize("name", NAMES)
def test_words_told_one_by_one_are_scored_as_when_told_at_once(name: str) -> None:
    model, given = make(name), torch.tensor([[V - 1, 3, 4, 5], [V - 1, 6, 7, 8]])
    source = Pictures.one_caption_each(pictures())
    told, state = model.tell(source, given), model.begin(source)
    for t in range(T):
        states, looks, state = model.step(state, given[:, t])
        torch.testing.assert_close(model.score(states), model.score(told.states[:, t]))
        if looks is not None:
            torch.testing.assert_close(looks[:, :L], told.weights[:, t])
            torch.testing.assert_close(looks[:, L], told.gates[:, t])


@pytest.mark.parametrize("name", NAMES[1:])
def test_attention_sums_to_one_over_places(name: str) -> None:
    told = make(name).tell(Pictures(pictures(), torch.tensor([0, 0, 1])), torch.tensor([[V - 1, 3, 4, 5]] * 3))
    assert told.weights.shape == (3, T, L) and told.gates.shape == (3, T)
    torch.testing.assert_close(told.weights.sum(dim=-1), torch.ones(3, T))


@pytest.mark.parametrize("name", NAMES)
def test_captions_of_one_picture_are_read_as_if_it_were_alone(name: str) -> None:
    model, given = make(name), torch.tensor([[V - 1, 3, 4], [V - 1, 6, 7], [V - 1, 2, 2]])
    both = model.tell(Pictures(pictures(), torch.tensor([1, 0, 1])), given)
    alone = model.tell(Pictures(pictures()[1:], torch.tensor([0])), given[2:])
    torch.testing.assert_close(both.states[2:], alone.states)


def test_without_the_picture_at_the_start_and_without_evidence_all_comes_from_looking() -> None:
    model = make("show-attend-tell", dataclasses.replace(CONFIG, evidence=0))
    with torch.no_grad():
        model.query.bias[-1] = -1e4  # β = 0: nothing that is looked at comes through
    one, other = (
        model.tell(Pictures.one_caption_each(pictures()[row, None]), torch.tensor([[10, 3]])) for row in (0, 1)
    )
    torch.testing.assert_close(one.states, other.states)


@pytest.mark.parametrize("name", NAMES)
def test_words_for_which_the_picture_speaks_are_likelier(name: str) -> None:
    model = make(name)
    source, given = Pictures.one_caption_each(pictures(1)), torch.tensor([[V - 1, 3]])
    before = torch.softmax(model.score(model.tell(source, given).states), dim=-1)
    model.evidence.usual[4] = 0.001  # what was usual is now a surprise
    after = torch.softmax(model.score(model.tell(source, given).states), dim=-1)
    assert (after[..., 4] > before[..., 4]).all()


@pytest.mark.parametrize("name", NAMES)
def test_evidence_that_is_no_more_than_remembered_is_taken_off(name: str) -> None:
    model, given = make(name), torch.tensor([[V - 1, 3]])
    seen, rows = pictures(1), torch.tensor([0])
    said = model.see(Pictures(seen, rows))[..., CONFIG.hidden_size :].mean(dim=1)
    told = model.tell(Pictures(seen, rows, surplus=said), given)
    torch.testing.assert_close(told.states[..., -V:], torch.zeros(1, 2, V))


@pytest.mark.parametrize("name", NAMES)
def test_what_speaks_for_a_word_is_spent_when_it_has_been_said(name: str) -> None:
    model = make(name)
    speaks = model.tell(Pictures.one_caption_each(pictures(1)), torch.tensor([[V - 1, 3, 5, 6]])).states[0, :, -V:]
    assert (speaks[:, 3] != 0).tolist() == [True, False, False, False]
    assert (speaks[:, 4] != 0).all()


def test_hard_attention_sees_the_place_that_it_names_and_no_other() -> None:
    model, given = make("hard-attention"), torch.tensor([[V - 1]])
    seen = pictures(1)
    place = int(model.tell(Pictures.one_caption_each(seen), given).choices[0, 0])
    kept = torch.zeros_like(seen)
    kept[:, place] = seen[:, place]
    annotations = model.see(Pictures.one_caption_each(seen))
    alone = annotations.clone()
    alone[:, [n for n in range(L) if n != place]] = 100.0
    annotations, alone = annotations[..., : CONFIG.hidden_size], alone[..., : CONFIG.hidden_size]
    context, _ = model._look(annotations, model.keys(annotations), torch.zeros(1, 15))
    other, _ = model._look(alone, model.keys(annotations), torch.zeros(1, 15))
    torch.testing.assert_close(context, other)


def test_hard_attention_draws_places_in_training_as_often_as_their_weights_say() -> None:
    model = make("hard-attention").train()
    torch.manual_seed(0)
    told = model.tell(Pictures(pictures(1), torch.zeros(3000, dtype=torch.long)), torch.full((3000, 1), V - 1))
    counts = torch.bincount(told.choices[:, 0], minlength=L) / 3000
    torch.testing.assert_close(counts, told.weights[0, 0].detach(), atol=0.05, rtol=0)


@pytest.mark.parametrize("name", NAMES)
def test_a_beam_gives_captions_even_where_none_ends(name: str) -> None:
    model = make(name)
    with torch.no_grad():
        model.output.bias[V - 1] = -1e4
    found = search(model, Pictures.one_caption_each(pictures()), V - 1, BeamOptions(3, longest=5, has_unknown=False))
    assert all(one and not one[0].is_finished and len(one[0].ids) == 5 for one in found)
    assert not any(1 in one.ids for hypotheses in found for one in hypotheses)


@pytest.mark.parametrize("name", NAMES[1:])
def test_every_caption_of_a_beam_carries_its_own_looks(name: str) -> None:
    model = make(name)
    (found,) = search(model, Pictures.one_caption_each(pictures(1)), V - 1, BeamOptions(3, longest=6))
    for one in found:
        given = torch.tensor([[V - 1, *one.ids]])
        told = model.tell(Pictures.one_caption_each(pictures(1)), given)
        assert one.weights is not None
        n = len(one.weights)
        np.testing.assert_allclose(one.weights[:, :L], told.weights[0, :n].detach().numpy(), atol=1e-5)


def wording() -> Wording:
    return Wording(train(["a b c d e f g h"] * 2, V))


@pytest.mark.parametrize("name", NAMES)
def test_drawn_captions_depend_on_the_seed_alone(name: str) -> None:
    words = wording()
    model = make(name, CaptionerConfig(len(words), D, 7, 8, 3, 0.0))
    one, same, other = (
        writing.of(model, pictures(1), words, writing.Options(4, 1.0, 6, temperature=1.0, seed=seed))[0]
        for seed in (1, 1, 2)
    )
    assert [found.ids for found in one] == [found.ids for found in same] != [found.ids for found in other]
    assert not any(id <= 1 for found in one for id in found.ids)


def test_the_start_comes_of_the_picture_where_that_is_wanted() -> None:
    model = make("show-attend-tell", CaptionerConfig(V, D, 7, 8, 3, 0.0, is_started_by_picture=True))
    first = model.begin(Pictures.one_caption_each(pictures()))["hidden"]
    assert not torch.allclose(first[0], first[1])
