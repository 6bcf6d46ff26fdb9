"""How long training takes on hotel reviews after pretraining: 1,000 labels, 50 more, beside a bare loop.

./dev bench training_time [--seed 0] [--limit 0]

Prints one JSON object; exits 1 when a target of issue 3 is missed. Seconds are those of the whole job; the targets in
seconds hold for a machine that does nothing else. `auto` learns in epochs only while it pretrains; so attention-lstm
stands beside the bare loop, on one thread, with the share of the machine's speed in matrix products that it reaches.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import torch

from core.jobs import model_settings
from core.jobs.specs import TrainSpec
from core.ml import checkpoint, corpus
from core.ml.examples import Epochs, Examples
from core.ml.models import registry
from core.ml.text.sequences import prepare, sequences
from core.ml.training_config import TrainingConfig
from tests.benchmarks.texts import data_sets, jobs, targets
from tests.benchmarks.texts.data_sets import DataSet
from tests.benchmarks.texts.targets import Target
from tests.benchmarks.training_throughput import bare

N_LABELS, N_MORE = 1000, 50
LIMIT_S = {"auto": 20.0, "logistic": 5.0}
BARE_FACTOR = 3.0
GEMM_SIZE, GEMM_ROUNDS = 1024, 20
LSTM = "attention-lstm"


class Timing:
    """Trainings of the same draw of labels on the same pretraining."""

    def __init__(self, data: DataSet, folder: Path, seed: int) -> None:
        self.data = data
        self.seed = seed
        self.rows = data.draw(str(N_LABELS + N_MORE), seed, 0)
        self.run = folder / "run"
        self.pretrained = folder / "pretrained"
        self.pretraining_s = jobs.pretrain(data, self.pretrained, seed, threads=2)

    def train(self, model: str, threads: int, n: int = N_LABELS) -> jobs.Trained:
        spec = TrainSpec(
            str(self.run),
            model=model,
            labels=self.data.names,
            device="cpu",
            seed=self.seed,
            threads=threads,
            pretrained=str(self.pretrained),
        )
        return jobs.train(self.data, self.rows[:n], spec)

    def bare_epoch(self, model: str) -> float:
        """Seconds of one epoch of the last training's batches in a hand-written loop, with a fresh model."""
        found = checkpoint.load_model(self.run, jobs.CPU)
        assert found.neural is not None and found.tokenizer is not None and found.card.neural is not None
        documents = [document for document in corpus.read_snapshot(self.run / "snapshot.jsonl")]
        flags = corpus.targets_of([document.labels for document in documents], self.data.names)
        kept, _ = corpus.split_validation(flags, self.seed)
        encoded = sequences(found.tokenizer, [prepare(documents[row].text) for row in kept])
        settings = model_settings.find(model).resolve({})
        config = TrainingConfig(batch_size=int(settings["batch_size"]), consistency=float(settings["consistency"]))
        batches = Epochs(Examples(encoded, flags[kept]), config, self.seed).batches(0)
        fresh = registry.build(model, found.card.neural).train()
        optimizer = torch.optim.AdamW(fresh.parameters(), lr=2e-3, weight_decay=0.01, foreach=True)
        return bare(fresh, optimizer, [(list(b.sequences), b.targets.repeat(b.views, axis=0)) for b in batches])


def gemm_flops() -> float:
    """The most floating-point operations a second that a float32 matrix product reaches on one thread."""
    torch.set_num_threads(1)
    a, b = torch.randn(GEMM_SIZE, GEMM_SIZE), torch.randn(GEMM_SIZE, GEMM_SIZE)
    seconds: list[float] = []
    for _ in range(GEMM_ROUNDS):
        started = time.perf_counter()
        torch.mm(a, b)
        seconds.append(time.perf_counter() - started)
    return 2 * GEMM_SIZE**3 / min(seconds)


def flops_per_piece(config: dict[str, Any]) -> int:
    """Of attention-lstm in training: forward, and twice that backward; the products of LSTM and attention only.

    LSTM: 4 gates of (E + H) inputs and H outputs in each direction. Attention: the words' states to H.
    """
    e, h, directions = config["embedding_size"], config["hidden_size"], 1 + config["is_bidirectional"]
    lstm = directions * 4 * (e + h) * h
    attention = (directions * h + e) * h
    return 3 * 2 * (lstm + attention)


def measure(seed: int = 0, limit: int = 0) -> tuple[dict[str, Any], list[Target]]:
    """All figures, and the targets among them."""
    data = data_sets.load("htl", limit)
    with tempfile.TemporaryDirectory() as folder:
        timing = Timing(data, Path(folder), seed)
        figures: dict[str, Any] = {"pretraining_s": round(timing.pretraining_s, 1), "threads": torch.get_num_threads()}
        judged: list[Target] = []
        for model, limit_s in LIMIT_S.items():
            times = {threads: timing.train(model, threads).seconds for threads in (1, 2)}
            again = timing.train(model, 2, N_LABELS + N_MORE).seconds
            figures[model] = {"train_1_thread_s": times[1], "train_2_threads_s": times[2], "retrain_s": again}
            if model == targets.MODEL:
                judged.append(_seconds(f"{model}: {N_LABELS} labels, 2 threads", times[2], limit_s))
            judged.append(_seconds(f"{model}: {N_MORE} labels more, 2 threads", again, limit_s))
        figures[LSTM], of_lstm = _lstm(timing)
    return figures, [*judged, of_lstm]


def _lstm(timing: Timing) -> tuple[dict[str, Any], Target]:
    """A model that learns in epochs, beside a bare loop before and after it; and how much of the machine it uses."""
    peak = gemm_flops()
    trained = timing.train(LSTM, 1)
    epoch_s = statistics.median(timing.bare_epoch(LSTM) for _ in range(3))
    peak = max(peak, gemm_flops())
    card = checkpoint.load_model(timing.run, jobs.CPU).card
    flops = flops_per_piece(dict(card.neural or {})) * trained.tokens_per_s
    ratio = trained.seconds / (epoch_s * trained.epochs)
    figures = {
        "train_1_thread_s": trained.seconds,
        "epochs": trained.epochs,
        "bare_epoch_s": epoch_s,
        "ratio_to_bare_epochs": ratio,
        "pieces_per_s": trained.tokens_per_s,
        "gflops": flops / 1e9,
        "gemm_peak_gflops": peak / 1e9,
        "share_of_gemm_peak": flops / peak,
    }
    return figures, Target(f"{LSTM}: times the bare epochs", f"≤ {BARE_FACTOR:g}", f"{ratio:.2f}", ratio <= BARE_FACTOR)


def _seconds(what: str, seconds: float, limit_s: float) -> Target:
    return Target(what, f"≤ {limit_s:g} s", f"{seconds:.1f} s", seconds <= limit_s)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--limit", type=int, default=0, help="texts at most, to try things out")
    args = parser.parse_args()
    figures, judged = measure(args.seed, args.limit)
    print(targets.table(judged), file=sys.stderr)
    print(json.dumps(figures | {"targets": [target.as_json() for target in judged]}, ensure_ascii=False))
    return 0 if all(target.is_met for target in judged) else 1


if __name__ == "__main__":
    sys.exit(main())
