"""The main job by commands on the hotel reviews: new, import, train, evaluate on a random 80/20 split; prints JSON.

./dev bench hotel [--seed 0] [--set key=value]…
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data" / "zh_hotel_htl" / "hotel.csv.gz"
TARGET = {"accuracy": 0.88, "macro_f1": 0.86}


def command(*arguments: str) -> dict:
    line = [sys.executable, str(ROOT / "main.py"), *arguments, "--json"]
    return json.loads(subprocess.run(line, check=True, capture_output=True, text=True).stdout)


def split(seed: int, folder: Path) -> tuple[Path, Path]:
    """Write the 80 % and the 20 % as CSV; the one empty review is left out."""
    with gzip.open(DATA, "rt", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["text"].strip()]
    random.Random(seed).shuffle(rows)
    cut = len(rows) * 8 // 10
    for name, part in (("train.csv", rows[:cut]), ("test.csv", rows[cut:])):
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, ["label", "text"])
            writer.writeheader()
            writer.writerows(part)
    return folder / "train.csv", folder / "test.csv"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--set", action="append", default=[])
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        train, test = split(args.seed, Path(folder))
        project = str(Path(folder, "hotel.fovea"))
        command("new", project)
        report = command("import", project, str(train), "--split", "train")
        settings = [part for pair in args.set for part in ("--set", pair)]
        start = time.monotonic()
        run = command("train", project, "--seed", str(args.seed), *settings)
        seconds = time.monotonic() - start
        metrics = command("evaluate", project, "--data", str(test))
    keys = ("n", "accuracy", "accuracy_interval", "macro_f1", "per_class", "ece")
    result = {"imported": report["imported"], "train_s": round(seconds, 1), "epochs": run["epochs"]}
    result |= {"tokens_per_s": run["tokens_per_s"], **{key: metrics[key] for key in keys}, "target": TARGET}
    print(json.dumps(result, ensure_ascii=False, indent=1))
    return 0 if all(metrics[key] >= value for key, value in TARGET.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
