"""Before the first step of a training: its documents, its tokenizer, a fresh model."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from core.errors import N_, AppError
from core.jobs import model_settings
from core.jobs.specs import SettingValue, TrainSpec
from core.ml import checkpoint, corpus, device
from core.ml.callbacks import HISTORY_FILE
from core.ml.checkpoint import ModelCard
from core.ml.corpus import Example
from core.ml.files import write_bytes
from core.ml.job import Job
from core.ml.models import registry
from core.ml.notices import NOTICES_FILE
from core.ml.text import cooccurrence, vectors
from core.ml.text import tokenizer as tokenizers
from core.ml.text.batches import TokenSequence
from core.ml.text.tokenizer import Tokenizer

ENCODE_REPORT_EVERY = 200
RESULT_FILES = ("metrics.json", "predictions.jsonl", "keywords.json")


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


def prepare(spec: TrainSpec, chosen: torch.device, job: Job) -> Plan:
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


def learn_tokenizer(plan: Plan, job: Job) -> Tokenizer:
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


def sampled(tokenizer: Tokenizer, texts: Sequence[str], seed: int) -> list[TokenSequence]:
    """Normalised texts cut into pieces at random places."""
    return [TokenSequence.of(ids) for ids in tokenizer.sample(texts, seed)]


def encode(documents: Sequence[Example], tokenizer: Tokenizer, job: Job) -> Iterator[TokenSequence]:
    report = job.phase("tokenizer")
    for number, document in enumerate(documents):
        if number % ENCODE_REPORT_EVERY == 0:
            report(number, len(documents))
        yield TokenSequence.of(tokenizer.encode(document.text).ids)
    report(len(documents), len(documents))


def build_model(plan: Plan, tokenizer: Tokenizer, sequences: Sequence[TokenSequence], job: Job) -> nn.Module:
    """A fresh model, the same for the same seed, with its card on disk. Where a checkpoint is there, only its shape."""
    if plan.spec.is_resumed and (plan.run_dir / checkpoint.CHECKPOINT_FILE).is_file():
        return registry.build(plan.model, checkpoint.load_card(plan.run_dir).config)
    settings = dict(plan.settings)
    start = _first_embeddings(plan, tokenizer, sequences, job)
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


def _first_embeddings(
    plan: Plan, tokenizer: Tokenizer, sequences: Sequence[TokenSequence], job: Job
) -> NDArray[np.float32] | None:
    """From a file of word vectors, or from the training texts and the unlabelled ones; None: at random."""
    path, seed = str(plan.settings["vectors"]), plan.spec.seed
    if path:
        return vectors.embeddings(Path(path), tokenizer.vocabulary(), seed, job.phase("prepare")).rows
    if not plan.settings["warm_start"]:
        return None
    texts, n_pieces = [sequence.ids for sequence in sequences], sum(map(len, sequences))
    for sequence in encode(plan.part("pool"), tokenizer, job):
        if n_pieces >= cooccurrence.MAX_PIECES:
            break
        texts.append(sequence.ids)
        n_pieces += len(sequence)
    return cooccurrence.embeddings(texts, len(tokenizer), int(plan.settings["embedding_size"]), seed)


def _check_labels(plan: Plan) -> None:
    """There must be something to tell apart."""
    train = plan.part("train")
    if not train:
        raise AppError("no-labels", N_("core", "No document to train on has a label yet; label some first."))
    kinds = {frozenset(document.labels) for document in train}
    if len(kinds) < 2:
        raise AppError(
            "one-label",
            N_("core", "All documents to train on have the same label ({label}); label some of another kind."),
            label=", ".join(sorted(next(iter(kinds)))) or "–",
        )
    if not plan.spec.is_multi_label and any(len(kind) != 1 for kind in kinds):
        raise AppError("bad-snapshot", N_("core", "The run's snapshot is damaged."))


def _clear(run_dir: Path) -> None:
    """A fresh start: nothing of an earlier attempt in the same folder may be taken for this one's."""
    shutil.rmtree(run_dir / checkpoint.CHECKPOINT_FILE.parent, ignore_errors=True)
    model_files = (checkpoint.MODEL_FILE, checkpoint.CARD_FILE, checkpoint.TOKENIZER_FILE)
    for name in (HISTORY_FILE, NOTICES_FILE, *model_files, *RESULT_FILES):
        (run_dir / name).unlink(missing_ok=True)
