"""Attention that learns from texts alone."""

from __future__ import annotations

import random

import numpy as np
import pytest
import torch

from core.ml import contrastive
from core.ml.contrastive import ContrastiveConfig
from core.ml.models.auto import Auto, AutoConfig
from core.ml.text import tokenizer as tokenizers
from core.ml.text.batches import TokenSequence, collate
from core.ml.text.normalise import normalise

SUBJECTS = (("food", "soup", "salty", "cook"), ("room", "bed", "window", "towel"), ("bus", "train", "ticket", "road"))
FILLER = ("and", "the", "then", "very", "was", "also")


def corpus(n, seed=0):
    """Texts of one subject each, half of their words saying nothing, and their subjects as topics (N, 3)."""
    rng = random.Random(seed)
    numbers = [rng.randrange(3) for _ in range(n)]
    texts = [" ".join(rng.choice(FILLER) + " " + rng.choice(SUBJECTS[number]) for _ in range(8)) for number in numbers]
    return [normalise(text).text for text in texts], np.eye(3, dtype=np.float32)[numbers]


@pytest.fixture(scope="module")
def known():
    texts, topics = corpus(160)
    return tokenizers.train(texts, 100, seed=0, kind="words"), texts, topics


def fresh(tokenizer):
    torch.manual_seed(0)
    return Auto(AutoConfig(len(tokenizer), 1, embedding_size=12, attention_size=7, document_size=10))


def learned(known, report=lambda *_: None, **config):
    tokenizer, texts, topics = known
    model = fresh(tokenizer)
    settings = {"batch_size": 16, "steps": 120, "learning_rate": 0.02, **config}
    contrastive.learn(model, tokenizer, texts, topics, ContrastiveConfig(**settings), report)
    return model


def loss_of(model, known):
    """The mean loss without topics' help over the first batches."""
    tokenizer, texts, topics = known
    wholes = torch.from_numpy(topics)
    batches = contrastive._batches(tokenizer, texts, 16, seed=9)
    with torch.inference_mode():
        return np.mean([float(contrastive._loss(model.eval(), None, next(batches)[1], wholes[:16])) for _ in range(10)])


def weights_of(model):
    return {name: weight.numpy() for name, weight in model.state_dict().items()}


def is_same(one, other):
    return all(np.array_equal(weight, weights_of(other)[name]) for name, weight in weights_of(one).items())


def test_halves_of_a_text_come_to_find_each_other(known):
    assert loss_of(learned(known), known) < 0.8 * loss_of(fresh(known[0]).eval(), known)


def test_words_that_tell_texts_apart_earn_attention(known):
    tokenizer, texts, _ = known
    model, vocabulary = learned(known), tokenizer.vocabulary()
    telling, saying_nothing = [], []
    for pieces in tokenizer.pieces(texts[:40]):
        weights = model(collate([TokenSequence.of(pieces.ids)], torch.device("cpu"))).weights[0].detach().numpy()
        for piece, weight in zip(pieces.ids, weights, strict=True):
            (saying_nothing if vocabulary[piece].strip("\u2581 ") in FILLER else telling).append(weight)
    assert np.mean(telling) > 1.5 * np.mean(saying_nothing)


def test_the_seed_decides(known):
    assert is_same(learned(known, steps=9, seed=4), learned(known, steps=9, seed=4))
    assert not is_same(learned(known, steps=9, seed=4), learned(known, steps=9, seed=5))


def test_it_is_ready_to_be_asked_afterwards(known):
    assert not learned(known, steps=1).training


def test_it_reports_its_steps_to_the_end_and_can_be_stopped(known):
    seen = []
    learned(known, lambda *step: seen.append(step), steps=5)
    assert seen == [(step, 5) for step in range(6)]

    def stop(done, _):
        if done == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        learned(known, stop, steps=5)


def test_a_small_project_is_not_read_for_ever(known):
    seen = []
    learned(known, lambda *step: seen.append(step), steps=800, most_epochs=2)
    assert seen[-1] == (20, 20)


def test_the_time_given_ends_it(known, monkeypatch):
    clock = iter(range(0, 100_000, 20))
    monkeypatch.setattr(contrastive.time, "monotonic", lambda: next(clock))
    steps = []
    learned(known, lambda done, _: steps.append(done), steps=50, minutes=1.0)
    assert steps == [0, 1, 50]


@pytest.mark.parametrize(
    "texts",
    [
        [],
        [""],
        ["food"],
        ["food and soup"] * 50,
        ["food and the soup was very salty and then the cook also was"],
        ["", "food and the soup was very salty and then the cook also was", " "],
    ],
)
@pytest.mark.parametrize("n_topics", [0, 3])
def test_texts_too_short_or_too_few_teach_nothing_and_do_no_harm(known, texts, n_topics):
    tokenizer = known[0]
    model, seen = fresh(tokenizer), []
    topics = np.zeros((len(texts), n_topics), np.float32)
    contrastive.learn(model, tokenizer, texts, topics, ContrastiveConfig(), lambda *step: seen.append(step))
    assert is_same(model, fresh(tokenizer))
    assert seen[-1][0] == seen[-1][1]


def test_without_topics_halves_alone_teach(known):
    tokenizer, texts, _ = known
    model = fresh(tokenizer)
    nothing = np.zeros((len(texts), 0), np.float32)
    contrastive.learn(model, tokenizer, texts, nothing, ContrastiveConfig(steps=40, batch_size=16))
    assert loss_of(model, known) < loss_of(fresh(tokenizer), known)


def test_texts_without_a_topic_do_no_harm(known):
    tokenizer, texts, topics = known
    model = fresh(tokenizer)
    contrastive.learn(model, tokenizer, texts, topics * 0, ContrastiveConfig(steps=5, batch_size=16))
    assert all(np.isfinite(weight).all() for weight in weights_of(model).values())


def test_the_padding_is_never_learned(known):
    assert not learned(known).embedding.weight[0].any()
