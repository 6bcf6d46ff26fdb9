"""Before the first step of a training: its documents, what it builds on, a fresh model."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from core import meanings
from core.errors import N_, AppError
from core.jobs import model_settings
from core.jobs.common_settings import AUTO
from core.jobs.specs import SettingValue, TrainSpec
from core.ml import checkpoint, corpus, device, kept, notices, pretraining
from core.ml.corpus import Example
from core.ml.files import write_bytes
from core.ml.job import Job
from core.ml.models import registry
from core.ml.models.auto import Auto, AutoConfig
from core.ml.pretraining import Contrast, Foundation, Wanted, Words
from core.ml.text import tokenizer as tokenizers
from core.ml.text import vectors
from core.ml.text.normalise import is_spaceless
from core.ml.text.sequences import Prepared
from core.ml.text.sequences import prepare as prepare_text
from core.ml.text.tokenizer import PAD, Tokenizer

WORDS = Wanted("words", vocabulary=20_000, embedding_size=128, seed=0)
CHUNK = 200  # texts cut into pieces between two looks at the job
MODEL_FILES = (checkpoint.NGRAMS_FILE, checkpoint.TOKENIZER_FILE, pretraining.ABOUT_FILE, pretraining.TENSORS_FILE)
OWN_FILES = (*MODEL_FILES, meanings.FILE, "predictions.jsonl", "keywords.json", "comparison.json")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is trained, settled before the first step."""

    spec: TrainSpec
    model: str
    settings: Mapping[str, SettingValue]
    run_dir: Path
    device: torch.device
    documents: Sequence[Example]

    @property
    def entry(self) -> registry.Entry:
        return registry.MODELS[self.model]

    def part(self, name: str) -> list[Example]:
        return [document for document in self.documents if document.part == name]

    def targets(self, documents: Sequence[Example]) -> NDArray[np.bool_]:
        """Flags (N, C); InputError for a label that the run does not know."""
        return corpus.targets_of([document.labels for document in documents], self.spec.labels)

    def actual(self, documents: Sequence[Example]) -> NDArray[np.bool_]:
        """Flags (N, C), where a label that the run had nothing to learn of is none."""
        known = set(self.spec.labels)
        given = [[label for label in document.labels if label in known] for document in documents]
        return corpus.targets_of(given, self.spec.labels)


def prepare(spec: TrainSpec, chosen: torch.device, job: Job) -> Plan:
    job.progress("prepare", 0, 0)
    device.set_threads(spec.threads)
    info = model_settings.find(spec.model)
    settings = info.resolve(spec.settings)
    run_dir = Path(spec.run_dir)
    if not spec.is_resumed:
        kept.clear(run_dir, OWN_FILES)
    documents = corpus.read_snapshot(run_dir / "snapshot.jsonl")
    plan = Plan(spec, info.name, settings, run_dir, chosen, documents)
    _check_labels(plan)
    job.check()
    return plan


def foundation(plan: Plan, job: Job, *, reads_words: bool) -> Foundation:
    """What the model builds on: of a pretraining as far as it fits, the rest learned from all texts but the hold-out's.

    `reads_words`: of Chinese the words of a dictionary, unless the user chose otherwise; then no encoder is needed.
    A resumed run keeps the tokenizer that it began with.
    """
    wanted = pretraining.wanted_by(plan.settings, plan.spec.seed)
    given = pretraining.load(Path(plan.spec.pretrained)) if plan.spec.pretrained else Foundation()
    texts = [document.text for document in plan.documents if document.part != "holdout"]
    if reads_words and plan.settings["tokenizer"] == AUTO and is_spaceless(texts):
        wanted = dataclasses.replace(WORDS, seed=plan.spec.seed)
        ngrams = given.ngrams or pretraining.learn_ngrams(texts, plan.spec.seed, job)
        return Foundation(_words(plan, wanted, given, texts, job), ngrams)
    if plan.entry.config is None:
        return Foundation(ngrams=given.ngrams or pretraining.learn_ngrams(texts, plan.spec.seed, job))
    words = _words(plan, wanted, given, texts, job)
    if plan.entry.config is not AutoConfig:
        return Foundation(words)
    return _for_auto(plan, words, given, texts, job)


