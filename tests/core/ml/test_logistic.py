from __future__ import annotations

import csv
import gzip
import random
import time

import numpy as np
import pytest
import scipy.sparse
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import make_pipeline

from core.errors import AppError
from core.ml.models import naive_bayes, regression
from core.ml.models.logistic import Logistic
from core.ml.models.regression import LogisticConfig
from core.ml.reading import by_word, word_of_each_character
from core.ml.text.ngrams import NgramConfig, NgramFeatures
from core.ml.text.topics import TopicConfig, Topics
from core.records import Span

GOOD, BAD, SO_SO = ("很好", "lovely", "满意"), ("太差", "awful", "失望"), ("一般", "average", "凑合")
REST = ("房间", "早餐", "room", "staff", "the", "前台", "，", "! ")
WORDS = (GOOD, BAD, SO_SO)


def corpus(n, n_labels=3, seed=0):
    rng = random.Random(seed)
    targets = np.zeros((n, n_labels), bool)
    texts = []
    for row in range(n):
        label = rng.randrange(n_labels)
        targets[row, label] = True
        texts.append("".join([*rng.choices(REST, k=4), rng.choice(WORDS[label]), *rng.choices(REST, k=4)]))
    return texts, targets


def accuracy(scores, targets):
    return (scores.argmax(axis=1) == targets.argmax(axis=1)).mean()


@pytest.fixture(scope="module")
def world():
    texts, targets = corpus(203)
    features = NgramFeatures.fit(texts)
    rows = features.transform(texts)
    return texts, targets, features, rows, Topics.fit(rows, TopicConfig(size=7))


@pytest.fixture(scope="module")
def model(world):
    _, targets, features, rows, topics = world
    return Logistic.fit(features, topics, rows, targets)


def their_matrix(rows):
    return scipy.sparse.csr_matrix((rows.values, rows.columns, rows.starts), (len(rows), rows.width))


@pytest.mark.parametrize("is_balanced", [False, True])
def test_without_topics_the_scores_are_those_of_scikit_learn(world, is_balanced):
    _, targets, features, rows, _ = world
    config = LogisticConfig(ngram_strength=2.0, bayes_share=0, is_balanced=is_balanced)
    kept = np.flatnonzero(targets[:, 0] | (np.arange(203) % 5 == 0))  # label 0 is common, the others are rare
    model = Logistic.fit(features, None, rows.rows(kept), targets[kept], config)
    theirs = LogisticRegression(C=2.0, class_weight="balanced" if is_balanced else None, tol=1e-8, max_iter=1000)
    theirs.fit(their_matrix(rows)[kept], targets[kept].argmax(axis=1))
    expected = theirs.decision_function(their_matrix(rows))
    actual = model.scores(rows) - model.scores(rows).mean(axis=1, keepdims=True)
    assert np.abs(actual - (expected - expected.mean(axis=1, keepdims=True))).max() < 0.02 * np.abs(expected).max()
    assert np.allclose(model.weights.sum(axis=1), 0, atol=1e-3)


def test_several_labels_at_a_time_are_as_many_models(world):
    _, targets, features, rows, _ = world
    several = targets | np.roll(targets, 1, axis=0)
    model = Logistic.fit(
        features, None, rows, several, LogisticConfig(ngram_strength=2.0, bayes_share=0, is_multi_label=True)
    )
    theirs = LogisticRegression(C=2.0, tol=1e-8, max_iter=1000).fit(their_matrix(rows), several[:, 1])
    expected = theirs.decision_function(their_matrix(rows))
    assert np.abs(model.scores(rows)[:, 1] - expected).max() < 0.02 * np.abs(expected).max()


def test_with_topics_the_prior_is_that_of_both_together(world):
    _, targets, features, rows, topics = world
    config = LogisticConfig(ngram_strength=2.0, topic_strength=5.0, bayes_share=0)
    model = Logistic.fit(features, topics, rows, targets, config)
    joined = scipy.sparse.hstack([their_matrix(rows) * 2**0.5, topics.project(rows) * 5**0.5]).tocsr()
    theirs = LogisticRegression(C=1.0, tol=1e-8, max_iter=1000).fit(joined, targets.argmax(axis=1))
    expected = theirs.decision_function(joined)
    assert np.abs(model.scores(rows) - expected).max() < 0.03 * np.abs(expected).max()


