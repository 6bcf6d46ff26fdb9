"""Kill a command at a random moment: nothing confirmed may be lost, nothing half-done seen, nobody left behind."""

from __future__ import annotations

import contextlib
import csv
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.torture.processes import of_session, processor_s, worked_s

ROOT = Path(__file__).resolve().parents[2]
GONE_S = 2.0
POLL_S = 0.01
PATIENCE_S = 300.0  # with a command whose worker was killed, on a busy machine
N_BEFORE, N_LABELLED, N_COMING = 300, 120, 20_000
N_THEIRS, N_MORE = 400, 50
BACKUP = "20260101-000000.db"
VERSION_1 = ROOT / "tests" / "core" / "project" / "version_1.sql"
N_PICTURES, N_COMING_PICTURES = 120, 600
LEFT_OVER = ("unfinished imports", "copies of pictures", "took in")  # what the next start does by itself


@dataclass(frozen=True)
class Act:
    """A command on a project, and what is wrong afterwards (project, folder)."""

    name: str
    command: Sequence[str]
    longest_s: float  # of the processor, until it ends when nobody kills it
    look: Callable[[Path, Path], list[str]]
    make: Callable[[Path], None]
    n_labelled: tuple[int, ...] = (N_LABELLED,)
    kills_worker: bool = False  # instead of the command, which then has to end by itself


@dataclass(frozen=True, slots=True)
class Trial:
    """How a start ended: killed, or by itself before its moment came; what is wrong after it; how much it worked."""

    is_killed: bool
    wrong: list[str]
    worked_s: float