def _words(plan: Plan, wanted: Wanted, given: Foundation, texts: Sequence[str], job: Job) -> Words:
    kept, words = _kept_tokenizer(plan), given.words
    is_other = kept is not None and words is not None and words.tokenizer.sha256 != kept.sha256
    if words is None or not words.fits(wanted) or is_other:
        words = pretraining.learn_words(texts, wanted, job, kept)
    write_bytes(plan.run_dir / checkpoint.TOKENIZER_FILE, words.tokenizer.data)
    if plan.settings.get("vectors"):
        words = dataclasses.replace(words, embedding=_given_vectors(plan, words.tokenizer, job))
    return words


def _for_auto(plan: Plan, words: Words, given: Foundation, texts: Sequence[str], job: Job) -> Foundation:
    """With an encoder; one that any other run would learn as well is kept in the run's folder for them."""
    ngrams = given.ngrams or pretraining.learn_ngrams(texts, plan.spec.seed, job)
    start = words.embedding if plan.settings.get("vectors") else None
    is_uniform = bool(plan.settings.get("is_uniform"))
    is_special = start is not None or is_uniform
    if given.encoder is not None and words is given.words and not is_special:
        return given
    is_frozen = start is not None and bool(plan.settings.get("freeze_vectors"))
    how = Contrast(start=start, is_frozen=is_frozen, is_uniform=is_uniform)
    encoder = pretraining.learn_encoder(texts, words, ngrams, job, how)
    found = Foundation(words, ngrams, encoder)
    if not is_special:
        pretraining.save(plan.run_dir, found)
        pretraining.place(plan.run_dir, plan.documents, found, job)
    return found


def prepare_texts(documents: Sequence[Example], job: Job) -> list[Prepared]:
    report = job.phase("tokenizer")
    prepared: list[Prepared] = []
    for number, document in enumerate(documents):
        if number % CHUNK == 0:
            report(number, len(documents))
        prepared.append(prepare_text(document.text, document.rationales))
    return prepared


def build_model(plan: Plan, found: Foundation) -> nn.Module:
    """A fresh model, the same for the same seed."""
    words = found.words
    assert words is not None
    start = words.embedding
    settings = dict(plan.settings) | {"embedding_size": start.shape[1]}
    config = registry.config_for(plan.model, settings, vocabulary=len(words.tokenizer), n_labels=len(plan.spec.labels))
    torch.manual_seed(plan.spec.seed)
    model = registry.build(plan.model, config)
    embedding = model.get_parameter("embedding.weight")
    if plan.settings["warm_start"] or plan.settings["vectors"]:
        embedding.data.copy_(torch.from_numpy(start))
        embedding.data[PAD] = 0
    embedding.requires_grad_(not plan.settings["freeze_vectors"])
    return model


def build_auto(plan: Plan, found: Foundation) -> Auto:
    """The neural part of `auto` as it learned from texts alone; its last layer knows nothing yet."""
    assert found.encoder is not None
    vocabulary, size = found.encoder["embedding.weight"].shape
    is_uniform = bool(plan.settings.get("is_uniform"))
    torch.manual_seed(plan.spec.seed)
    model = Auto(AutoConfig(vocabulary, len(plan.spec.labels), embedding_size=size, is_uniform=is_uniform))
    model.load_state_dict(found.encoder, strict=False)
    return model.to(plan.device)


def _given_vectors(plan: Plan, tokenizer: Tokenizer, job: Job) -> NDArray[np.float32]:
    """From the user's file, with a notice of how many words it knew."""
    path = Path(str(plan.settings["vectors"]))
    found = vectors.embeddings(path, tokenizer.vocabulary(), plan.spec.seed, job.phase("vectors"))
    notices.tell(plan.run_dir, job, found.notice(path.name))
    return found.rows


def _kept_tokenizer(plan: Plan) -> Tokenizer | None:
    path = plan.run_dir / checkpoint.TOKENIZER_FILE
    return tokenizers.load(path.read_bytes()) if plan.spec.is_resumed and path.is_file() else None


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
