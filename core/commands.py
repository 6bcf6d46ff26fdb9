"""What each headless command does: plain arguments in, one JSON-ready object out. core.cli parses and prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core import progress, temporary, written
from core.command_tools import Result, ask, ask_worker, imported, only_good, read_lines, run_of, say, write_rows
from core.errors import N_, AppError, Cancelled, InputError
from core.formats import detect, jsonl
from core.jobs.client import WorkerProcess
from core.jobs.explaining import AUTO, METHODS, ExplainOptions, check_method
from core.jobs.model_settings import find as find_model
from core.jobs.specs import (
    TEXT,
    TRANSLATION,
    CompareSpec,
    EvaluateSpec,
    ExplainSpec,
    PredictSpec,
    SettingValue,
    TrustSpec,
)
from core.project import exporting
from core.project.check import check as check_project
from core.project.importing import ImportOptions
from core.project.project import Project
from core.project.runs import Run
from core.project.search.building import bring_up_to_date
from core.project.values import ExportChoice, TrainedOn
from core.records import Rejected, Row
from core.report import explanations_html
from core.terminal import ProgressBar
from core.trust import plain_sentence, run_trust

if TYPE_CHECKING:
    from core.caption_commands import PictureChoice


@dataclass(frozen=True, slots=True)
class TableChoice:
    """How a table is to be read; empty = found out. `images`: where pictures are; `is_copied`: into the project."""

    format: str = ""
    text_column: str = ""
    label_column: str = ""
    label_separator: str = ""
    annotator_column: str = ""
    source_column: str = ""
    target_column: str = ""
    images: tuple[Path, ...] = ()
    is_copied: bool = False
    is_text_only: bool = False


def new(path: Path, **chosen: Any) -> Result:
    """Make an empty project; `chosen` are the keywords of Project.create."""
    with Project.create(path, **chosen) as project:
        return {
            "project": str(project.path),
            "kind": project.kind,
            "labels": [label.name for label in project.labels.all()],
        }


def import_files(path: Path, files: list[Path], choice: TableChoice, options: ImportOptions) -> Result:
    with Project.open(path) as project:
        if project.kind == TRANSLATION:
            from core import pair_commands

            return pair_commands.import_pairs(project, files, choice, options)
        if project.rules.has_pictures:
            from core import caption_commands

            return caption_commands.import_pictures(project, files, _picture_choice(choice), options)
        reports = []
        for file in files:
            bar = ProgressBar(file.name)
            reports.append(project.imports.add(read_rows(file, choice, bar), options))
            bar.close()
    return imported(reports) | {"answers_added": sum(one.answers_added for one in reports)}


def index(path: Path) -> Result:
    """The window does this by itself, in the background; without it searches look at every text."""
    with Project.open(path) as project:
        bar = ProgressBar(path.name)
        bring_up_to_date(project.store, bar)
        bar.close()
        return {"documents": project.documents.counts().total}


@dataclass(frozen=True, slots=True)
class TrainChoice:
    """How a model is to be trained; `limit_labels` None: on all labelled documents; `where`: of this filter."""

    model: str = "auto"
    pairs: tuple[str, ...] = ()
    device: str = "auto"
    seed: int = 0
    limit_labels: int | None = None
    has_comparison: bool = True
    where: str = ""


def pretrain(path: Path, *, minutes: float, seed: int) -> Result:
    """Learn words from all texts; trainings from now on begin with them."""
    with Project.open(path) as project, WorkerProcess() as worker:
        run, spec = project.runs.create_pretraining(minutes, seed=seed)
        return ask(worker, spec, run.id)


def train(path: Path, choice: TrainChoice) -> Result:
    """Train, then put others beside the run; the result's `seconds` are those of the training alone."""
    with Project.open(path) as project, WorkerProcess() as worker:
        info = find_model(choice.model, project.kind)
        settings = info.resolve(_key_values(choice.pairs))
        chosen = TrainedOn(choice.limit_labels, project.filter(choice.where))
        run, spec = project.runs.create(info.name, settings, seed=choice.seed, device=choice.device, chosen=chosen)
        result = ask(worker, spec, run.id)
        project.runs.finish(run.id)
        if choice.has_comparison and project.kind == TEXT:
            result["comparison"] = _compare(worker, run, choice.device)
        return result


@dataclass(frozen=True, slots=True)
class EvaluateChoice:
    """Which run is measured and where; of pairs also gold links that stand apart, and another run to compare with."""

    run_id: str = ""
    device: str = "auto"
    gold: Path | None = None
    other: str = ""


