"""Fit a run's model to its labelled documents: the n-gram part, the neural part, and how the two are joined."""

from __future__ import annotations

import copy
import dataclasses
import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from torch import nn

from core.jobs.specs import SettingValue
from core.ml import calibration, card, checkpoint, corpus, head, preparation
from core.ml.card import ModelCard
from core.ml.epoch_record import EpochRecord
from core.ml.job import Job
from core.ml.learner import Labelled, Learner
from core.ml.models.auto import Auto, AutoConfig
from core.ml.models.logistic import Logistic
from core.ml.models.regression import LogisticConfig
from core.ml.preparation import Plan
from core.ml.pretraining import Foundation
from core.ml.text.sequences import Prepared, sequences
from core.ml.text_training import TextTraining

MANY = 6000  # more labelled documents than these teach what texts mean better than texts alone do
VERY_MANY = 20_000  # and then whole words of Chinese, each met often enough, teach better than pieces of them
READER: Mapping[str, SettingValue] = {  # then the neural part of `auto`; what each word adds to the scores stays exact
    "encoder": "gru",
    "hidden_size": 128,
    "is_linear": True,
    "dropout": 0.4,
    "word_dropout": 0.15,
    "warm_start": True,
    "epochs": 5,
    "min_steps_per_epoch": 200,
    "batch_size": 64,
    "weight_decay": 0.1,
    "consistency": 0.0,
}
TEACHING_EPOCHS = 4  # of marked words, for attention that already knows the texts
Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Judged:
    """Scores (M, C) that a part gives to M labelled documents that it did not learn from, at `rows`."""

    rows: NDArray[np.intp]
    scores: Floats


@dataclass(frozen=True, slots=True)
class Outcome:
    """The epochs that a training took, if it has any, and how strongly marked words taught it, if there were any."""

    epochs: Sequence[EpochRecord] = ()
    rationale_weight: float | None = None

    @classmethod
    def of(cls, plan: Plan, training: TextTraining) -> Outcome:
        is_taught = "rationale_weight" in plan.settings and training.train.marked_share > 0
        return cls(training.place.history, training.config.rationale_weight if is_taught else None)


Part = tuple[nn.Module, Judged, Outcome]


def fit(plan: Plan, job: Job) -> Outcome:
    """Leave the model and its card in the run's folder."""
    spec, documents = plan.spec, plan.part("train")
    name, fit_part = _neural_part(plan, len(documents))
    reads_words = fit_part is _fit_reader and len(documents) > VERY_MANY
    found = preparation.foundation(plan, job, reads_words=reads_words)
    targets = plan.targets(documents)
    labelled = Labelled(documents, targets, *corpus.split_validation(targets, spec.seed))
    about = ModelCard(plan.model, spec.labels, spec.is_multi_label)
    judged: dict[str, Judged] = {}
    outcome = Outcome()
    if plan.entry.ngrams is not None:
        ngrams, judged["ngrams"] = _fit_ngrams(plan, found, labelled, job)
        about = dataclasses.replace(about, ngrams=dataclasses.asdict(ngrams.config))
    if plan.entry.config is not None:
        assert found.words is not None
        texts = preparation.prepare_texts(documents, job)
        model, judged["neural"], outcome = fit_part(plan, found, labelled, texts, job)
        config, sha256 = dataclasses.asdict(cast(Any, model.config)), found.words.tokenizer.sha256
        about = dataclasses.replace(about, neural=config, neural_model=name, tokenizer_sha256=sha256)
    card.save(plan.run_dir, _calibrated(about, judged, targets))
    return outcome


def _calibrated(about: ModelCard, judged: Mapping[str, Judged], targets: NDArray[np.bool_]) -> ModelCard:
    """Scales at which the parts' sum gives honest probabilities on documents that no part had learned from."""
    rows = functools.reduce(np.intersect1d, [part.rows for part in judged.values()])
    parts = [part.scores[np.isin(part.rows, rows)] for part in judged.values()]
    scales = calibration.scales(parts, targets[rows], is_multi_label=about.is_multi_label)
    named = dict(zip(judged, scales, strict=True))
    return dataclasses.replace(about, neural_scale=named.get("neural", 1.0), ngram_scale=named.get("ngrams", 1.0))


