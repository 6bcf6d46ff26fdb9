"""The job that asks how far a run's explanations can be trusted: trust.json, and a line for each document.

Every check of a document (core.ml.explain.badge) on up to `n_documents`, taken together with intervals; the checks of
attention on fewer, and those that need fresh random weights on a few. All documents get a level, so that those of low
trust can be reviewed first.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.jobs.messages import Started
from core.jobs.specs import TrustSpec
from core.ml import corpus, device
from core.ml.explain import badge, methods
from core.ml.explain.agreement import FEWEST
from core.ml.explain.cache import Cache
from core.ml.explain.faithfulness import Faithfulness
from core.ml.explain.randomisation import randomisation
from core.ml.explain.subject import Subject
from core.ml.explain.survey import Survey
from core.ml.explain.text import Explainer
from core.ml.files import write_bytes, write_json
from core.ml.job import Job
from core.ml.predictor import Predictor
from core.records import Span

TRUST_FILE, LEVELS_FILE = "trust.json", "trust.jsonl"
ATTENDED = 50  # documents whose attention is tested
RANDOMISED = 20
LONGEST_RANDOMISED = 200  # words
VERSION = 1


@dataclass(frozen=True, slots=True)
class Checked:
    """One document to be checked; `marks` are the spans that each annotator marked."""

    id: int | None
    text: str
    marks: Mapping[str, Sequence[Span]] = field(default_factory=dict)


def trust(spec: TrustSpec, job: Job) -> dict[str, Any]:
    """Examine the documents; the summary is the result, and is kept unless the documents are a stranger's."""
    run_dir = Path(spec.run_dir)
    chosen, name = device.choose(spec.device)
    job.send(Started(job.id, name))
    device.set_threads(spec.threads)
    predictor = Predictor.load(run_dir, chosen)
    explainer = Explainer(predictor, Cache(run_dir))
    lines = corpus.read_jsonl(Path(spec.data))
    documents = [Checked(_id(line), line["text"], _marks(line)) for line in lines]
    summary, levels = _surveyed(spec, explainer, documents[: spec.n_documents], job)
    summary["randomised"] = _randomised(spec, explainer, documents, job)
    result = {
        "version": VERSION,
        "own": methods.own(predictor.model),
        "model_sha256": predictor.sha256,
        "seed": spec.options.seed,
        "removal": spec.options.removal,
        **summary,
    }
    if spec.is_kept:
        levels += _rated(spec, explainer, documents[spec.n_documents :], job)
        write_bytes(run_dir / LEVELS_FILE, "".join(json.dumps(line) + "\n" for line in levels).encode())
        write_json(run_dir / TRUST_FILE, result)
    return result


def _surveyed(
    spec: TrustSpec, explainer: Explainer, documents: Sequence[Checked], job: Job
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The summary, and the level of each document's own highlight."""
    survey, levels = Survey(spec.options.seed), []
    report = job.phase("check")
    for number, document in enumerate(documents):
        report(number, len(documents))
        subject = Subject.of(explainer.predictor, document.text, spec.options)
        names = methods.chosen(spec.methods, explainer.predictor.model)
        found = badge.examine(
            explainer,
            subject,
            names or badge.examined(explainer, subject),
            lambda _done, _total, number=number: report(number, len(documents)),  # type: ignore[misc]
            has_attention=number < ATTENDED,
        )
        survey.add(subject, found, document.marks)
        own = found.faithfulness.get(methods.own(explainer.predictor.model))
        if own is not None:
            levels += _level(document, own, found.random)
    report(len(documents), len(documents))
    return survey.summary(), levels


def _rated(spec: TrustSpec, explainer: Explainer, documents: Sequence[Checked], job: Job) -> list[dict[str, Any]]:
    """The levels of further documents, whose own highlight alone is tested."""
    levels: list[dict[str, Any]] = []
    report = job.phase("rate")
    own = methods.own(explainer.predictor.model)
    for number, document in enumerate(documents):
        report(number, len(documents))
        subject = Subject.of(explainer.predictor, document.text, spec.options)
        found = badge.examine(explainer, subject, [own], has_attention=False)
        levels += _level(document, found.faithfulness[own], found.random)
    return levels


def _level(document: Checked, own: Faithfulness, random: Faithfulness) -> list[dict[str, Any]]:
    if document.id is None:
        return []
    figures = {key: round(value, 6) for key, value in badge.figures(own).items()}
    more = {"random": round(random.comprehensiveness, 6), "level": badge.level(own, random)}
    return [{"id": document.id, **figures, **more}]


def _randomised(spec: TrustSpec, explainer: Explainer, documents: Sequence[Checked], job: Job) -> dict[str, Any]:
    """Of a few documents that are not long."""
    subjects: list[Subject] = []
    for document in documents:
        if len(subjects) == RANDOMISED:
            break
        subject = Subject.of(explainer.predictor, document.text, spec.options)
        if FEWEST <= len(subject.spans) <= LONGEST_RANDOMISED:
            subjects.append(subject)
    names = [name for name in badge.quick(explainer.predictor.model) if name != "rollout"]
    return {"n": len(subjects), "methods": randomisation(subjects, names, job.phase("randomise"))}


def _id(line: Mapping[str, Any]) -> int | None:
    return line["id"] if isinstance(line.get("id"), int) else None


def _marks(line: Mapping[str, Any]) -> dict[str, Sequence[Span]]:
    """`marks` by annotator, else `rationales` of nobody in particular."""
    given = line.get("marks") or {"": line.get("rationales") or ()}
    return {str(who): [Span(int(start), int(end)) for start, end in spans] for who, spans in given.items() if spans}
