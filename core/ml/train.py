"""The training job: prepare, tokenizer, train, evaluate, predict, keywords; it writes only inside its run folder."""

from __future__ import annotations

import dataclasses
import functools
import json
import random
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from core.errors import N_, AppError, Cancelled
from core.jobs import model_settings
from core.jobs.control import HungUp
from core.jobs.messages import Started
from core.jobs.specs import SettingValue, TrainSpec
from core.locks import Lock
from core.ml import calibration, checkpoint, corpus, device, failures, metrics
from core.ml.callbacks import HISTORY_FILE, KeepBest, Obey, SaveProgress, StopAtNonsense, StopEarly, Tell
from core.ml.checkpoint import ModelCard
from core.ml.corpus import Example
from core.ml.files import write_bytes, write_json
from core.ml.job import Job, part_of
from core.ml.keywords import Keywords
from core.ml.models import registry
from core.ml.predictor import Predictor
from core.ml.text import cooccurrence, vectors
from core.ml.text import tokenizer as tokenizers
from core.ml.text.normalise import normalise
from core.ml.text.tokenizer import Tokenizer
from core.ml.training import Examples, Training, TrainingConfig

LOCK_FILE = "run.lock"
STATE_FILE = "state.json"
PREDICT_CHUNK = 2000  # documents read at a time
ENCODE_REPORT_EVERY = 200


@dataclass(frozen=True, slots=True)
class Plan:
    """What is trained, settled before the first step."""

    spec: TrainSpec
    model: str
    settings: dict[str, SettingValue]
    run_dir: Path
    device: torch.device
    documents: Sequence[Example]

    def part(self, name: str) -> list[Example]:
        return [document for document in self.documents if document.part == name]


def train(spec: TrainSpec, job: Job) -> dict[str, Any]:
    """Train, or go on with, the run in `spec.run_dir`; the result is what `train --json` prints."""
    run_dir = Path(spec.run_dir)
    with Lock(run_dir / LOCK_FILE), _recorded(run_dir, job):
        started = time.monotonic()
        chosen, device_name = device.choose(spec.device)
        job.send(Started(job.id, device_name))
        plan = _prepare(spec, chosen, job)
        tokenizer = _tokenizer(plan, job)
        training = _fit(plan, tokenizer, job)
        result = _evaluate(plan, tokenizer, training, job)
        _predict(plan, job)
        epochs = training.place.history
        return {
            "run": run_dir.name,
            "model": plan.model,
            "device": device_name,
            "seconds": time.monotonic() - started,
            "epochs": len(epochs),
            "tokens_per_s": float(np.mean([record.tokens_per_s for record in epochs])),
            "metrics": result,
        }


def _prepare(spec: TrainSpec, chosen: torch.device, job: Job) -> Plan:
    job.progress("prepare", 0, 0)
    device.set_threads(spec.threads)
    info = model_settings.find(spec.model)
    settings = info.resolve(spec.settings)
    run_dir = Path(spec.run_dir)
    if not spec.is_resumed:
        _clear(run_dir)
    documents = corpus.read_snapshot(run_dir / "snapshot.jsonl")
    plan = Plan(spec, info.name, settings, run_dir, chosen, documents)
    _check_labels(plan)
    job.check()
    return plan


def _check_labels(plan: Plan) -> None:
    """There must be something to tell apart."""
    train = plan.part("train")
    if not train:
        raise AppError("no-labels", N_("core", "No document to train on has a label yet; label some first."))
    kinds = {document.labels for document in train}
    if len(kinds) < 2:
        raise AppError(
            "one-label",
            N_("core", "All documents to train on have the same label ({label}); label some of another kind."),
            label=", ".join(next(iter(kinds))) or "–",
        )
    if not plan.spec.is_multi_label and any(len(kind) != 1 for kind in kinds):
        raise AppError("bad-snapshot", N_("core", "The run's snapshot is damaged."))