def trial(act: Act, folder: Path, rng: random.Random) -> Trial:
    """One start, one kill, one look."""
    project = folder / "act.fovea"
    act.make(project)
    environment = {**os.environ, "FOVEA_HOME": str(folder / "home"), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, str(ROOT / "main.py"), *(part.format(p=project, f=folder) for part in act.command)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    child = subprocess.Popen(command, env=environment, start_new_session=True, **quiet)  # type: ignore[call-overload]
    moment = rng.uniform(0, act.longest_s)
    worked = _worked(child, moment)
    if is_killed := child.poll() is None:
        victims = [pid for pid in of_session(child.pid) if (pid != child.pid) == act.kills_worker]
        for pid in victims or [child.pid]:
            os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(PATIENCE_S)
    wrong = _left_behind(child.pid)
    if not is_killed and child.returncode:  # then its kills would show nothing
        wrong.append(f"it ended by itself with {child.returncode}")
    wrong += [*_sound(project, act.n_labelled), *act.look(project, folder)]
    shutil.rmtree(project)
    return Trial(is_killed, [f"{act.name}, killed after {worked:.2f} s: {line}" for line in wrong], worked)


def _worked(child: subprocess.Popen[bytes], moment_s: float) -> float:
    """Wait until it has worked so long, which is the same moment on a busy machine and on a quiet one, or has ended."""
    worked = 0.0
    while child.poll() is None and worked < moment_s:
        time.sleep(POLL_S)
        worked = max(worked, worked_s(child.pid))
    return worked


def _left_behind(session: int) -> list[str]:
    """Processes of the session that are there longer than they may be; on a busy machine, that have worked so long."""
    start, used = time.monotonic(), {pid: processor_s(pid) for pid in of_session(session)}
    while found := of_session(session):
        is_late = time.monotonic() - start > GONE_S
        if is_late and any(processor_s(pid) - used.get(pid, 0.0) > GONE_S for pid in found):
            for pid in found:
                os.kill(pid, signal.SIGKILL)
            return [f"{len(found)} processes were left behind"]
        time.sleep(0.02)
    return []


def _sound(path: Path, n_labelled: tuple[int, ...]) -> list[str]:
    """Whether the next start finds everything in order, with all that was answered before."""
    from core.project.check import check
    from core.project.project import Project

    with Project.open(path) as project:
        n = project.documents.counts().labelled
    report = check(path)
    mended = [line for line in report.mended if not any(left in line for left in LEFT_OVER)]
    lost = [] if n in n_labelled else [f"{n} labelled documents"]
    return [*report.problems, *mended, *lost]


def _nothing_else(project: Path, folder: Path) -> list[str]:  # noqa: ARG001
    return []


def _all_or_nothing(path: Path, folder: Path) -> list[str]:  # noqa: ARG001
    from core.project.project import Project

    with Project.open(path) as project:
        n = project.documents.counts().total
        is_of_pictures = project.rules.has_pictures
        gone = len(project.pictures.missing()) if is_of_pictures else 0
    before, coming = (N_PICTURES, N_COMING_PICTURES) if is_of_pictures else (N_BEFORE, N_COMING)
    wrong = [] if n in (before, before + coming) else [f"{n} documents are seen"]
    return wrong + ([f"{gone} pictures are gone"] if gone else [])


def _old_or_new(project: Path, folder: Path, *, n_new: int = N_BEFORE) -> list[str]:  # noqa: ARG001
    """What was written is what was there before, or all of what it should be."""
    file = folder / "out.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        n = sum(1 for _ in csv.reader(stream))
    file.write_text("old\n", encoding="utf-8")
    return [] if n in (1, n_new + 1) else [f"{n} lines were written"]


def _all_predicted(path: Path, folder: Path) -> list[str]:  # noqa: ARG001
    """Of each finished run all that it predicts is there; of others nothing."""
    from core.project.project import Project
    from core.project.values import PredictionFilter

    wrong = []
    with Project.open(path) as project:
        for run in project.runs.all():
            n = project.predictions.count(run.id, PredictionFilter())
            file = run.path / "predictions.jsonl"
            wanted = len(file.read_text().splitlines()) if run.state == "finished" else 0
            wrong += [f"{n} predictions of {wanted} of a run that is {run.state}"] if n != wanted else []
    return wrong


def _merged_or_not(path: Path, folder: Path) -> list[str]:  # noqa: ARG001
    """Of the colleague's texts and answers there are all or none."""
    from core.project.project import Project

    with Project.open(path) as project:
        counts = project.documents.counts()
        answers = project.store.sql("SELECT count(*) FROM annotations").scalar_one()
    found = (counts.total, counts.labelled, answers)
    before = (N_BEFORE, N_LABELLED, N_LABELLED)
    after = (N_BEFORE + N_THEIRS, N_LABELLED + N_THEIRS, 2 * N_LABELLED + N_THEIRS)
    return [] if found in (before, after) else [f"{found} documents, labelled and answers"]


def _backups_are_whole(path: Path, folder: Path) -> list[str]:  # noqa: ARG001
    """Each that is listed can be read to its end."""
    from core.project import copies
    from core.project.project import Project

    with Project.open(path) as project:
        for backup in project.backups.all():
            copies.verify(backup.path)
    return []


def _as_now_or_then(path: Path, folder: Path) -> list[str]:  # noqa: ARG001
    from core.project.project import Project

    with Project.open(path) as project:
        n = project.documents.counts().total
    return [] if n in (N_BEFORE, N_BEFORE + N_MORE) else [f"{n} documents"]


def _whole_or_absent(path: Path, folder: Path) -> list[str]:  # noqa: ARG001
    """The shared file opens, or there is none."""
    from core.project import sharing

    file, wrong = folder / "out.zip", []
    if file.exists():
        wrong = [] if sharing.is_shared(file) else ["a file is there that is no project"]
        shutil.rmtree(sharing.unpack(file, folder / "unpacked"))
        file.unlink()
    return wrong


def _make(path: Path) -> None:
    from core.project.project import Project
    from core.project.values import ImportOptions
    from core.records import Row

    words = ("clean", "dirty"), ("kind", "rude")
    with Project.create(path, labels=("good", "bad")) as project:
        texts = (f"Stay {n}: the room was {words[0][n % 2]}, they were {words[1][n % 2]}." for n in range(N_BEFORE))
        project.imports.add(map(Row, texts), ImportOptions())
        for document in range(1, N_LABELLED + 1):
            project.annotations.annotate(document, (1 + document % 2,))
    coming, out = path.with_name("coming.csv"), path.with_name("out.csv")
    if not coming.exists():
        coming.write_text("text\n" + "".join(f"The text that comes as number {n}\n" for n in range(N_COMING)))
        out.write_text("old\n")


def _make_album(path: Path) -> None:
    """Pictures with captions; more of them come."""
    from core.project.project import Project
    from tests.core.pictures.albums import bring_in, paint, row

    with Project.create(path, kind="caption") as project:
        folder = paint(path.with_name("album"), N_PICTURES)
        bring_in(project, folder, [row(n, f"Thing {n}.") for n in range(N_PICTURES)], is_copied=True)
    if not path.with_name("coming").exists():
        paint(path.with_name("coming"), N_COMING_PICTURES, start=N_PICTURES)


def _make_two(path: Path) -> None:
    """And a colleague's, who has answered the same documents and has more of them."""
    from core.project.project import Project
    from core.project.values import ImportOptions
    from core.records import Row

    _make(path)
    other = path.with_name("colleague.fovea")
    if other.exists():
        return
    shutil.copytree(path, other)
    with Project.open(other) as project:
        project.annotator = "a colleague"
        project.imports.add((Row(f"Only they have text {n}.") for n in range(N_THEIRS)), ImportOptions())
        theirs = range(N_BEFORE + 1, N_BEFORE + N_THEIRS + 1)
        for document in (*range(1, N_LABELLED + 1), *theirs):
            project.annotations.annotate(document, (1 + document % 2,))


def _make_backed_up(path: Path) -> None:
    """With a backup by the name that the command knows, and more documents than it has."""
    from core.project.project import Project
    from core.project.values import ImportOptions
    from core.records import Row

    _make(path)
    with Project.open(path) as project:
        backup = project.backups.make()
        assert backup is not None
        backup.path.rename(backup.path.with_name(BACKUP))
        project.imports.add((Row(f"A later text, number {n}") for n in range(N_MORE)), ImportOptions())


def _make_trained(path: Path) -> None:
    """With a run, which is trained once."""
    trained = path.with_name("trained.fovea")
    if not trained.exists():
        _make(trained)
        line = [sys.executable, str(ROOT / "main.py"), "train", str(trained), "--model", "logistic", "--no-compare"]
        subprocess.run(line, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    shutil.copytree(trained, path)


def _make_old(path: Path) -> None:
    """A project of the first version."""
    (path / "runs" / "20261127-150109-logistic").mkdir(parents=True)
    with closing(sqlite3.connect(path / "project.db", isolation_level=None)) as connection:
        connection.executescript(VERSION_1.read_text(encoding="utf-8"))


PREDICT = ("predict", "{p}", "--input", "{f}/coming.csv", "--output", "{f}/out.csv")
ACTS = (
    Act("import", ("import", "{p}", "{f}/coming.csv"), 1.5, _all_or_nothing, _make),
    Act("import pictures", ("import", "{p}", "{f}/coming", "--copy"), 1.6, _all_or_nothing, _make_album, (N_PICTURES,)),
    Act("export", ("export", "{p}", "--output", "{f}/out.csv"), 0.95, _old_or_new, _make),
    Act("index", ("index", "{p}"), 1.0, _nothing_else, _make),
    Act("train", ("train", "{p}", "--model", "logistic"), 3.2, _all_predicted, _make),
    Act("train on", ("train", "{p}", "--model", "attention-lstm", "--no-compare"), 12.0, _all_predicted, _make),
    Act("check", ("check", "{p}"), 1.1, _nothing_else, _make),
    Act("migrate", ("check", "{p}"), 0.95, _nothing_else, _make_old, n_labelled=(14,)),
    Act(
        *("merge", ("merge", "{p}", "{f}/colleague.fovea"), 1.3, _merged_or_not, _make_two),
        n_labelled=(N_LABELLED, N_LABELLED + N_THEIRS),
    ),
    Act("backup", ("backup", "{p}"), 1.05, _backups_are_whole, _make),
    Act("restore", ("restore", "{p}", "--backup", BACKUP), 1.15, _as_now_or_then, _make_backed_up),
    Act("share", ("share", "{p}", "--output", "{f}/out.zip"), 1.15, _whole_or_absent, _make),
    Act(
        *("worker of a training", ("train", "{p}", "--model", "attention-lstm", "--no-compare"), 12.0, _all_predicted),
        _make,
        kills_worker=True,
    ),
    Act("predict", PREDICT, 2.9, partial(_old_or_new, n_new=N_COMING), _make_trained),
    Act(
        *("worker of predictions", PREDICT, 2.9, partial(_old_or_new, n_new=N_COMING), _make_trained),
        kills_worker=True,
    ),
)
