"""A colleague's project, looked at without touching it: a copy is read, document by document."""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from core import temporary
from core.errors import N_, InputError
from core.progress import Report
from core.project import annotation_rows, answers, captioned, files, pictures, schema, sharing
from core.project.project import Project
from core.project.store import damaged, read_only
from core.project.values import DocumentFilter
from core.records import Annotation, Picture, Row, Span

ROUNDS = (schema.FIRST, schema.SECOND, schema.ADJUDICATION)
WINDOW = 500
PAGES = 2000  # copied at a time
DOCUMENTS = (
    "SELECT documents.id, text, meta, is_flagged FROM documents JOIN texts ON document_id = documents.id"
    " WHERE documents.id IN (SELECT value FROM json_each(?)) ORDER BY documents.id"
)
MARKS = (
    "SELECT document_id, name, start, stop FROM rationales JOIN annotators ON id = annotator_id"
    " WHERE document_id IN (SELECT value FROM json_each(?))"
)


@dataclass(frozen=True, slots=True)
class Told:
    """All that the colleague's project says of one document. `labels` of its annotations are ids there.

    `said` of a picture: its captions with their regions, who gave them and when. `file` is where it lies there.
    """

    text: str
    meta: Mapping[str, str]
    is_flagged: bool
    annotations: Sequence[Annotation]
    marks: Sequence[tuple[str, Span]]
    picture: Picture | None = None
    file: Path | None = None
    said: captioned.Said = captioned.NOTHING

    @property
    def key(self) -> str:
        """What tells it from all others."""
        return self.picture.digest if self.picture else self.text.strip()


@contextmanager
def opened(path: Path, report: Report) -> Iterator[Project]:
    """A copy of the project at `path`: a folder (read-only, older, open elsewhere), or the zip of a shared one."""
    with temporary.folder() as folder:
        is_shared = path.is_file()
        copy = sharing.unpack(path, folder, report) if is_shared else _copy(path.resolve(), folder, report)
        with Project.open(copy) as project:
            if not is_shared:
                project.pictures.folder = path.resolve() / pictures.FOLDER  # they are not copied
            yield project


def _copy(path: Path, folder: Path, report: Report) -> Path:
    """The project's database, without its runs, within `folder`; InputError when there is no project at `path`."""
    files.check_version(path / files.DATABASE, path)
    target = folder / path.name
    target.mkdir()
    (target / files.RUNS).mkdir()

    def tell(_: int, remaining: int, total: int) -> None:
        report(total - remaining, total)

    try:
        with (
            closing(read_only(path / files.DATABASE)) as source,
            closing(sqlite3.connect(target / files.DATABASE)) as copied,
        ):
            source.backup(copied, pages=PAGES, progress=tell)
    except sqlite3.Error as error:
        template = N_("core", "{path} can't be read: {reason}.")
        raise InputError("unreadable", template, path=path, reason=error) from error
    return target


def told(project: Project) -> Iterator[Told]:
    """What a project says, document by document."""
    known = set(project.labels.names())
    for ids in project.documents.ids(DocumentFilter()):
        for start in range(0, len(ids), WINDOW):
            try:
                yield from _window(project, ids[start : start + WINDOW], known)
            except ValueError:  # JSON that is none
                raise damaged() from None


def _window(project: Project, ids: Sequence[int], known: set[int]) -> list[Told]:
    listed = (json.dumps(ids),)
    given = annotation_rows.given(project.store, ids)
    marks: dict[int, list[tuple[str, Span]]] = {}
    for id, name, start, stop in project.store.tuples(MARKS, listed):
        marks.setdefault(id, []).append((name, Span(start, stop)))
    rows: list[tuple[Any, ...]] = project.store.tuples(DOCUMENTS, listed)
    found = [
        Told(text, json.loads(meta or "{}"), bool(is_flagged), given[id], marks.get(id, ()))
        for id, text, meta, is_flagged in rows
    ]
    if project.rules.has_pictures:
        found = _with_pictures(project, [row[0] for row in rows], found)
    if not all(_is_sound(told, known) for told in found):
        raise damaged()
    return found


def _with_pictures(project: Project, ids: Sequence[int], found: Sequence[Told]) -> list[Told]:
    there = project.pictures.listed(ids)
    said = captioned.said(project.store, ids)
    return [
        replace(told, picture=there[id], file=project.pictures.path_of(there[id]), said=said.get(id, captioned.NOTHING))
        for id, told in zip(ids, found, strict=True)
        if id in there
    ]


def _is_sound(told: Told, known: set[int]) -> bool:
    """Whether it is what Fovea would have written: the file may come from anybody."""
    try:
        for one in told.annotations:
            answers.milliseconds(one.at)
            is_timed = one.seconds is None or math.isfinite(one.seconds)
            if not (is_timed and one.round in ROUNDS and known >= set(one.labels)):
                return False
        f"{told.text}{told.meta}{[one.note for one in told.annotations]}".encode()
        if told.picture and captioned.problem(
            Row(told.text, picture=told.picture, captions=told.said.captions, regions=told.said.regions)
        ):
            return False
        return all(0 <= span.start < span.end <= len(told.text) for _, span in told.marks)
    except (TypeError, ValueError):
        return False
