from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest
import torch
from captum.attr import Saliency

from core.jobs.captioning import ATTENTION, GRAD_CAM, OCCLUSION
from core.ml.captions import maps, registry
from core.ml.captions.maps import Subject
from core.ml.models.captioning import CaptionerConfig, Pictures

ROWS, COLUMNS, D, V = 2, 3, 5, 11
L = ROWS * COLUMNS
IDS = (3, 4, 5, 6)


def subject(name: str = "show-attend-tell", evidence: int = 0) -> Subject:
    torch.manual_seed(1)
    model: Any = registry.build(name, CaptionerConfig(V, D, 7, 8, 3, 0.0, evidence=evidence), None)
    for buffer in model.buffers():
        torch.nn.init.uniform_(buffer)
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, std=0.7)
    model.eval().requires_grad_(False)
    vectors = torch.randn(1, L, D, generator=torch.Generator().manual_seed(2))
    given, wanted = torch.tensor([V - 1, *IDS[:-1]]), torch.tensor(IDS)
    told = model.tell(Pictures.one_caption_each(vectors), given[None])
    attention = None if told.weights is None else told.weights[0].numpy()
    return Subject(model, vectors, ROWS, COLUMNS, given, wanted, attention)


@pytest.mark.parametrize("name", registry.CAPTIONERS)
def test_every_map_is_a_share_of_places_for_each_word(name: str) -> None:
    one = subject(name)
    for method in maps.offered(name):
        found = maps.METHODS[method](one)
        assert found.shape == (len(IDS), L) and found.min() >= 0
        np.testing.assert_allclose(found.sum(axis=1), 1, atol=1e-5)


def test_a_model_offers_only_what_it_has() -> None:
    assert maps.offered("nic") == (GRAD_CAM, OCCLUSION)
    assert maps.offered("hard-attention") == (ATTENTION, GRAD_CAM, OCCLUSION)
    assert len(maps.offered("show-attend-tell")) == 5


def test_gradient_of_attention_is_what_a_small_push_does() -> None:
    one, step, place, push = subject(), 2, 4, 1e-3
    wanted = np.zeros(L)
    for place in range(L):
        nudge = torch.zeros(1, len(IDS), L)
        nudge[0, step, place] = push
        annotations = one.writer.project(one.vectors)
        up, down = (one.logs(one.tell(annotations, 1, nudge=sign * nudge))[0, step] for sign in (1, -1))
        wanted[place] = float(up - down) / (2 * push)
    found = maps.attention_gradient(one)[step]
    np.testing.assert_allclose(found, maps.shares(wanted[None])[0], atol=2e-3)


@pytest.mark.parametrize("evidence", [0, 3])
@pytest.mark.parametrize("name", registry.CAPTIONERS)
def test_grad_cam_is_the_vectors_by_the_mean_of_captums_gradient_over_places(name: str, evidence: int) -> None:
    one = subject(name, evidence)
    for step, found in enumerate(maps.grad_cam(one)):

        def log(vectors: torch.Tensor, step: int = step) -> torch.Tensor:
            return one.logs(one.tell(one.writer.project(vectors), 1))[:, step]

        gradient = Saliency(log).attribute(one.vectors.clone().requires_grad_(True), abs=False)[0]  # (L, D)
        speaks = (one.vectors[0] @ gradient.mean(dim=0)).numpy()
        np.testing.assert_allclose(found, maps.shares((speaks - speaks.mean())[None])[0], atol=1e-5)


@pytest.mark.parametrize("other", [0, 1, 3, 4])
def test_both_gradients_light_the_places_beside_what_each_of_them_lights(
    monkeypatch: pytest.MonkeyPatch, other: int
) -> None:
    for name, place in (("grad_cam", 0), ("attention_gradient", other)):
        monkeypatch.setattr(maps, name, lambda _, place=place: np.eye(L, dtype=np.float32)[[place]])
    [found] = maps.both_gradients(subject())
    assert set(np.flatnonzero(found)) == {0, 1, 3, 4}


def test_gradients_that_do_not_agree_light_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, place in (("grad_cam", 0), ("attention_gradient", 5)):
        monkeypatch.setattr(maps, name, lambda _, place=place: np.eye(12, dtype=np.float32)[[place]])
    wide = dataclasses.replace(subject(), rows=2, columns=6)
    np.testing.assert_allclose(maps.both_gradients(wide), 1 / 12)


def test_occlusion_lights_the_places_around_what_speaks_for_the_word() -> None:
    """A single place is unlike all others: where hiding it costs a word most, the map must be lit, and far off not."""
    one = subject("nic")
    vectors = one.vectors.mean(dim=1, keepdim=True).repeat(1, L, 1)
    vectors[0, 0] = torch.tensor([6.0, -5.0, 0.0, 3.0, -4.0])  # the corner
    odd = Subject(one.model, vectors, ROWS, COLUMNS, one.given, one.wanted, None)
    hidden = maps.hide(vectors, maps.neighbours(ROWS, COLUMNS)[:1])
    logs, without = (one.logs(one.tell(one.writer.project(each), 1))[0] for each in (vectors, hidden))
    word = int((logs - without).argmax())
    assert float((logs - without)[word]) > 0
    found = maps.occlusion(odd)[word]
    assert found[0] == pytest.approx(found[[0, 1, 3, 4]].max()) and found[0] > found[[2, 5]].max()


def test_a_place_is_hidden_with_its_neighbours() -> None:
    is_near = maps.neighbours(3, 4)
    assert is_near[0].nonzero()[0].tolist() == [0, 1, 4, 5]
    assert is_near[5].sum() == 9


def test_a_map_without_anything_for_the_word_is_uniform() -> None:
    found = maps.shares(np.array([[-1.0, -2.0], [1.0, 3.0], [np.nan, 1.0]]))
    np.testing.assert_allclose(found, [[0.5, 0.5], [0.25, 0.75], [0, 1]])


def test_hiding_nothing_changes_nothing_and_all_is_the_mean_picture() -> None:
    one = subject()
    assert one.attention is not None
    kept = maps.deletion(one, one.attention, [1.0, 0.0])
    whole = one.logs(one.tell(one.writer.project(one.vectors), 1))[0].exp().numpy()
    np.testing.assert_allclose(kept[:, 0], whole, rtol=1e-5)
    mean = one.vectors.mean(dim=1, keepdim=True).expand(1, L, D)
    np.testing.assert_allclose(kept[:, 1], one.logs(one.tell(one.writer.project(mean), 1))[0].exp().numpy(), rtol=1e-5)


def test_insertion_shows_the_strongest_places_alone() -> None:
    one = subject()
    assert one.attention is not None
    shown = maps.insertion(one, one.attention, [1 / L])
    strongest = np.argmax(one.attention[0])
    hidden = maps.hide(one.vectors, np.arange(L)[None] != strongest)
    wanted = one.logs(one.tell(one.writer.project(hidden), 1))[0, 0].exp()
    assert shown[0, 0] == pytest.approx(float(wanted), rel=1e-5)
