"""The sixteen defects of the tutorial's reference code, one test each; their depths are tested elsewhere."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
import torch

from core.jobs import model_settings
from core.ml.callbacks import StopEarly
from core.ml.examples import Examples
from core.ml.explain.text import explain
from core.ml.models import registry
from core.ml.models.attention_lstm import AttentionLSTM, AttentionLSTMConfig
from core.ml.predictor import Predictor
from core.ml.text.batches import Batch, TokenSequence
from core.ml.text.tokenizer import PAD, UNK
from core.ml.text_training import TextTraining
from core.ml.train import train
from core.ml.training_config import TrainingConfig

IDS = torch.tensor([[3, 4, 5, 6], [7, 8, 0, 0]])
BATCH = Batch(IDS, torch.tensor([4, 2]), torch.zeros_like(IDS))
ALONE = Batch(IDS[:1], torch.tensor([4]), torch.zeros_like(IDS[:1]))


@pytest.fixture
def model():
    torch.manual_seed(0)
    return AttentionLSTM(AttentionLSTMConfig(vocabulary=9, n_labels=2, embedding_size=5, hidden_size=4)).eval()


@pytest.fixture(scope="module")
def predictor(trained):
    return Predictor.load(trained, torch.device("cpu"))


def history_of(folder):
    return [json.loads(line) for line in (folder / "history.jsonl").read_text().splitlines()]


def test_01_the_loss_is_minimised(trained):
    losses = [epoch["train_loss"] for epoch in history_of(trained)]
    assert losses[-1] < 0.7 * losses[0]


def test_02_every_module_imports_what_it_uses_and_no_pickle():
    root = Path(registry.__file__).parents[2]
    for path in root.rglob("*.py"):
        assert "import pickle" not in path.read_text(encoding="utf-8")
        assert "torch.load(" not in path.read_text(encoding="utf-8")


def test_03_everything_that_can_be_set_is_used():
    configs = [entry.config for entry in registry.MODELS.values() if entry.config]
    used = {field.name for config in configs for field in dataclasses.fields(config)}
    used |= {field.name for field in dataclasses.fields(TrainingConfig)}
    used |= {"vocabulary", "vectors", "warm_start", "subword_sampling"}  # by core.ml.train itself
    used |= {"tokenizer", "freeze_vectors"}
    for info in model_settings.MODELS.values():
        assert {setting.key for setting in info.settings} <= used
    assert registry.MODELS.keys() == model_settings.MODELS.keys()


def test_04_padding_gets_exactly_no_attention(model):
    assert torch.all(model(BATCH).weights[1, 2:] == 0)


def test_05_a_batch_of_one_keeps_its_shape(model):
    scores, weights = model(ALONE)[:2]
    assert (scores.shape, weights.shape) == ((1, 2), (1, 4))


def test_06_a_word_is_read_in_the_light_of_what_follows(model):
    other = IDS[:1].clone()
    other[0, 3] = 8
    read = [model.read(batch)[0, 0] for batch in (ALONE, dataclasses.replace(ALONE, ids=other))]
    assert not torch.equal(*read)


def test_07_unknown_is_not_padding(model, tokenizer):
    assert UNK != PAD
    assert tokenizer.encode("龘").ids == [UNK]
    assert not torch.equal(model.embedding.weight[UNK], model.embedding.weight[PAD])


def test_08_word_vectors_can_be_loaded():
    assert "vectors" in {setting.key for setting in model_settings.find("attention-lstm").settings}


def test_09_the_embedding_is_one_matrix_that_lives_where_the_model_lives(model):
    assert [p.shape for p in model.parameters()].count((9, 5)) == 1
    assert {p.device for p in model.to("meta").parameters()} == {torch.device("meta")}


def test_10_the_start_is_sound(model):
    named = dict(model.named_parameters())
    assert torch.all(named["encoder.forwards.bias_ih_l0"][4:8] == 1)
    assert all(float(p.detach().abs().max()) <= 1 for p in named.values())


def test_11_defaults_guard_against_learning_by_heart():
    settings = model_settings.find("attention-lstm").resolve({})
    assert settings["dropout"] > 0 and settings["word_dropout"] > 0 and settings["weight_decay"] > 0
    assert StopEarly(int(settings["patience"]))


def test_12_rare_labels_are_measured_and_weighed(trained):
    metrics = json.loads((trained / "metrics.json").read_text())
    assert {"per_class", "confusion", "macro_f1", "ece"} <= metrics.keys()
    assert model_settings.find("attention-lstm").resolve({})["class_weights"] is True


def test_13_highlights_and_keywords_are_there(trained, predictor):
    explanation = explain(predictor, ["房间很好"], "attention")[0]
    assert sum(token.weight for token in explanation.tokens) == pytest.approx(1, abs=1e-5)
    assert json.loads((trained / "keywords.json").read_text())["labels"]["good"]


def test_14_the_vocabulary_is_built_from_the_project_and_travels_with_the_model(trained, predictor):
    card = json.loads((trained / "model.json").read_text())
    assert card["tokenizer_sha256"] == predictor.model.tokenizer.sha256
    assert "房间" in predictor.model.tokenizer.vocabulary()


def test_15_several_labels_and_any_length_and_nothing_is_cut_off_silently(predictor):
    text = "房间很好，" * 700
    explanation = explain(predictor, [text])[0]
    assert explanation.unread == ()
    assert explanation.tokens[-1].end == len(text)
    targets = np.array([[True, True], [False, False]])
    training = TextTraining(
        registry.build("attention-lstm", dataclasses.asdict(AttentionLSTMConfig(9, 2, 4, 4))),
        Examples([TokenSequence.of([2, 3]), TokenSequence.of([4])], targets),
        Examples([], np.zeros((0, 2), dtype=bool)),
        TrainingConfig(epochs=1),
        is_multi_label=True,
        seed=0,
    )
    training.fit([])
    assert np.isfinite(training.place.history[0].train_loss)


def test_16_a_seed_decides_everything(make_run, job):
    first, second = make_run(name="one", epochs=1), make_run(name="two", epochs=1)
    for spec in (first, second):
        train(spec, job)
    assert (
        Path(first.run_dir, "model.safetensors").read_bytes() == Path(second.run_dir, "model.safetensors").read_bytes()
    )
