"""Whether the meter tells the truth: its readings beside what labelling then brings, on a large test part.

./dev bench meter_honesty [--data htl,shopping] [--seeds 5] [--budget 1000]

Labelling is simulated as in active_learning, with the quick model of a new project. 200 documents of the test part are
the project's hold-out; the others tell what is true. The meter is read at 300 and 600 labels and at the end:

* the difference between chosen and random labels: how often its interval holds the true one, and how often a verdict
  (ahead, behind) is wrong;
* the forecast for the accuracy that is really reached at the end: how often its interval holds that number of labels;
* the advice.

For people on stderr, one JSON object on stdout. No target: it shows how far the meter can be trusted.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.ml.models.regression import LogisticConfig
from core.ml.quick.meter import Labelled, Meter
from core.ml.quick.model import QuickModel
from core.selection.limits import UNLABELLED
from core.selection.reading import Reading
from tests.benchmarks.labelling import simulation
from tests.benchmarks.labelling.simulation import Labelling, World
from tests.benchmarks.texts import data_sets

HELD_OUT = 200
READ_AT = (300, 600)

Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Checked:
    """One reading, and what was true."""

    data: str
    seed: int
    n_labels: int
    verdict: str
    difference: float
    interval: tuple[float, float]
    true_difference: float
    forecast: tuple[float, float] | None
    true_labels: int
    advice: str


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


class Judge:
    """A simulated project: its hold-out, and the texts that tell the truth."""

    def __init__(self, world: World, done: Labelling, seed: int) -> None:
        self._world, self._done, self._seed = world, done, seed
        order = np.random.default_rng([seed, 1]).permutation(len(world.test))
        self._held, self._rest = np.sort(order[:HELD_OUT]), np.sort(order[HELD_OUT:])

    def true_accuracy(self, rows: Rows) -> float:
        """Of the quick model of these training documents, on what is not held out."""
        world = self._world
        config = LogisticConfig(seed=self._seed)
        model = QuickModel.fit(world.reader, world.train.part(rows), world.train_targets[rows], config)
        said = model.probabilities(world.test.part(self._rest)).argmax(axis=1)
        return float((said == world.test_targets[self._rest].argmax(axis=1)).mean())

    def labelled(self, n: int) -> Labelled:
        rows = np.array(self._done.rows[:n])
        chosen = np.array([place for place in self._done.chosen if place < n], dtype=np.intp)
        random = np.flatnonzero(np.isin(rows, self._sample(rows)))
        return Labelled(self._world.train.part(rows), self._world.train_targets[rows], chosen, random)

    def read(self, n: int, target: float) -> tuple[Reading, Labelled]:
        world, labelled = self._world, self.labelled(n)
        meter = Meter(world.reader, labelled, LogisticConfig(seed=self._seed))
        free = np.setdiff1d(np.arange(world.n), self._done.rows)[:UNLABELLED]
        held = world.test.part(self._held)
        return meter.read(held, world.test_targets[self._held], world.train.part(free), target), labelled

    def _sample(self, rows: Rows) -> Rows:
        """The documents of the random order up to the first that has no label."""
        order = np.random.default_rng(self._seed).permutation(self._world.n)
        is_labelled = np.isin(order, rows)
        return order[: int(np.argmin(is_labelled))]


def check(world: World, name: str, seed: int, budget: int) -> list[Checked]:
    done = simulation.label(world, budget, seed, is_active=True)
    judge = Judge(world, done, seed)
    rows = np.array(done.rows)
    reached = judge.true_accuracy(rows)
    found: list[Checked] = []
    for n in (*(at for at in READ_AT if at < budget), budget):
        reading, labelled = judge.read(n, reached)
        if reading.comparison is None:
            continue
        size = reading.comparison.n
        chosen, random = (judge.true_accuracy(rows[part[:size]]) for part in (labelled.chosen, labelled.random))
        forecast = reading.forecast.interval if reading.forecast else None
        found.append(
            Checked(
                data=name,
                seed=seed,
                n_labels=n,
                verdict=reading.comparison.verdict,
                difference=reading.comparison.difference,
                interval=reading.comparison.interval,
                true_difference=chosen - random,
                forecast=forecast,
                true_labels=budget,
                advice=reading.advice,
            )
        )
        say(str(found[-1]))
    return found


def summary(found: list[Checked]) -> dict[str, object]:
    told = [one for one in found if one.verdict != "unclear"]
    forecasts = [one for one in found if one.forecast is not None and one.n_labels < one.true_labels]
    return {
        "readings": len(found),
        "interval_holds_the_truth": _share(
            [one.interval[0] <= one.true_difference <= one.interval[1] for one in found]
        ),
        "verdicts": len(told),
        "wrong_verdicts": sum((one.difference > 0) != (one.true_difference > 0) for one in told),
        "forecasts": len(forecasts),
        "forecast_holds_the_truth": _share(
            [one.forecast[0] <= one.true_labels <= one.forecast[1] for one in forecasts if one.forecast is not None]
        ),
        "advice": {advice: sum(one.advice == advice for one in found) for advice in ("early", "go-on", "stop")},
    }


def _share(flags: list[bool]) -> float | None:
    return round(float(np.mean(flags)), 3) if flags else None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default="htl,shopping", help=", ".join(data_sets.SETS))
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--budget", type=int, default=1000)
    args = parser.parse_args()
    found: list[Checked] = []
    for name in args.data.split(","):
        world = simulation.see(data_sets.load(name), "test", has_encoder=False)
        for seed in range(args.seeds):
            found += check(world, name, seed, args.budget)
    result = summary(found)
    say(json.dumps(result))
    print(json.dumps({**result, "checked": [dataclasses.asdict(one) for one in found]}, default=str))
    return 0


if __name__ == "__main__":
    sys.exit(main())
