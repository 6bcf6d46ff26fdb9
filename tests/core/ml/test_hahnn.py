"""The hierarchical model: the seven defects of its paper's code (seeds.md §5) first, then what it must do."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from core.jobs import model_settings
from core.ml.examples import Examples
from core.ml.models import hahnn
from core.ml.models.hahnn import HAHNN, HAHNNConfig, Rows, TemporalConvolutions
from core.ml.text.batches import Batch, TokenSequence, collate
from core.ml.text_training import TextTraining
from core.ml.train import train
from core.ml.training_config import TrainingConfig

CPU = torch.device("cpu")
SENTENCES = ([3, 1, 4], [5], [2, 3, 5, 2])  # how many pieces in each sentence of three texts
WORDS, STATE = 11, 2 * 4 + 3 * 3 + 6  # a word's state: GRU, convolutions, embedding


def text_of(lengths, seed=0, vocabulary=WORDS):
    rng = np.random.default_rng([seed, *lengths])
    ids = rng.integers(2, vocabulary, sum(lengths)).astype(np.int32)
    return TokenSequence(ids, np.repeat(np.arange(len(lengths), dtype=np.int32), lengths))


def batch_of(*texts, **fields):
    return collate([text_of(lengths, **fields) for lengths in texts], CPU)


def make(seed=0, **settings):
    torch.manual_seed(seed)
    sizes = {"vocabulary": WORDS, "n_labels": 5, "embedding_size": 6, "channels": 3, "hidden_size": 4}
    return HAHNN(HAHNNConfig(**sizes | settings)).eval()


BATCH = batch_of(*SENTENCES)


@pytest.fixture(params=["cnn", "tcn"])
def model(request):
    found = make(encoder=request.param)
    for name, parameter in found.named_parameters():
        if "bias" in name:  # else the GRUs would read padding without a trace
            nn.init.normal_(parameter)
    return found


def document_and_states(model, batch):
    """The document's vector (B, G), and the states of the sentences (B, P, G)."""
    rows = Rows.of(batch)
    states = model.read_sentences(model.read(batch, rows), rows)
    return model.sentence_attention(states, rows.mask)[0], states


def test_1_the_weights_shown_are_those_that_made_the_prediction(model):
    output = model(BATCH)
    document, _ = document_and_states(model, BATCH)
    assert torch.allclose(model.output(torch.tanh(document)), output.scores, atol=1e-6)
    by_words = (output.weights[:, :, None] * output.states).sum(dim=1)  # Σ_s β_s Σ_t α_t h_t
    assert torch.allclose(by_words, document[:, -STATE:], atol=1e-6)


def test_1_the_ids_of_words_alone_decide_nothing(model):
    order = torch.cat([torch.arange(2), torch.randperm(WORDS - 2) + 2])
    renamed = make(encoder=model.config.encoder)
    renamed.load_state_dict(model.state_dict())
    renamed.embedding.weight.data[order] = model.embedding.weight.data
    other = Batch(order[BATCH.ids], BATCH.lengths, BATCH.sentences)
    assert torch.allclose(renamed(other).weights, model(BATCH).weights, atol=1e-6)


def test_2_the_weights_are_the_formula_of_the_paper_at_both_levels(model):
    output = model(BATCH)
    _, states = document_and_states(model, BATCH)
    attention = model.sentence_attention
    for text, lengths in enumerate(SENTENCES):
        scores = torch.tanh(states[text, : len(lengths)] @ attention.inner.weight.T + attention.inner.bias)
        expected = torch.softmax(scores @ attention.score.weight[0], dim=0)
        assert torch.allclose(output.sentence_weights[text, : len(lengths)], expected, atol=1e-6)
        of_words = output.states[text, : sum(lengths)].split(list(lengths))
        for number, words in enumerate(of_words):
            scores = torch.tanh(words @ model.word_attention.inner.weight.T + model.word_attention.inner.bias)
            shares = torch.softmax(scores @ model.word_attention.score.weight[0], dim=0)
            start = sum(lengths[:number])
            found = output.weights[text, start : start + lengths[number]]
            assert torch.allclose(found, shares * expected[number], atol=1e-6)


def test_3_each_piece_has_a_state_of_its_own_place_and_a_weight_of_its_own(model):
    output = model(BATCH)
    assert output.weights.shape == BATCH.ids.shape
    embedded = model.embedding(BATCH.ids)
    assert torch.equal(output.states[..., -6:], embedded)
    assert len(set(output.weights[0, :8].tolist())) == 8


