from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import Ridge

from core.errors import Cancelled
from core.jobs.explaining import ExplainOptions
from core.ml.explain.lime import KERNEL_WIDTH, lime
from core.ml.explain.occlusion import leave_one_out, ngram_occlusion, sentence_occlusion
from core.ml.explain.subject import UNKNOWN, Subject, without
from core.ml.text.tokenizer import UNK
from core.records import Span
from tests.core.ml.explain.conftest import TEXT, make_predictor


@pytest.fixture(scope="module")
def predictor(words):
    return make_predictor(words, size=3.0)


def test_a_word_scores_what_the_text_without_it_loses(predictor):
    subject = Subject.of(predictor, TEXT)
    found = leave_one_out(subject).scores
    label = subject.target.label
    for number in (0, 5, len(found) - 1):
        span = subject.spans[number]
        rest = predictor.scores([TEXT[: span.start] + TEXT[span.end :]])[0]
        value = rest[label] - rest.mean()
        assert found[number] == pytest.approx(subject.value - value, abs=1e-6)


def test_an_unknown_word_in_its_place_is_one_unknown_piece(predictor):
    subject = Subject.of(predictor, TEXT, ExplainOptions(removal="unknown"))
    ids = predictor.pieces(TEXT).encoded.ids
    changed = predictor.pieces(without(TEXT, subject.spans, np.arange(len(subject.spans)) == 2, UNKNOWN)).encoded.ids
    assert changed == [UNK if place == 2 else id for place, id in enumerate(ids)]


def test_groups_of_words_share_what_they_lose(predictor):
    subject = Subject.of(predictor, TEXT, ExplainOptions(window=2))
    found, n = ngram_occlusion(subject).scores, len(subject.spans)
    windows = np.array([np.isin(np.arange(n), (at, at + 1)) for at in range(n - 1)])
    lost = subject.value - subject.scores_without(windows) @ subject.weights
    assert found[0] == pytest.approx(lost[0] / 2)
    assert found[3] == pytest.approx((lost[2] + lost[3]) / 4)


def test_sentences_are_taken_out_whole(predictor):
    subject = Subject.of(predictor, TEXT)
    found = sentence_occlusion(subject)
    assert len(found.sentences) == 3
    assert found.scores.sum() == pytest.approx(found.sentences.sum())
    rest = predictor.scores([TEXT[TEXT.index("We will") :]])[0] @ subject.weights
    both = subject.value - rest
    assert np.isfinite(both)


def test_words_are_taken_out_of_the_text_and_nothing_else():
    spans = [Span(0, 3), Span(4, 8), Span(8, 9)]
    assert without("the 早餐太差！x", spans, np.array([True, False, True]), "") == " 早餐太差x"
    assert without("the 早餐太差！x", spans, np.array([False, True, False]), "?") == "the ?！x"


def test_lime_is_the_ridge_regression_of_its_paper(predictor):
    subject = Subject.of(predictor, TEXT, ExplainOptions(samples=200))
    seen = []
    ask = Subject.scores_without

    def remember(self, removed, report):
        seen.append(removed)
        return ask(self, removed, report)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Subject, "scores_without", remember)
        found = lime(subject)
    kept = ~seen[0][:200]
    distance = 100 * (1 - np.sqrt(kept.mean(axis=1)))
    weights = np.sqrt(np.exp(-(distance**2) / KERNEL_WIDTH**2))
    values = ask(subject, ~kept) @ subject.weights
    expected = Ridge(alpha=1.0).fit(kept, values, sample_weight=weights)
    assert found.scores == pytest.approx(expected.coef_, abs=1e-6)
    assert found.facts["fit"] == pytest.approx(expected.score(kept, values, sample_weight=weights), abs=1e-6)
    assert 0 < found.facts["stability"] <= 1


def test_lime_says_the_same_again_and_with_another_seed_something_else(predictor):
    first, again, other = (lime(Subject.of(predictor, TEXT, ExplainOptions(samples=60, seed=s))) for s in (0, 0, 1))
    assert (first.scores == again.scores).all() and first.facts == again.facts
    assert (first.scores != other.scores).any()


def test_trying_can_be_stopped(predictor):
    def stop(done, _total):
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        lime(Subject.of(predictor, TEXT), stop)


def test_a_text_of_one_word_and_one_of_none_can_be_explained(predictor):
    for text in ("room", "", " \n"):
        subject = Subject.of(predictor, text)
        for method in (leave_one_out, ngram_occlusion, sentence_occlusion, lime):
            assert len(method(subject).scores) == len(subject.spans) == 1