def evaluate(path: Path, data: Path, table: TableChoice, how: EvaluateChoice) -> Result:
    with Project.open(path) as project, temporary.folder() as folder:
        run = run_of(project, how.run_id)
        if project.kind == TRANSLATION:
            from core import pair_commands

            return pair_commands.evaluate(project, run, data, table, how)
        if project.rules.has_pictures:
            from core import caption_commands

            return caption_commands.evaluate(project, run, data, _picture_choice(table), how)
        lines = ({"text": row.text, "labels": list(row.labels)} for row in good_rows(data, table) if row.labels)
        input_path = folder / "data.jsonl"
        if not jsonl.write_jsonl(lines, input_path):
            raise InputError("no-labels", N_("core", "{file} holds no labelled rows to measure with."), file=data)
        spec = EvaluateSpec(run_dir=str(run.path), data=str(input_path), device=how.device)
        return {"run": run.id, **ask_worker(spec, "evaluate")}


def predict(path: Path, data: Path, output: Path, choice: TableChoice, run_id: str) -> Result:
    with Project.open(path) as project, temporary.folder() as folder:
        run = run_of(project, run_id)
        if project.rules.has_pictures:
            from core import caption_commands

            return caption_commands.predict(run, data, output)
        input_path, raw = folder / "input.jsonl", folder / "output.jsonl"
        jsonl.write_jsonl(({"text": row.text} for row in good_rows(data, choice)), input_path)
        if project.kind == TRANSLATION:
            from core import pair_commands

            return pair_commands.translate(run, input_path, output)
        result = ask_worker(PredictSpec(run_dir=str(run.path), input=str(input_path), output=str(raw)), "predict")
        write_rows(map(_prediction_row, read_lines(raw)), output)
        return {"run": run.id, **result, "output": str(output)}


@dataclass(frozen=True, slots=True)
class ExplainChoice:
    """How texts are to be explained; methods as in core.jobs.explaining. `source`, `text`: as the command got them."""

    methods: tuple[str, ...] = (AUTO,)
    options: ExplainOptions = field(default_factory=ExplainOptions)
    run_id: str = ""
    source: Path | None = None
    text: str = ""


def explain(path: Path, texts: Iterable[str], output: Path, choice: ExplainChoice) -> Result:
    """A line of `output` for each text and method, or an article in an HTML page."""
    with Project.open(path) as project, temporary.folder() as folder:
        if project.rules.has_pictures:
            return _explain_pictures(project, output, choice)
        for method in choice.methods:
            check_method(method)
        run = run_of(project, choice.run_id)
        input_path, raw = folder / "input.jsonl", folder / "output.jsonl"
        n = jsonl.write_jsonl(({"text": text} for text in texts), input_path)
        if project.kind == TRANSLATION:
            from core import pair_commands

            return pair_commands.explain(run, input_path, output)
        spec = ExplainSpec(
            run_dir=str(run.path),
            input=str(input_path),
            output=str(raw),
            methods=choice.methods,
            options=choice.options,
        )
        ask_worker(spec, "explain")
        used = dict.fromkeys(str(line["method"]) for line in islice(read_lines(raw), len(METHODS)))
        if output.suffix.lower() in (".html", ".htm"):
            output.write_text(explanations_html(read_lines(raw), title=project.name, run_id=run.id), encoding="utf-8")
            written.note(output)
        else:
            jsonl.write_jsonl(read_lines(raw), output)
        return {"run": run.id, "n": n, "method": ", ".join(used or choice.methods), "output": str(output)}


def _explain_pictures(project: Project, output: Path, choice: ExplainChoice) -> Result:
    from core import caption_commands

    methods = () if choice.methods == (AUTO,) else choice.methods
    look = caption_commands.LookChoice(choice.text, methods, choice.run_id)
    return caption_commands.explain(project, choice.source, output, look)


@dataclass(frozen=True, slots=True)
class TrustChoice:
    """How a run's explanations are to be checked; `data` None: on the project's own hold-out, and the run keeps it."""

    data: Path | None = None
    table: TableChoice = field(default_factory=TableChoice)
    n_documents: int = 200
    methods: tuple[str, ...] = ()
    options: ExplainOptions = field(default_factory=ExplainOptions)
    run_id: str = ""