def _tokenizer(plan: Plan, job: Job) -> Tokenizer:
    """Learned from every text but the hold-out's; a resumed run keeps the one it began with."""
    path = plan.run_dir / checkpoint.TOKENIZER_FILE
    if plan.spec.is_resumed and path.is_file():
        return Tokenizer.load(path)
    job.progress("tokenizer", 0, 0)
    texts = [document.text for document in plan.documents if document.part != "holdout"]
    learn = functools.partial(tokenizers.train, texts, int(plan.settings["vocabulary"]), plan.spec.seed)
    tokenizer = job.wait_for(learn)
    write_bytes(path, tokenizer.model)
    return tokenizer


def _fit(plan: Plan, tokenizer: Tokenizer, job: Job) -> Training:
    spec = plan.spec
    documents = plan.part("train")
    targets = corpus.targets_of([document.labels for document in documents], spec.labels)
    sequences = list(_encode(documents, tokenizer, job))
    kept, held = corpus.split_validation(targets, spec.seed)
    resample = None
    if plan.settings["subword_sampling"]:
        texts = [normalise(documents[row].text).text for row in kept]
        resample = functools.partial(tokenizer.sample, texts)
    model = _build(plan, tokenizer, job).to(plan.device)
    names = {field.name for field in dataclasses.fields(TrainingConfig)}
    config = TrainingConfig(**{key: value for key, value in plan.settings.items() if key in names})  # type: ignore[arg-type]
    training = Training(
        model,
        Examples([sequences[row] for row in kept], targets[kept], resample),
        Examples([sequences[row] for row in held], targets[held]),
        config,
        is_multi_label=spec.is_multi_label,
        seed=spec.seed,
    )
    saver = SaveProgress(plan.run_dir)
    if spec.is_resumed:
        _restore(plan.run_dir, training)
    try:
        training.fit(
            [StopAtNonsense(), KeepBest(plan.run_dir), saver, Tell(job), StopEarly(config.patience), Obey(job)]
        )
    except (Cancelled, HungUp):
        saver.save(training)
        raise
    return training


def _encode(documents: Sequence[Example], tokenizer: Tokenizer, job: Job) -> Iterator[NDArray[np.int32]]:
    report = job.phase("tokenizer")
    for number, document in enumerate(documents):
        if number % ENCODE_REPORT_EVERY == 0:
            report(number, len(documents))
        yield np.array(tokenizer.encode(document.text).ids, dtype=np.int32)
    report(len(documents), len(documents))


def _build(plan: Plan, tokenizer: Tokenizer, job: Job) -> nn.Module:
    """A fresh model, the same for the same seed, with its card on disk; word vectors to start from if given."""
    settings = dict(plan.settings)
    start = _first_embeddings(plan, tokenizer, job)
    if start is not None:
        settings["embedding_size"] = start.shape[1]
    config = registry.config_for(plan.model, settings, vocabulary=len(tokenizer), n_labels=len(plan.spec.labels))
    torch.manual_seed(plan.spec.seed)
    model = registry.build(plan.model, config)
    if start is not None:
        model.get_parameter("embedding.weight").data.copy_(torch.from_numpy(start))
    card = ModelCard(plan.model, config, plan.spec.labels, plan.spec.is_multi_label, tokenizer.sha256)
    checkpoint.save_card(plan.run_dir, card)
    return model


def _first_embeddings(plan: Plan, tokenizer: Tokenizer, job: Job) -> NDArray[np.float32] | None:
    """From a file of word vectors, or from the project's own texts without the hold-out; None: at random."""
    path, seed = str(plan.settings["vectors"]), plan.spec.seed
    if path:
        return vectors.embeddings(Path(path), tokenizer.vocabulary(), seed, job.phase("prepare"))
    if not plan.settings["warm_start"]:
        return None
    documents = [document for document in plan.documents if document.part != "holdout"]
    random.Random(seed).shuffle(documents)
    sequences, n_pieces = [], 0
    for sequence in _encode(documents, tokenizer, job):
        sequences.append(sequence)
        n_pieces += len(sequence)
        if n_pieces >= cooccurrence.MAX_PIECES:
            break
    size = int(plan.settings["embedding_size"])
    return job.wait_for(functools.partial(cooccurrence.embeddings, sequences, len(tokenizer), size, seed))