def test_3_a_convolution_has_the_word_in_its_middle(model):
    lengths = torch.tensor([9])
    values = torch.zeros(1, 9, 6)
    values[0, 4] = 1
    changed = (model.encoder(values, lengths) != model.encoder(torch.zeros(1, 9, 6), lengths)).any(dim=2)[0]
    assert changed[2:7].any()
    assert changed[4]
    assert model.encoder(values, lengths).shape == (1, 9, 9)


def test_4_the_score_of_a_word_depends_on_all_of_its_state(model):
    for attention in (model.word_attention, model.sentence_attention):
        assert torch.linalg.matrix_rank(attention.inner.weight) == 4


def test_5_padding_gets_exactly_zero_and_weights_sum_to_one(model):
    output = model(BATCH)
    assert torch.all(output.weights[~BATCH.mask] == 0)
    assert torch.all(output.weights[BATCH.mask] > 0)
    assert torch.allclose(output.weights.sum(dim=1), torch.ones(3))
    assert torch.allclose(output.sentence_weights.sum(dim=1), torch.ones(3))
    assert output.sentence_weights[1].tolist() == [1, 0, 0, 0]
    assert torch.all(output.sentence_weights[0, 3:] == 0)


def test_5_what_stands_in_the_padding_does_not_matter(model):
    ids, sentences = BATCH.ids.masked_fill(~BATCH.mask, 9), BATCH.sentences.masked_fill(~BATCH.mask, 2)
    mine, theirs = model(BATCH), model(Batch(ids, BATCH.lengths, sentences))
    for name in ("scores", "weights", "sentence_weights"):
        assert torch.equal(getattr(mine, name), getattr(theirs, name)), name


def test_5_large_scores_do_not_overflow(model):
    model.word_attention.score.weight.data.mul_(1e4)
    model.sentence_attention.score.weight.data.mul_(1e4)
    assert torch.allclose(model(BATCH).weights.sum(dim=1), torch.ones(3))


def test_6_words_and_epoch_are_chosen_without_the_hold_out(make_run, job):
    kinds = [("train", "lovely", "good"), ("train", "awful", "bad"), ("holdout", "awful", "bad")] * 16
    files = []
    for name, staff in (("one", "staff"), ("other", "ΩΨ")):
        texts = [f"rooms are {word}. {staff if part == 'holdout' else 'staff'} was here." for part, word, _ in kinds]
        lines = [
            {"id": row, "text": text, "labels": [label], "part": part}
            for row, (text, (part, _, label)) in enumerate(zip(texts, kinds, strict=True))
        ]
        spec = dataclasses.replace(make_run(lines, name=name, channels=4, epochs=1, consistency=0.0), model="hahnn")
        assert train(spec, job)["metrics"]["accuracy"] == 1.0
        files.append([Path(spec.run_dir, file).read_bytes() for file in ("tokenizer.model", "model.safetensors")])
    assert files[0] == files[1]


def test_7_a_setting_is_compared_by_its_value():
    kinds = {name: type(make(encoder="".join(name)).encoder) for name in ("cnn", "tcn")}
    assert kinds["tcn"] is TemporalConvolutions
    assert kinds["cnn"] is not TemporalConvolutions
    with pytest.raises(ValueError, match="lstm"):
        make(encoder="lstm")
    settings = {setting.key: setting for setting in model_settings.find("hahnn").settings}
    assert set(settings["encoder"].choices) == set(hahnn.ENCODERS)


def test_7_every_layer_learns_the_embedding_too(model):
    model.train()
    batch = batch_of(*[[2, 3, 4], [5, 2]] * 10)
    model(batch).scores.square().sum().backward()
    for name, parameter in model.named_parameters():
        rows = parameter.grad[1:] if name == "embedding.weight" else parameter.grad
        assert torch.any(rows != 0), name
    assert torch.all(model.embedding.weight.grad[0] == 0)


def test_7_no_word_of_a_long_sentence_or_text_is_cut_off(model):
    batch = batch_of([200, 3], [1] * 300)
    output = model(batch)
    assert torch.all(output.weights[batch.mask] > 0)
    assert torch.allclose(output.sentence_weights.sum(dim=1), torch.ones(2))
    assert torch.all(output.sentence_weights[1] > 0)
    for text, place in ((0, 0), (0, 199), (1, 0), (1, 299)):
        ids = batch.ids.clone()
        ids[text, place] = ids[text, place] % 9 + 2
        changed = model(Batch(ids, batch.lengths, batch.sentences)).scores[text]
        assert not torch.equal(changed, output.scores[text])


