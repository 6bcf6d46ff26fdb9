"""Cut the power at every write of a labelling session, and look whether everything confirmed is there.

The session runs under strace, which writes down every write, cut, sync and rename of a file of the project, and every
line in which the session confirms a decision. From that log the disk is made up as it can be after a power cut at any
moment: of what was not synced nothing is there, or all, or any of it, the last write perhaps in part. That files are
made, renamed and removed in order is taken for granted, as journalling file systems do.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CALLS = "write,pwrite64,ftruncate,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,openat"
SECTOR = 512
AT_THE_END = -1  # the place of what does not say where it is written: files of ours that are written once
LABELS = ("good", "bad", "mixed")
FEW_PAGES = 12  # of the log, then it is moved into the database: that must survive too
SHARED_MEMORY = "-shm"  # SQLite makes it anew
CALL = re.compile(r"^\d+ +(\w+)\((.*)\) += (\d+)(?:<.*>)?$")
UNFINISHED, RESUMED = " <unfinished ...>", re.compile(r"^\d+ +<\.\.\. \w+ resumed>(.*)$")
ON_FILE = re.compile(r"^(\d+)<((?:\\x..)*)>(?:\(deleted\))?(?:, (.*))?$")
DATA = ("write", "pwrite64")  # calls whose strings are no names
MODES = ("nothing", "everything", "anything")


@dataclass(frozen=True, slots=True)
class Event:
    """What the session did: to a file of the project, or "sure" and what it said."""

    kind: str
    path: str
    data: bytes = b""
    at: int = 0
    target: str = ""


@dataclass(slots=True)
class _File:
    """What is on the disk for certain, and what was written since."""

    durable: bytes = b""
    pending: list[Event] = field(default_factory=list)

    def content(self, pending: Sequence[Event]) -> bytes:
        data = bytearray(self.durable)
        for event in pending:
            if event.kind == "cut":
                del data[event.at :]
                data.extend(bytes(event.at - len(data)))
            else:
                at = len(data) if event.at == AT_THE_END else event.at
                data.extend(bytes(max(0, at - len(data))))
                data[at : at + len(event.data)] = event.data
        return bytes(data)


class Disk:
    """The project's folder as the session leaves it, event by event."""

    def __init__(self, folder: Path) -> None:
        self._files = {
            str(path.relative_to(folder)): _File(path.read_bytes()) for path in folder.rglob("*") if path.is_file()
        }

    def apply(self, event: Event) -> None:
        if event.kind == "sync":
            file = self._files.setdefault(event.path, _File())
            file.durable, file.pending = file.content(file.pending), []
        elif event.kind == "remove":
            self._files.pop(event.path, None)
        elif event.kind == "rename":
            self._files[event.target] = self._files.pop(event.path, _File())
        elif event.kind in ("write", "cut"):
            self._files.setdefault(event.path, _File()).pending.append(event)

    def after_power_cut(self, folder: Path, mode: str, rng: random.Random) -> None:
        """Write into `folder` what may be left."""
        for name, file in self._files.items():
            if name.endswith(SHARED_MEMORY):
                continue
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.content(_left(file.pending, mode, rng)))


def _left(pending: Sequence[Event], mode: str, rng: random.Random) -> list[Event]:
    if mode != "anything":
        return list(pending) if mode == "everything" else []
    left = [event for event in pending if rng.random() < 0.5]
    if left and left[-1].kind == "write" and rng.random() < 0.5:
        torn = left[-1]
        sectors = len(torn.data) // SECTOR
        left[-1] = Event(torn.kind, torn.path, torn.data[: rng.randint(0, sectors) * SECTOR], torn.at)
    return left


@dataclass
class Outcome:
    """What all the power cuts of a session showed."""

    writes: int = 0
    cuts: int = 0
    confirmed: int = 0
    lost: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def why_not() -> str:
    """Why power cuts can't be tried here; "" when they can."""
    if not sys.platform.startswith("linux") or shutil.which("strace") is None:
        return "strace is not here: on Debian, apt-get install strace"
    done = subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False)
    return "" if done.returncode == 0 else "strace may not trace here"


def session(project: Path, home: Path, seed: int, n: int, *, is_careless: bool = False) -> list[Event]:
    """A session of n decisions in a process of its own; what it did."""
    log = home / "strace.log"
    home.mkdir(exist_ok=True)
    command = [
        sys.executable,
        str(Path(__file__).resolve()),
        str(project),
        str(seed),
        str(n),
        *["careless"] * is_careless,
    ]
    environment = {**os.environ, "FOVEA_HOME": str(home), "PYTHONPATH": str(ROOT)}
    subprocess.run([*trace(log), *command], env=environment, check=True, stdout=subprocess.PIPE)
    with log.open(encoding="latin-1") as lines:
        return list(events(lines, project))


def trace(log: Path) -> list[str]:
    """The beginning of a command that writes down what the rest of it does to files."""
    return ["strace", "-f", "-y", "-xx", "-s", "200000", "-e", f"trace={CALLS}", "-e", "signal=none", "-o", str(log)]


