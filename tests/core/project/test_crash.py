import random
import subprocess
import sys
from pathlib import Path

import pytest

from core.project.check import check
from core.project.project import Project
from core.project.values import CheckReport

ROOT = Path(__file__).resolve().parents[3]
LABEL_FOR_EVER = """
import sys
from pathlib import Path
from core.project.project import Project

project = Project.open(Path(sys.argv[1]))
current = None
while True:
    current = project.documents.next_id(current, order="random", unlabelled_only=True)
    project.annotations.annotate(current, [1 + current % 2])
    print(current, flush=True)
"""
KILLS = 10


@pytest.fixture
def crowded(project: Project, fill) -> Project:
    fill(5000)
    return project


def test_killing_the_process_loses_nothing_that_it_had_reported(crowded: Project) -> None:
    reported: list[int] = []
    for _ in range(KILLS):
        reported += label_and_kill(crowded.path, random.randint(1, 60))
    labelled = crowded.documents.counts().labelled
    assert len(reported) <= labelled <= len(reported) + KILLS
    for id in reported:
        annotation = crowded.documents.get(id).annotation
        assert annotation is not None and annotation.labels == (1 + id % 2,)
    assert check(crowded.path) == CheckReport()


def label_and_kill(path: Path, n: int) -> list[int]:
    process = subprocess.Popen(
        [sys.executable, "-c", LABEL_FOR_EVER, str(path)], stdout=subprocess.PIPE, cwd=ROOT, text=True
    )
    assert process.stdout is not None
    with process, process.stdout as stream:
        first = [stream.readline() for _ in range(n)]
        process.kill()
        lines = first + stream.read().split("\n")
    return [int(line) for line in lines if line.strip()]
