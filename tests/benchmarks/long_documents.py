"""Long documents: hahnn beside attention-lstm on the official test parts, and attention that learns from marked words.

./dev bench long_documents [--part imdb] [--part eraser] [--part rationales] [--seeds 3] [--limit 0] [--set key=value]…

imdb, eraser: both models on the same settings; imdb with the first seed only. rationales: attention-lstm without and
with the words that people marked, whose weight is chosen on the validation part; AUPRC over ERASER's own tokens, as
average precision and as ERASER computes it. Training reads nothing of the test part. Prints a JSON line a run, then one
of all targets, and a table for people on stderr; exits 1 when a target is missed. With a limit it only tries things
out.
"""

from __future__ import annotations

import argparse
import csv
import dataclasses
import gzip
import json
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import auc, precision_recall_curve

from core.jobs import model_settings
from core.jobs.specs import SettingValue, TrainSpec
from core.ml import fitting, metrics, plausibility, preparation
from core.ml.job import Job
from core.ml.predictor import Predictor
from core.ml.reading import Reading
from core.records import Span
from tests.benchmarks.texts import targets
from tests.benchmarks.texts.jobs import CPU
from tests.benchmarks.texts.targets import Target

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
HAHNN, LSTM = "hahnn", "attention-lstm"
TARGET = 0.90  # accuracy of hahnn on IMDb, which must also be attention-lstm's at least
GAIN = 1.3  # times the AUPRC without marked words
CHOSEN = -1.0  # the weight of marked words that the validation part asks for
SHARED_SETTINGS = ("dropout", "word_dropout", "consistency", "subword_sampling")  # hahnn's own, for both models
SETTINGS: dict[str, dict[str, SettingValue]] = {
    "imdb": {"epochs": 2},
    "eraser": {"epochs": 4, "batch_size": 16},
    "rationales": {"epochs": 6, "batch_size": 16, "encoder": "tcn", "hidden_size": 32},
}
Flags = NDArray[np.bool_]
Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Document:
    """A text, its label, and what people marked in it."""

    text: str
    label: str
    marked: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """One model on a test part: which documents it got right, what it looked at, and how long it took."""

    model: str
    seed: int
    right: Flags
    readings: Sequence[Reading]
    about: Mapping[str, Any]

    def as_json(self) -> dict[str, Any]:
        n = len(self.right)
        low, high = metrics.wilson_interval(int(self.right.sum()), n)
        accuracy = {"n": n, "accuracy": float(self.right.mean()), "interval": [round(low, 4), round(high, 4)]}
        return {"model": self.model, "seed": self.seed, **accuracy, **self.about}


