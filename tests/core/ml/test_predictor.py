from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.ml.explain.text import explain, to_json
from core.ml.predictor import Predictor
from core.ml.text.batches import TokenSequence, collate
from core.ml.text.tokenizer import UNK

TEXTS = ["房间很好。", "the staff was AWFUL，早餐也太差！投诉", "  ", "龘龘 ok", "", "很好" * 40]
CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def predictor(trained):
    return Predictor.load(trained, CPU)


def test_one_text_alone_is_predicted_as_in_a_batch(predictor):
    together = predictor.predict(TEXTS)
    assert together.shape == (6, 2)
    assert np.allclose(together.sum(axis=1), 1)
    for text, row in zip(TEXTS, together, strict=True):
        assert np.allclose(predictor.predict([text])[0], row, atol=1e-6)
    assert predictor.predict([]).shape == (0, 2)


def test_the_task_was_learned(predictor):
    assert predictor.predict(["房间很好", "早餐太差"]).argmax(axis=1).tolist() == [0, 1]


@given(text=st.text(max_size=50))
@settings(max_examples=60, deadline=None, database=None)
def test_the_weights_shown_sum_to_one_and_stand_where_they_say(predictor, text):
    explanation = explain(predictor, [text], "attention")[0]
    assert sum(token.weight for token in explanation.tokens) == pytest.approx(1, abs=1e-5)
    assert all(token.weight >= 0 and token.text == text[token.start : token.end] for token in explanation.tokens)


def test_what_is_shown_is_the_tensor_that_made_the_prediction(predictor):
    """Σ weights · states, of the pass whose weights are shown, gives the very scores of the prediction."""
    reading = predictor.read([TEXTS[1]])[0]
    model, encoded = predictor.model.neural, predictor.model.tokenizer.encode(TEXTS[1])
    output = model(collate([TokenSequence.of(encoded.ids)], CPU))
    shown = np.bincount(encoded.words, weights=output.weights[0].numpy())
    assert np.allclose(shown, reading.weights, atol=1e-6)
    document = output.weights[0] @ output.states[0]
    scores = predictor.card.neural_scale * model.output(torch.tanh(document))[None].numpy()
    assert np.allclose(predictor.probabilities(scores)[0], reading.probabilities, atol=1e-6)


def test_the_weight_of_a_word_is_the_sum_over_its_pieces(predictor):
    text = "breakfastroomstaff lovely"
    encoded = predictor.model.tokenizer.encode(text)
    weights = predictor.model.neural(collate([TokenSequence.of(encoded.ids)], CPU)).weights[0].numpy()
    words = np.array(encoded.words)
    assert len(words) > len(encoded.spans) == 2
    assert predictor.read([text])[0].weights[0] == pytest.approx(weights[words == 0].sum())


def test_what_is_not_read_is_told(predictor):
    short = Predictor(predictor.model, read_limit=6)
    text = "早餐太差，" * 5 + "breakfastroomstaff"
    explanation = explain(short, [text], "attention")[0]
    assert [(span.start, span.end) for span in explanation.unread] == [(explanation.tokens[-1].end, len(text))]
    assert sum(token.weight for token in explanation.tokens) == pytest.approx(1, abs=1e-5)
    assert explain(predictor, [text])[0].unread == ()
    assert explain(predictor, [text])[0].tokens[-1].end == len(text)


def test_the_unread_part_begins_at_the_border_of_a_word(predictor):
    text = "早餐 breakfastroomstaffbreakfastroom"
    pieces = predictor.model.tokenizer.encode(text)
    limit = len(pieces.ids) - 1
    tokens = explain(Predictor(predictor.model, read_limit=limit), [text])[0].tokens
    assert [token.text for token in tokens] == ["早餐"]


def test_unknown_words_are_read_as_unknown(predictor):
    assert UNK in predictor.model.tokenizer.encode("龘").ids
    assert len(explain(predictor, ["龘"])[0].tokens) == 1


def test_an_explanation_as_json(predictor):
    got = to_json(explain(predictor, ["很好 ok"])[0])
    assert {"text", "label", "probabilities", "method", "tokens", "sentences", "unread"} <= got.keys()
    assert got["label"] == max(got["probabilities"], key=got["probabilities"].get)
    assert got["tokens"][0].keys() == {"start", "end", "text", "weight"}


def test_reading_reports_and_can_be_stopped(predictor):
    seen = []
    predictor.predict(TEXTS, lambda done, total: seen.append((done, total)))
    assert seen[0] == (0, 6)
    assert seen[-1] == (6, 6)

    def stop(*_):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        predictor.predict(TEXTS, stop)
