"""The commands by which a project goes to other people and comes back: share, backup, merge, agreement."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from core import progress
from core.agreement.figures import Figure
from core.command_tools import Result, say
from core.errors import N_
from core.project import sharing
from core.project.merging import merge as merging
from core.project.merging.choices import MergeChoice
from core.project.project import Project
from core.project.taking import copy_all
from core.terminal import ProgressBar


def merge(path: Path, other: Path, choice: MergeChoice, *, only_look: bool) -> Result:
    """Take a colleague's project in, or only say what that would do."""
    with Project.open(path) as project:
        bar = ProgressBar(other.name)
        done: Any = (merging.plan if only_look else merging.merge)(project, other, choice, bar)
        bar.close()
    return asdict(done)


def agreement(path: Path) -> Result:
    """How far people agree: each figure with its n and interval, and what to mind."""
    with Project.open(path) as project:
        found, names = project.agreement.measure(), project.labels.names()
    pairs = [
        {"first": one.first, "second": one.second, "n": one.n, "kappa": _figure(one.kappa), "alpha": _figure(one.alpha)}
        for one in (*found.pairs, *found.again)
    ]
    every = {"alpha": found.alpha, "fleiss": found.fleiss, "raw": found.raw}
    by_label = {names[id]: _figure(figure) for id, figure in found.by_label.items()}
    told = {name: _figure(figure) for name, figure in every.items()}
    return {"answered": dict(found.answered), "n": found.n, **told, "pairs": pairs, "by_label": by_label}


def share(path: Path, output: Path, *, has_pictures: bool = False) -> Result:
    """`has_pictures`: those that lie elsewhere are copied into the project first."""
    with Project.open(path) as project:
        bar = ProgressBar(output.name)
        if has_pictures:
            copy_all(project, bar)
        sharing.share(project.store, output, bar)
        bar.close()
        n_outside = project.pictures.count_outside()
    if n_outside:
        template = N_("core", "{n} pictures lie outside of the project and were left out; --pictures takes them along.")
        say(template, n=n_outside)
    return {"output": str(output), "bytes": output.stat().st_size, "pictures_left_out": n_outside}


def unpack(file: Path, folder: Path) -> Result:
    bar = ProgressBar(file.name)
    project = sharing.unpack(file, folder, bar)
    bar.close()
    return {"project": str(project)}


def backup(path: Path) -> Result:
    """Make one, if anything changed since the last; list all."""
    with Project.open(path) as project:
        bar = ProgressBar(path.name)
        made = project.backups.make(bar)
        bar.close()
        names = [backup.path.name for backup in project.backups.all()]
        return {"made": made.path.name if made else "", "backups": names}


def restore(path: Path, name: str) -> Result:
    with Project.open(path) as project:
        project.backups.restore(name, progress.ignore)
    with Project.open(path) as project:
        return {"restored": name, "documents": project.documents.counts().total}


def _figure(figure: Figure) -> Result:
    notes = [str(note) for note in figure.notes]
    return {"value": figure.value, "n": figure.n, "interval": figure.interval, "notes": notes}