def _fit_ngrams(plan: Plan, found: Foundation, labelled: Labelled, job: Job) -> tuple[Logistic, Judged]:
    assert found.ngrams is not None
    features, topics = found.ngrams.features, found.ngrams.topics
    rows = features.transform([document.text for document in labelled.documents], job.phase("ngrams"))
    config = _logistic_config(plan)
    fit = functools.partial(Logistic.fit_judged, features, topics, rows, labelled.targets, config, labelled.held)
    ngrams, places, scores = job.wait_for(fit)
    checkpoint.save_ngrams(plan.run_dir, ngrams)
    return ngrams, Judged(places, scores)


def _fit_neural(plan: Plan, found: Foundation, labelled: Labelled, texts: Sequence[Prepared], job: Job) -> Part:
    assert found.words is not None
    build = functools.partial(preparation.build_model, plan, found)
    tokenizer = found.words.tokenizer
    learner = Learner(plan, labelled, tokenizer, texts, sequences(tokenizer, texts), build)
    training = learner.learn(learner.config(), job)
    return training.model, Judged(labelled.held, training.scores(training.valid)), Outcome.of(plan, training)


def _neural_part(plan: Plan, n: int) -> tuple[str, Callable[..., Part]]:
    """Whose neural part the model has with n labelled documents, and what fits it."""
    if plan.entry.config is not AutoConfig:
        return plan.model, _fit_neural
    return (plan.entry.many, _fit_reader) if n > MANY else (plan.model, _fit_auto)


def _fit_reader(plan: Plan, found: Foundation, labelled: Labelled, texts: Sequence[Prepared], job: Job) -> Part:
    """A model that learns all of its weights from the labels, beginning with what texts alone say of each piece."""
    words = found.words
    if words is not None and found.encoder is not None:
        words = dataclasses.replace(words, embedding=found.encoder["embedding.weight"].numpy())
    plan = dataclasses.replace(plan, model=plan.entry.many, settings={**READER, **plan.settings})
    return _fit_neural(plan, dataclasses.replace(found, words=words), labelled, texts, job)


def _fit_auto(plan: Plan, found: Foundation, labelled: Labelled, texts: Sequence[Prepared], job: Job) -> Part:
    """The encoder as it learned from texts alone, and a last layer for the labels; marked words teach its attention."""
    assert found.words is not None
    tokenizer = found.words.tokenizer
    model = preparation.build_auto(plan, found)
    encoded = sequences(tokenizer, texts)
    config = dataclasses.replace(_logistic_config(plan), topic_strength=head.STRENGTH)
    judged = head.fit(model, encoded, labelled.targets, config, job.phase("train"))
    outcome = Outcome()
    learner = Learner(plan, labelled, tokenizer, texts, encoded, lambda: _with_open_attention(model))
    if learner.is_taught:
        training = learner.learn(dataclasses.replace(learner.config(), epochs=TEACHING_EPOCHS), job)
        model, outcome = cast(Auto, training.model), Outcome.of(plan, training)
        judged = head.fit(model, encoded, labelled.targets, config, job.phase("train"))
    checkpoint.save_weights(plan.run_dir, model.state_dict())
    return model, Judged(*judged), outcome


def _with_open_attention(model: Auto) -> Auto:
    """A copy of which only the attention and the last layer learn: what texts mean stays as all texts have taught."""
    fresh = copy.deepcopy(model)
    for part in (fresh.embedding, fresh.projection):
        part.requires_grad_(False)
    return fresh


def _logistic_config(plan: Plan) -> LogisticConfig:
    is_balanced = bool(plan.settings.get("class_weights"))
    return LogisticConfig(is_balanced=is_balanced, is_multi_label=plan.spec.is_multi_label, seed=plan.spec.seed)
