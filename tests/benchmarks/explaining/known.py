"""Evidence that is known: planted by us, or marked by people."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from core import trust
from core.jobs.specs import ProbeSpec
from core.ml import probe
from core.ml.beside import plan_of
from core.ml.explain import badge, methods
from core.ml.explain.subject import Subject
from core.ml.explain.survey import Survey
from core.ml.explain.text import Explainer
from core.ml.job import Job
from core.records import Span
from tests.benchmarks import long_documents
from tests.benchmarks.explaining.runs import Run
from tests.benchmarks.texts.data_sets import DATA
from tests.benchmarks.texts.jobs import CPU
from tests.benchmarks.texts.targets import Target

ASKED = {"word": ("integrated-gradients", "leave-one-out"), "pair": ("leave-one-out",)}
LEAST = {"word": 0.95, "pair": 0.85}
UNSUPERVISED, SUPERVISED = 0.30, 0.42


def planted(run: Run, n_planted: int) -> Iterator[Target]:
    """A copy of the run's model on its own texts with made-up words in them."""
    plan, job = plan_of(run.folder, CPU), Job("benchmark", lambda _: None)
    spec = ProbeSpec(str(run.folder), n_planted=n_planted, device="cpu")
    for kind in probe.KINDS:
        found = probe.pointed(plan, kind, spec, job)
        print(json.dumps({"run": run.folder.name, "planted": kind, **found}, ensure_ascii=False), file=sys.stderr)
        hit_rates = {name: one["hit_rate"] for name, one in found["methods"].items()}
        for name in ASKED[kind]:
            rate = hit_rates.get(name, 0.0)
            place = f"{run.folder.name}: planted {kind} (accuracy {found['accuracy']:.2f}), {name}"
            yield Target(place, f"P@k ≥ {LEAST[kind]}", f"{rate:.3f}", rate >= LEAST[kind])
        if kind == "pair":
            rate = hit_rates.get("attention", 0.0)
            name = f"{run.folder.name}: attention on the pair; the page warns below {trust.FAILS_BELOW}"
            yield Target(name, "told", f"{rate:.3f}", True)


def movies(args: Any, folder: Path) -> list[Target]:
    """The attention of an LSTM, with and without marked words to learn from, on ERASER's test part."""
    bench = long_documents.Bench("rationales", folder, args)
    targets = []
    for weight, least in ((0.0, UNSUPERVISED), (long_documents.CHOSEN, SUPERVISED)):
        one = bench.run(long_documents.LSTM, 0, encoder="lstm", rationale_weight=weight)
        precise, eraser = long_documents.agreement(one.readings, bench.test)
        print(json.dumps({**one.as_json(), "auprc": precise, "auprc_eraser": eraser}), file=sys.stderr, flush=True)
        name = "with marked words" if weight else "unsupervised"
        found = f"{eraser:.3f} (average precision {precise:.3f})"
        targets.append(Target(f"movies: AUPRC of attention, {name}", f"≥ {least}", found, eraser >= least))
    return targets


def people(run: Run) -> list[Target]:
    """Yelp-HAT: each method against each of three people, and people against each other. Reported, not judged."""
    survey, explainer = Survey(0), Explainer(run.predictor)
    for row in yelp():
        subject = Subject.of(run.predictor, row["text"])
        names = badge.quick(run.predictor.model)
        survey.add(subject, badge.examine(explainer, subject, names, has_attention=False), row["marks"])
    found = survey.summary()
    own = methods.own(run.predictor.model)
    print(json.dumps({"yelp": found["plausibility"], "people": found["annotators"]}), file=sys.stderr)
    scores = [one["token_f1"] for one in found["plausibility"][own]["by_annotator"].values()]
    said = f"token F1 {np.min(scores):.3f} to {np.max(scores):.3f}, people {found['annotators']['token_f1']:.3f}"
    return [Target(f"yelp: {own} of {run.folder.name} against each of three people", "told", said, True)]


def yelp() -> Iterator[dict[str, Any]]:
    """Reviews of about 50 words with what each person marked, as spans of the text."""
    with gzip.open(DATA / "rationale_yelp_hat_50w" / "reviews.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in map(json.loads, file):
            tokens = long_documents.tokens_of(line["text"])
            marks = {
                str(number): [Span(*_ends(token)) for token, is_marked in zip(tokens, flags, strict=True) if is_marked]
                for number, flags in enumerate(line["rationales"])
            }
            yield {"text": line["text"], "marks": marks}


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
