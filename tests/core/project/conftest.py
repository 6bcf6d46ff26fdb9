"""Small projects to try things on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.project.project import Project
from core.project.values import ImportOptions, ImportReport
from core.records import Row

Fill = Callable[..., ImportReport]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "Hotel.fovea", labels=["good", "bad"]) as project:
        yield project


@pytest.fixture
def fill(project: Project) -> Fill:
    """fill(n): n unlabelled documents; fill(n, "good", "bad"): labelled in turn."""

    def fill(n: int, *labels: str, prefix: str = "text", **options: object) -> ImportReport:
        rows = [Row(f"{prefix} {i}", (labels[i % len(labels)],) if labels else ()) for i in range(n)]
        return project.imports.add(rows, ImportOptions(**options))

    return fill
