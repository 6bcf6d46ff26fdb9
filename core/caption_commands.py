"""What the headless commands do in a project of pictures: import, measure, show where words look, export."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.caption_report import PictureReport, captions_html
from core.command_tools import Result, ask, ask_worker, imported, read_lines, run_of, say, write_rows
from core.commands import EvaluateChoice
from core.errors import N_, AppError, InputError
from core.formats import captions, jsonl
from core.formats.captions import Told
from core.formats.common.album import LOSS_WORDS
from core.formats.common.writing import replacing, write_array
from core.formats.images import Found
from core.highlight import ATTENTION_FULL
from core.jobs.captioning import POINTS
from core.jobs.client import WorkerProcess
from core.jobs.pair_specs import MeasureSpec
from core.jobs.picture_specs import CaptionSpec
from core.pictures import reading, shading
from core.project import caption_export
from core.project.project import Project
from core.project.runs import Run
from core.project.taking import bring
from core.project.values import DocumentFilter, ExportChoice, ImportOptions
from core.records import Box, Row
from core.terminal import ProgressBar

RESULTS = "coco-results"
NO_MAP = "none"  # the method of a model without attention
PATH = "picture"
SHOWN_PX = 360  # of a report's pictures


@dataclass(frozen=True, slots=True)
class PictureChoice:
    """Where the pictures are (none: among the files, or beside them), and whether they are copied into the project.

    `is_text_only`: there are none; the captions teach a model how captions read.
    """

    places: tuple[Path, ...] = ()
    is_copied: bool = False
    format: str = ""
    is_text_only: bool = False


@dataclass(frozen=True, slots=True)
class LookChoice:
    """What is to be explained, and how: a caption that stands there ("": the model writes one), by methods ("auto")."""

    text: str = ""
    methods: tuple[str, ...] = ()
    run_id: str = ""


def import_pictures(project: Project, files: Sequence[Path], choice: PictureChoice, options: ImportOptions) -> Result:
    """All files together: captions and boxes of the same pictures may stand in several."""
    bar = ProgressBar(files[0].name)
    with captions.opened(files, choice.places, choice.format, bar) as told:
        if choice.is_text_only:
            told.album.without_pictures()
        done = bring(project, told.album.rows(), told.images, options, is_copied=choice.is_copied, report=bar)
        n_bare = project.captions.add_bare(", ".join(file.name for file in files), told.album.bare)
        found = {"captions": told.album.n_captions, "regions": told.album.n_regions, "formats": told.album.formats}
    bar.close()
    return {
        **imported([done.rows]),
        "joined": done.rows.answers_added,
        "missing": done.missing,
        "broken": done.broken,
        "copied": done.copied,
        "captions_without_pictures": n_bare,
        **found,
    }


def export(project: Project, output: Path, choice: ExportChoice, query: str) -> Result:
    """The pictures of a filter with their captions and regions, in one of the formats that are read, too."""
    if choice.format == RESULTS:
        return _export_results(project, output, choice.run_id)
    bar = ProgressBar(output.name)
    n, format, lost = caption_export.write(project, output, choice.format, project.filter(query), bar)
    bar.close()
    losses = [{"what": what, "n": number, "text": LOSS_WORDS[what]} for what, number in lost.items()]
    return {"n": n, "format": format, "output": str(output), "losses": losses}


def _export_results(project: Project, output: Path, run_id: str) -> Result:
    """What a run wrote for the pictures of its hold-out, as COCO's evaluation reads it."""
    run = run_of(project, run_id)
    n = caption_export.write_results(project, run, output)
    return {"run": run.id, "n": n, "format": RESULTS, "output": str(output), "losses": []}


def evaluate(project: Project, run: Run, data: Path, choice: PictureChoice, how: EvaluateChoice) -> Result:
    """BLEU on pictures with captions: those that their file calls test, if it says so, else all."""
    with captions.opened([data], choice.places, choice.format) as told, _on_disk(told) as found:
        n_left_out = len(told.album) - len(found)
        rows = [(row, path) for row, path in found if row.captions]
        rows = [pair for pair in rows if pair[0].split == "holdout"] or rows
        if not rows:
            template = N_("core", "{file} holds no pictures with captions to measure with.")
            raise InputError("no-captions", template, file=data)
        with tempfile.TemporaryDirectory(prefix="fovea-") as folder:
            path = Path(folder, "data.jsonl")
            jsonl.write_jsonl((_line(row, picture) for row, picture in rows), path)
            other = str(run_of(project, how.other).path) if how.other else ""
            spec = MeasureSpec(run_dir=str(run.path), data=str(path), other=other, device=how.device)
            return {"run": run.id, **ask_worker(spec, "evaluate"), "left_out": n_left_out}


def predict(run: Run, source: Path, output: Path) -> Result:
    """A caption for every picture of a folder, archive or file: a table, JSON lines, or COCO results (.json)."""
    with (
        captions.opened([source]) as told,
        _on_disk(told) as found,
        tempfile.TemporaryDirectory(prefix="fovea-") as folder,
    ):
        raw, given = Path(folder, "raw.jsonl"), Path(folder, "input.jsonl")
        jsonl.write_jsonl(({"picture": str(path), "image": row.text} for row, path in found), given)
        spec = CaptionSpec(run_dir=str(run.path), input=str(given), output=str(raw), methods=())
        ask_worker(spec, "predict")
        rows = ({"image": line["image"], "caption": _first(line)["text"]} for line in read_lines(raw))
        if output.suffix.lower() == ".json":
            write_array(({"image_id": row["image"], "caption": row["caption"]} for row in rows), output)
        else:
            write_rows(rows, output)
        n_left_out = len(told.album) - len(found)
    return {"run": run.id, "n": len(found), "left_out": n_left_out, "output": str(output)}


