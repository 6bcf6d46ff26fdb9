"""The jobs that ask a trained run: predict, evaluate, explain. Models stay loaded from one job to the next."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

import torch

from core.errors import N_, InputError
from core.jobs.messages import Partial, Started
from core.jobs.specs import BadgeSpec, EvaluateSpec, ExplainSpec, FlipSpec, PredictSpec, Question
from core.ml import card, checkpoint, corpus, device, metrics
from core.ml.explain import methods
from core.ml.explain.badge import badge
from core.ml.explain.cache import Cache
from core.ml.explain.flips import smallest_flip
from core.ml.explain.subject import Subject, without
from core.ml.explain.text import Explainer, to_json
from core.ml.job import Job, part_of
from core.ml.predictor import Predictor
from core.progress import Report

CHUNK = 1000  # lines of a file held in memory at a time
KEPT_MODELS = 2

T = TypeVar("T")
M = TypeVar("M")
Line = dict[str, Any]


class Kept(Generic[M]):
    """The last few models that were asked, by run folder; loaded anew when their files change."""

    def __init__(self, load: Callable[[Path, torch.device], M], size: int = KEPT_MODELS) -> None:
        self._load, self._size = load, size
        self._loaded: dict[tuple[str, str], tuple[tuple[int, ...], M]] = {}

    def get(self, run_dir: str, chosen: torch.device) -> M:
        key, stamp = (run_dir, str(chosen)), _stamp(Path(run_dir))
        known = self._loaded.pop(key, None)
        model = known[1] if known and known[0] == stamp else self._load(Path(run_dir), chosen)
        self._loaded[key] = (stamp, model)
        while len(self._loaded) > self._size:
            del self._loaded[next(iter(self._loaded))]
        return model


Models = Kept[Predictor]


def models() -> Models:
    return Kept(Predictor.load)


def answer(spec: Question, job: Job, models: Models) -> dict[str, Any]:
    """Whatever the question is."""
    match spec:
        case PredictSpec():
            return predict(spec, job, models)
        case EvaluateSpec():
            return evaluate(spec, job, models)
        case ExplainSpec():
            return explain(spec, job, models)
        case BadgeSpec():
            return check_text(spec, job, models)
        case FlipSpec():
            return flip(spec, job, models)


def predict(spec: PredictSpec, job: Job, models: Models) -> dict[str, Any]:
    """Every line of `input` with its label and probabilities added, to `output`."""
    started = time.monotonic()
    predictor = _open(spec, job, models)
    labels = predictor.card.labels

    def answer(lines: Sequence[Line], report: Report) -> Iterator[Line]:
        probabilities = predictor.predict([line["text"] for line in lines], report)
        decided = metrics.decide(probabilities, is_multi_label=predictor.card.is_multi_label)
        for line, row, flags in zip(lines, probabilities.tolist(), decided, strict=True):
            yield line | {
                "label": labels[row.index(max(row))],
                "labels": [label for label, flag in zip(labels, flags, strict=True) if flag],
                "probabilities": {label: round(p, 6) for label, p in zip(labels, row, strict=True)},
            }

    n = answer_file(Path(spec.input), Path(spec.output), answer, job, "predict")
    return {"n": n, "seconds": time.monotonic() - started}


def evaluate(spec: EvaluateSpec, job: Job, models: Models) -> dict[str, Any]:
    """The metrics object of the run on `data`. Lines without labels are left out, unless there may be none."""
    predictor = _open(spec, job, models)
    card = predictor.card
    lines = [line for line in corpus.read_jsonl(Path(spec.data)) if "labels" in line]
    lines = [line for line in lines if line["labels"] or card.is_multi_label]
    given = [tuple(map(str, line["labels"])) for line in lines]
    if not card.is_multi_label and any(len(labels) > 1 for labels in given):
        raise InputError("many-labels", N_("core", "A document has several labels, but the model gives only one."))
    actual = corpus.targets_of(given, card.labels)
    probabilities = predictor.predict([line["text"] for line in lines], job.phase("evaluate"))
    return metrics.evaluate(probabilities, actual, card.labels, is_multi_label=card.is_multi_label)


def explain(spec: ExplainSpec, job: Job, models: Models) -> dict[str, Any]:
    """Explanations of `texts` in the result, or of the lines of `input` in `output`, a line for each method."""
    predictor = _open(spec, job, models)
    explainer = Explainer(predictor, Cache(Path(spec.run_dir)))
    n = len(methods.chosen(spec.methods, predictor.model))
    if not spec.input:
        return {"documents": list(_explained(spec, job, explainer))}

    def answer(lines: Sequence[Line], report: Report) -> Iterator[Line]:
        texts = [line["text"] for line in lines]
        found = explainer.explain(texts, spec.methods, spec.options, lambda done, _: report(done // n, len(lines)))
        for number, explanation in enumerate(found):
            line = lines[number // n]
            yield ({"id": line["id"]} if "id" in line else {}) | to_json(explanation)

    return {"n": answer_file(Path(spec.input), Path(spec.output), answer, job, "explain")}


def check_text(spec: BadgeSpec, job: Job, models: Models) -> dict[str, Any]:
    """The badge of one text."""
    predictor = _open(spec, job, models)
    subject = Subject.of(predictor, spec.text, spec.options)
    return badge(Explainer(predictor, Cache(Path(spec.run_dir))), subject, job.phase("check"))


def flip(spec: FlipSpec, job: Job, models: Models) -> dict[str, Any]:
    """The smallest deletion, and what the model says of what it leaves."""
    predictor = _open(spec, job, models)
    subject = Subject.of(predictor, spec.text)
    found = smallest_flip(subject, job.phase("flip"))
    result: dict[str, Any] = {"removed": None, "is_smallest": found.is_smallest, "n_tried": found.n_tried}
    if found.removed is None:
        return result
    text = without(spec.text, subject.spans, found.removed)
    (probabilities,) = predictor.predict([text])
    labels = predictor.card.labels
    spans = [[span.start, span.end] for span, is_out in zip(subject.spans, found.removed, strict=True) if is_out]
    return result | {
        "removed": spans,
        "text": text,
        "label": labels[int(probabilities.argmax())],
        "probabilities": dict(zip(labels, probabilities.tolist(), strict=True)),
    }


def _explained(spec: ExplainSpec, job: Job, explainer: Explainer) -> Iterator[Line]:
    """The explanations of the spec's texts; of several, each is told as soon as it is there."""
    are_several = len(spec.texts) * len(spec.methods) > 1  # as asked: groups of methods too
    for explanation in explainer.explain(spec.texts, spec.methods, spec.options, job.phase("explain")):
        found = to_json(explanation)
        if are_several:
            job.send(Partial(job.id, {"documents": [found]}))
        yield found


