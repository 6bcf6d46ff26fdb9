"""What a user should know of a run that goes on all the same: a line in its folder, and a message."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from core.errors import AppError
from core.jobs.messages import Notice
from core.ml.files import write_bytes
from core.ml.job import Job

NOTICES_FILE = "notices.jsonl"


def fields(notice: AppError) -> dict[str, Any]:
    """What JSON holds of it: code, template, values."""
    return {"code": notice.code, "template": notice.template, "values": dict(notice.values)}


def send(job: Job, notice: AppError) -> None:
    job.send(Notice(job.id, **fields(notice)))


def tell(run_dir: Path, job: Job, notice: AppError) -> None:
    """Both: for who looks now, and for who looks later."""
    record(run_dir, notice)
    send(job, notice)


def record(run_dir: Path, notice: AppError) -> None:
    """Add it to the run's notices.jsonl; a resumed run that says it again says it once."""
    path = run_dir / NOTICES_FILE
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    line = json.dumps(fields(notice))
    if line not in lines:
        write_bytes(path, "".join(f"{each}\n" for each in [*lines, line]).encode("utf-8"))
