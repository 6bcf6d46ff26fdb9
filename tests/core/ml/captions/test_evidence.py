"""What speaks for words in pictures: found where it was planted, and never by heart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from sklearn.linear_model import Ridge

from core.ml.captions import evidence
from core.ml.captions.lessons import Lesson
from core.ml.models.evidence import WordEvidence

N, L, D, V, END = 60, 4, 12, 9, 8
GENERATOR = torch.Generator().manual_seed(3)
SEEN = torch.randn(N, L, D, generator=GENERATOR)
WORDS = [2 + n % 5 for n in range(N)]
LESSONS = [Lesson(str(n), (np.array([word, END]), np.array([7, word, END]))) for n, word in enumerate(WORDS)]


def planted(keys: Sequence[str]) -> torch.Tensor:
    """Each picture has the number that goes with its word in one of its places."""
    found = SEEN[[int(key) for key in keys]].clone()
    for row, key in enumerate(keys):
        found[row, 1, WORDS[int(key)]] += 12
    return found


def by_chance(keys: Sequence[str]) -> torch.Tensor:
    return SEEN[[int(key) for key in keys]]


def filled(found: evidence.Found, size: int) -> WordEvidence:
    module = WordEvidence(D, V, size)
    module.load_state_dict(found.buffers)
    return module


def test_the_place_that_shows_a_thing_speaks_for_its_word() -> None:
    module = filled(evidence.find(LESSONS, planted, V, END, 6), 6)
    normed = torch.nn.functional.layer_norm(planted(["5", "6"]), (D,))
    scores = module.scores(module(normed))  # (2, L, V)
    assert scores[0, :, WORDS[5]].argmax() == 1 and scores[1, :, WORDS[6]].argmax() == 1
    assert scores[:, 1, 2:7].argmax(dim=1).tolist() == [WORDS[5] - 2, WORDS[6] - 2]


def test_before_it_is_found_nothing_speaks_for_a_word() -> None:
    module = WordEvidence(D, V, 6)
    assert not module.scores(module(torch.randn(2, L, D, generator=GENERATOR))).any()


def test_what_is_said_of_a_picture_left_out_is_what_ridge_regression_without_it_says() -> None:
    seen, said = torch.randn(N, D, generator=GENERATOR).double(), torch.rand(N, V, generator=GENERATOR).double()
    squares, axes = torch.linalg.eigh(seen.T @ seen)
    turned = seen @ axes
    ridge = evidence._Ridge(squares, turned.T @ said, 5.0)
    inner, outward = ridge.reduced(V)
    known = turned @ inner - ridge.surplus(turned, said, inner, outward)
    for left_out in (0, 17):
        rest = [row for row in range(N) if row != left_out]
        other = Ridge(alpha=5.0, fit_intercept=False).fit(seen[rest], said[rest])
        np.testing.assert_allclose(known[left_out] @ outward.T, other.predict(seen[[left_out]])[0], atol=1e-9)


def test_of_pictures_that_say_nothing_nothing_is_left_when_what_is_remembered_is_taken_off() -> None:
    found = evidence.find(LESSONS, by_chance, V, END, 6)
    module = filled(found, 6)
    kept = torch.stack([module(torch.nn.functional.layer_norm(one, (D,))).mean(dim=0) for one in SEEN]) - found.surplus
    own = torch.stack([module.scores(row)[word] for row, word in zip(kept, WORDS, strict=True)])
    assert own.mean() < 0.05


def test_more_numbers_than_there_are_directions_are_left_empty() -> None:
    found = evidence.find(LESSONS, planted, V, END, 40)
    assert found.buffers["outward"].shape == (V, 40) and not found.buffers["outward"][:, V:].any()
    assert all(bool(torch.isfinite(tensor).all()) for tensor in (found.surplus, *found.buffers.values()))