def test_a_batch_of_one_equals_the_row_of_a_batch(model):
    texts = [*SENTENCES, [1], [90, 2], [1, 1]]
    together = model(batch_of(*texts))
    for row, lengths in enumerate(texts):
        alone = model(batch_of(lengths))
        assert torch.allclose(alone.scores[0], together.scores[row], atol=1e-6)
        assert torch.allclose(alone.weights[0], together.weights[row, : sum(lengths)], atol=1e-6)
        assert torch.allclose(alone.sentence_weights[0], together.sentence_weights[row, : len(lengths)], atol=1e-6)


def test_a_sentence_of_one_piece_gives_all_of_its_weight_to_it(model):
    output = model(BATCH)
    assert torch.equal(output.weights[0, 3], output.sentence_weights[0, 1])


def test_a_sentence_weighs_as_much_as_its_words(model):
    batch = batch_of([3, 130, 4], [64, 65])
    output = model(batch)
    sums = torch.zeros_like(output.sentence_weights).scatter_add(1, batch.sentences, output.weights)
    assert torch.allclose(sums, output.sentence_weights, atol=1e-6)


def test_sentences_that_a_window_left_no_piece_of_weigh_nothing(model):
    batch = Batch(torch.tensor([[3, 4, 5]]), torch.tensor([3]), torch.tensor([[0, 2, 2]]))
    assert model(batch).sentence_weights[0, 1] == 0


def test_a_word_is_read_within_its_sentence_only(model):
    one, other = BATCH.ids.clone(), BATCH.ids.clone()
    other[0, 0] = one[0, 0] % 9 + 2
    states = [model(Batch(ids, BATCH.lengths, BATCH.sentences)).states[0] for ids in (one, other)]
    assert torch.equal(states[0][3:], states[1][3:])
    assert not torch.equal(states[0][2], states[1][2])


def test_rows_hold_each_piece_once_and_are_little_longer_than_needed():
    batch = batch_of([3, 130, 4], [64, 65], [1] * 40)
    rows = Rows.of(batch)
    there = torch.arange(rows.places.shape[1]) < rows.lengths[:, None]
    assert sorted(rows.places[there].tolist()) == batch.mask.flatten().nonzero().squeeze(1).tolist()
    assert torch.all(rows.places[~there] == batch.ids.numel())
    assert rows.lengths.max() <= hahnn.MAX_ROW
    assert sorted(rows.lengths.tolist())[-6:] == [32, 33, 42, 44, 44, 64]


def test_uniform_attention_is_uniform_at_both_levels():
    weights = make(is_uniform=True)(BATCH)
    assert torch.allclose(weights.sentence_weights[0], torch.tensor([1 / 3] * 3 + [0.0]))
    assert torch.allclose(weights.weights[0, :8], torch.tensor([1 / 9] * 3 + [1 / 3] + [1 / 12] * 4))


def numbers_kept(n_sentences):
    """How many numbers all steps from a text to its scores keep for the way back."""
    kept = []
    with torch.autograd.graph.saved_tensors_hooks(lambda tensor: kept.append(tensor.numel()) or tensor, lambda x: x):
        make()(batch_of([10, 20] * (n_sentences // 2)))
    return sum(kept)


def test_memory_grows_no_faster_than_the_text():
    small, large = numbers_kept(40), numbers_kept(400)
    assert 5 * small < large < 11 * small


def test_sentence_attention_finds_the_sentence_that_decides():
    rng = np.random.default_rng(0)
    texts, decisive, labels = [], [], np.arange(160) % 2
    for label in labels:
        lengths = rng.integers(2, 5, rng.integers(3, 7))
        text = text_of(lengths.tolist(), seed=len(texts), vocabulary=WORDS)
        ids = np.where(text.ids < 4, 5, text.ids)
        place = rng.integers(len(ids))
        ids[place] = 2 + label
        texts.append(TokenSequence(ids, text.sentences))
        decisive.append(int(text.sentences[place]))
    targets = np.eye(2, dtype=bool)[labels]
    config = TrainingConfig(epochs=3, learning_rate=2e-2, batch_size=16, consistency=0.0, weight_decay=0.0)
    net = make(n_labels=2, dropout=0.0, word_dropout=0.0).train()
    parts = Examples(texts[:120], targets[:120]), Examples(texts[120:], targets[120:])
    training = TextTraining(net, *parts, config, is_multi_label=False, seed=0)
    training.fit([])
    assert training.place.history[-1].accuracy > 0.9
    batch = collate(texts[120:], CPU)
    output = net.eval()(batch)
    found = output.sentence_weights.argmax(dim=1) == torch.tensor(decisive[120:])
    assert found.float().mean() > 0.9
    words = batch.ids.gather(1, output.weights.argmax(dim=1, keepdim=True))
    assert (words < 4).float().mean() > 0.9
