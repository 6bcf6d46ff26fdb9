"""Labels that the queue saves: margin after a cold start against random, the true labels as the person.

./dev bench active_learning [--data htl,shopping] [--models logistic,auto] [--seeds 5] [--budget 1000] [--part test]
                            [--out FILE]

Ten labels, a retraining of the quick model, the next ten; 15 % random documents mixed in, as in the program. Accuracy
is on the fixed test part (a random 80/20 split by seed 12345), after every 20 labels; curves are means over the seeds.
For tuning there is `--part dev`: a fifth of the training part, the test part unseen. `logistic` is the quick model of
a new project, `auto` that of one with an encoder. Every labelling is appended to FILE at once, and taken from there.

For people on stderr, one JSON object on stdout; exits 1 when a target of issue 4 is missed.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.labelling import simulation
from tests.benchmarks.labelling.simulation import EVERY, World
from tests.benchmarks.texts import data_sets, targets
from tests.benchmarks.texts.targets import Target

REACHED_AT = 1000  # labels of random selection whose accuracy is to be reached
AIM, BOUND = 500, 1000

Curve = NDArray[np.floating[Any]]


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


class Kept:
    """Accuracies of labellings that were simulated already, a line each."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._found: dict[str, list[float]] = {}
        if path is not None and path.is_file():
            for line in path.read_text(encoding="utf-8").splitlines():
                data = json.loads(line)
                self._found[data["key"]] = data["accuracies"]

    def get(self, key: str) -> list[float] | None:
        return self._found.get(key)

    def add(self, key: str, accuracies: list[float]) -> None:
        self._found[key] = accuracies
        if self._path is not None:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"key": key, "accuracies": accuracies}) + "\n")


def curves(world: World, name: str, args: argparse.Namespace, kept: Kept) -> tuple[Curve, Curve]:
    """Accuracies of random and of active labellings: (seeds, points) each."""
    found: dict[bool, list[list[float]]] = {False: [], True: []}
    for seed in range(args.seeds):
        for is_active in (False, True):
            key = f"{name} {args.part} {args.budget} {seed} {'active' if is_active else 'random'}"
            accuracies = kept.get(key)
            if accuracies is None:
                started = time.perf_counter()
                accuracies = simulation.label(world, args.budget, seed, is_active=is_active).accuracies
                kept.add(key, accuracies)
                said = "  ".join(f"{accuracies[place]:.4f}" for place in _places(len(accuracies)))
                say(f"{key:40} {said}  {time.perf_counter() - started:.0f} s")
            found[is_active].append(accuracies)
    return np.array(found[False]), np.array(found[True])


def _places(n: int) -> list[int]:
    return [place for place in (4, 9, 14, 24, 49) if place < n]


def result(name: str, model: str, random: Curve, active: Curve) -> dict[str, Any]:
    goal = float(random.mean(axis=0)[REACHED_AT // EVERY - 1]) if random.shape[1] * EVERY >= REACHED_AT else None
    lead = active.mean(axis=1) - random.mean(axis=1)
    return {
        "data": name,
        "model": model,
        "random": _by_labels(random),
        "active": _by_labels(active),
        "random_at_1000": goal,
        "labels_to_reach": None if goal is None else reached(active.mean(axis=0), goal),
        "labels_to_stay": None if goal is None else reached(active.mean(axis=0), goal, for_good=True),
        "area_random": round(float(random.mean()), 5),
        "area_active": round(float(active.mean()), 5),
        "area_lead": round(float(lead.mean()), 5),
        "area_leads": [round(float(one), 5) for one in lead],
    }


def reached(curve: Curve, goal: float, *, for_good: bool = False) -> int | None:
    """Labels from which on the curve is at the goal once, or for good."""
    is_there = curve >= goal
    if for_good:
        is_there = np.logical_and.accumulate(is_there[::-1])[::-1]
    places = np.flatnonzero(is_there)
    return int((places[0] + 1) * EVERY) if len(places) else None


def _by_labels(accuracies: Curve) -> dict[int, float]:
    return {(place + 1) * EVERY: round(float(one), 4) for place, one in enumerate(accuracies.mean(axis=0))}


def judge(results: Sequence[dict[str, Any]]) -> list[Target]:
    judged: list[Target] = []
    for model in {one["model"]: None for one in results}:
        own = [one for one in results if one["model"] == model and one["random_at_1000"] is not None]
        needed = [one["labels_to_reach"] or float("inf") for one in own]
        if own:
            said = ", ".join(f"{one['data']} {one['labels_to_reach']}" for one in own)
            judged.append(Target(f"{model}: labels, the best set", f"≤ {AIM}", said, min(needed) <= AIM))
            judged.append(Target(f"{model}: labels, every set", f"≤ {BOUND}", said, max(needed) <= BOUND))
    for one in results:
        what = f"{one['model']}, {one['data']}: area ahead of random"
        judged.append(Target(what, "> 0", f"{one['area_lead']:+.4f}", one["area_lead"] > 0))
    return judged


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default="htl,shopping", help=", ".join(data_sets.SETS))
    parser.add_argument("--models", default="logistic,auto")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--budget", type=int, default=1000)
    parser.add_argument("--part", default="test", choices=("test", "dev"))
    parser.add_argument("--out", type=Path)
    return parser.parse_args()


def main() -> int:
    args = arguments()
    kept = Kept(args.out)
    results = []
    for name in args.data.split(","):
        data = data_sets.load(name)
        for model in args.models.split(","):
            say(f"{name}: reading the texts for {model}")
            world = simulation.see(data, args.part, has_encoder=model == "auto")
            results.append(result(name, model, *curves(world, f"{name} {model}", args, kept)))
            say(json.dumps({key: value for key, value in results[-1].items() if key not in ("random", "active")}))
    judged = judge(results)
    say("\n" + targets.table(judged))
    print(json.dumps({"results": results, "targets": [target.as_json() for target in judged]}))
    return 0 if all(target.is_met for target in judged) else 1


if __name__ == "__main__":
    sys.exit(main())