def _open(spec: Question, job: Job, models: Models) -> Predictor:
    chosen, name = device.choose(spec.device)
    job.send(Started(job.id, name))
    return models.get(spec.run_dir, chosen)


def answer_file(
    source: Path,
    target: Path,
    answer: Callable[[Sequence[Line], Report], Iterator[Line]],
    job: Job,
    phase: str,
    keys: Sequence[str] = ("text",),
) -> int:
    """Answer a JSONL file chunk by chunk; the target appears whole or not at all."""
    report = job.phase(phase)
    total = sum(1 for _ in corpus.read_jsonl(source, keys))
    temporary = target.with_name(target.name + ".tmp")
    done = 0
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            for lines in _chunks(corpus.read_jsonl(source, keys)):
                for line in answer(lines, part_of(report, done, total)):
                    file.write(json.dumps(line, ensure_ascii=False) + "\n")
                done += len(lines)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    return done


def _chunks(lines: Iterator[Line]) -> Iterator[list[Line]]:
    chunk: list[Line] = []
    for line in lines:
        chunk.append(line)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _stamp(run_dir: Path) -> tuple[int, ...]:
    try:
        weights = [run_dir / name for name in (checkpoint.MODEL_FILE, checkpoint.NGRAMS_FILE)]
        files = [run_dir / card.CARD_FILE, *(path for path in weights if path.is_file())]
        return tuple(path.stat().st_mtime_ns for path in files)
    except OSError as error:
        raise card.no_model() from error
