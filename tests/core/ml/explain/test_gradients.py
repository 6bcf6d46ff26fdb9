from __future__ import annotations

import dataclasses
import warnings

import numpy as np
import pytest
import torch
from torch import nn

from core.jobs.explaining import ExplainOptions
from core.ml.explain import gradients, methods
from core.ml.explain.embedded import differentiable, watched
from core.ml.explain.gradients import attention_gradient, gradient_input, integrated_gradients
from core.ml.explain.occlusion import leave_one_out
from core.ml.explain.subject import Subject
from core.ml.models.attention import attention_over_words, weighted_sum
from core.ml.predictor import Predictor
from core.ml.text.batches import collate
from core.ml.text.tokenizer import UNK
from tests.core.ml.explain.conftest import TEXT, make_predictor

CPU = torch.device("cpu")
MODELS = {
    "attention-lstm": {},
    "gru": {"model": "attention-lstm", "encoder": "gru"},
    "cnn": {"model": "attention-lstm", "encoder": "cnn", "is_linear": True},
    "lstm": {},
    "hahnn": {},
    "transformer": {"n_layers": 2},
    "auto": {},
}


def predictor_of(words, name):
    return make_predictor(words, **({"model": name} | MODELS[name]))


def linear(words):
    """A bag of words: the mean of the embeddings, and a linear layer; the unknown word says nothing."""
    predictor = make_predictor(words, encoder="average", is_uniform=True, is_linear=True)
    with torch.no_grad():
        predictor.model.neural.embedding.weight[UNK] = 0
    return predictor


def test_in_a_linear_model_all_methods_say_the_same(words):
    subject = Subject.of(linear(words), TEXT, ExplainOptions(removal="unknown"))
    (evidence, *others) = [
        methods.attribute(subject, name).scores
        for name in ("evidence", "gradient-input", "integrated-gradients", "leave-one-out")
    ]
    assert np.abs(evidence).max() > 0.01
    for other in others:
        assert other == pytest.approx(evidence, abs=1e-5)


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("baseline", ["pad", "unk", "mean"])
def test_integrated_gradients_add_up_to_the_score(words, name, baseline):
    subject = Subject.of(predictor_of(words, name), TEXT, ExplainOptions(baseline=baseline))
    found = integrated_gradients(subject)
    assert found.base + found.scores.sum() == pytest.approx(subject.value, rel=0.01, abs=1e-3)
    assert found.facts["is_complete"] and found.facts["baseline"] == baseline


def test_evidence_from_n_grams_counts_too(trained_auto):
    subject = Subject.of(Predictor.load(trained_auto, CPU), "the room, 我们 awful staff")
    found = integrated_gradients(subject)
    assert found.base + found.scores.sum() == pytest.approx(subject.value, rel=0.01)
    alone = dataclasses.replace(subject.predictor.model, ngrams=None)
    neural = integrated_gradients(Subject(Predictor(alone), subject.text, subject.reading, subject.target)).scores
    weights = subject.predictor.ngram_evidence(subject.text, subject.spans) @ subject.weights
    assert found.scores - neural == pytest.approx(weights, abs=1e-6)


@pytest.mark.parametrize("name", ["attention-lstm", "lstm", "transformer"])
def test_captum_says_the_same(words, name, monkeypatch):
    monkeypatch.setattr(gradients, "NODES", (50,))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from captum.attr import InputXGradient, IntegratedGradients
    predictor = predictor_of(words, name)
    subject = Subject.of(predictor, TEXT)
    model, sequence = predictor.model.neural, predictor.pieces(TEXT).sequence
    row = torch.tensor(subject.weights, dtype=torch.float32) * predictor.card.neural_scale

    def target(vectors):
        """The model behind its embedding."""
        handle = model.embedding.register_forward_hook(lambda *_: vectors)
        try:
            return model(collate([sequence] * len(vectors), CPU)).scores @ row
        finally:
            handle.remove()

    vectors = model.embedding(torch.from_numpy(sequence.ids.astype("int64")))[None].requires_grad_()
    integrated = IntegratedGradients(target).attribute(vectors, torch.zeros_like(vectors), n_steps=50)
    ours = integrated_gradients(subject)
    assert ours.scores == pytest.approx(
        predictor.pieces(TEXT).by_word(integrated[0].sum(dim=1).detach().numpy()), abs=1e-5
    )
    product = InputXGradient(target).attribute(vectors)
    expected = predictor.pieces(TEXT).by_word(product[0].sum(dim=1).detach().numpy())
    assert gradient_input(subject).scores == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("name", ["attention-lstm", "auto", "hahnn", "transformer"])
