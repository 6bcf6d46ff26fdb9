"""The job that trains copies of a run's model to learn how far its explanations can be believed: probes.json.

On planted evidence (core.ml.explain.planted), whether each method points at what is known to decide. And from other
seeds on the run's own documents (Wiegreffe and Pinter 2019, section 3.3), how much of an explanation is chance: another
training, as good as this one, may look elsewhere.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from core import trust
from core.jobs.messages import Started
from core.jobs.specs import ProbeSpec
from core.ml import beside, device
from core.ml.explain import badge, methods, planted
from core.ml.explain.attention_tests import divergence
from core.ml.explain.planted import Kind, Planted
from core.ml.explain.ranks import kendall, top_overlap
from core.ml.explain.subject import Subject
from core.ml.files import write_json
from core.ml.job import Job
from core.ml.predictor import Predictor
from core.ml.preparation import Plan

PROBES_FILE = "probes.json"
KINDS: tuple[Kind, ...] = ("word", "pair")
N_TEST = 200  # planted texts to measure accuracy on
N_POINTED = 60  # of those that the model gets right, to look where methods point
FIRST = 5
# what is planted must be seen: nothing is hidden from a copy in training, and it may take longer
EAGER = {
    "word_dropout": 0.0,
    "dropout": 0.1,
    "subword_sampling": False,
    "consistency": 0.0,
    "epochs": 40,
    "patience": 10,
}
VERSION = 1


def probe(spec: ProbeSpec, job: Job) -> dict[str, Any]:
    """Train the copies, each in a folder of its own that goes again; the result is the content of probes.json."""
    run_dir = Path(spec.run_dir)
    chosen, name = device.choose(spec.device)
    job.send(Started(job.id, name))
    device.set_threads(spec.threads)
    plan, job = beside.plan_of(run_dir, chosen), beside.quiet(job)
    result = {
        "version": VERSION,
        "planted": {kind: pointed(plan, kind, spec, job) for kind in KINDS},
        "seeds": _from_other_seeds(plan, spec, job),
    }
    write_json(run_dir / PROBES_FILE, result)
    return result


def pointed(plan: Plan, kind: Kind, spec: ProbeSpec, job: Job) -> dict[str, Any]:
    """How often each method points at what was planted; where the model did not find it, only its accuracy."""
    texts = [document.text for document in plan.documents if document.part != "holdout" and document.text.strip()]
    order = np.random.default_rng(spec.seed).permutation(len(texts))[: spec.n_planted + N_TEST]
    texts = [texts[place] for place in order]
    n_train = len(texts) - min(N_TEST, len(texts) // 4)
    made = planted.plant(texts, kind, spec.seed)
    train, test = made[:n_train], made[n_train:]
    eager = {**plan.settings, **{key: value for key, value in EAGER.items() if key in plan.settings}}
    plan = dataclasses.replace(plan, settings=eager)
    documents, labels = planted.examples(train, test), planted.LABELS[kind]
    with beside.trained(plan, job, documents, labels=labels, is_multi_label=False, pretrained="") as predictor:
        said = predictor.predict([one.text for one in test], job.phase("evaluate")).argmax(axis=1)
        right = [one for one, label in zip(test, said, strict=True) if labels[label] == one.label]
        accuracy = len(right) / max(len(test), 1)
        telling = [one for one in right if one.label in labels[: planted.ALONE]]  # both words of a pair are there
        return {
            "n_train": len(train),
            "n_test": len(test),
            "words": list(planted.made_up(texts)),
            "accuracy": accuracy,
            "methods": _hits(predictor, telling[:N_POINTED], job) if accuracy >= trust.LEARNED_FROM else {},
        }


def _hits(predictor: Predictor, texts: Sequence[Planted], job: Job) -> dict[str, Any]:
    """For each method the mean precision at the number of planted words."""
    report, found = job.phase("point"), defaultdict(list)
    names = [*badge.quick(predictor.model), "leave-one-out", "lime"]
    for number, one in enumerate(texts):
        report(number, len(texts))
        subject = Subject.of(predictor, one.text)
        scores = {name: methods.attribute(subject, name).scores for name in names}
        for name, hit in planted.hits(subject, one, scores).items():
            found[name].append(hit)
    report(len(texts), len(texts))
    return {name: {"hit_rate": float(np.mean(values)), "n": len(values)} for name, values in found.items()}


def _from_other_seeds(plan: Plan, spec: ProbeSpec, job: Job) -> dict[str, Any]:
    """How far trainings from other seeds agree with the run: what they say, where they look, what explains it."""
    documents = sorted(plan.documents, key=lambda document: document.part != "holdout")[: spec.n_compared]
    texts = [document.text for document in documents]
    own = Predictor.load(plan.run_dir, plan.device)
    found: defaultdict[str, list[float]] = defaultdict(list)
    for number in range(spec.n_seeds):
        with beside.trained(plan, job, seed=plan.spec.seed + number + 1) as other:
            _compare(own, other, texts, job, found)
    return {"n_seeds": spec.n_seeds, "n": len(texts)} | {key: float(np.mean(values)) for key, values in found.items()}


def _compare(
    own: Predictor, other: Predictor, texts: Sequence[str], job: Job, found: defaultdict[str, list[float]]
) -> None:
    """Add what two trainings say of the same texts. Their words must be the same for that: the same tokenizer."""
    report, name = job.phase("compare"), methods.own(own.model)
    for number, text in enumerate(texts):
        report(number, len(texts))
        first, second = Subject.of(own, text), Subject.of(other, text)
        answers = (first.reading.probabilities.argmax(), second.reading.probabilities.argmax())
        found["same_answer"].append(float(answers[0] == answers[1]))
        if first.spans != second.spans:
            continue
        if first.reading.weights is not None and second.reading.weights is not None:
            weights = torch.from_numpy(first.reading.weights), torch.from_numpy(second.reading.weights)
            found["attention_divergence"].append(float(divergence(*weights)))
        second = dataclasses.replace(second, target=first.target)
        scores = [methods.attribute(subject, name).scores for subject in (first, second)]
        for key, value in (("tau", kendall(*scores)), ("overlap", top_overlap(scores[0], scores[1], FIRST))):
            if value is not None:
                found[key].append(value)
