"""Tokens per second of our training against a bare hand-written loop: same model, same data, same batches.

    python tests/benchmarks/training_throughput.py [--steps 20] [--rounds 5]

The two take turns in one process, so that whatever else the machine does hits both. Prints one JSON object; exits 1
when the median ratio is below 0.9.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
import torch
from torch import nn

from core.ml.callbacks import KeepBest, Obey, SaveProgress, StopEarly, Tell
from core.ml.examples import Examples
from core.ml.job import Job
from core.ml.models.attention_lstm import AttentionLSTM, AttentionLSTMConfig
from core.ml.text.batches import Batch, TokenSequence
from core.ml.text_training import TextTraining
from core.ml.training import Callback
from core.ml.training_config import TrainingConfig

TARGET = 0.9
VOCABULARY = 8000
BATCH_SIZE = 32


class Stop(Callback):
    """Ends a round of ours after so many steps."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def on_batch(self, training: TextTraining) -> None:  # noqa: ARG002
        self.left -= 1
        if not self.left:
            raise StopIteration


def new_model() -> AttentionLSTM:
    torch.manual_seed(0)
    return AttentionLSTM(AttentionLSTMConfig(VOCABULARY, 2))


def texts(n: int) -> Examples:
    """Lengths as in hotel reviews: median 50, mean about 80 pieces."""
    rng = np.random.default_rng(0)
    lengths = np.clip(rng.lognormal(3.9, 0.9, n), 3, 512).astype(int)
    sequences = [TokenSequence.of(rng.integers(2, VOCABULARY, n)) for n in lengths]
    return Examples(sequences, np.eye(2, dtype=bool)[rng.integers(0, 2, n)])


def ours(training: TextTraining, steps: int, folder: Path) -> float:
    """Seconds for so many steps of the real loop with all its callbacks."""
    job = Job("j1", lambda _: None)
    callbacks = [KeepBest(folder), SaveProgress(folder), Tell(job), StopEarly(4), Obey(job)]
    started = time.perf_counter()
    with contextlib.suppress(StopIteration):
        training.fit([*callbacks, Stop(steps)])
    return time.perf_counter() - started


def bare(
    model: nn.Module, optimizer: torch.optim.Optimizer, batches: list[tuple[list[TokenSequence], np.ndarray]]
) -> float:
    """Seconds for the same batches in the loop that anyone would write by hand."""
    started = time.perf_counter()
    for sequences, targets in batches:
        lengths = [len(sequence) for sequence in sequences]
        ids = torch.zeros(len(sequences), max(lengths), dtype=torch.long)
        for row, sequence in enumerate(sequences):
            ids[row, : len(sequence)] = torch.from_numpy(sequence.ids)
        scores = model(Batch(ids, torch.tensor(lengths), torch.zeros_like(ids))).scores
        loss = nn.functional.cross_entropy(scores, torch.from_numpy(targets).int().argmax(dim=1))
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        loss.item()
    return time.perf_counter() - started


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
    examples = texts(BATCH_SIZE * args.steps * (args.rounds + 1))
    nothing = Examples([], np.zeros((0, 2), dtype=bool))
    training = TextTraining(
        new_model(), examples, nothing, TrainingConfig(batch_size=BATCH_SIZE), is_multi_label=False, seed=0
    )
    batches = [(batch.sequences, np.tile(batch.targets, (batch.views, 1))) for batch in training.epochs.batches(0)]
    model = new_model().train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.01, foreach=True)
    speeds: dict[str, list[float]] = {"ours": [], "bare": []}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(args.rounds + 1):
            part = batches[number * args.steps : (number + 1) * args.steps]
            tokens = sum(len(sequence) for sequences, _ in part for sequence in sequences)
            speeds["ours"].append(tokens / ours(training, args.steps, Path(folder)))
            speeds["bare"].append(tokens / bare(model, optimizer, part))
    ratios = [a / b for a, b in zip(speeds["ours"][1:], speeds["bare"][1:], strict=True)]  # the first round warms up
    result = {
        "ours_tokens_per_s": round(statistics.median(speeds["ours"][1:])),
        "bare_tokens_per_s": round(statistics.median(speeds["bare"][1:])),
        "ratio": round(statistics.median(ratios), 3),
        "ratios": [round(ratio, 3) for ratio in ratios],
        "target": TARGET,
    }
    sys.stdout.write(json.dumps(result) + "\n")
    return 0 if result["ratio"] >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
