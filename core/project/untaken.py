"""Runs whose program was gone when their training had ended, but before all that they predict was taken in."""

from __future__ import annotations

from core.errors import AppError
from core.jobs import specs
from core.progress import Report, ignore
from core.project.predictions import UNREADABLE
from core.project.project import Project
from core.project.runs import PREDICTIONS


def due(project: Project) -> list[str]:
    """Their ids."""
    ended = [run for run in project.runs.all() if (run.state, run.kind, run.task) == ("finished", "train", specs.TEXT)]
    return [run.id for run in ended if project.predictions.is_due(run.id, run.path / PREDICTIONS)]


def finish(project: Project, report: Report = ignore) -> list[str]:
    """Finish them; the ids of those that are now. What can't be read stays due. Long work."""
    found = []
    for id in due(project):
        try:
            project.runs.finish(id, report)
        except AppError as error:
            if error.code != UNREADABLE:
                raise
        else:
            found.append(id)
    return found