def cut(folder: Path, seed: int, n: int, share: float = 1.0, *, is_careless: bool = False) -> Outcome:
    """A session of n decisions in `folder`, and power cuts after a share of its writes, in every mode.

    A careless session does not sync: that shows that what is lost would be seen.
    """
    from tests.torture.killing import make_project

    rng = random.Random(seed)
    project = folder / "power.fovea"
    make_project(project, n * 2)
    disk, outcome, look = Disk(project), Outcome(), Look()
    done = session(project, folder / "home", seed, n, is_careless=is_careless)
    said = iter([event for event in done if event.kind == "sure"])
    look.next(said)
    for event in done:
        if event.kind == "sure":
            look.next(said)
            outcome.confirmed += 1
            continue
        disk.apply(event)
        outcome.writes += 1
        for mode in MODES if rng.random() < share else ():
            left = folder / "left.fovea"
            disk.after_power_cut(left, mode, rng)
            look(left, f"write {outcome.writes}, {mode} of what was not synced", outcome)
            shutil.rmtree(left)
    return outcome


class Look:
    """Whether a project holds what was confirmed; what is confirmed next may be there already."""

    def __init__(self) -> None:
        self._confirmed: dict[int, tuple[int, ...]] = {}
        self._coming: tuple[int, tuple[int, ...]] | None = None

    def next(self, said: Iterator[Event]) -> None:
        if self._coming:
            self._confirmed[self._coming[0]] = self._coming[1]
        event = next(said, None)
        if event is None:
            self._coming = None
            return
        document, *labels = map(int, event.data.split()[1:])
        self._coming = document, tuple(labels)

    def __call__(self, path: Path, when: str, outcome: Outcome) -> None:
        from core.errors import AppError
        from core.project.check import check
        from core.project.project import Project

        outcome.cuts += 1
        try:
            with Project.open(path) as project:
                for document, labels in self._confirmed.items():
                    annotation = project.documents.get(document).annotation
                    found = annotation.labels if annotation else ()
                    if found != labels and (document, found) != self._coming:
                        outcome.lost.append(f"{when}: document {document}: confirmed {labels}, found {found}")
            report = check(path)
            outcome.problems += [f"{when}: {problem}" for problem in (*report.problems, *report.mended)]
        except AppError as error:
            outcome.problems.append(f"{when}: {error}")


def _whole(lines: Iterable[str]) -> Iterator[str]:
    """A call that others came between is two lines; it is done when it ends."""
    begun: dict[str, str] = {}
    for line in lines:
        text = line.rstrip("\n").removesuffix(" (DELAYED)")
        thread = text.split(" ", 1)[0]
        if text.endswith(UNFINISHED):
            begun[thread] = text.removesuffix(UNFINISHED)
        elif resumed := RESUMED.match(text):
            yield begun.pop(thread, "") + resumed[1]
        else:
            yield text


def events(lines: Iterable[str], project: Path) -> Iterator[Event]:
    """Of strace's lines those that say something of the project's files or of confirmed decisions."""
    for line in _whole(lines):
        found = CALL.match(line)
        if not found:
            continue
        name, arguments, result = found[1], found[2], int(found[3])
        on_file = ON_FILE.match(arguments)
        names = [_name(text, project) for text in re.findall(r'"([^"]*)"', arguments) if name not in DATA]
        if on_file and name == "write" and _text(on_file[2]).startswith(b"pipe:") and on_file[1] == "1":
            said = _text(arguments.split('"')[1])
            if said.startswith(b"sure "):
                yield Event("sure", "", said)
        elif on_file and (path := _name(on_file[2], project)):
            yield from _of_file(name, path, on_file[3] or "", result)
        elif name.startswith("rename") and all(names):
            yield Event("rename", names[0], target=names[1])
        elif name.startswith("unlink") and names[0]:
            yield Event("remove", names[0])
        elif name == "openat" and names[0] and "O_TRUNC" in arguments:
            yield Event("cut", names[0])


def _of_file(name: str, path: str, rest: str, result: int) -> Iterator[Event]:
    if name in ("fsync", "fdatasync"):
        yield Event("sync", path)
    elif name == "ftruncate":
        yield Event("cut", path, at=int(rest))
    elif name == "pwrite64":
        _, data, numbers = rest.split('"')
        yield Event("write", path, _text(data)[:result], int(numbers.split(",")[-1]))
    elif name == "write":
        yield Event("write", path, _text(rest.split('"')[1])[:result], AT_THE_END)


def _name(escaped: str, project: Path) -> str:
    """The name of a file within the project; "" for any other."""
    path = _text(escaped).decode(errors="replace")
    return path[len(f"{project}/") :] if path.startswith(f"{project}/") else ""


def _text(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))


def label(path: Path, seed: int, n: int, *, is_careless: bool) -> None:
    """The session: n times an answer, a skip, an undo or a redo; what a document is now is said when it is on disk."""
    from core.project.project import Project

    rng = random.Random(seed)
    with Project.open(path) as project:
        project.store.sql(f"PRAGMA wal_autocheckpoint = {FEW_PAGES}")
        if is_careless:
            project.store.sql("PRAGMA synchronous = OFF")
        labels = [one.id for one in project.labels.all()]
        depth = 0  # of what can be undone; before that is the import
        for _ in range(n):
            document: int | None = rng.randint(1, n * 2)
            act = rng.choice(["answer"] * 5 + ["skip", "undo", "redo"]) if depth else "answer"
            depth += -1 if act == "undo" else 1
            assert document is not None
            if act == "answer":
                project.annotations.annotate(document, (rng.choice(labels),))
            elif act == "skip":
                project.annotations.skip(document)
            else:
                undone = project.history.undo() if act == "undo" else project.history.redo()
                depth -= act == "redo" and undone is None
                document = undone.document_id if undone else None
            if document is not None:
                annotation = project.documents.get(document).annotation
                os.write(1, f"sure {document} {' '.join(map(str, annotation.labels if annotation else ()))}\n".encode())


if __name__ == "__main__":
    label(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), is_careless="careless" in sys.argv)