characters = st.sampled_from("很好 lovelyＬＯ太差👍🏽e\u0301𠀀,，!\u200d\ufe0f\x00\n") | st.characters()


@given(st.text(characters, max_size=60))
@settings(max_examples=200, deadline=None)
def test_the_evidence_and_the_bias_are_the_scores(model, text):
    evidence = model.evidence(text)
    scores = model.predict([text])[0]
    assert evidence.shape == (len(text), 3)
    assert np.abs(evidence.sum(axis=0) + model.bias - scores).max() <= 1e-9 * (np.abs(scores).max() + 1)
    columns, brought = model.contributions(text)
    assert len(columns) == len(brought)
    assert np.abs(brought.sum(axis=0) + model.bias - scores).max() <= 1e-9 * (np.abs(scores).max() + 1)


def test_the_evidence_lies_on_the_word_that_decides(model):
    text = "the room 房间，太差! "
    words = word_of_each_character([Span(0, 3), Span(4, 8), Span(9, 11), Span(12, 14)], len(text))
    by_span = by_word(model.evidence(text), words, 4)
    assert by_span.shape == (4, 3)
    assert by_span[:, 1].argmax() == 3
    assert by_span.sum(axis=0) == pytest.approx(model.evidence(text).sum(axis=0))


def test_texts_without_a_label_tell_which_words_keep_company():
    rng = random.Random(0)
    sides = [[chr(0x4E00 + 100 * side + number) for number in range(30)] for side in (0, 1)]
    labels = np.array([rng.randrange(2) for _ in range(400)])
    texts = [" ".join(rng.choices(sides[label], k=5) + rng.choices(REST, k=5)) for label in labels]
    features = NgramFeatures.fit(texts)
    rows, targets = features.transform(texts), np.eye(2, dtype=bool)[labels]
    few = np.concatenate([np.flatnonzero(labels == label)[:3] for label in (0, 1)])
    with_topics, without = (
        accuracy(Logistic.fit(features, topics, rows.rows(few), targets[few]).scores(rows), targets)
        for topics in (Topics.fit(rows, TopicConfig(size=7)), None)
    )
    assert with_topics > without + 0.05


def test_with_many_labels_the_topics_have_no_part(world):
    _, targets, features, rows, topics = world
    model = Logistic.fit(features, topics, rows, targets, LogisticConfig(max_topic_rows=202))
    assert np.array_equal(model.weights, Logistic.fit(features, None, rows, targets).weights)


def test_the_same_seed_gives_the_same_model(world):
    texts, targets, *_ = world
    models = []
    for _ in range(2):
        features = NgramFeatures.fit(texts)
        rows = features.transform(texts)
        models.append(Logistic.fit(features, Topics.fit(rows), rows, targets))
    assert np.array_equal(models[0].weights, models[1].weights)
    assert np.array_equal(models[0].bias, models[1].bias)


def test_rows_are_judged_by_models_that_have_not_seen_them(world):
    _, targets, features, rows, topics = world
    shuffled = np.random.default_rng(0).permutation(targets)
    assert accuracy(Logistic.fit_judged(features, topics, rows, targets)[2], targets) > 0.9
    assert accuracy(Logistic.fit_judged(features, topics, rows, shuffled)[2], shuffled) < 0.6


def test_of_many_rows_those_held_back_are_judged(world, monkeypatch):
    monkeypatch.setattr(regression, "FEW", 50)
    _, targets, features, rows, topics = world
    held = np.arange(3, 203, 10)
    _, places, scores = Logistic.fit_judged(features, topics, rows, targets, held=held)
    assert places.tolist() == held.tolist()
    assert accuracy(scores, targets[held]) > 0.9


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=20, deadline=None)
def test_naive_bayes_is_the_log_odds_of_scikit_learns_shares(world, seed):
    _, _, _, rows, _ = world
    flags = np.random.default_rng(seed).random((203, 2)) < 0.4
    found = naive_bayes.log_odds(rows.transposed(), flags)
    for label in range(2):
        theirs = MultinomialNB(alpha=naive_bayes.SMOOTHING).fit(their_matrix(rows), flags[:, label])
        assert np.allclose(found[:, label], theirs.feature_log_prob_[1] - theirs.feature_log_prob_[0], atol=1e-5)