def imdb(part: str) -> Iterator[Document]:
    with gzip.open(SHARED / "en_imdb" / f"{part}.csv.gz", "rt", encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield Document(row["text"], row["label"])


def eraser(part: str) -> Iterator[Document]:
    """The training part with the validation part, of which the program cuts its own."""
    for name in ("train", "val") if part == "train" else (part,):
        with gzip.open(SHARED / "rationale_eraser_movies" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            for row in map(json.loads, file):
                tokens = tokens_of(row["document"])
                spans = (Span(tokens[e["start"]].start, tokens[e["end"] - 1].end) for e in row["evidence_tokens"])
                yield Document(row["document"], row["label"], tuple(spans))


DATA = {"imdb": imdb, "eraser": eraser, "rationales": eraser}


def tokens_of(text: str) -> list[Span]:
    """ERASER's tokens: what stands between white space."""
    return [Span(*match.span()) for match in re.finditer(r"\S+", text)]


class Bench:
    """One data set; every model trains on the same documents and is measured on the same others."""

    def __init__(self, part: str, folder: Path, args: argparse.Namespace) -> None:
        self.part = part
        step = 1 if not args.limit else max(1, 2000 // args.limit)
        self.train, self.test = (list(islice(DATA[part](name), 0, None, step)) for name in ("train", "test"))
        self.labels = tuple(sorted({document.label for document in self.train}))
        self.seeds = range(1 if part == "imdb" else args.seeds)
        self._folder = folder
        self._given = dict(pair.split("=", 1) for pair in args.set)
        self.looks_at_words = part == "rationales"

    def run(self, model: str, seed: int, **own: SettingValue) -> Measured:
        """Train as the program does, then read the test part."""
        shared = {key: model_settings.find(HAHNN).resolve({})[key] for key in SHARED_SETTINGS}
        settings = {**shared, **SETTINGS[self.part], **own, **self._given}
        spec = TrainSpec(str(self._folder), model=model, settings=settings, labels=self.labels, device="cpu", seed=seed)
        snapshot(self._folder, self.train)
        job = Job("benchmark", lambda _: None)
        begun = time.perf_counter(), time.process_time()
        plan = preparation.prepare(spec, CPU, job)
        outcome = fitting.fit(plan, job)
        trained = time.perf_counter(), time.process_time()
        predictor = Predictor.load(self._folder, CPU)
        texts = [document.text for document in self.test]
        readings = predictor.read(texts) if self.looks_at_words else []
        found = np.stack([one.probabilities for one in readings]) if readings else predictor.predict(texts)
        chosen = [self.labels[place] for place in found.argmax(axis=1)]
        about = {
            "data": self.part,
            "settings": {key: plan.settings[key] for key in settings},
            "rationale_weight": outcome.rationale_weight,
            "valid_accuracy": [round(epoch.accuracy, 4) for epoch in outcome.epochs],
            "train_s": round(trained[0] - begun[0], 1),
            "train_cpu_s": round(trained[1] - begun[1], 1),
            "test_s": round(time.perf_counter() - trained[0], 1),
            "pieces_per_s": round(float(np.mean([epoch.tokens_per_s for epoch in outcome.epochs]))),
        }
        right = np.array([label == document.label for label, document in zip(chosen, self.test, strict=True)])
        return Measured(model, seed, right, readings, about)


def snapshot(folder: Path, documents: Sequence[Document]) -> None:
    with (folder / "snapshot.jsonl").open("w", encoding="utf-8") as file:
        for number, one in enumerate(documents, start=1):
            spans = [[span.start, span.end] for span in one.marked]
            line = {"id": number, "text": one.text, "labels": [one.label], "part": "train", "rationales": spans}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def models(bench: Bench) -> list[Target]:
    """hahnn beside attention-lstm."""
    runs = {name: [said(bench.run(name, seed)) for seed in bench.seeds] for name in (HAHNN, LSTM)}
    own, other = (share_right(runs[name]) for name in (HAHNN, LSTM))
    lead, (low, high) = metrics.paired_difference(own, other, 0)
    found = f"{lead:+.4f} [{low:+.4f}, {high:+.4f}]"
    judged = [Target(f"{bench.part}: {HAHNN} {own.mean():.4f} over {LSTM} {other.mean():.4f}", "≥ 0", found, lead >= 0)]
    if bench.part == "imdb":
        accuracy = float(own.mean())
        judged.append(Target(f"imdb: accuracy of {HAHNN}", f"≥ {TARGET}", f"{accuracy:.4f}", accuracy >= TARGET))
    return judged


def rationales(bench: Bench) -> list[Target]:
    """Attention that learns from marked words beside the same without."""
    pairs: dict[float, list[Measured]] = {0.0: [], CHOSEN: []}
    areas: dict[float, list[tuple[float, float]]] = {0.0: [], CHOSEN: []}
    for seed in bench.seeds:
        for weight, runs in pairs.items():
            one = bench.run(LSTM, seed, rationale_weight=weight)
            found = agreement(one.readings, bench.test)
            areas[weight].append(found)
            about = {**one.about, "auprc": found[0], "auprc_eraser": found[1]}
            runs.append(said(dataclasses.replace(one, about=about)))
    judged = []
    for place, name in enumerate(("average precision", "ERASER's own")):
        without, taught = (float(np.mean([found[place] for found in areas[weight]])) for weight in (0.0, CHOSEN))
        asked = f"≥ {GAIN} × {without:.4f}"
        found = f"{taught:.4f} = {taught / without:.2f} ×"
        judged.append(Target(f"rationales: AUPRC, {name}", asked, found, taught >= GAIN * without))
    own, other = (share_right(pairs[weight]) for weight in (CHOSEN, 0.0))
    change, (low, high) = metrics.paired_difference(own, other, 0)
    found = f"{change:+.4f} [{low:+.4f}, {high:+.4f}]"
    name = f"rationales: accuracy {own.mean():.4f} after {other.mean():.4f}"
    return [*judged, Target(name, "no loss: 0 in the interval, or above", found, high >= 0)]


def agreement(readings: Sequence[Reading], documents: Sequence[Document]) -> tuple[float, float]:
    """The mean AUPRC of weights against marks: the average precision, and ERASER's own, joined by straight lines."""
    weights, marks = [], []
    for reading, document in zip(readings, documents, strict=True):
        tokens = tokens_of(document.text)
        ends = np.array([token.end for token in tokens])
        places = np.searchsorted(ends, [span.start for span in reading.spans], side="right")
        assert reading.weights is not None
        weights.append(np.bincount(places, weights=reading.weights, minlength=len(tokens)))
        marks.append(np.array([any(s.start <= t.start < s.end for s in document.marked) for t in tokens]))
    curves = [precision_recall_curve(marked, own) for own, marked in zip(weights, marks, strict=True) if marked.any()]
    precise = plausibility.auprc(weights, marks)
    assert precise is not None
    return precise, float(np.mean([auc(recall, precision) for precision, recall, _ in curves]))


def share_right(runs: Sequence[Measured]) -> Floats:
    """For each document, in which share of the runs it was right: so the interval is over documents, not seeds."""
    return np.asarray(np.mean([one.right for one in runs], axis=0))


def said(one: Measured) -> Measured:
    print(json.dumps(one.as_json()), flush=True)
    return one


PARTS = {"rationales": rationales, "imdb": models, "eraser": models}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=list(PARTS), action="append")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--limit", type=int, default=0, help="about so many documents of ERASER, to try things out")
    parser.add_argument("--set", action="append", default=[], help="a setting of both models")
    args = parser.parse_args()
    judged: list[Target] = []
    for part in args.part or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            judged += PARTS[part](Bench(part, Path(folder), args))
    print(targets.table(judged), file=sys.stderr)
    print(json.dumps({"targets": [target.as_json() for target in judged]}, ensure_ascii=False))
    return 0 if args.limit or all(target.is_met for target in judged) else 1


if __name__ == "__main__":
    sys.exit(main())
