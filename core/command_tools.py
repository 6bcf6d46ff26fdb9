"""What the headless commands share: the worker asked with progress drawn, rows written, words on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from core import progress
from core.errors import N_, AppError, Cancelled, InputError
from core.formats import jsonl, tables
from core.jobs import messages
from core.jobs.client import WorkerProcess
from core.jobs.phases import PHASES
from core.jobs.specs import Spec
from core.project.project import Project
from core.project.runs import Run
from core.project.values import ImportReport
from core.records import Rejected, Row
from core.terminal import ProgressBar

Result = dict[str, Any]


def say(template: str, **values: object) -> None:
    """Tell on stderr what the user should know, without stopping."""
    sys.stderr.write(f"fovea: {template.format(**values)}\n")


def run_of(project: Project, run_id: str) -> Run:
    run = project.runs.get(run_id) if run_id else project.runs.active()
    if run is None:
        raise InputError(
            "no-run", N_("core", "{project} has no trained run yet; train one first."), project=project.path
        )
    return run


def ask_worker(spec: Spec, title: str) -> Result:
    """Run one job in a worker process of its own."""
    with WorkerProcess() as worker:
        return ask(worker, spec, title)


def ask(worker: WorkerProcess, spec: Spec, title: str) -> Result:
    """Run one job, drawing its progress; the job's result, or its error raised here."""
    bar = ProgressBar(title)

    def show(message: messages.Message) -> None:
        if isinstance(message, messages.Progress):
            bar.phase(f"{title}: {PHASES.get(message.phase, message.phase)}")
            bar(message.done, message.total)
        elif isinstance(message, messages.Notice):
            bar.close()
            say(message.template, **message.values)

    last = worker.run(spec, show)
    bar.close()
    if isinstance(last, messages.Finished):
        return dict(last.result)
    if isinstance(last, messages.Failed):
        raise AppError(last.code, last.template, **last.values)
    raise Cancelled


def imported(reports: Sequence[ImportReport]) -> Result:
    """What imports did, together."""
    return {
        "read": sum(one.read for one in reports),
        "imported": sum(one.imported for one in reports),
        "duplicates": sum(one.duplicates for one in reports),
        "rejected": [asdict(rejected) for one in reports for rejected in one.rejected],
        "holdout": sum(one.holdout for one in reports),
    }


def only_good(rows: Iterable[Row | Rejected]) -> Iterator[Row]:
    """The readable rows; the first one that is not stops the command, since nobody would see it skipped."""
    for row in rows:
        if isinstance(row, Rejected):
            template = N_("core", "{file}, line {line}: {reason}")
            raise InputError("bad-row", template, file=row.file, line=row.line, reason=row.reason)
        yield row


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file that a worker of ours has written, one a line."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def write_rows(
    rows: Iterable[Mapping[str, Any]], output: Path, *, format: str = "", report: progress.Report = progress.ignore
) -> int:
    """Write as CSV or JSON lines, by the format's name or the file's ending; the number of rows."""
    kind = format or output.suffix.lower().lstrip(".")
    if kind == "csv":
        return tables.write_csv(rows, output, report=report)
    if kind in ("jsonl", "json"):
        return jsonl.write_jsonl(rows, output, report=report)
    raise InputError("unknown-format", N_("core", "Fovea writes csv and jsonl, not “{format}”."), format=kind)
