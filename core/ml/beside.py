"""Other models beside a run, on its own documents: each is trained in a folder of its own, which goes again."""

from __future__ import annotations

import dataclasses
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch

from core.errors import N_, AppError
from core.jobs import model_settings, specs
from core.jobs.messages import Message, Notice
from core.jobs.specs import TrainSpec
from core.ml import card, corpus, fitting
from core.ml.corpus import Example
from core.ml.files import read_json
from core.ml.job import Job
from core.ml.predictor import Predictor
from core.ml.preparation import Plan

PREFIX = ".beside-"  # how the names of the folders begin


def plan_of(run_dir: Path, device: torch.device) -> Plan:
    """What a finished run was trained with; what a worker that was killed left beside it goes."""
    for left in run_dir.glob(f"{PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)
    own, about = _spec_of(run_dir), card.load(run_dir)
    settings = model_settings.find(about.model).resolve(own.settings)
    documents = corpus.read_snapshot(run_dir / "snapshot.jsonl")
    return Plan(dataclasses.replace(own, is_resumed=False), about.model, settings, run_dir, device, documents)


@contextmanager
def trained(plan: Plan, job: Job, documents: Sequence[Example] | None = None, **changes: Any) -> Iterator[Predictor]:
    """A model like the plan's, with other documents, or a spec with some changes; gone when the block ends."""
    with tempfile.TemporaryDirectory(prefix=PREFIX, dir=plan.run_dir) as folder:
        spec = dataclasses.replace(plan.spec, run_dir=folder, **changes)
        documents = plan.documents if documents is None else documents
        other = dataclasses.replace(plan, spec=spec, run_dir=Path(folder), documents=documents)
        fitting.fit(other, job)
        yield Predictor.load(Path(folder), plan.device)


def quiet(job: Job) -> Job:
    """The same job without notices: the run has given its own, and the others are not what the user asked for."""

    def send(message: Message) -> None:
        if not isinstance(message, Notice):
            job.send(message)

    return dataclasses.replace(job, send=send)


def _spec_of(run_dir: Path) -> TrainSpec:
    try:
        spec = specs.from_json(read_json(run_dir / "spec.json"))
    except (OSError, ValueError, TypeError, RecursionError) as error:
        raise AppError("run-incomplete", N_("core", "The run's files are not all there.")) from error
    if not isinstance(spec, TrainSpec):
        raise AppError("run-incomplete", N_("core", "The run's files are not all there."))
    return spec
