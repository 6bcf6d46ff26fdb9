from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from core.jobs import messages
from core.jobs.specs import PingSpec
from gui import worker_client
from gui.worker_client import QProcessWorker

ECHO = """
for line in sys.stdin:
    command = json.loads(line)
    if command["do"] == "quit":
        break
    say({"kind": "finished", "job": command["job"], "result": {"do": command["do"]}})
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    return tmp_path / "worker.py"


@pytest.fixture
def worker(script: Path, request: pytest.FixtureRequest) -> Iterator[QProcessWorker]:
    request.getfixturevalue("qapp")
    worker = QProcessWorker([sys.executable, str(script)])
    yield worker
    worker.quit()
    assert worker.wait(3)


def write(script: Path, body: str) -> None:
    head = "import json, os, signal, sys, time\ndef say(data): print(json.dumps(data), flush=True)\n"
    script.write_text(head + textwrap.dedent(body), encoding="utf-8")


def test_a_job_is_asked_for_and_answered(qtbot: QtBot, worker: QProcessWorker, script: Path) -> None:
    write(script, ECHO)
    with qtbot.waitSignal(worker.message) as message:
        job = worker.start(PingSpec())
    assert message.args[0] == messages.Finished(job, {"do": "start"})


def test_commands_reach_the_worker_in_order(qtbot: QtBot, worker: QProcessWorker, script: Path) -> None:
    write(script, ECHO)
    heard: list[str] = []
    worker.message.connect(lambda message: heard.append(message.result["do"]))
    job = worker.start(PingSpec())
    worker.pause(job)
    worker.resume(job)
    worker.cancel(job)
    qtbot.waitUntil(lambda: heard == ["start", "pause", "resume", "cancel"])


def test_an_end_that_was_asked_for_needs_no_words(qtbot: QtBot, worker: QProcessWorker, script: Path) -> None:
    write(script, ECHO)
    with qtbot.waitSignal(worker.message):
        worker.start(PingSpec())
    with qtbot.waitSignal(worker.died) as died:
        worker.quit()
    assert died.args == [""]


def test_noise_between_the_messages_does_no_harm(qtbot: QtBot, worker: QProcessWorker, script: Path) -> None:
    write(script, "print('Downloading…')\nprint('{')\n" + ECHO)
    with qtbot.waitSignal(worker.message) as message:
        worker.start(PingSpec())
    assert message.args[0].kind == "finished"


def test_a_worker_that_cannot_be_started_says_so_once(qtbot: QtBot) -> None:
    worker = QProcessWorker(["/nowhere/fovea-worker"])
    outcomes: list[str] = []
    worker.died.connect(outcomes.append)
    worker.start(PingSpec())
    qtbot.waitUntil(lambda: bool(outcomes))
    assert "could not be started" in outcomes[0]
    assert len(outcomes) == 1


@pytest.mark.parametrize(
    ("body", "words"),
    [("sys.exit(3)", "exit code 3"), ("os.kill(os.getpid(), signal.SIGKILL)", "signal 9")],
    ids=["exit", "kill"],
)
def test_an_unexpected_end_explains_itself_once(
    qtbot: QtBot, worker: QProcessWorker, script: Path, body: str, words: str
) -> None:
    write(script, "print('last words', file=sys.stderr, flush=True)\n" + body)
    outcomes: list[str] = []
    worker.died.connect(outcomes.append)
    worker.start(PingSpec())
    qtbot.waitUntil(lambda: bool(outcomes))
    assert words in outcomes[0]
    assert "last words" in worker.details
    assert len(outcomes) == 1


def test_the_last_message_before_an_end_is_heard_first(qtbot: QtBot, worker: QProcessWorker, script: Path) -> None:
    write(script, "say({'kind': 'cancelled', 'job': 'j1'})")
    heard: list[str] = []
    worker.message.connect(lambda message: heard.append(message.kind))
    worker.died.connect(lambda _: heard.append("died"))
    worker.start(PingSpec())
    qtbot.waitUntil(lambda: heard == ["cancelled", "died"])


def test_who_does_not_quit_is_terminated(
    qtbot: QtBot, worker: QProcessWorker, script: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_client, "QUIT_MS", 50)
    write(script, "say({'kind': 'hello', 'pid': 1})\ntime.sleep(60)")
    with qtbot.waitSignal(worker.message):
        worker.start(PingSpec())
    with qtbot.waitSignal(worker.died, timeout=2000) as died:
        worker.quit()
    assert died.args == [""]


def test_who_ignores_that_too_is_killed(
    qtbot: QtBot, worker: QProcessWorker, script: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_client, "QUIT_MS", 50)
    monkeypatch.setattr(worker_client, "TERMINATE_MS", 60)
    stubborn = "signal.signal(signal.SIGTERM, signal.SIG_IGN)\nsay({'kind': 'hello', 'pid': 1})\ntime.sleep(60)"
    write(script, stubborn)
    with qtbot.waitSignal(worker.message):
        worker.start(PingSpec())
    with qtbot.waitSignal(worker.died, timeout=2000):
        worker.quit()


def test_the_end_of_the_program_never_waits_long(qtbot: QtBot, worker: QProcessWorker, script: Path) -> None:
    write(script, "say({'kind': 'hello', 'pid': 1})\ntime.sleep(60)")
    with qtbot.waitSignal(worker.message):
        worker.start(PingSpec())
    worker.quit()
    assert worker.wait(0.1)


def test_after_its_end_it_can_be_started_again(qtbot: QtBot, worker: QProcessWorker, script: Path) -> None:
    write(script, ECHO)
    for _ in range(2):
        with qtbot.waitSignal(worker.message):
            worker.start(PingSpec())
        with qtbot.waitSignal(worker.died):
            worker.quit()


def outcome_of(qtbot: QtBot, worker: QProcessWorker) -> str:
    """Of a worker that is asked for a job and told to drop it."""
    with qtbot.waitSignal(worker.died, timeout=20_000) as died:
        worker.cancel(worker.start(PingSpec()))
    return str(died.args[0])


def test_who_does_not_stop_when_asked_to_is_ended(
    qtbot: QtBot, worker: QProcessWorker, script: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_client, "OBEY_MS", 100)
    write(script, "time.sleep(60)")
    assert "did not stop" in outcome_of(qtbot, worker)


def test_a_cancelled_job_behind_another_may_wait_for_its_turn(
    qtbot: QtBot, worker: QProcessWorker, script: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_client, "OBEY_MS", 100)
    last = "sys.stdin.readline(); time.sleep(.5)\nfor job in ('j1', 'j2'): say({'kind': 'cancelled', 'job': job})\n"
    write(script, last + ECHO)
    heard: list[str] = []
    worker.message.connect(lambda message: heard.append(message.job))
    worker.start(PingSpec())
    worker.cancel(worker.start(PingSpec()))
    qtbot.waitUntil(lambda: heard[:2] == ["j1", "j2"])


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("while True: os.write(1, b'x' * 65536)", "more than can be read"),
        ("while True: print('x' * 80)", "nobody understands"),
        ("while True: say({'kind': 'step', 'job': 'j1', 'epoch': 'one', 'loss': None})", "nobody understands"),
    ],
    ids=["no line end", "lines", "messages of the wrong kinds"],
)
def test_who_floods_the_stream_is_ended(
    qtbot: QtBot, worker: QProcessWorker, script: Path, monkeypatch: pytest.MonkeyPatch, body: str, words: str
) -> None:
    monkeypatch.setattr(worker_client, "UNREAD_BYTES", 1 << 20)
    write(script, body)
    assert words in outcome_of(qtbot, worker)


def test_a_flood_of_messages_leaves_the_window_its_turns(qtbot: QtBot, worker: QProcessWorker, script: Path) -> None:
    write(script, "while True: say({'kind': 'step', 'job': 'j1', 'epoch': 1, 'loss': 1})")
    turns: list[int] = []
    timer = QTimer(interval=5)
    timer.timeout.connect(lambda: turns.append(1))
    timer.start()
    worker.start(PingSpec())
    qtbot.waitUntil(lambda: len(turns) > 50, timeout=10_000)
    timer.stop()
    worker.kill()
    qtbot.waitSignal(worker.died).wait()
