"""Looking a project over: damage is reported, what can be derived anew is mended."""

from __future__ import annotations

import shutil
from pathlib import Path

from core.errors import AppError
from core.project import annotation_rows, counts, damage, untaken
from core.project.project import Project
from core.project.runs import DRAFT
from core.project.store import Store
from core.project.values import CheckReport

__all__ = ["CheckReport", "check"]

WINDOW = "SELECT id FROM documents WHERE id > ? ORDER BY id LIMIT 2000"


def check(path: Path) -> CheckReport:
    """Check everything, mend what can be mended; InputError when it is no project at all."""
    try:
        return _check(path)
    except AppError as error:
        if error.code != "project-damaged":
            raise
        return CheckReport(problems=(str(error),))


def _check(path: Path) -> CheckReport:
    with Project.open(path) as project:
        problems = [*_integrity(project.store), *damage.wrong_kinds(project.store)]
        if problems:
            return CheckReport(tuple(problems))
        problems = [*damage.contradictions(project.store), *_unsettled(project)]
        n_unfinished = project.imports.tidy()
        mended = [f"removed what {n_unfinished} unfinished imports had left"] if n_unfinished else []
        mended += [f"took in what run {id} predicts" for id in untaken.finish(project)]
        problems += [f"what run {id} predicts can't be read" for id in untaken.due(project)]
        mended += _mend_counts(project.store)
        missing, orphans, drafts = _folders(project)
        problems += [f"the folder of run {id} is gone" for id in missing]
        problems += [f"runs/{name} belongs to no run of this project" for name in orphans]
        found, unused = _pictures(project)
        problems += found
        mended += unused
        for name in drafts:
            shutil.rmtree(project.runs_folder / name, ignore_errors=True)
        mended += [f"removed runs/{name}, which was never finished being made" for name in drafts]
    return CheckReport(tuple(problems), tuple(mended))


def _integrity(store: Store) -> list[str]:
    found = [
        f"the database is damaged: {line}" for line in store.sql("PRAGMA integrity_check").scalars() if line != "ok"
    ]
    for table, row, parent, _ in store.sql("PRAGMA foreign_key_check"):
        found.append(f"row {row} of {table} points to nothing in {parent}")
    return found


def _unsettled(project: Project) -> list[str]:
    """Documents whose answer is not what their annotations come to."""
    n = last = 0
    while window := project.store.sql(WINDOW, (last,)).scalars().all():
        n += annotation_rows.count_unsettled(project.store, window, project.rules)
        last = window[-1]
    return [f"{n} documents whose answer is not that of their annotations"] if n else []


def _mend_counts(store: Store) -> list[str]:
    with store.transaction():
        kept, real = counts.kept_counts(store), counts.recount(store)
        off = {key: real.get(key, 0) - kept.get(key, 0) for key in kept.keys() | real.keys()}
        if any(off.values()):
            counts.put(store, real)
    return [f"the count of {key} was off by {-n}" for key, n in sorted(off.items()) if n]


def _pictures(project: Project) -> tuple[list[str], list[str]]:
    """Those that are gone; copies that nothing knows are removed."""
    if not project.rules.has_pictures:
        return [], []
    gone, unused = project.pictures.missing(), project.pictures.unused()
    for path in unused:
        path.unlink(missing_ok=True)
    first = project.pictures.of(gone[0]).name if gone else ""
    return (
        [f"{len(gone)} pictures are not where they were, such as {first}"] if gone else [],
        [f"removed {len(unused)} copies of pictures that belong to nothing"] if unused else [],
    )


def _folders(project: Project) -> tuple[list[str], list[str], list[str]]:
    """Runs without a folder, folders without a run, folders that never became a run's."""
    present = {path.name for path in project.runs_folder.iterdir()} if project.runs_folder.is_dir() else set()
    drafts = {name for name in present if name.endswith(DRAFT)}
    known = {run.id for run in project.runs.all()}
    return sorted(known - present), sorted(present - known - drafts), sorted(drafts)
