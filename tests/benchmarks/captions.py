"""Captions: quality on Flickr8k, where maps look on COCO's boxes, truth on our own scenes, speed.

./dev bench captions flickr | coco | taught | scenes | features | wait
                     [--folder DIR] [--set key=value]… [--development]

Each prints one JSON object and exits 1 when a target of its issue is missed. `flickr` trains show-attend-tell and nic
for some four minutes of one core each, `coco` and `taught` for a quarter of an hour; runs that --folder has are asked
again. --development measures on a part of the photographs to learn from: settings are chosen on that.
"""

from __future__ import annotations

import argparse
import dataclasses
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

from core.jobs.captioning import METHODS
from core.jobs.messages import Epoch, Message
from core.jobs.picture_specs import CaptionSpec
from core.jobs.specs import CAPTION, SettingValue, TrainSpec
from core.ml.captions import answers, lessons, measuring, pointing, results, train
from core.ml.captions.captioner import Captioner
from core.ml.captions.encoders import registry as encoders
from core.ml.captions.encoders.registry import EncoderChoice
from core.ml.captions.features import Eye, Features
from core.ml.job import Job
from tests.benchmarks.captioning import data
from tests.benchmarks.captioning.data import Lines

CPU = torch.device("cpu")
BLEU_1, BLEU_4 = 54.0, 17.0
GAIN, OFF_CENTRE, TAUGHT_GAIN = 0.08, 0.37, 0.10
EXACT, POINTING, CHANGE = 0.9, 0.8, 0.1
SHARE_OF_BARE, WAIT_S = 1.2, 0.05
SEEN: dict[str, SettingValue] = {"encoder": str(data.WEIGHTS)}
SHORT: dict[str, SettingValue] = {"encoder_size": 224, "epochs": 4, "vocabulary": 1000}
"""For captions of photographs of 200 × 150 pixels, chosen on some of those to learn from; maps are finer at 448."""
Settings = dict[str, SettingValue]


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """Where runs are kept, what is set, and on which photographs is measured."""

    folder: Path
    settings: Settings
    is_development: bool = False

    def run_dir(self, name: str) -> Path:
        return self.folder / "runs" / name


def main() -> int:
    does: dict[str, Callable[[Asked], dict[str, Any]]] = {
        "flickr": flickr,
        "coco": coco,
        "taught": taught,
        "scenes": scenes,
        "features": features,
        "wait": wait,
    }
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=does)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--set", action="append", default=[], metavar="key=value")
    parser.add_argument("--development", action="store_true")
    args = parser.parse_args()
    torch.set_num_threads(1)
    settings: Settings = dict(one.split("=", 1) for one in args.set)
    with tempfile.TemporaryDirectory() as folder:
        result = does[args.what](Asked(args.folder or Path(folder), settings, args.development))
    sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
    return 0 if all(result["met"].values()) else 1


def flickr(asked: Asked) -> dict[str, Any]:
    """BLEU of both models under the same budget, and whether attention is ahead."""
    lines = data.flickr(asked.folder / "flickr", is_development=asked.is_development)
    looks, bare = (trained(asked, name, name, lines, SEEN | SHORT) for name in ("show-attend-tell", "nic"))
    told = [line for line in lines if line["part"] == "holdout"]
    written = [said(asked.run_dir(name)) for name in ("show-attend-tell", "nic")]
    there = [line for line in told if all(line["id"] in one for one in written)]
    own, other = ([one[line["id"]] for line in there] for one in written)
    paired = measuring.paired(own, other, [line["captions"] for line in there])
    bleu = looks["metrics"]["bleu"]
    met = {"bleu_4": bleu[3] >= BLEU_4, "bleu_1": bleu[0] >= BLEU_1, "ahead of nic": paired["difference"] > 0}
    return {"show-attend-tell": looks, "nic": bare, "paired": paired, "met": met}


def coco(asked: Asked) -> dict[str, Any]:
    """Where each map looks, untaught; the best of them, chosen on one half, is measured on both."""
    lines = data.flickr(asked.folder / "flickr", is_development=asked.is_development)
    trained(asked, "looks", "show-attend-tell", lines, SEEN)
    captioner = Captioner.load(asked.run_dir("looks"), CPU)
    halves = np.array_split(np.random.default_rng(0).permutation(80), 2)
    pictures = [lessons.captioned(line) for line in data.coco(asked.folder / "coco")]
    methods = [name for name in METHODS if name in captioner.methods]
    choosing, rest = (pointing.measure(captioner, [pictures[row] for row in half], methods) for half in halves)
    found = pointing.measure(captioner, pictures, methods)
    best = pointing.best(choosing, "attention")
    figures = found["methods"][best]
    level = [captioner.checks(captioner.write(captioner.view(one.picture))[0])["level"] for one in pictures[:20]]
    met = {"gain": figures["gain"] >= GAIN, "off_centre": figures["off_centre"]["accuracy"] >= OFF_CENTRE}
    return {"best": best, "all": found, "other half": rest["methods"][best], "levels": level, "met": met}


