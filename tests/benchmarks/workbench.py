"""The workbench on a million generated documents: import, index, search, filters, decisions, bulk, undo.

    python tests/benchmarks/workbench.py [--documents 1000000] [--folder FOLDER] [--only STAGE…]

Each stage is a process of its own; bare sqlite3 is one, too. --folder keeps the project (a few GB) for the next time;
on a RAM disk (/dev/shm/…) it tells what is ours, without the disk's own time for a commit ("bare_commit_ms").
Prints one JSON object; exits 1 when a target does not hold.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

STAGES = ("fill", "peer", "index", "opening", "searching", "filtering", "deciding", "window")
Results = Mapping[str, Any]
TARGETS: dict[str, tuple[Callable[[Results], float], str, float]] = {
    "rows in per s": (lambda r: r["fill"]["rows_per_s"], ">=", 100_000),
    "rows in, as a share of bare sqlite3": (
        lambda r: round(r["fill"]["rows_per_s"] / r["peer"]["rows_per_s"], 2),
        ">=",
        0.19,
    ),
    "rows and index, as a share of bare sqlite3": (lambda r: _share(r), ">=", 0.6),
    "memory of the import, MB": (lambda r: r["fill"]["peak_mb"], "<", 400),
    "memory of the index, MB": (lambda r: r["index"]["peak_mb"], "<", 400),
    "decision during an import, p99 ms": (lambda r: r["fill"]["decision_meanwhile_ms"]["p99"], "<=", 33),
    "undo of the import, ms": (lambda r: r["fill"]["undo_ms"], "<=", 100),
    "opening to the first document, ms": (lambda r: r["opening"]["first_document_ms"], "<=", 500),
    "search, first screen, p95 ms": (lambda r: r["searching"]["word_ms"]["p95"], "<=", 100),
    "any filter, first screen, max ms": (lambda r: r["filtering"]["max"], "<=", 150),
    "next document, p95 ms": (lambda r: r["deciding"]["p95"], "<=", 16),
    "next document, p99 ms": (lambda r: r["deciding"]["p99"], "<=", 33),
    "next document in the window, p95 ms": (lambda r: r["window"]["next_ms"]["p95"], "<=", 16),
    "next document in the window, p99 ms": (lambda r: r["window"]["next_ms"]["p99"], "<=", 33),
    "bulk label of 100,000, s": (lambda r: r["window"]["bulk_s"], "<=", 5),
    "its undo, s": (lambda r: r["window"]["undo_s"], "<=", 5),
    "lateness of the window meanwhile, p99 ms": (lambda r: r["window"]["late_ms"]["p99"], "<=", 16),
    "and during the undo, p99 ms": (lambda r: r["window"]["late_while_undoing_ms"]["p99"], "<=", 16),
}


def _share(results: Results) -> float:
    """Their time over ours."""
    rows = results["fill"]["rows"]
    ours_s = rows / results["fill"]["rows_per_s"] + rows / results["index"]["rows_per_s"]
    return round(results["peer"]["seconds"] / ours_s, 2)


def stage(name: str, folder: Path, source: Path) -> dict[str, Any]:
    from tests.benchmarks.workload import filling, finding

    stages: dict[str, Callable[[Path, Path], dict[str, Any]]] = {
        "fill": filling.fill,
        "peer": filling.peer,
        "index": filling.index,
        "opening": finding.opening,
        "searching": finding.searching,
        "filtering": finding.filtering,
        "deciding": finding.deciding,
    }
    if name == "window":  # Qt only where it is needed
        from tests.benchmarks.workload.window import window

        return window(folder, source)
    return stages[name](folder, source)


def in_a_process(name: str, folder: Path, source: Path) -> dict[str, Any]:
    line = [sys.executable, __file__, "--stage", name, "--folder", str(folder), "--source", str(source)]
    environment = {**os.environ, "FOVEA_HOME": str(folder / "home"), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(line, check=True, stdout=subprocess.PIPE, text=True, env=environment)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def judge(results: Results) -> dict[str, Any]:
    """Each target that the stages allow to be judged: the figure, the target, whether it holds."""
    found: dict[str, Any] = {}
    for name, (figure, sign, target) in TARGETS.items():
        try:
            value = figure(results)
        except KeyError:
            continue
        holds = value >= target if sign == ">=" else value <= target if sign == "<=" else value < target
        found[name] = {"figure": value, "target": f"{sign} {target}", "holds": holds}
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--only", nargs="+", choices=STAGES, default=list(STAGES))
    parser.add_argument("--stage", choices=STAGES, help=argparse.SUPPRESS)
    parser.add_argument("--source", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.stage:
        print(json.dumps(stage(args.stage, args.folder, args.source)))
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        from tests.benchmarks.workload import corpus

        folder = args.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        source = folder / f"texts-{args.documents}.tsv"
        corpus.write(source, args.documents)
        results: dict[str, Any] = {}
        for name in args.only:
            results[name] = in_a_process(name, folder, source)
            print(name, json.dumps(results[name], ensure_ascii=False), file=sys.stderr)
    verdict = judge(results)
    load = [round(value, 1) for value in os.getloadavg()] if hasattr(os, "getloadavg") else []
    print(json.dumps({**results, "targets": verdict, "load_average": load}, ensure_ascii=False))
    return 0 if all(one["holds"] for one in verdict.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
