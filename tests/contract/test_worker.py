"""The real worker process, as the window and the commands meet it."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.errors import AppError
from core.jobs import messages
from core.jobs.client import WorkerProcess
from core.jobs.specs import EvaluateSpec, ExplainSpec, MeterSpec, PingSpec, PredictSpec, QueueSpec, TrainSpec
from core.locks import is_held
from tests.core.ml.conftest import TINY, documents, write_jsonl
from tests.core.ml.quick.conftest import lines
from tests.torture.processes import processor_s

COMMAND = [sys.executable, "-m", "core.worker"]
GONE_WITHIN_S = 2.0
"""Seconds that it works, not those that it waits: other tests run beside it, and it lets them go first."""
LOST_AFTER_S = 120.0


def ended(worker):
    """Its exit code."""
    begun, deadline = processor_s(worker.pid), time.monotonic() + LOST_AFTER_S
    while processor_s(worker.pid) - begun < GONE_WITHIN_S and time.monotonic() < deadline:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return worker.wait(0.05)
    raise AssertionError("the worker has not gone")


SLOW = TINY | {"epochs": 500, "patience": 100}  # more than anyone waits for
FAST = TINY | {"epochs": 1}


def new_run(folder, **settings):
    folder.mkdir()
    write_jsonl(folder / "snapshot.jsonl", documents(80))
    return TrainSpec(str(folder), "attention-lstm", settings=settings or FAST, labels=("good", "bad"), device="cpu")


def state(spec):
    return json.loads(Path(spec.run_dir, "state.json").read_text())["state"]


def until(worker, kind):
    for message in worker.messages():
        if isinstance(message, kind):
            return message
    raise AssertionError(f"the worker ended without {kind.__name__}")


@pytest.fixture
def worker():
    with WorkerProcess(COMMAND) as process:
        yield process


@pytest.fixture(scope="module")
def lasting_worker():
    """For tests that leave the worker as they found it: starting one costs seconds."""
    with WorkerProcess(COMMAND) as process:
        until(process, messages.Hello)
        yield process


def test_one_worker_lists_what_comes_next_and_reads_the_meter(lasting_worker, tmp_path):
    name, labels = "pool.jsonl", ("good", "bad")
    write_jsonl(tmp_path / name, lines(n_train=60, n_pool=30))
    found = lasting_worker.run(QueueSpec(str(tmp_path), name, "margin", labels)).result
    assert (len(found["rows"]), found["scored"], found["is_cold"]) == (30, 30, False)
    assert lasting_worker.run(MeterSpec(str(tmp_path), name, labels)).result["n_labels"] == 60


@pytest.fixture
def run(tmp_path):
    return new_run(tmp_path / "run", **SLOW)


def test_the_first_line_comes_before_torch_is_loaded():
    code = "import sys, core.worker; sys.exit(bool({'torch', 'numpy', 'PySide6'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_one_worker_trains_then_answers_question_after_question(lasting_worker, tmp_path):
    spec = new_run(tmp_path / "run")
    finished = lasting_worker.run(spec)
    assert isinstance(finished, messages.Finished)
    assert finished.result["metrics"]["n"] > 0
    assert state(spec) == "finished"
    data, out = write_jsonl(tmp_path / "in.jsonl", documents(30)), tmp_path / "out.jsonl"
    assert lasting_worker.run(EvaluateSpec(spec.run_dir, str(data))).result["n"] == 26
    assert lasting_worker.run(PredictSpec(spec.run_dir, str(data), str(out))).result["n"] == 30
    assert len(out.read_text().splitlines()) == 30
    asked = ExplainSpec(spec.run_dir, ("房间很好",), methods=("attention",))
    explained = lasting_worker.run(asked).result["documents"]
    assert sum(token["weight"] for token in explained[0]["tokens"]) == pytest.approx(1, abs=1e-5)


def test_ping_says_which_device_there_is(lasting_worker):
    said = []
    assert isinstance(lasting_worker.run(PingSpec(), said.append), messages.Finished)
    assert isinstance(said[0], messages.Started)


def test_a_failure_is_a_message_and_the_worker_lives_on(lasting_worker, tmp_path):
    failed = lasting_worker.run(ExplainSpec(str(tmp_path), ("x",), device="cpu"))
    assert isinstance(failed, messages.Failed)
    assert failed.code == "no-model"
    assert isinstance(lasting_worker.run(PingSpec()), messages.Finished)


def test_garbage_is_answered_and_does_no_harm(lasting_worker):
    for line in (
        "garbage",
        "[]",
        "{}",
        '{"do": "dance"}',
        '{"do": "start", "job": "x", "spec": {"kind": "rm"}}',
        "\x00",
    ):
        lasting_worker.send(line)
        assert until(lasting_worker, messages.Failed).code in ("bad-command", "bad-spec")
    lasting_worker.send(json.dumps({"do": "cancel", "job": "nobody"}))
    assert isinstance(lasting_worker.run(PingSpec()), messages.Finished)


def test_cancel_takes_effect_between_two_batches(lasting_worker, run):
    def cancel(message):
        if isinstance(message, messages.Step):
            lasting_worker.command("cancel", message.job)

    assert isinstance(lasting_worker.run(run, cancel), messages.Cancelled)
    assert state(run) == "cancelled"
    assert not is_held(Path(run.run_dir, "run.lock"))


def test_a_job_in_the_queue_is_cancelled_before_it_starts(lasting_worker, run):
    first = lasting_worker.start(run)
    second = lasting_worker.start(PingSpec())
    until(lasting_worker, messages.Step)
    lasting_worker.command("cancel", second)
    lasting_worker.command("cancel", first)
    assert until(lasting_worker, messages.Cancelled).job == first
    assert until(lasting_worker, messages.Cancelled).job == second


def test_pause_waits_and_resume_goes_on(lasting_worker, run):
    job = lasting_worker.start(run)
    until(lasting_worker, messages.Step)
    lasting_worker.command("pause", job)
    until(lasting_worker, messages.Paused)
    assert state(run) == "paused"
    lasting_worker.command("resume", job)
    until(lasting_worker, messages.Resumed)
    until(lasting_worker, messages.Step)
    assert state(run) == "running"
    lasting_worker.command("pause", job)
    until(lasting_worker, messages.Paused)
    lasting_worker.command("cancel", job)
    until(lasting_worker, messages.Cancelled)


def test_a_killed_run_is_interrupted_and_goes_on_where_it_was(worker, run):
    worker.start(run)
    until(worker, messages.Epoch)
    worker.kill()
    ended(worker)
    assert state(run) == "running"
    assert not is_held(Path(run.run_dir, "run.lock"))
    seen = []
    with WorkerProcess(COMMAND) as second:

        def cancel(message):
            if isinstance(message, messages.Epoch):
                seen.append(message.epoch)
                second.command("cancel", message.job)

        second.run(dataclasses.replace(run, is_resumed=True), cancel)
    assert seen[0] >= 2


def test_when_stdin_ends_it_saves_and_leaves(worker, run):
    worker.start(run)
    until(worker, messages.Step)
    worker.close_stdin()
    assert ended(worker) == 0
    assert Path(run.run_dir, "checkpoint", "last.safetensors").is_file()
    assert state(run) == "running"


@pytest.mark.parametrize("phase", ["prepare", "tokenizer", "train"])
def test_when_the_other_side_is_killed_it_is_gone_in_any_phase(worker, tmp_path, phase):
    folder = tmp_path / "run"
    folder.mkdir()
    write_jsonl(folder / "snapshot.jsonl", documents(3000))
    worker.start(TrainSpec(str(folder), "attention-lstm", settings=SLOW, labels=("good", "bad"), device="cpu"))
    for message in worker.messages():
        if isinstance(message, messages.Progress) and message.phase == phase:
            break
    worker.close_stdin()
    ended(worker)


def test_quit_ends_it(worker):
    until(worker, messages.Hello)
    worker.send('{"do": "quit"}')
    assert ended(worker) == 0


def test_nobody_reading_its_messages_ends_it_quietly(tmp_path, run):
    log = tmp_path / "stderr"
    with (
        log.open("wb") as stderr,
        subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stderr) as process,
    ):
        assert process.stdout.readline().startswith(b'{"kind": "hello"')
        process.stdout.close()
        line = json.dumps({"do": "start", "job": "j1", "spec": {"kind": "train"} | dataclasses.asdict(run)})
        process.stdin.write(line.encode() + b"\n")
        process.stdin.flush()
        assert process.wait(20) == 0
    assert b"Traceback" not in log.read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_in_the_terminal_is_left_to_the_parent(lasting_worker):
    os.kill(lasting_worker.pid, signal.SIGINT)
    assert isinstance(lasting_worker.run(PingSpec()), messages.Finished)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="reads /proc")
def test_it_leaves_the_machine_to_the_user(lasting_worker):
    lasting_worker.run(PingSpec())
    assert os.getpriority(os.PRIO_PROCESS, lasting_worker.pid) == 10


def test_a_stray_print_does_not_break_the_stream():
    code = (
        "import os, sys, core.worker as w\n"
        "send = w.Worker.send\n"
        "def noisy(self, message):\n"
        "    print('stray'); os.write(1, b'stray too\\n'); send(self, message)\n"
        "w.Worker.send = noisy\n"
        "w.main()"
    )
    with WorkerProcess([sys.executable, "-c", code]) as process:
        assert isinstance(process.run(PingSpec()), messages.Finished)


def test_a_worker_that_dies_is_told_in_words():
    code = "import sys; sys.stdin.readline(); sys.stderr.write('the last words'); sys.exit(3)"
    with WorkerProcess([sys.executable, "-c", code]) as process, pytest.raises(AppError, match=r"3.*the last words"):
        process.run(PingSpec())


def leave_room(worker, megabytes):
    """How much more memory the worker can get; None: as much as it likes."""
    import resource

    pages = int(Path(f"/proc/{worker.pid}/statm").read_text().split()[0])
    room = -1 if megabytes is None else pages * os.sysconf("SC_PAGE_SIZE") + (megabytes << 20)
    resource.prlimit(worker.pid, resource.RLIMIT_AS, (room, -1))


@pytest.mark.skipif(sys.platform != "linux", reason="prlimit is Linux's")
@pytest.mark.parametrize("megabytes", [4, 100, 400, 600, 700])
def test_a_worker_for_which_there_is_too_little_memory_says_so(worker, tmp_path, megabytes):
    until(worker, messages.Hello)
    leave_room(worker, megabytes)
    try:
        last = worker.run(new_run(tmp_path / "run"))
    except AppError as error:
        assert error.code == "out-of-memory"
    else:
        assert isinstance(last, messages.Finished) or last.code == "out-of-memory"
        assert isinstance(last, messages.Failed) or megabytes > 400


@pytest.mark.skipif(sys.platform != "linux", reason="prlimit is Linux's")
def test_when_there_is_memory_again_the_same_worker_goes_on(worker, tmp_path):
    until(worker, messages.Hello)
    assert isinstance(worker.run(new_run(tmp_path / "first")), messages.Finished)
    leave_room(worker, 100)
    assert (
        worker.run(new_run(tmp_path / "large", **FAST | {"hidden_size": 1024, "embedding_size": 1024})).code
        == "out-of-memory"
    )
    leave_room(worker, None)
    assert isinstance(worker.run(new_run(tmp_path / "small")), messages.Finished)


def test_a_worker_that_will_not_leave_is_ended():
    code = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
    started = time.monotonic()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.jobs.client.STOP_TIMEOUT_S", 0.3)
        patch.setattr("core.jobs.client.TERMINATE_TIMEOUT_S", 0.3)
        with WorkerProcess([sys.executable, "-c", code]):
            pass
    assert time.monotonic() - started < 10
