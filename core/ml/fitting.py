"""Fit a run's model to its labelled documents: the n-gram part, the neural part, and how the two are joined."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from torch import nn

from core.errors import Cancelled
from core.jobs.control import HungUp
from core.ml import calibration, card, checkpoint, corpus, head, preparation, rationales
from core.ml.callbacks import KeepBest, Obey, SaveProgress, StopEarly, Tell
from core.ml.card import ModelCard
from core.ml.corpus import Example
from core.ml.epoch_record import EpochRecord
from core.ml.examples import Examples
from core.ml.job import Job
from core.ml.models import logistic
from core.ml.models.auto import Auto, AutoConfig
from core.ml.models.logistic import Logistic, LogisticConfig
from core.ml.preparation import Plan
from core.ml.pretraining import Foundation
from core.ml.text.sequences import Prepared, sequences
from core.ml.training import Training
from core.ml.training_config import TrainingConfig

Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Labelled:
    """The documents that teach (N), their labels (N, C), and the rows held back to tell when to stop."""

    documents: Sequence[Example]
    targets: NDArray[np.bool_]
    kept: NDArray[np.intp]
    held: NDArray[np.intp]


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


def fit(plan: Plan, found: Foundation, job: Job) -> Outcome:
    """Leave the model and its card in the run's folder."""
    spec, documents = plan.spec, plan.part("train")
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
        model: nn.Module
        if found.encoder is not None:
            model, judged["neural"] = _fit_head(plan, found, labelled, job)
        else:
            training = _fit_neural(plan, found, labelled, job)
            model, outcome = training.model, _outcome(plan, training)
            judged["neural"] = Judged(labelled.held, training.scores(training.valid))
        sha256 = found.words.tokenizer.sha256
        about = dataclasses.replace(about, neural=dataclasses.asdict(cast(Any, model.config)), tokenizer_sha256=sha256)
    card.save(plan.run_dir, _calibrated(about, judged, targets))
    return outcome


def _outcome(plan: Plan, training: Training) -> Outcome:
    is_taught = "rationale_weight" in plan.settings and training.train.marked_share > 0
    return Outcome(training.place.history, training.config.rationale_weight if is_taught else None)


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
    ngrams = job.wait_for(lambda: Logistic.fit(features, topics, rows, labelled.targets, config))
    scores = job.wait_for(lambda: logistic.cross_scores(topics, rows, labelled.targets, config))
    checkpoint.save_ngrams(plan.run_dir, ngrams)
    return ngrams, Judged(np.arange(len(labelled.documents)), scores)


def _fit_head(plan: Plan, found: Foundation, labelled: Labelled, job: Job) -> tuple[Auto, Judged]:
    """The encoder as it learned from texts alone, with a last layer for the labels."""
    assert found.words is not None and found.encoder is not None
    vocabulary, size = found.encoder["embedding.weight"].shape
    is_uniform = bool(plan.settings.get("is_uniform"))
    n_labels = len(plan.spec.labels)
    model = Auto(AutoConfig(vocabulary, n_labels, embedding_size=size, is_uniform=is_uniform))
    model.load_state_dict(found.encoder, strict=False)
    model.to(plan.device)
    texts = sequences(found.words.tokenizer, preparation.prepare_texts(labelled.documents, job))
    config = dataclasses.replace(_logistic_config(plan), topic_strength=head.STRENGTH)
    fitted = head.fit(model, texts, labelled.targets, config, job.phase("train"))
    checkpoint.save_weights(plan.run_dir, model.state_dict())
    return model, Judged(np.arange(len(texts)), fitted.cross_scores)


def _logistic_config(plan: Plan) -> LogisticConfig:
    is_balanced = bool(plan.settings.get("class_weights"))
    return LogisticConfig(is_balanced=is_balanced, is_multi_label=plan.spec.is_multi_label, seed=plan.spec.seed)


def _fit_neural(plan: Plan, found: Foundation, labelled: Labelled, job: Job) -> Training:
    """Train from any place of it to its end; the best epoch's weights are on disk, and in the model given back."""
    texts = preparation.prepare_texts(labelled.documents, job)
    config = _training_config(plan)
    make = functools.partial(_training, plan, found, labelled, texts)
    if config.rationale_weight < 0:
        is_offered = sum(text.marked is not None for text in texts) >= rationales.MIN_DOCUMENTS
        chosen = rationales.choose_rationale_weight(make, config, [Obey(job)]) if is_offered else 0.0
        config = dataclasses.replace(config, rationale_weight=chosen)
    training = make(config)
    saver = SaveProgress(plan.run_dir)
    if plan.spec.is_resumed:
        _restore(plan.run_dir, training)
    try:
        training.fit([KeepBest(plan.run_dir), saver, Tell(job), StopEarly(config.patience), Obey(job)])
    except (Cancelled, HungUp):
        saver.save(training)
        raise
    training.model.load_state_dict(checkpoint.load_weights(plan.run_dir, training.model))
    return training


def _training_config(plan: Plan) -> TrainingConfig:
    names = {field.name for field in dataclasses.fields(TrainingConfig)}
    return TrainingConfig(**{key: value for key, value in plan.settings.items() if key in names})  # type: ignore[arg-type]


def _training(
    plan: Plan, found: Foundation, labelled: Labelled, texts: Sequence[Prepared], config: TrainingConfig
) -> Training:
    """A training at its first step, always of the same first model."""
    assert found.words is not None
    tokenizer = found.words.tokenizer
    encoded = sequences(tokenizer, texts)
    kept, held = labelled.kept, labelled.held
    resample = None
    if plan.settings["subword_sampling"]:
        resample = functools.partial(sequences, tokenizer, [texts[row] for row in kept])
    return Training(
        preparation.build_model(plan, found).to(plan.device),
        Examples([encoded[row] for row in kept], labelled.targets[kept], resample),
        Examples([encoded[row] for row in held], labelled.targets[held]),
        config,
        is_multi_label=plan.spec.is_multi_label,
        seed=plan.spec.seed,
    )


def _restore(run_dir: Path, training: Training) -> None:
    found = checkpoint.load_progress(run_dir, training.tensors())
    if found is None:
        return
    try:
        training.restore(*found)
    except (KeyError, TypeError, ValueError) as error:
        raise card.damaged(run_dir / checkpoint.CHECKPOINT_FILE, "unreadable") from error
