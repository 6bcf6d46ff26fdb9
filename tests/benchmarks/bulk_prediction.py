"""Short texts labelled per second, ours beside scikit-learn's pipeline (TF-IDF of characters, logistic regression).

./dev bench bulk_prediction [--documents 100000] [--slow 5000] [--models logistic,auto,…] [--seed 0]

Both learn the same 5,000 shop reviews and label the same texts (the other reviews, and news titles; what is missing
is made of two halves), taking turns. `logistic` labels all of them, the others as many as --slow says. Prints one
JSON object; exits 1 when `logistic` is slower than half of scikit-learn.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from core.jobs import model_settings
from core.jobs.specs import TrainSpec
from core.ml.predictor import Predictor
from tests.benchmarks.texts import data_sets, jobs, peers

TARGET = 0.5
FAST = "logistic"
N_LABELS = 5000
TURNS = 10
Predict = Callable[[Sequence[str]], Any]


def texts_of(n: int, data: data_sets.DataSet, rows: Sequence[int]) -> list[str]:
    """Short texts that nobody learned from."""
    learned = set(rows)
    found = [text for row, text in enumerate(data.train_texts) if row not in learned]
    titles = data_sets.load("tnews")
    found += [*data.test_texts, *titles.train_texts, *titles.test_texts]
    rng = np.random.default_rng(0)
    while len(found) < n:
        first, second = (found[int(row)] for row in rng.integers(len(found), size=2))
        found.append(first[: len(first) // 2] + second[len(second) // 2 :])
    return [found[int(row)] for row in rng.permutation(len(found))[:n]]


def in_turns(ours: Predict, peer: Predict, texts: Sequence[str]) -> dict[str, float]:
    """Documents a second of each, the median ratio of the turns after the first, how often both say the same."""
    speeds: dict[str, list[float]] = {"ours": [], "scikit_learn": []}
    same = 0
    size = max(len(texts) // TURNS, 1)
    for start in range(0, len(texts), size):
        part = texts[start : start + size]
        answers = []
        for name, predict in (("ours", ours), ("scikit_learn", peer)):
            started = time.perf_counter()
            answers.append(np.asarray(predict(part)).argmax(axis=1))
            speeds[name].append(len(part) / (time.perf_counter() - started))
        same += int((answers[0] == answers[1]).sum())
    ratios = [a / b for a, b in zip(speeds["ours"], speeds["scikit_learn"], strict=True)]
    means = {name: round(statistics.harmonic_mean(found)) for name, found in speeds.items()}
    ratio = round(statistics.median(ratios[1:] or ratios), 3)
    return {"documents": len(texts), **means, "ratio": ratio, "same_label": round(same / len(texts), 3)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--slow", type=int, default=5000, help="documents for models other than logistic")
    parser.add_argument("--models", default=",".join([FAST, *(name for name in model_settings.MODELS if name != FAST)]))
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    data = data_sets.load("shopping")
    rows = data.draw(str(N_LABELS), args.seed, 0)
    texts = texts_of(args.documents, data, rows.tolist())
    peer = peers.pipeline([data.train_texts[row] for row in rows], data.train_labels[rows])
    speeds: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for model in args.models.split(","):
            known = {setting.key for setting in model_settings.find(model).settings}
            settings = {"epochs": 1} if "epochs" in known else {}  # a worse model is as fast
            run = str(Path(folder, model))
            jobs.train(data, rows, TrainSpec(run, model, settings, data.names, device="cpu", seed=args.seed))
            predictor = Predictor.load(Path(run), jobs.CPU)
            own = texts if model == FAST else texts[: args.slow]
            speeds[model] = in_turns(predictor.predict, peer.predict_proba, own)
            print(model, speeds[model], file=sys.stderr, flush=True)
    is_met = FAST not in speeds or speeds[FAST]["ratio"] >= TARGET
    mean_length = round(float(np.mean([len(text) for text in texts])), 1)
    print(json.dumps({"characters_a_text": mean_length, "models": speeds, "target": {FAST: TARGET}, "is_met": is_met}))
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
