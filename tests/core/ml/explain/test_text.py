from __future__ import annotations

import dataclasses
import json

import numpy as np
import pytest

from core.errors import InputError
from core.jobs.explaining import METHODS, ExplainOptions
from core.ml.explain import methods
from core.ml.explain.attribution import Attribution
from core.ml.explain.cache import Cache
from core.ml.explain.text import Explainer, explain, to_json
from tests.core.ml.explain.conftest import TEXT, make_predictor

SLOW = "leave-one-out"


@pytest.fixture(scope="module")
def predictor(words):
    return make_predictor(words)


@pytest.fixture
def counted(monkeypatch):
    """How often a slow method was computed."""
    calls = []
    compute = methods.METHODS[SLOW].compute

    def counting(subject, report):
        calls.append(subject)
        return compute(subject, report)

    monkeypatch.setitem(methods.METHODS, SLOW, dataclasses.replace(methods.METHODS[SLOW], compute=counting))
    return calls


def test_every_method_has_its_words_and_its_computation():
    assert list(METHODS) == list(methods.METHODS)


@pytest.mark.parametrize("name", ["attention-lstm", "auto", "hahnn", "lstm", "transformer"])
def test_every_method_that_a_model_offers_can_be_shown(words, name):
    predictor = make_predictor(words, name)
    offered = methods.offered(predictor.model)
    options = ExplainOptions(samples=50)
    for found in Explainer(predictor).explain([TEXT], offered, options):
        assert found.method in offered and found.methods == tuple(offered)
        assert all(token.text == TEXT[token.start : token.end] for token in found.tokens)
        assert found.is_signed == METHODS[found.method].is_signed
        weights = [token.weight for token in found.tokens]
        assert found.is_signed or sum(weights) == pytest.approx(1, abs=1e-5)
        if found.sentences and found.is_signed:
            assert sum(weights) == pytest.approx(sum(sentence.weight for sentence in found.sentences))


def test_groups_stand_for_methods_and_none_comes_twice(words, predictor):
    model = predictor.model
    assert methods.chosen(["auto"], model) == ["integrated-gradients"]
    assert methods.chosen(["first", "auto", "instant"], model) == [
        *("attention", "integrated-gradients", "attention-gradient", "gradient-input"),
    ]
    assert methods.chosen(["quick", "lime"], model)[-2:] == ["sentence-occlusion", "lime"]
    assert methods.chosen(["first"], make_predictor(words, "lstm").model) == ["gradient-input"]


def test_an_explanation_says_how_it_was_made(predictor):
    options = ExplainOptions(label="bad", against="rooms", removal="unknown", baseline="mean", seed=4)
    (found,) = Explainer(predictor).explain([TEXT], [SLOW], options)
    made = found.provenance
    assert made["parameters"] == {"removal": "unknown", "label": "bad", "against": "rooms"}
    assert made["method"] == SLOW and len(made["model_sha256"]) == len(made["text_sha256"]) == 64
    assert (found.target, found.against) == ("bad", "rooms")
    (attention,) = Explainer(predictor).explain([TEXT], ["attention"], options)
    assert attention.provenance["parameters"] == {}
    assert attention.provenance["model_sha256"] == made["model_sha256"]


def test_another_model_is_known_by_its_weights(words, predictor):
    assert make_predictor(words).sha256 == predictor.sha256 != make_predictor(words, size=1.1).sha256


def test_a_label_that_is_not_there_is_refused(predictor):
    with pytest.raises(InputError, match="“odd”; it knows: good, bad, rooms"):
        list(Explainer(predictor).explain([TEXT], options=ExplainOptions(label="odd")))


@pytest.mark.parametrize("bad", [{"removal": "burn"}, {"samples": 1}, {"seed": 1.5}, {"baseline": "x"}, {"odd": 1}])
def test_options_that_make_no_sense_are_refused(bad):
    with pytest.raises(InputError, match=next(iter(bad))):
        ExplainOptions.from_json(bad)


def test_what_took_long_is_computed_once_and_comes_back_as_it_was(predictor, tmp_path, counted):
    def ask(text, **options):
        found = Explainer(predictor, Cache(tmp_path)).explain([text], [SLOW], ExplainOptions(**options))
        return to_json(next(found))

    first = ask(TEXT)
    assert ask(TEXT) == first and len(counted) == 1
    ask(TEXT, label="good")
    ask(TEXT, removal="unknown")
    ask("room")
    assert len(counted) == 4
    assert ask(TEXT, window=9, seed=3) == first and len(counted) == 4


@pytest.mark.parametrize("damage", ["", "[1]", '{"scores": ["x"]}', '{"scores": [1], "base": null}', "é" * 9])
def test_what_was_kept_and_is_damaged_is_computed_anew(predictor, tmp_path, counted, damage):
    explainer = Explainer(predictor, Cache(tmp_path))
    first = next(explainer.explain([TEXT], [SLOW]))
    (path,) = tmp_path.glob("explanations/*/*.json")
    path.write_text(damage, encoding="latin-1")
    assert next(explainer.explain([TEXT], [SLOW])) == first and len(counted) == 2


def test_the_oldest_go_when_there_are_too_many(tmp_path):
    for number in range(12):
        Cache(tmp_path, max_files=10_000).put({"n": number}, Attribution(np.zeros(1)))
    Cache(tmp_path, max_files=10).put({"n": "new"}, Attribution(np.ones(1)))
    assert len(list(tmp_path.glob("explanations/*/*.json"))) == 10
    assert Cache(tmp_path).get({"n": "new"}) is not None


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(predictor, tmp_path, counted):
    (tmp_path / "explanations").write_text("in the way")
    explainer = Explainer(predictor, Cache(tmp_path))
    assert next(explainer.explain([TEXT], [SLOW])).tokens
    assert next(explainer.explain([TEXT], [SLOW])).tokens and len(counted) == 2


def test_the_same_seed_gives_the_same_bytes(predictor):
    def written(texts):
        found = Explainer(predictor).explain(texts, ["lime", "attention"], ExplainOptions(samples=50))
        return [json.dumps(to_json(explanation)) for explanation in found]

    assert written([TEXT, "room"]) == written([TEXT, "room"])
    assert written([TEXT]) == written([TEXT, "the staff " * 40])[:2]


def test_progress_counts_explanations(predictor):
    seen = []
    list(Explainer(predictor).explain([TEXT, "a"], ["attention", SLOW], report=lambda *steps: seen.append(steps)))
    assert seen[0] == (0, 4) and seen[-1] == (4, 4) and (3, 4) in seen


def test_a_text_without_words_has_one_that_stands_for_all_of_it(predictor):
    assert [token.text for token in explain(predictor, ["\n"])[0].tokens] == ["\n"]
