"""The jobs that ask a trained run of captions: write, read, hide a part, point. Models stay loaded between them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageFilter

from core.errors import N_, InputError
from core.jobs.captioning import check_methods
from core.jobs.messages import Started
from core.jobs.pair_specs import MeasureSpec
from core.jobs.picture_specs import CaptionSpec, DeletionSpec, OccludeSpec, PictureQuestion, PointSpec
from core.ml import corpus, device
from core.ml.ask import Kept, Line, answer_file
from core.ml.captions import lessons, measuring, results, word_curves
from core.ml.captions.captioner import Caption, Captioner, View
from core.ml.job import Job
from core.pictures import geometry, reading
from core.progress import Report
from core.records import Box

BLUR = 0.12  # the radius, of a picture's longer side: what was there can't be told, its colour can
DIGITS = 6
Captioners = Kept[Captioner]


def captioners() -> Captioners:
    return Kept(Captioner.load)


def answer(spec: PictureQuestion | MeasureSpec, job: Job, models: Captioners) -> dict[str, Any]:
    """Whatever the question is."""
    chosen, name = device.choose(spec.device)
    job.send(Started(job.id, name))
    captioner = models.get(spec.run_dir, chosen)
    match spec:
        case CaptionSpec():
            return _caption(spec, job, captioner)
        case OccludeSpec():
            return _occlude(spec, captioner)
        case DeletionSpec():
            return _delete(spec, job, captioner)
        case PointSpec():
            return _point(spec, job, captioner)
        case MeasureSpec():
            return _measure(spec, job, captioner, models.get(spec.other, chosen) if spec.other else None)


def _caption(spec: CaptionSpec, job: Job, captioner: Captioner) -> dict[str, Any]:
    check_methods(spec.methods)
    if not spec.input:
        return told(captioner, Path(spec.picture), spec)

    def lines(given: Sequence[Line], report: Report) -> Iterator[Line]:
        for number, line in enumerate(given):
            report(number, len(given))
            yield line | told(captioner, Path(line["picture"]), spec)

    return {"n": answer_file(Path(spec.input), Path(spec.output), lines, job, "predict", ("picture",))}


def told(captioner: Captioner, picture: Path, spec: CaptionSpec) -> dict[str, Any]:
    """The answer to a CaptionSpec about one picture."""
    view = captioner.view(picture)
    options = captioner.options(max(1, spec.n_best), spec.temperature, spec.seed)
    captions = [captioner.read(view, spec.text)] if spec.text.strip() else captioner.write(view, options)
    methods = [name for name in spec.methods if name in captioner.methods]
    return {
        "captions": [_one(captioner, view, caption, methods) for caption in captions],
        "rows": captioner.rows,
        "columns": captioner.columns,
        "view": [view.seen.left, view.seen.top, view.seen.width, view.seen.height],
        "methods": list(captioner.methods),
    }


def _one(captioner: Captioner, view: View, caption: Caption, methods: Sequence[str]) -> dict[str, Any]:
    gates = caption.gates or (None,) * len(caption.spans)
    words = [
        {
            **_word(caption, place),
            "probability": round(caption.probabilities[place], DIGITS),
            "gate": None if gates[place] is None else round(gates[place] or 0.0, DIGITS),
            "is_known": caption.is_known[place],
        }
        for place in range(len(caption.spans))
    ]
    grid = (-1, captioner.rows, captioner.columns)
    drawn = {name: captioner.draw(view, caption, name).reshape(grid) for name in methods if caption.ids}
    return {
        "text": caption.text,
        "score": round(caption.score, 4),
        "is_finished": caption.is_finished,
        "words": words,
        "maps": {name: np.round(maps.astype(np.float64), DIGITS + 2).tolist() for name, maps in drawn.items()},
        "checks": captioner.checks(caption),
        "sample": None if caption.sample is None else list(caption.sample),
    }


def _word(caption: Caption, place: int) -> dict[str, Any]:
    span = caption.spans[place]
    return {"text": caption.text[span.start : span.end], "start": span.start, "end": span.end}


def _occlude(spec: OccludeSpec, captioner: Captioner) -> dict[str, Any]:
    """Whether words become less likely when what they should come from can't be made out."""
    path = Path(spec.picture)
    view = captioner.view(path)
    caption = captioner.read(view, spec.text) if spec.text.strip() else captioner.write(view)[0]
    image = reading.read(path)
    hidden = [captioner.logs(captioner.view_of(blurred(image, Box(*box))), caption) for box in spec.boxes]
    return {
        "text": caption.text,
        "words": [_word(caption, place) for place in range(len(caption.spans))],
        "with": [round(float(log), DIGITS) for log in captioner.logs(view, caption)],
        "without": [[round(float(logs[place]), DIGITS) for logs in hidden] for place in range(len(caption.spans))],
    }


def _delete(spec: DeletionSpec, job: Job, captioner: Captioner) -> dict[str, Any]:
    """Whether the word was said for the places that its map shows."""
    check_methods((spec.method,))
    path = Path(spec.picture)
    view = captioner.view(path)
    caption = captioner.read(view, spec.text)
    if not 0 <= spec.word < len(caption.ids) or spec.method not in captioner.methods:
        raise InputError("no-map", N_("core", "There is no map of this word to check."))
    weights = captioner.draw(view, caption, spec.method)[spec.word]
    image = reading.read(path)
    pixels = captioner.pixels(image), captioner.pixels(blurred(image, geometry.WHOLE))
    fading = word_curves.Fading(captioner, view, caption, spec.word, pixels)
    return word_curves.measure(fading, weights, job.phase("check"))


def blurred(image: Image.Image, box: Box) -> Image.Image:
    """The picture with what is in the box blurred beyond recognition."""
    left, top = math.floor(box.left * image.width), math.floor(box.top * image.height)
    right, bottom = math.ceil((box.left + box.width) * image.width), math.ceil((box.top + box.height) * image.height)
    corners = max(0, left), max(0, top), min(image.width, right), min(image.height, bottom)
    if corners[0] >= corners[2] or corners[1] >= corners[3]:
        return image
    found = image.copy()
    found.paste(image.filter(ImageFilter.GaussianBlur(BLUR * max(image.size))).crop(corners), corners)
    return found


def _point(spec: PointSpec, job: Job, captioner: Captioner) -> dict[str, Any]:
    """On the regions of the run's hold-out as they were when it was trained."""
    check_methods(spec.methods)
    run_dir = Path(spec.run_dir)
    pictures = lessons.read_snapshot(Path(spec.data) if spec.data else run_dir / "snapshot.jsonl")
    drawn = [one for one in pictures if one.part == "holdout" and one.is_placed]
    if not drawn:
        template = N_("core", "No picture of the hold-out has regions that belong to words; draw some first.")
        raise InputError("no-regions", template)
    methods = [name for name in spec.methods if name in captioner.methods]
    return results.point(captioner, run_dir, drawn, methods, job)


def _measure(spec: MeasureSpec, job: Job, captioner: Captioner, other: Captioner | None) -> dict[str, Any]:
    lines = list(corpus.read_jsonl(Path(spec.data), ("picture",)))
    pictures = [lessons.captioned(line) for line in lines]
    result = results.evaluate(captioner, pictures, captioner.options(spec.beam), job)
    if other is not None:
        second = results.evaluate(other, pictures, other.options(spec.beam), job)
        pairs = zip(result["captions"], second["captions"], (one.captions for one in pictures), strict=True)
        there = [(own, its, known) for own, its, known in pairs if own is not None and its is not None and known]
        if there:
            own, its, known = zip(*there, strict=True)
            result["paired"] = measuring.paired(own, its, known)
    return result
