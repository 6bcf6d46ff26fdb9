"""Translation: speed, quality on Tatoeba and Multi30k, alignment on our sample, and how long a person waits.

./dev bench translation speed | tatoeba | multi30k | lead | sample | wait
                              [--model bahdanau] [--epochs N] [--folder DIR] [--other DIR] [--device cpu]

`lead`: how far the run kept in --folder is ahead of the one in --other on their test.

Each prints one JSON object and exits 1 when a target of its issue is missed. `tatoeba` and `multi30k` train for an hour
or three of one core; with --folder the run is kept, and one that is there already is gone on with.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from core.jobs.messages import Epoch, Message
from core.jobs.pair_specs import PairedSpec
from core.jobs.specs import TRANSLATION, SettingValue, TrainSpec
from core.ml import device, precision
from core.ml.job import Job
from core.ml.optimizer import AdamW
from core.ml.translation import comparing, gold, measuring, pairs, registry, train
from core.ml.translation.pairs import PairBatch, PairSequence
from core.ml.translation.training import Lessons, TranslationConfig, TranslationTraining, Validation
from core.ml.translation.translator import TranslateOptions, Translator
from core.project.project import Project
from core.project.values import ImportOptions
from core.sample import pair_rows
from tests.benchmarks.translating import data
from tests.benchmarks.translating.prototype import Prototype

CPU = torch.device("cpu")
SIZES = {"embedding_size": 256, "hidden_size": 256}
SOURCE, TARGET, BATCH, STEPS, ROUNDS = 4000, 2380, 64, 8, 5
FACTOR, BARE_SHARE, WAIT_S = 2.5, 0.9, 0.15
SENTENCE = "we would like to stay in a quiet room with a view of the sea for three nights next week please"
LEAD = 5.0
FLOORS = {"tatoeba": 27.0, "multi30k": 29.0}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["speed", "tatoeba", "multi30k", "lead", "sample", "wait"])
    parser.add_argument("--model", default="bahdanau")
    parser.add_argument("--epochs", type=int, default=0)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--other", type=Path)
    parser.add_argument("--device", default="cpu")
    args = parser.parse_args()
    torch.set_num_threads(1)
    device.keep_memory()  # as every training does
    with tempfile.TemporaryDirectory() as folder:
        run_dir = args.folder or Path(folder, "run")
        does: dict[str, Callable[[], dict[str, Any]]] = {
            "speed": speed,
            "lead": lambda: lead(args.folder, args.other),
            "sample": lambda: sample(args.model, run_dir, args.epochs),
            "wait": lambda: wait(run_dir),
        }
        result = does.get(args.what, lambda: quality(args, run_dir))()
    sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
    return 0 if all(result["met"].values()) else 1


def speed() -> dict[str, Any]:
    """Target tokens per CPU second: ours, a bare loop over the same model, and the usual way to write it; in turn."""
    rng = np.random.default_rng(0)
    sequences = [sequence(rng) for _ in range(BATCH * STEPS * (ROUNDS + 1))]
    model, bare, usual = our_model(), our_model(), Prototype(SOURCE, TARGET, *SIZES.values()).train()
    lessons, nothing = Lessons(sequences, TARGET - 1), Validation([], [], lambda *_: [], measuring.quick_bleu)
    training = TranslationTraining(model, lessons, nothing, TranslationConfig(batch_size=BATCH), seed=0)
    batches = list(training.batches(0))
    steps = {"ours": training._step, "bare": step_of(bare, bare_loss), "usual": step_of(usual, usual_loss)}
    speeds: dict[str, list[float]] = {name: [] for name in steps}
    for number in range(ROUNDS + 1):
        part = batches[number * STEPS : (number + 1) * STEPS]
        for name, step in steps.items():
            started = time.process_time()
            for batch in part:
                step(batch)
            speeds[name].append(sum(batch.n_tokens for batch in part) / (time.process_time() - started))
    medians = {name: round(statistics.median(found[1:])) for name, found in speeds.items()}
    factor = statistics.median(a / b for a, b in zip(speeds["ours"][1:], speeds["usual"][1:], strict=True))
    share = statistics.median(a / b for a, b in zip(speeds["ours"][1:], speeds["bare"][1:], strict=True))
    met = {"factor": factor >= FACTOR, "share_of_bare": share >= BARE_SHARE}
    return {"tokens_per_cpu_s": medians, "factor": round(factor, 2), "share_of_bare": round(share, 3), "met": met}


def quality(args: argparse.Namespace, run_dir: Path) -> dict[str, Any]:
    """BLEU on the test, by length and by nearness to what was trained on; the floor is for one reference a source."""
    model: str = args.model
    lines = data.tatoeba() if args.what == "tatoeba" else data.multi30k()
    is_resumed = (run_dir / "checkpoint").is_dir()
    data.write(lines, run_dir)
    settings = {**SIZES, "hidden_size": 256 if model == "bahdanau" else 384, "epochs": args.epochs or 14}
    started = time.process_time()
    spec = TrainSpec(
        str(run_dir), model, settings, device=args.device, threads=1, task=TRANSLATION, is_resumed=is_resumed
    )
    result = train.train(spec, Job("bench", tell))
    metrics = result["metrics"]
    said = [json.loads(line) for line in (run_dir / "translations.jsonl").read_text(encoding="utf-8").splitlines()]
    test = [line for line in lines if line["part"] == "holdout"]
    texts = [(line["source"], found["translation"], line["target"]) for line, found in zip(test, said, strict=True)]
    first = list({source: (source, said, target) for source, said, target in reversed(texts)}.values())
    one = measuring.evaluate(*([row[n] for row in first] for n in range(3)))["bleu"]  # as prototypes were measured
    near = {}
    for band, sources in data.by_nearness(data.nearness(lines)):
        rows = [row for row in texts if row[0] in sources]
        told = measuring.evaluate(*([row[n] for row in rows] for n in range(3))) if rows else {"n": 0, "bleu": 0.0}
        near[band] = {"n": told["n"], "bleu": round(told["bleu"], 2)}
    return {
        "model": model,
        "cpu_s": round(time.process_time() - started),
        "metrics": metrics,
        "by_nearness": near,
        "bleu_of_one_reference": round(one, 2),
        "met": {"bleu": model != "bahdanau" or one >= FLOORS[args.what]},
    }


def lead(run_dir: Path, other: Path) -> dict[str, Any]:
    """BLEU of two kept runs by paired bootstrap; the first, with attention, should be well ahead."""
    found = comparing.compare(PairedSpec(str(other), str(run_dir)))
    return {**found, "met": {"lead": found["n"] > 0 and found["difference"] >= LEAD}}


def sample(model: str, run_dir: Path, epochs: int) -> dict[str, Any]:
    """Alignment error rates of a run of each direction on our own gold links, nothing of which has taught them."""
    project_dir = run_dir.with_name("sample.fovea")
    with Project.create(project_dir, kind=TRANSLATION) as project:
        project.imports.add(pair_rows(), ImportOptions())
        settings: dict[str, SettingValue] = {"link_weight": 0.0} | ({"epochs": epochs} if epochs else {})
        there, back = (
            project.runs.create(model, {**settings, "is_reversed": is_reversed}, seed=0, device="cpu")[1]
            for is_reversed in (False, True)
        )
    started = time.process_time()
    metrics = train.train(there, Job("bench", tell))["metrics"]
    cpu_s = round(time.process_time() - started)
    train.train(back, Job("bench", tell))
    translator, backward = (Translator.load(Path(spec.run_dir), CPU) for spec in (there, back))
    linked = [pair for pair in pairs.read_snapshot(Path(there.run_dir, "snapshot.jsonl")) if pair.links]
    aligned = gold.measure(translator, linked, backward=backward)
    errors = {way: round(found["aer"], 3) for way, found in aligned["alignment"].items()}
    met = {
        "emitted, as it begins, no worse than shifted": errors["emitted mutual"] <= errors["shifted mutual"],
        "mutual below argmax": errors["emitted mutual"] < errors["emitted argmax"],
        "below the diagonal": min(errors.values()) < errors["diagonal"],
    }
    found = {"model": model, "cpu_s": cpu_s, "bleu": metrics["bleu"], "n_gold": aligned["n_gold"]}
    return {**found, "aer": errors, "met": met}


def wait(run_dir: Path) -> dict[str, Any]:
    """Seconds until a typed sentence of 20 words is translated by a beam of 5, with an untrained model of full size."""
    words = [
        "we",
        "would",
        "like",
        "to",
        "stay",
        "in",
        "a",
        "quiet",
        "room",
        "with",
        "a",
        "view",
        "of",
        "the",
        "sea",
        "for",
        "three",
        "nights",
        "next",
        "week",
        "please",
    ]
    lines = [{**line, "part": "train"} for line in data.tatoeba()[:2000]] if data.SHARED.is_dir() else []
    data.write(lines, run_dir)
    spec = TrainSpec(str(run_dir), "bahdanau", {"epochs": 1, "min_steps_per_epoch": 0}, device="cpu", task=TRANSLATION)
    train.train(spec, Job("bench", tell))
    translator = Translator.load(run_dir, CPU)
    seconds = []
    for _ in range(12):
        started = time.perf_counter()
        translator.translate([" ".join(words[:20])], TranslateOptions(n_best=5))
        seconds.append(time.perf_counter() - started)
    median = statistics.median(seconds[2:])
    return {"seconds": round(median, 3), "best": round(min(seconds), 3), "met": {"wait": median <= WAIT_S}}


def sequence(rng: np.random.Generator) -> PairSequence:
    """Lengths as in Tatoeba."""
    n = int(rng.integers(5, 14))
    target = rng.integers(2, TARGET - 1, n + int(rng.integers(0, 4)))
    return PairSequence(rng.integers(2, SOURCE, n), np.append(target, TARGET - 1))


def our_model() -> nn.Module:
    torch.manual_seed(0)
    return registry.build("bahdanau", registry.config_for("bahdanau", SIZES, source=SOURCE, target=TARGET)).train()


def step_of(model: nn.Module, loss: Callable[[nn.Module, PairBatch], torch.Tensor]) -> Callable[[PairBatch], object]:
    """A training step and nothing else."""
    optimizer = AdamW(model.parameters(), 0.0)

    def step(batch: PairBatch) -> None:
        optimizer.zero_grad()
        loss(model, batch).backward()
        nn.utils.clip_grad_norm_(optimizer.parameters, 1.0)
        optimizer.step(1e-3)

    return step


def bare_loss(model: nn.Module, batch: PairBatch) -> torch.Tensor:
    tensors = pairs.to_tensors(batch, TARGET - 1, CPU)
    with precision.mixed(CPU, precision.quick_on_cpu(CPU)):
        told = model.tell(tensors.source, tensors.given)
        scores = model.score(told.states[tensors.wanted != 0])
    return nn.functional.cross_entropy(scores.float(), tensors.wanted[tensors.wanted != 0], label_smoothing=0.1)


def usual_loss(model: nn.Module, batch: PairBatch) -> torch.Tensor:
    tensors = pairs.to_tensors(batch, TARGET - 1, CPU)
    with precision.mixed(CPU, precision.quick_on_cpu(CPU)):
        scores = model(tensors)
    return nn.functional.cross_entropy(
        scores.float().flatten(0, 1), tensors.wanted.flatten(), ignore_index=0, label_smoothing=0.1
    )


def tell(message: Message) -> None:
    if isinstance(message, Epoch):
        sys.stderr.write(f"epoch {message.epoch}: BLEU {message.bleu:.1f}, {message.tokens_per_s:.0f} tokens/s\n")


if __name__ == "__main__":
    sys.exit(main())
