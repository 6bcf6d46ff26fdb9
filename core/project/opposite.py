"""Which run translates the other way: what both directions have in common are better links than those of one."""

from __future__ import annotations

from collections.abc import Iterable

from core.jobs.translation_settings import has_attention
from core.project.values import Run


def is_reversed(run: Run) -> bool:
    """Whether it translates from the pairs' targets to their sources."""
    return bool(run.settings.get("is_reversed"))


def opposites(run: Run, runs: Iterable[Run]) -> list[Run]:
    """The runs with attention of the other direction, finished or not: those of the same model first."""
    turned = [one for one in runs if has_attention(one.model) and is_reversed(one) != is_reversed(run)]
    return sorted(turned, key=lambda one: one.model != run.model)


def opposite(run: Run, runs: Iterable[Run]) -> Run | None:
    """The finished one of them that is best joined with `run`; of `runs`, newest first, the newest."""
    return next((one for one in opposites(run, runs) if one.state == "finished"), None)
