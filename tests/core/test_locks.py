from __future__ import annotations

import subprocess
import sys

import pytest

from core.errors import AppError
from core.locks import Lock, is_held

HOLDER = """
import sys, pathlib
from core.locks import Lock
with Lock(pathlib.Path(sys.argv[1])):
    sys.stdout.write("held\\n")
    sys.stdout.flush()
    sys.stdin.read()
"""


def test_a_lock_is_held_inside_its_block_and_free_after(tmp_path):
    path = tmp_path / "run.lock"
    assert not is_held(path)
    with Lock(path):
        assert is_held(path)
    assert not is_held(path)


def test_a_second_lock_is_refused_in_words(tmp_path):
    with Lock(tmp_path / "run.lock"), pytest.raises(AppError) as caught, Lock(tmp_path / "run.lock"):
        pass
    assert caught.value.code == "locked"


def test_a_killed_process_leaves_no_lock(tmp_path):
    path = tmp_path / "run.lock"
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"held\n"
        assert is_held(path)
        process.kill()
        process.wait()
    assert not is_held(path)