def faithfulness(path: Path, choice: TrustChoice) -> Result:
    """Whether a run needs the words that its explanations point at, and whether people marked them."""
    for method in choice.methods:
        check_method(method)
    with Project.open(path) as project, temporary.folder() as folder:
        run = run_of(project, choice.run_id)
        if choice.data is None:
            spec = project.runs.check_spec(run.id)
        else:
            data = folder / "data.jsonl"
            rows = good_rows(choice.data, choice.table)
            jsonl.write_jsonl(({"text": row.text, "rationales": _spans(row)} for row in rows), data)
            spec = TrustSpec(run_dir=str(run.path), data=str(data))
        spec = replace(spec, n_documents=choice.n_documents, methods=choice.methods, options=choice.options)
        result = ask_worker(spec, "faithfulness")
    if (found := run_trust(result)) is not None:
        template, values = plain_sentence(found)
        say(template, **values)
    return {"run": run.id, **result}


def runs(path: Path) -> Result:
    with Project.open(path) as project:
        return {"runs": [_run_json(run) for run in project.runs.all()]}


def export(path: Path, output: Path, choice: ExportChoice, query: str) -> Result:
    """Write documents; says what the format could not hold."""
    with Project.open(path) as project:
        if project.kind == TRANSLATION:
            from core import pair_commands

            return pair_commands.export(project, output, choice, query)
        if project.rules.has_pictures:
            from core import caption_commands

            return caption_commands.export(project, output, choice, query)
        bar = ProgressBar(output.name)
        done = exporting.export(project, replace(choice, where=project.filter(query)), output, bar)
        bar.close()
    lost = [{"what": str(loss.facet), "n": loss.n, "text": loss.words} for loss in done.losses]
    return {"n": done.n, "format": done.format, "output": str(output), "losses": lost}


def check(path: Path, places: Sequence[Path] = ()) -> Result:
    """Look everything over; pictures that are gone are looked for in these folders first."""
    found = 0
    if places:
        with Project.open(path) as project:
            found = sum(project.pictures.find_again(place) for place in places)
    report = check_project(path)
    mended = [f"found {found} pictures again"] if found else []
    return {"problems": list(report.problems), "mended": [*mended, *report.mended]}


def read_rows(file: Path, choice: TableChoice, report: progress.Report = progress.ignore) -> Iterator[Row | Rejected]:
    """Every row of a file; the columns are those named, else the likely ones."""
    table = detect.inspect(file, format=choice.format or None)
    if not table.encoding_is_sure:
        template = N_("core", "{file}: the encoding is probably {encoding}; look at the texts.")
        say(template, file=file, encoding=table.encoding)
    named = (choice.text_column, choice.label_column, choice.label_separator, choice.annotator_column)
    return detect.read(table, detect.choose(table, *(name or None for name in named)), report)


def texts_of(file: Path | None, choice: TableChoice) -> Iterator[str]:
    """The texts of a file, when they are wanted."""
    if file is None:
        raise InputError("no-input", N_("core", "Say what to explain: --text TEXT or --input FILE."))
    for row in good_rows(file, choice):
        yield row.text


def good_rows(file: Path, choice: TableChoice) -> Iterator[Row]:
    return only_good(read_rows(file, choice))


def _picture_choice(choice: TableChoice) -> PictureChoice:
    from core.caption_commands import PictureChoice

    return PictureChoice(choice.images, choice.is_copied, choice.format, choice.is_text_only)


def _compare(worker: WorkerProcess, run: Run, device: str) -> Result | None:
    """What stands beside a finished run; None, and a word on stderr, when it could not be made: the run stays good."""
    try:
        return ask(worker, CompareSpec(run_dir=str(run.path), device=device), f"{run.id}: compare")
    except Cancelled:
        say(N_("core", "The run is kept; it was not compared with others."))
    except AppError as error:
        say(N_("core", "The run is kept; it could not be compared with others: {reason}"), reason=error)
    return None


def _key_values(pairs: Sequence[str]) -> dict[str, SettingValue]:
    for pair in pairs:
        if "=" not in pair:
            raise InputError("bad-set", N_("core", "“{pair}” is not of the form KEY=VALUE."), pair=pair)
    return {key.strip(): value.strip() for key, value in (pair.split("=", 1) for pair in pairs)}


def _spans(row: Row) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in row.rationales]


def _prediction_row(line: Mapping[str, Any]) -> dict[str, Any]:
    probabilities: Mapping[str, float] = line["probabilities"]
    scores = {f"p({label})": round(value, 6) for label, value in probabilities.items()}
    return {"text": line["text"], "label": line["label"], **scores}


def _run_json(run: Run) -> Result:
    keys = ("id", "kind", "model", "state", "is_active", "created", "seed", "device", "metrics", "comparison")
    return {key: getattr(run, key) for key in keys}
