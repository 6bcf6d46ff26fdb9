"""Every promise of ours, tried again and again; a table for people, one JSON object on stdout; 1 if one is broken.

./dev torture [PART…] [--full] [--kills N] [--decisions N] [--damaged N] [--seconds N] [--actions N] [--seed N]

By itself a short form of some minutes; --full is what the manual tells of, and takes hours. A number overrides both.

windows    the window is killed while it labels by keys
commands   import, merge, export, index, training and its worker, backup, restore, share, check, migration are killed
power      the power is cut at every write of a labelling session
slow       the window labels on a disk that holds up every write and every sync
strangers  hostile and damaged tables, pictures, projects, models and vectors are read
fuzz       readers get what atheris makes up, guided by what code it reaches (where it is installed)
soak       thousands of actions in the real window, with training, search and review beside them
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.torture import commands, fuzzing, killing, power, slowness, soak
from tests.torture.cage import caged
from tests.torture.strangers import pictures, projects, tables
from tests.torture.strangers.case import Case

N_DOCUMENTS = 100_000
AMOUNTS = {  # by default, and with --full
    "kills": (13, 500, "of windows, and of commands"),
    "decisions": (4, 60, "of the sessions whose power is cut, and on a slow disk"),
    "damaged": (1, 12, "forms of each file"),
    "seconds": (5, 60, "of fuzzing, for each reader"),
    "actions": (400, 20_000, "of the soak"),
}


@dataclass(frozen=True, slots=True)
class Result:
    """A promise, how often it was tried, and each time that it was broken."""

    promise: str
    trials: int
    broken: list[str]


def windows(args: argparse.Namespace, folder: Path) -> Iterator[Result]:
    rng = random.Random(args.seed)
    project = folder / "torture.fovea"
    killing.make_project(project, N_DOCUMENTS)
    outcomes = []
    for number in range(args.kills):
        outcomes.append(killing.trial(project, folder / "home", rng))
        _say(f"window {number + 1}/{args.kills}")
    confirmed = sum(outcome.confirmed for outcome in outcomes)
    lost = [line for outcome in outcomes for line in (*outcome.lost, *outcome.problems)]
    yield Result(f"a killed window loses none of {confirmed:,} confirmed decisions", len(outcomes), lost)
    late = [outcome.worker_gone_s for outcome in outcomes if outcome.worker_gone_s > killing.WORKER_GONE_S]
    yield Result("its worker is gone 2 s later", len(outcomes), [f"{seconds:.1f} s" for seconds in late])


def killed_commands(args: argparse.Namespace, folder: Path) -> Iterator[Result]:
    """Who ends before its moment comes is no trial."""
    rng = random.Random(args.seed)
    for act in commands.ACTS:
        broken, kills, share = [], 0, max(1, args.kills // len(commands.ACTS))
        for _ in range(share * 2):
            found = commands.trial(act, folder, rng)
            kills += found.is_killed
            broken += found.wrong
            _say(f"{act.name} {kills}/{share}")
            if kills == share:
                break
        yield Result(f"{act.name}, killed: nothing lost, half-done or left behind", kills, broken)


def power_cuts(args: argparse.Namespace, folder: Path) -> Iterator[Result]:
    if reason := power.why_not():
        yield Result(f"power cuts were not tried: {reason}", 0, [])
        return
    outcome = power.cut(folder, args.seed, args.decisions)
    promise = f"a power cut at any of {outcome.writes} writes loses none of {outcome.confirmed} decisions"
    yield Result(promise, outcome.cuts, [*outcome.lost, *outcome.problems])


def slow_disk(args: argparse.Namespace, folder: Path) -> Iterator[Result]:
    if reason := power.why_not():
        yield Result(f"a slow disk was not tried: {reason}", 0, [])
        return
    outcome = slowness.trial(folder, random.Random(args.seed), args.decisions)
    promise = (
        f"on a disk that takes up to {outcome.longest_s:.0f} s for a decision the window lives, and tells the truth"
    )
    yield Result(promise, outcome.confirmed, outcome.wrong)


def strangers(args: argparse.Namespace, folder: Path) -> Iterator[Result]:
    from tests.torture.strangers import models  # with torch

    rng = random.Random(args.seed)
    kinds: dict[str, Iterator[Case]] = {
        "tables": tables.cases(folder, rng, args.damaged, is_long=True),
        "pictures": pictures.cases(folder, rng, args.damaged),
        "projects": projects.cases(folder, rng, args.damaged * 12),
        "models and vectors": models.cases(folder, rng, args.damaged),
    }
    for kind, cases in kinds.items():
        trials, broken = 0, []
        for case in cases:
            verdict = caged(case.read)
            trials += 1
            _say(case.name)
            if not verdict.is_good:
                broken.append(f"{case.name}: {verdict.kind}, {verdict.said}")
        yield Result(f"{kind} from strangers are read or refused within 10 s and 1 GB", trials, broken)


def fuzz(args: argparse.Namespace, folder: Path) -> Iterator[Result]:  # noqa: ARG001
    if reason := fuzzing.why_not():
        yield Result(f"nothing was fuzzed: {reason}", 0, [])
        return
    for found in fuzzing.fuzz(args.seconds, args.seed):
        _say(found.target)
        yield Result(f"{found.target}, made up by coverage, are read or refused", found.trials, found.broken)


def soaking(args: argparse.Namespace, folder: Path) -> Iterator[Result]:
    found = soak.soak(folder, args.actions, args.seed)
    figures = {what: times for what, times in found.figures.items() if what not in ("new_ms", "old_ms")}
    _say(f"{json.dumps(figures)}\n")
    yield Result("memory, files, threads and the slowest keys stay as they were", args.actions, found.broken)


PARTS: dict[str, Callable[[argparse.Namespace, Path], Iterator[Result]]] = {
    "windows": windows,
    "commands": killed_commands,
    "power": power_cuts,
    "slow": slow_disk,
    "strangers": strangers,
    "fuzz": fuzz,
    "soak": soaking,
}


def _say(text: str) -> None:
    print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help="default: all")
    parser.add_argument("--full", action="store_true", help="for hours")
    for name, (few, many, what) in AMOUNTS.items():
        parser.add_argument(f"--{name}", type=int, help=f"{what}: {few}, with --full {many}")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    for name, (few, many, _) in AMOUNTS.items():
        if getattr(args, name) is None:
            setattr(args, name, many if args.full else few)
    if unknown := set(args.parts) - PARTS.keys():
        parser.error(f"no part {', '.join(unknown)}; there is {', '.join(PARTS)}")
    results = []
    for part in args.parts or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            for result in PARTS[part](args, Path(folder)):
                results.append(result)
                kept = "kept" if not result.broken else f"BROKEN {len(result.broken)} times"
                _say(f"{result.promise}: {result.trials} trials, {kept}\n")
    print(json.dumps([asdict(result) for result in results], ensure_ascii=False, indent=1))
    return 1 if any(result.broken for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