def explain(project: Project, source: Path | None, output: Path, choice: LookChoice) -> Result:
    """For each picture its caption, and where the run looked at each word: JSON lines or an HTML page.

    `source` None: the hold-out.
    """
    run = run_of(project, choice.run_id)
    with _pictures(project, source) as found, tempfile.TemporaryDirectory(prefix="fovea-") as folder:
        if not found:
            raise InputError("no-pictures", N_("core", "There are no pictures to explain."))
        raw, given = Path(folder, "raw.jsonl"), Path(folder, "input.jsonl")
        jsonl.write_jsonl(({"picture": str(path), "image": name} for name, path in found), given)
        with WorkerProcess() as worker:
            methods = choice.methods or _best(worker, run, found[0][1])
            spec = CaptionSpec(str(run.path), text=choice.text, methods=methods, input=str(given), output=str(raw))
            ask(worker, spec, "explain")
        told = (_told(line, method) for line in read_lines(raw) for method in methods or (NO_MAP,))
        if output.suffix.lower() in (".html", ".htm"):
            n = _write_html(told, output, project.name, run.id)
        else:
            n = jsonl.write_jsonl((_without_path(line) for line in told), output)
    return {"run": run.id, "n": n, "method": ", ".join(methods), "output": str(output)}


def _best(worker: WorkerProcess, run: Run, picture: Path) -> tuple[str, ...]:
    """What the run itself calls its best map, if it has any."""
    found = ask(worker, CaptionSpec(str(run.path), str(picture), n_best=1, methods=()), "explain")
    return tuple(found["methods"][:1])


def _told(line: Mapping[str, Any], method: str) -> dict[str, Any]:
    caption = _first(line)
    maps = caption["maps"].get(method) or [None] * len(caption["words"])
    words = [
        {"text": word["text"], "start": word["start"], "end": word["end"], "map": map, "gate": word["gate"]}
        for word, map in zip(caption["words"], maps, strict=True)
    ]
    kept = {"view": line["view"], "checks": caption["checks"], PATH: line["picture"]}
    return {"image": line["image"], "caption": caption["text"], "method": method, "words": words, **kept}


def _without_path(line: Mapping[str, Any]) -> dict[str, Any]:
    """Where a picture lies is nobody else's business."""
    return {name: value for name, value in line.items() if name != PATH}


def _write_html(told: Iterable[Mapping[str, Any]], output: Path, title: str, run_id: str) -> int:
    """How many; with the pictures in it, so that it can go anywhere."""
    pictures = list(map(_reported, found := list(told)))
    methods = ", ".join(dict.fromkeys(line["method"] for line in found))
    html = captions_html(pictures, title=title, about=(run_id, methods), n=f"{ATTENTION_FULL:g}")
    with replacing(output) as file:
        file.write(html)
    return len(pictures)


def _reported(line: Mapping[str, Any]) -> PictureReport:
    picture = reading.read(Path(line[PATH]), max_side=SHOWN_PX)
    words = []
    for word in line["words"]:
        note = "" if word["gate"] is None else f"β {word['gate']:.2f}"
        drawn = shading.shaded(picture, word["map"], Box(*line["view"])) if word["map"] else picture
        words.append((word["text"], note, shading.as_data(drawn)))
    checks = line["checks"] or {}
    about = checks.get("note") or {}
    warning = "" if checks.get("level", POINTS) == POINTS else about["template"].format(**about["values"])
    return PictureReport(line["image"], shading.as_data(picture), line["caption"], (), words, warning)


def _first(line: Mapping[str, Any]) -> Mapping[str, Any]:
    return line["captions"][0]  # type: ignore[no-any-return]


@contextmanager
def _pictures(project: Project, source: Path | None) -> Iterator[list[tuple[str, Path]]]:
    """(name, file) of what is to be looked at."""
    if source is None:
        where = DocumentFilter(is_holdout=True)
        ids = [id for part in project.documents.ids(where) for id in part]
        pictures = project.pictures.listed(ids)
        there = [(one.name, project.pictures.path_of(one)) for one in pictures.values()]
        yield [(name, path) for name, path in there if path.is_file()]
        return
    with captions.opened([source]) as told, _on_disk(told) as found:
        yield [(row.text, path) for row, path in found]


@contextmanager
def _on_disk(told: Told) -> Iterator[list[tuple[Row, Path]]]:
    """The pictures that can be read, as files for another process: those of archives are unpacked. Others are named."""
    left_out: list[str] = []
    with tempfile.TemporaryDirectory(prefix="fovea-") as folder:
        found = []
        for number, row in enumerate(row for row in told.album.rows() if isinstance(row, Row)):
            image = told.images.find(row.text)
            try:
                if image is None:
                    left_out.append(row.text)
                else:
                    found.append((row, _file_of(image, Path(folder, str(number)))))
            except AppError as error:
                left_out.append(str(error))
        if left_out:
            say(N_("core", "{n} pictures are left out; the first: {name}"), n=len(left_out), name=left_out[0])
        yield found


def _file_of(image: Found, unpacked: Path) -> Path:
    """AppError when it can't be read."""
    data = image.load()
    reading.read(data, image.name, max_side=1)
    if image.path is None:
        unpacked.write_bytes(data)
    return image.path or unpacked


def _line(row: Row, picture: Path) -> dict[str, Any]:
    return {"id": 0, "picture": str(picture), "part": "holdout", "captions": list(row.captions), "regions": []}