def test_attention_times_gradient_is_what_a_little_more_weight_does(words, name):
    predictor = predictor_of(words, name)
    subject = Subject.of(predictor, TEXT)
    found = attention_gradient(subject).scores
    model, pieces, step = predictor.model.neural.double(), predictor.pieces(TEXT), 1e-4
    row = torch.tensor(subject.weights) * predictor.card.neural_scale
    layer = attention_over_words(model)
    batch = collate([pieces.sequence], CPU)
    with watched(layer) as calls:
        model(batch)
    widths = [output[1].numel() for _, output in calls]
    flat = torch.cat([output[1].flatten() for _, output in calls])

    def value(factors):
        numbers = iter(factors.split(widths))

        def scaled(_layer, inputs, output):
            weights = output[1] * next(numbers).view_as(output[1])
            return weighted_sum(weights, inputs[0]), weights

        handle = layer.register_forward_hook(scaled)
        try:
            return float(model(batch).scores[0] @ row)
        finally:
            handle.remove()

    slopes = []
    for place in torch.eye(len(flat), dtype=torch.float64) * step:
        slopes.append((value(1 + place) - value(1 - place)) / (2 * step))
    laid = torch.tensor(slopes)
    by_piece = getattr(model, "by_piece", None)
    parts = [part.view_as(output[1]) for part, (_, output) in zip(laid.split(widths), calls, strict=True)]
    values = parts[0] if by_piece is None else by_piece(parts, batch)
    assert found == pytest.approx(pieces.by_word(values[0].numpy()), abs=1e-5)


def test_recurrent_layers_are_in_training_mode_only_while_they_are_differentiated(words):
    predictor = predictor_of(words, "attention-lstm")
    model, seen = predictor.model.neural, []
    layers = [layer for layer in model.modules() if isinstance(layer, nn.RNNBase)]
    layers[0].register_forward_hook(lambda layer, *_: seen.append((layer.training, model.training)))
    first = gradient_input(Subject.of(predictor, TEXT)).scores
    assert seen[-1] == (True, False)
    assert not any(layer.training for layer in layers) and all(layer.dropout == 0 for layer in layers)
    assert (gradient_input(Subject.of(predictor, TEXT)).scores == first).all()
    with pytest.raises(KeyError), differentiable(model):
        raise KeyError
    assert not any(layer.training for layer in layers)


def test_another_label_and_another_rival_are_explained_on_request(words):
    predictor = predictor_of(words, "attention-lstm")
    for name in ("gradient-input", "integrated-gradients", "leave-one-out"):
        alone = [
            methods.attribute(Subject.of(predictor, TEXT, ExplainOptions(label=label)), name).scores
            for label in predictor.card.labels
        ]
        assert np.sum(alone, axis=0) == pytest.approx(np.zeros(len(alone[0])), abs=1e-4)
        versus = Subject.of(predictor, TEXT, ExplainOptions(label="bad", against="rooms"))
        assert methods.attribute(versus, name).scores == pytest.approx(alone[1] - alone[2], abs=1e-4)
        assert versus.value == pytest.approx(float(versus.scores[1] - versus.scores[2]))


def test_with_several_labels_at_a_time_a_label_stands_for_itself(words):
    predictor = make_predictor(words, is_multi_label=True)
    subject = Subject.of(predictor, TEXT, ExplainOptions(label="rooms"))
    assert subject.value == pytest.approx(float(subject.scores[2]))
    assert leave_one_out(subject).scores[0] == pytest.approx(
        subject.value - float(predictor.scores([TEXT[3:]])[0, 2]), abs=1e-6
    )