def _restore(run_dir: Path, training: Training) -> None:
    found = checkpoint.load_progress(run_dir, training.tensors())
    if found is None:
        return
    try:
        training.restore(*found)
    except (KeyError, TypeError, ValueError) as error:
        raise checkpoint.damaged(run_dir / checkpoint.CHECKPOINT_FILE, "unreadable") from error


def _evaluate(plan: Plan, tokenizer: Tokenizer, training: Training, job: Job) -> dict[str, Any]:
    """Take the best epoch's weights, set the temperature on the validation part, measure once on the hold-out."""
    report = job.phase("evaluate")
    spec, holdout = plan.spec, plan.part("holdout")
    training.model.load_state_dict(checkpoint.load_weights(plan.run_dir, training.model))
    heat = calibration.temperature(
        training.scores(training.valid), training.valid.targets, is_multi_label=spec.is_multi_label
    )
    card = dataclasses.replace(checkpoint.load_card(plan.run_dir), temperature=heat)
    checkpoint.save_card(plan.run_dir, card)
    predictor = Predictor(training.model, tokenizer, card)
    probabilities = predictor.predict([document.text for document in holdout], report)
    known = [[label for label in document.labels if label in spec.labels] for document in holdout]
    targets = corpus.targets_of(known, spec.labels)
    result = metrics.evaluate(probabilities, targets, spec.labels, is_multi_label=spec.is_multi_label, seed=spec.seed)
    write_json(plan.run_dir / "metrics.json", result)
    return result


def _predict(plan: Plan, job: Job) -> None:
    """Predictions and keywords of every document, read in chunks, each by one forward pass."""
    report = job.phase("predict")
    predictor = Predictor.load(plan.run_dir, plan.device)
    keywords = Keywords(plan.spec.labels)
    path = plan.run_dir / "predictions.jsonl"
    temporary = path.with_name(path.name + ".tmp")
    total = len(plan.documents)
    with temporary.open("w", encoding="utf-8", newline="\n") as file:
        for base in range(0, total, PREDICT_CHUNK):
            chunk = plan.documents[base : base + PREDICT_CHUNK]
            readings = predictor.read([document.text for document in chunk], part_of(report, base, total))
            for document, reading in zip(chunk, readings, strict=True):
                probabilities = [round(float(p), 6) for p in reading.probabilities]
                file.write(json.dumps({"id": document.id, "probabilities": probabilities}) + "\n")
                decided = metrics.decide(reading.probabilities[None], is_multi_label=plan.spec.is_multi_label)[0]
                keywords.add(document.id, document.text, reading, np.flatnonzero(decided).tolist())
    temporary.replace(path)
    job.progress("keywords", 0, 0)
    write_json(plan.run_dir / "keywords.json", keywords.table())


def _clear(run_dir: Path) -> None:
    """A fresh start: nothing of an earlier attempt in the same folder may be taken for this one's."""
    shutil.rmtree(run_dir / checkpoint.CHECKPOINT_FILE.parent, ignore_errors=True)
    for name in (HISTORY_FILE, checkpoint.MODEL_FILE, checkpoint.CARD_FILE, checkpoint.TOKENIZER_FILE, "metrics.json"):
        (run_dir / name).unlink(missing_ok=True)


@contextmanager
def _recorded(run_dir: Path, job: Job) -> Iterator[None]:
    """Keeps state.json true. After a hang-up or a kill it says "running" with no lock held: interrupted."""
    path = run_dir / STATE_FILE
    job.on_pause = lambda is_paused: write_json(path, {"state": "paused" if is_paused else "running"})
    write_json(path, {"state": "running"})
    try:
        yield
    except HungUp:
        raise
    except Cancelled:
        write_json(path, {"state": "cancelled"})
        raise
    except Exception as error:
        write_json(path, {"state": "failed", "error": failures.describe(error)})
        raise
    write_json(path, {"state": "finished"})
