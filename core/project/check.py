"""Looking a project over: damage is reported, what can be derived anew is mended."""

from __future__ import annotations

import shutil
from pathlib import Path

from core.errors import AppError
from core.project import counts
from core.project.project import Project
from core.project.runs import DRAFT
from core.project.store import Store
from core.project.values import CheckReport

__all__ = ["CheckReport", "check"]

CONTRADICTIONS = {  # what must not be there → how it is reported
    "SELECT count(*) FROM documents LEFT JOIN annotations ON document_id = id"
    " WHERE state != CASE WHEN document_id IS NULL THEN 0 WHEN is_skipped THEN 2 ELSE 1 END": (
        "documents whose state is not that of their annotation"
    ),
    "SELECT count(*) FROM annotations WHERE labels != (SELECT '[' || coalesce(group_concat(label_id, ', '), '') || ']'"
    " FROM (SELECT label_id FROM annotation_labels WHERE annotation_labels.document_id = annotations.document_id"
    " ORDER BY label_id))": "annotations whose labels are not those they are found by",
    "SELECT count(*) FROM annotation_labels JOIN labels ON labels.id = label_id JOIN documents"
    " ON documents.id = document_id WHERE is_removed = 1 AND is_withdrawn = 0": "annotations with a removed label",
    "SELECT count(*) FROM documents WHERE state = 1 AND split IS NULL": (
        "labelled documents of which it is not settled whether they are hold-out"
    ),
    "SELECT count(*) FROM documents WHERE split IS NOT NULL AND split NOT IN (0, 1)": "documents in no known split",
    "SELECT count(*) FROM rationales JOIN documents ON id = document_id"
    " WHERE start < 0 OR start >= stop OR stop > code_points(text)": "rationales outside their text",
}


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
        problems = [*_damage(project.store), *_contradictions(project.store)]
        mended = [*_mend_counts(project.store)]
        missing, orphans, drafts = _folders(project)
        problems += [f"the folder of run {id} is gone" for id in missing]
        problems += [f"runs/{name} belongs to no run of this project" for name in orphans]
        for name in drafts:
            shutil.rmtree(project.runs_folder / name, ignore_errors=True)
        mended += [f"removed runs/{name}, which was never finished being made" for name in drafts]
    return CheckReport(tuple(problems), tuple(mended))


def _damage(store: Store) -> list[str]:
    found = [
        f"the database is damaged: {line}" for line in store.sql("PRAGMA integrity_check").scalars() if line != "ok"
    ]
    for table, row, parent, _ in store.sql("PRAGMA foreign_key_check"):
        found.append(f"row {row} of {table} points to nothing in {parent}")
    return found


def _contradictions(store: Store) -> list[str]:
    found = ((store.sql(query).scalar_one(), what) for query, what in CONTRADICTIONS.items())
    return [f"{n} {what}" for n, what in found if n]


def _mend_counts(store: Store) -> list[str]:
    with store.transaction():
        kept, real = counts.kept_counts(store), counts.recount(store)
        off = {key: real.get(key, 0) - kept.get(key, 0) for key in kept.keys() | real.keys()}
        counts.add(store, off)
    return [f"the count of {key} was off by {-n}" for key, n in sorted(off.items()) if n]


def _folders(project: Project) -> tuple[list[str], list[str], list[str]]:
    """Runs without a folder, folders without a run, folders that never became a run's."""
    present = {path.name for path in project.runs_folder.iterdir()} if project.runs_folder.is_dir() else set()
    drafts = {name for name in present if name.endswith(DRAFT)}
    known = {run.id for run in project.runs.all()}
    return sorted(known - present), sorted(present - known - drafts), sorted(drafts)
