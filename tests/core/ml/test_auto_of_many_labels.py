"""`auto` where labels are many: its neural part learns all of its weights from them."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
import torch

from core.jobs import model_settings
from core.jobs.control import HungUp
from core.jobs.specs import CompareSpec
from core.ml import card, fitting
from core.ml.compare import compare
from core.ml.explain import methods
from core.ml.explain.text import Explainer
from core.ml.predictor import Predictor
from core.ml.train import train
from tests.core.ml.conftest import documents, few_labels_are_many
from tests.core.ml.test_auto_job import MODEL_FILES, KilledIn, same_end
from tests.core.ml.test_train_job import lines_of

AS_THE_WINDOW_ASKS = model_settings.find("auto").resolve({})  # every setting, changed or not
CHINESE = {True: "房间干净我们满意", False: "房间很脏我们失望"}


def test_the_labels_teach_a_model_that_reads_in_context(trained_reader, trained_auto):
    about = card.load(trained_reader)
    assert about.neural_model == "attention-lstm" and about.neural["encoder"] == "gru" and about.neural["is_linear"]
    assert about.ngrams is not None
    assert json.loads((trained_reader / "metrics.json").read_text())["accuracy"] > 0.8
    assert lines_of(trained_reader / "history.jsonl")
    assert card.load(trained_auto).neural_model == "auto"


def test_it_begins_with_what_texts_alone_say_of_each_piece(make_run, job, monkeypatch):
    few_labels_are_many(monkeypatch)
    fit, begun = fitting._fit_neural, []

    def watched(plan, found, *others):
        begun.append((plan.model, found.words.embedding, found.encoder["embedding.weight"].numpy()))
        return fit(plan, found, *others)

    monkeypatch.setattr(fitting, "_fit_neural", watched)
    train(dataclasses.replace(make_run(), model="auto", settings={"vocabulary": 200}), job)
    ((model, start, learned),) = begun
    assert model == "attention-lstm" and (start == learned).all()


@pytest.mark.parametrize(
    ("chosen", "kind"), [({}, "words"), ({"tokenizer": "characters"}, "characters"), (AS_THE_WINDOW_ASKS, "words")]
)
def test_very_many_labels_of_chinese_teach_whole_words(make_run, job, monkeypatch, chosen, kind):
    few_labels_are_many(monkeypatch)
    monkeypatch.setattr(fitting, "VERY_MANY", 50)
    chinese = [
        {**line, "text": CHINESE[line["labels"] == ["good"]] + "，酒店" * (n % 3)}
        for n, line in enumerate(documents(120))
    ]
    run = dataclasses.replace(make_run(chinese), model="auto", settings=chosen)
    assert train(run, job)["metrics"]["accuracy"] > 0.8
    predictor = Predictor.load(Path(run.run_dir), torch.device("cpu"))
    assert predictor.model.tokenizer.kind == kind
    (explained,) = Explainer(predictor).explain([CHINESE[True]])
    assert "".join(token.text for token in explained.tokens) == CHINESE[True]


def test_a_killed_and_resumed_run_ends_as_an_undisturbed_one(make_run, job, monkeypatch):
    few_labels_are_many(monkeypatch)
    specs = [make_run(documents(120), name=name) for name in ("whole", "broken")]
    whole, broken = (dataclasses.replace(spec, model="auto", settings={"vocabulary": 200}) for spec in specs)
    train(whole, job)
    with pytest.raises(HungUp):
        train(broken, KilledIn("train", looks=20))
    assert Path(broken.run_dir, "checkpoint", "last.safetensors").is_file()
    train(dataclasses.replace(broken, is_resumed=True), job)
    same_end(whole, broken, (*MODEL_FILES["auto"], "predictions.jsonl"))


def test_its_uniform_twin_is_of_the_same_kind(trained_reader, job, monkeypatch):
    few_labels_are_many(monkeypatch)
    built, save = [], card.save
    monkeypatch.setattr(card, "save", lambda path, about: (built.append(about), save(path, about)))
    result = compare(CompareSpec(str(trained_reader), device="cpu"), job)
    assert (built[0].neural_model, built[0].neural["is_uniform"]) == ("attention-lstm", True)
    assert result["uniform"]["metrics"]["n"] > 0


def test_its_explanations_add_up_to_the_score(trained_reader):
    predictor = Predictor.load(trained_reader, torch.device("cpu"))
    texts = [line["text"] for line in documents(8, seed=9)]
    assert methods.own(predictor.model) == "integrated-gradients"  # its states mix words
    for found in Explainer(predictor).explain(texts, ["evidence", "integrated-gradients"]):
        total = found.bias + sum(token.weight for token in found.tokens)
        near = 1e-4 if found.method == "evidence" else 0.02 * max(1.0, abs(found.logit - found.bias))
        assert total == pytest.approx(found.logit, abs=near)
        assert found.method == "evidence" or found.facts["completeness_error"] < 0.01
