"""Kill the window with SIGKILL at random moments while it labels by keys; prints JSON; 1 if anything was lost.

./dev torture [--kills 200] [--seed 0]
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from pathlib import Path

from tests.torture.killing import WORKER_GONE_S, make_project, trial

N_DOCUMENTS = 100_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder, "torture.fovea")
        make_project(project, N_DOCUMENTS)
        outcomes = []
        for number in range(args.kills):
            outcomes.append(trial(project, Path(folder, "home"), rng))
            print(f"\r{number + 1}/{args.kills}", end="", file=sys.stderr)
    result = {
        "kills": len(outcomes),
        "confirmed": sum(outcome.confirmed for outcome in outcomes),
        "lost": [line for outcome in outcomes for line in outcome.lost],
        "check_found": [line for outcome in outcomes for line in outcome.problems],
        "worker_gone_s_max": round(max(outcome.worker_gone_s for outcome in outcomes), 3),
    }
    print(json.dumps(result, indent=1))
    failed = result["lost"] or result["check_found"] or result["worker_gone_s_max"] > WORKER_GONE_S
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