def taught(asked: Asked) -> dict[str, Any]:
    """Attention taught by the regions of a seeded half of COCO's photographs, measured on the other half."""
    order = np.random.default_rng(0).permutation(80)
    photographs = data.coco(asked.folder / "coco")
    for place, row in enumerate(order):
        photographs[row]["part"] = "train" if place < len(order) // 2 else "holdout"
    flickr_lines = data.flickr(asked.folder / "flickr")
    for number, line in enumerate(photographs):
        line["id"] = 100_000 + number
    lines = [line for line in flickr_lines if line["part"] != "holdout"] + photographs
    result = trained(asked, "taught", "show-attend-tell", lines, {**SEEN, "region_weight": 1.0})
    found = json.loads((asked.run_dir("taught") / results.POINTING_FILE).read_text(encoding="utf-8"))
    met = {"gain": found["methods"]["attention"]["gain"] >= TAUGHT_GAIN}
    return {"run": result, "pointing": found, "met": met}


def scenes(asked: Asked) -> dict[str, Any]:
    """The sample as a user has it, at the settings that the Train page begins with.

    Captions word for word, attention on the thing that its word names, and another map for every word.
    """
    lines = data.drawn(asked.folder / "scenes")
    result = trained(asked, "scenes", "show-attend-tell", lines, {})
    found = json.loads((asked.run_dir("scenes") / results.POINTING_FILE).read_text(encoding="utf-8"))
    attention = found["methods"]["attention"]
    captioner = Captioner.load(asked.run_dir("scenes"), CPU)
    told = [captioner.write(captioner.view(Path(line["picture"])))[0] for line in lines if line["part"] == "holdout"]
    change = float(np.mean([moved for caption in told for moved in captioner.checks(caption)["change"][1:]]))
    met = {
        "exact": result["metrics"]["exact"] >= EXACT,
        "pointing": attention["accuracy"] >= POINTING,
        "change": change >= CHANGE,
    }
    return {"run": result, "pointing": found, "change of the map from word to word": change, "met": met}


def features(asked: Asked) -> dict[str, Any]:
    """Seeing pictures with the cache, against the network's bare forward pass over the same pixels; in turn."""
    paths = [Path(line["picture"]) for line in data.coco(asked.folder / "coco")][:40]
    choice = EncoderChoice(str(data.WEIGHTS))
    network = encoders.open_encoder(choice)
    eye = Eye(choice, "bench", network, CPU)
    pixels = [torch.from_numpy(np.stack([eye.pixels(path) for path in paths[n : n + 8]])) for n in range(0, 40, 8)]
    shares = []
    for number in range(5):
        with torch.inference_mode():
            started = time.perf_counter()
            for batch in pixels:
                network(batch)
            bare = time.perf_counter() - started
        started = time.perf_counter()
        Features(asked.folder / f"features-{number}", eye).prepare(paths)
        shares.append((time.perf_counter() - started) / bare)
    share = statistics.median(shares)
    return {"share of a bare forward pass": round(share, 3), "met": {"share": share <= SHARE_OF_BARE}}


def wait(asked: Asked) -> dict[str, Any]:
    """Seconds until the maps of a typed caption are there, the picture being open: what a click costs."""
    lines = data.drawn(asked.folder / "scenes", 60)
    trained(asked, "wait", "show-attend-tell", lines, {"epochs": 1, "min_steps_per_epoch": 1, "region_weight": 0.0})
    kept, job = answers.captioners(), Job("bench", tell)
    waits = []
    for line in lines[:20]:
        spec = CaptionSpec(str(asked.run_dir("wait")), line["picture"], line["captions"][0], device="cpu")
        answers.answer(spec, job, kept)
        started = time.perf_counter()
        answers.answer(spec, job, kept)
        waits.append(time.perf_counter() - started)
    median = statistics.median(waits)
    return {"seconds": round(median, 4), "met": {"wait": median <= WAIT_S}}


def trained(asked: Asked, name: str, model: str, lines: Lines, settings: Settings) -> dict[str, Any]:
    """The result of a training, with the CPU seconds that it took; a run that is there already is asked again."""
    run_dir = asked.run_dir(name)
    if (run_dir / "bench.json").is_file():
        found: dict[str, Any] = json.loads((run_dir / "bench.json").read_text(encoding="utf-8"))
        return found
    data.write(lines, run_dir)
    started = time.process_time()
    spec = TrainSpec(str(run_dir), model, {**settings, **asked.settings}, device="cpu", threads=1, task=CAPTION)
    found = train.train(spec, Job("bench", tell)) | {"cpu_s": round(time.process_time() - started)}
    (run_dir / "bench.json").write_text(json.dumps(found), encoding="utf-8")
    return found


def said(run_dir: Path) -> dict[int, str]:
    lines = map(json.loads, (run_dir / results.CAPTIONS_FILE).read_text(encoding="utf-8").splitlines())
    return {line["id"]: line["caption"] for line in lines}


def tell(message: Message) -> None:
    if isinstance(message, Epoch):
        sys.stderr.write(f"{message.epoch}: {message.train_loss:.3f} {message.valid_loss:.3f} {message.bleu}\n")


if __name__ == "__main__":
    sys.exit(main())
