"""state.json of a run's folder: what became of its job, for those who look at the folder later."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import Cancelled
from core.jobs.control import HungUp
from core.ml import failures
from core.ml.files import write_json
from core.ml.job import Job

LOCK_FILE = "run.lock"
STATE_FILE = "state.json"


@contextmanager
def recorded(run_dir: Path, job: Job) -> Iterator[None]:
    """Keeps state.json true. After a hang-up or a kill it says "running" with no lock held: interrupted."""
    path = run_dir / STATE_FILE
    job.on_pause = lambda is_paused: write_json(path, {"state": "paused" if is_paused else "running"})
    write_json(path, {"state": "running"})
    try:
        yield
    except HungUp:
        raise
    except Cancelled:
        write_json(path, {"state": "cancelled"})
        raise
    except Exception as error:
        write_json(path, {"state": "failed", "error": failures.describe(error)})
        raise
    write_json(path, {"state": "finished"})
