from __future__ import annotations

import threading

import pytest

from core.errors import AppError, Cancelled
from core.jobs.messages import Paused, Progress, Resumed
from core.ml.job import Job, part_of


def test_progress_tells_the_ends_always_and_the_middle_now_and_then(job, said):
    for done in range(1001):
        job.progress("train", done, 1000)
    assert [said[0].done, said[-1].done] == [0, 1000]
    assert len(said) < 20


def test_a_phase_reports_and_obeys(job, said):
    report = job.phase("predict")
    report(0, 10)
    assert said == [Progress("j1", "predict", 0, 10, None)]
    job.control.cancel()
    with pytest.raises(Cancelled):
        report(1, 10)


def test_a_part_counts_from_where_it_begins():
    seen = []
    part_of(lambda *values: seen.append(values), 100, 250)(3, 50)
    assert seen == [(103, 250)]


def test_pause_and_resume_are_said():
    said, paused = [], []
    job = Job("j1", said.append, on_pause=paused.append)
    job.control.pause()
    threading.Timer(0.02, job.control.resume).start()
    job.check()
    assert said == [Paused("j1"), Resumed("j1")]
    assert paused == [True, False]


def test_a_long_call_gives_its_result_or_its_error(job):
    assert job.wait_for(lambda: 7) == 7

    def fail():
        raise AppError("x", "words")

    with pytest.raises(AppError, match="words"):
        job.wait_for(fail)


def test_a_long_call_is_left_behind_when_the_job_is_cancelled(job):
    release = threading.Event()
    threading.Timer(0.02, job.control.cancel).start()
    with pytest.raises(Cancelled):
        job.wait_for(release.wait)
    release.set()
