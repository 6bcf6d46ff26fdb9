"""What a run's explanations promise: evidence adds up to the score that decided, attention is the pass's own."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.errors import InputError
from core.ml.explain.text import explain
from core.ml.predictor import Predictor
from core.ml.text.batches import TokenSequence, collate
from core.ml.train import train
from tests.core.ml.conftest import BAD, GOOD, REST, documents

CPU = torch.device("cpu")
ODD = ["😀", "👩‍👩‍👧", "ＡＢＣ１２３", "e\u0301", "각", "\u200b", "\t\n", "…", "。", "ﬁ", "龘", "\ud800", "\0", "İ"]
WORDS = st.sampled_from([*GOOD, *BAD, *REST, *ODD, " ", "，"])
TEXTS = st.lists(WORDS | st.text(max_size=4), max_size=15).map("".join)
HOSTILE = [
    "",
    " ",
    " \n\t\u3000",
    "😀" * 7,
    "ＴＨＥ　ＳＴＡＦＦ　很好",
    "e\u0301" * 9,
    "the staff was lovely, 早餐太差！",
]
MODELS = ["auto", "auto of many labels", "logistic"]


def labelled_by_words(is_multi_label):
    """Three labels: by the word that decides, or by the things that are named."""
    lines = []
    for line in documents(100):
        rooms = ["rooms"] if "房间" in line["text"] or "room" in line["text"] else []
        good = [label for label in line["labels"] if label == "good"]
        lines.append(line | {"labels": [*good, *rooms] if is_multi_label else (rooms or line["labels"])})
    return lines


@pytest.fixture(scope="module")
def predictors(trained_auto, trained_reader, trained_logistic):
    folders = {"auto": trained_auto, "auto of many labels": trained_reader, "logistic": trained_logistic}
    return {name: Predictor.load(folder, CPU) for name, folder in folders.items()}


@pytest.fixture
def several(make_run, job):
    """A run with three labels: `several(model, is_multi_label)`."""

    def make(model, *, is_multi_label):
        labels = ("good", "rooms") if is_multi_label else ("good", "bad", "rooms")
        spec = make_run(labelled_by_words(is_multi_label), labels=labels, is_multi_label=is_multi_label)
        train(dataclasses.replace(spec, model=model, settings={"vocabulary": 200} if model == "auto" else {}), job)
        return Predictor.load(Path(spec.run_dir), CPU)

    return make


def adds_up(predictor, text):
    """Words and bias give the logit of the label shown; with all labels' they give the probabilities shown."""
    (shown,) = explain(predictor, [text], "evidence")
    (found,) = predictor.read([text])
    assert sum(token.weight for token in shown.tokens) + shown.bias == pytest.approx(shown.logit, rel=1e-6, abs=1e-9)
    assert all(token.text == text[token.start : token.end] for token in shown.tokens)
    totals = found.bias + found.evidence.sum(axis=0)
    best = predictor.card.labels.index(shown.label)
    assert totals[best] == pytest.approx(shown.logit, rel=1e-6, abs=1e-9)
    powers = np.exp(totals)
    expected = powers / (1 + powers) if predictor.card.is_multi_label else powers / powers.sum()
    assert list(shown.probabilities.values()) == pytest.approx(expected, rel=1e-6)
    assert list(shown.probabilities.values()) == pytest.approx(predictor.predict([text])[0], rel=1e-5)
    assert shown.probabilities[shown.label] == max(shown.probabilities.values())


@pytest.mark.parametrize("model", MODELS)
@given(text=TEXTS)
@example(text="")
@example(text=" \u3000")
@settings(max_examples=60, deadline=None, database=None)
def test_words_and_bias_are_the_logit_that_gives_the_probability(predictors, model, text):
    adds_up(predictors[model], text)


@pytest.mark.parametrize("model", ["auto", "logistic"])
@pytest.mark.parametrize("is_multi_label", [False, True])
def test_evidence_adds_up_with_several_labels_too(several, model, is_multi_label):
    predictor = several(model, is_multi_label=is_multi_label)
    for text in [*HOSTILE, "房间很好", "room awful"]:
        adds_up(predictor, text)
    texts = [line["text"] for line in documents(40, seed=9)]
    rooms = np.array(["房间" in text or "room" in text for text in texts])
    found = predictor.predict(texts)[:, predictor.card.labels.index("rooms")]
    assert found[rooms].mean() > found[~rooms].mean() + 0.1


def test_the_word_that_decides_has_the_most_evidence(predictors):
    for model in MODELS:
        tokens = explain(predictors[model], ["the room 我们 awful staff"], "evidence")[0].tokens
        assert max(tokens, key=lambda token: token.weight).text == "awful"


