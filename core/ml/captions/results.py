"""What a finished run leaves beside its model: captions of its hold-out, measures, pointing, the index of words."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

import core.pointing
import core.word_places
from core.errors import AppError
from core.ml.captions import card, curves, measuring, pointing
from core.ml.captions.captioner import Captioner
from core.ml.captions.lessons import Captioned
from core.ml.captions.writing import Options
from core.ml.files import read_json, write_bytes, write_json
from core.ml.job import Job
from core.pictures import geometry

CAPTIONS_FILE, POINTING_FILE, WORDS_FILE = "captions.jsonl", core.pointing.FILE, core.word_places.FILE
FILES = (CAPTIONS_FILE, POINTING_FILE, WORDS_FILE)
INDEXED_PICTURES = 400  # of which every word's place is kept; the hold-out's first
CURVE_PICTURES = 20
POINTED_PICTURES = 60  # with regions, on which all maps are measured after a training


def measure(run_dir: Path, pictures: Sequence[Captioned], beam: int, device: torch.device, job: Job) -> dict[str, Any]:
    """The metrics of a run on its hold-out; where people drew regions there, also where its maps point."""
    captioner = Captioner.load(run_dir, device)
    holdout = [one for one in pictures if one.part == "holdout"]
    written = captioner.write_all([one.picture for one in holdout], captioner.options(beam), job.phase("evaluate"))
    there = [one for one in holdout if one.picture in written]
    _write_lines(run_dir / CAPTIONS_FILE, ({"id": one.id, "caption": written[one.picture]} for one in there))
    told = [one for one in there if one.captions]
    result = measuring.evaluate([written[one.picture] for one in told], [one.captions for one in told])
    drawn = [one for one in there if one.is_placed][:POINTED_PICTURES]
    if drawn:
        pointed = point(captioner, run_dir, drawn, captioner.methods, job)
        result["pointing"] = {name: found["accuracy"] for name, found in pointed["methods"].items() if found["n"]}
    if captioner.has_attention:
        shown = [*there, *(one for one in pictures if one.part == "train")][:INDEXED_PICTURES]
        _write_lines(run_dir / WORDS_FILE, _index(captioner, shown, job))
    return result


def point(
    captioner: Captioner, run_dir: Path, drawn: Sequence[Captioned], methods: Sequence[str], job: Job
) -> dict[str, Any]:
    """Measure maps on regions, keep it beside the run, and draw with the best from now on."""
    found = pointing.measure(captioner, drawn, methods, job.phase("point"))
    told = [one for one in drawn if one.captions][:CURVE_PICTURES]
    found["curves"] = curves.measure(captioner, told, methods, job.phase("check"))
    path = run_dir / POINTING_FILE
    known = read_json(path)["methods"] if path.is_file() else {}
    found["methods"] = known | found["methods"]
    found["best"] = pointing.best(found, captioner.card.method)
    write_json(path, found)
    card.save(run_dir, dataclasses.replace(card.load(run_dir), method=found["best"]))
    return found


def evaluate(captioner: Captioner, pictures: Sequence[Captioned], options: Options, job: Job) -> dict[str, Any]:
    """The metrics object on other pictures; the captions are in `captions`, None where a picture can't be read."""
    written = captioner.write_all([one.picture for one in pictures], options, job.phase("evaluate"))
    there = [one for one in pictures if one.picture in written and one.captions]
    result = measuring.evaluate([written[one.picture] for one in there], [one.captions for one in there])
    return result | {"captions": [written.get(one.picture) for one in pictures]}


def _index(captioner: Captioner, pictures: Sequence[Captioned], job: Job) -> Iterable[dict[str, Any]]:
    """Each word of people's captions: where the model looked when it read it.

    {"word", "places": [[document, caption, word, probability, box of half of the weight]…]}
    """
    found: dict[str, list[Any]] = {}
    report = job.phase("keywords")
    for number, one in enumerate(pictures):
        report(number, len(pictures))
        try:
            view = captioner.view(one.picture)
        except AppError:
            continue
        for place, text in enumerate(one.captions):
            caption = captioner.read(view, text)
            assert caption.attention is not None
            for step, span in enumerate(caption.spans):
                word = caption.text[span.start : span.end].lower()
                if caption.is_known[step] and any(char.isalnum() for char in word):
                    weights = caption.attention[step].reshape(captioner.rows, captioner.columns)
                    box = dataclasses.astuple(geometry.box_of_mass(weights.astype(np.float64), view.seen))
                    entry = [one.id, place, step, round(caption.probabilities[step], 4), [round(x, 4) for x in box]]
                    found.setdefault(word, []).append(entry)
    report(len(pictures), len(pictures))
    return ({"word": word, "places": places} for word, places in sorted(found.items()))


def _write_lines(path: Path, lines: Iterable[Mapping[str, Any]]) -> None:
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    write_bytes(path, text.encode("utf-8"))