def test_naive_bayes_says_nothing_of_what_it_has_not_seen(world):
    _, targets, _, rows, _ = world
    few = rows.rows(np.arange(20))
    odds = naive_bayes.log_odds(few.transposed(), targets[:20])
    assert not odds[np.bincount(few.columns, minlength=few.width) == 0].any()


@pytest.mark.parametrize("is_multi_label", [False, True])
@pytest.mark.parametrize("is_balanced", [False, True])
@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_a_model_of_hardly_anything_stays_finite(n, is_balanced, is_multi_label):
    texts = ["很好", "", "awful"][:n]
    features = NgramFeatures.fit(texts, NgramConfig(min_documents=1))
    rows = features.transform(texts)
    config = LogisticConfig(is_balanced=is_balanced, is_multi_label=is_multi_label)
    topics = Topics.fit(rows)
    targets = np.eye(3, dtype=bool)[:n]
    model = Logistic.fit(features, topics, rows, targets, config)
    assert np.isfinite(model.predict(["很好", "", "neverseen"])).all()
    assert Logistic.fit_judged(features, topics, rows, targets, config)[2].shape == (n, 3)
    assert model.evidence("").shape == (0, 3)


def test_a_saved_model_predicts_the_same_and_a_damaged_one_is_refused(world, model):
    texts = world[0]
    tensors = model.tensors()
    assert np.array_equal(Logistic.from_tensors(model.config, tensors).predict(texts), model.predict(texts))
    for damaged in (
        {**tensors, "weights": tensors["weights"][1:]},
        {**tensors, "bias": tensors["bias"][1:]},
        {**tensors, "weights": tensors["weights"] * np.float32("nan")},
        {**tensors, "bias": tensors["bias"].astype(np.float64)},
        {key: tensors[key] for key in ("keys", "idf")},
    ):
        with pytest.raises(AppError, match="damaged"):
            Logistic.from_tensors(model.config, damaged)


def test_on_hotel_reviews_it_beats_scikit_learn_and_predicts_no_slower(shared_data):
    with gzip.open(shared_data / "zh_hotel_htl" / "hotel.csv.gz", "rt", encoding="utf-8-sig", newline="") as file:
        read = [(row["text"], row["label"] == "1") for row in csv.DictReader(file)]
    random.Random(7).shuffle(read)
    texts, labels = [text for text, _ in read[:3000]], np.array([label for _, label in read[:3000]])
    features = NgramFeatures.fit(texts)
    rows = features.transform(texts)
    topics = Topics.fit(rows, TopicConfig(size=64))
    ours, theirs = [], []
    for draw in range(3):
        taken = np.random.default_rng(draw).permutation(2000)[:100]
        model = Logistic.fit(features, topics, rows.rows(taken), np.stack([~labels, labels], axis=1)[taken])
        peer = make_pipeline(
            TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True, min_df=2),
            LogisticRegression(C=10, max_iter=300),
        ).fit([texts[place] for place in taken], labels[taken])
        start = time.process_time()
        scores = model.predict(texts[2000:])
        middle = time.process_time()
        predicted = peer.predict(texts[2000:])
        seconds = (middle - start, time.process_time() - middle)
        ours.append((scores.argmax(axis=1) == labels[2000:]).mean())
        theirs.append((predicted == labels[2000:]).mean())
    assert np.mean(ours) > np.mean(theirs) + 0.03
    assert seconds[0] < 2 * seconds[1]


def test_of_very_many_rows_some_are_judged_by_a_model_that_has_not_seen_them(monkeypatch):
    monkeypatch.setattr(regression, "FEW", 50)
    monkeypatch.setattr(regression, "JUDGED", 20)
    rng = np.random.default_rng(0)
    values = rng.normal(size=(120, 6)).astype(np.float32)
    targets = np.eye(3, dtype=bool)[rng.integers(0, 3, 120)]  # nothing to learn: only a model that peeked is right
    places, scores = regression.judged_dense(values, targets, LogisticConfig(topic_strength=1e4))
    assert scores.shape == (len(places), 3)
    assert 15 <= len(places) <= 30
    assert (scores.argmax(axis=1) == targets[places].argmax(axis=1)).mean() < 0.7
    few, _ = regression.judged_dense(values[:40], targets[:40], LogisticConfig())
    assert few.tolist() == list(range(40))