@pytest.mark.parametrize("model", ["auto", "auto of many labels"])
@given(text=TEXTS)
@example(text="")
@settings(max_examples=60, deadline=None, database=None)
def test_the_attention_shown_is_that_of_the_pass_and_sums_to_one(predictors, model, text):
    predictor = predictors[model]
    (shown,) = explain(predictor, [text], "attention")
    encoded = predictor.model.tokenizer.encode(text)
    weights = predictor.model.neural(collate([TokenSequence.of(encoded.ids)], CPU)).weights[0].numpy()
    assert [token.weight for token in shown.tokens] == pytest.approx(np.bincount(encoded.words, weights), abs=1e-6)
    assert sum(token.weight for token in shown.tokens) == pytest.approx(1, abs=1e-5)
    assert shown.bias == shown.logit == 0


@pytest.mark.parametrize("model", MODELS)
def test_a_text_alone_is_predicted_as_among_others(predictors, model):
    texts = [*HOSTILE, *(line["text"] for line in documents(30, seed=3)), "很好" * 300]
    together = predictors[model].predict(texts)
    for text, row in zip(texts, together, strict=True):
        assert predictors[model].predict([text])[0] == pytest.approx(row, abs=1e-6)
    assert [reading.probabilities.tolist() for reading in predictors[model].read(texts)] == [
        pytest.approx(row, abs=1e-6) for row in together
    ]


ANY = ("leave-one-out", "ngram-occlusion", "sentence-occlusion", "lime")
NEURAL = ("gradient-input", "integrated-gradients", *ANY)


def test_each_model_offers_what_it_has_and_nothing_else(predictors, trained):
    attending = Predictor.load(trained, CPU)
    for predictor, offered in (
        (predictors["auto"], ("evidence", "attention", "attention-gradient", *NEURAL)),
        (predictors["logistic"], ("evidence", *ANY)),
        (attending, ("integrated-gradients", "attention", "attention-gradient", "gradient-input", *ANY)),
    ):
        shown = explain(predictor, ["很好"])[0]
        assert shown.methods == offered
        assert shown.method == offered[0]
        for method in {"evidence", "attention", "rollout"} - set(offered):
            with pytest.raises(InputError, match=rf"method {method}; it offers: {', '.join(offered)}"):
                explain(predictor, ["很好"], method)
    with pytest.raises(
        InputError, match="no method magic; there is: auto, first, any-attention, instant, quick, evidence"
    ):
        explain(attending, ["很好"], "magic")


def test_an_lstm_without_attention_is_explained_by_what_asks_it(make_run, job):
    spec = dataclasses.replace(make_run(epochs=1), model="lstm")
    spec = dataclasses.replace(spec, settings={"epochs": 1, "vocabulary": 200, "hidden_size": 8})
    train(spec, job)
    predictor = Predictor.load(Path(spec.run_dir), CPU)
    (shown,) = explain(predictor, ["很好"])
    assert shown.method == "integrated-gradients" and len(shown.tokens) == 1
    with pytest.raises(InputError, match="it offers: integrated-gradients, gradient-input"):
        explain(predictor, ["很好"], "attention")


def test_beyond_what_attention_reads_the_n_grams_still_count(predictors):
    predictor = predictors["auto"]
    short = Predictor(predictor.model, read_limit=8)
    text = "the room, " * 12 + "awful"
    adds_up(short, text)
    (evidence,) = explain(short, [text], "evidence")
    (attention,) = explain(short, [text], "attention")
    (unread,) = attention.unread
    assert evidence.unread == (unread,)
    assert 0 < unread.start < unread.end == len(text)
    assert all(token.weight == 0 for token in attention.tokens if token.start >= unread.start)
    assert sum(token.weight for token in attention.tokens) == pytest.approx(1, abs=1e-5)
    assert evidence.tokens[-1].text == "awful" and evidence.tokens[-1].weight != 0
    other = short.predict([text.replace("awful", "lovely")])[0]
    assert short.predict([text])[0][1] > other[1]
    assert explain(predictor, [text])[0].unread == ()


def test_of_a_word_longer_than_the_limit_as_much_is_read_as_may_be(trained):
    predictor = Predictor(Predictor.load(trained, CPU).model, read_limit=6)
    text = "breakfastroomstaff" * 5
    n_pieces = len(predictor.model.tokenizer.encode(text).ids)
    seen = []
    predictor.model.neural.register_forward_pre_hook(lambda _, inputs: seen.append(int(inputs[0].lengths[0])))
    (shown,) = explain(predictor, [text])
    assert n_pieces > 6 and set(seen) == {6}
    (unread,) = shown.unread
    assert 0 < shown.tokens[0].end == unread.start < unread.end == len(text)


@pytest.mark.parametrize("model", MODELS)
def test_reading_reports_and_can_be_stopped_whatever_the_model(predictors, model):
    for work in (predictors[model].predict, predictors[model].read):
        seen = []
        work(HOSTILE, lambda done, total, seen=seen: seen.append((done, total)))
        assert seen[0] == (0, len(HOSTILE)) and seen[-1] == (len(HOSTILE), len(HOSTILE))

        def stop(*_):
            raise InterruptedError

        with pytest.raises(InterruptedError):
            work(HOSTILE, stop)
