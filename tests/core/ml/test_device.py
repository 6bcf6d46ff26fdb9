from __future__ import annotations

import errno
import sys

import pytest
import torch

from core.errors import AppError
from core.ml import device, failures


def test_auto_falls_back_to_cpu(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert device.choose("auto") == (torch.device("cpu"), "cpu")
    assert device.choose("cpu")[1] == "cpu"


def test_a_device_that_is_not_there_is_refused(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(AppError, match="CUDA"):
        device.choose("cuda")
    with pytest.raises(AppError, match="tpu"):
        device.choose("tpu")


def test_threads_are_half_the_real_cores_unless_told_otherwise(monkeypatch):
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    set_to = []
    monkeypatch.setattr(torch, "set_num_threads", set_to.append)
    monkeypatch.setattr(device, "physical_cores", lambda: 8)
    assert [device.set_threads(), device.set_threads(3)] == [4, 3] == set_to
    monkeypatch.setattr(device, "physical_cores", lambda: 1)
    assert device.set_threads() == 1
    assert device.physical_cores() >= 1


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc can be told")
def test_memory_that_is_left_is_taken_again_without_asking_the_system():
    import resource

    device.keep_memory()
    for _ in range(10):
        torch.ones(8, 2**20).sum()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(5):
        torch.ones(8, 2**20).sum()  # 32 MB are 8,192 pages
    assert resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before < 8192


def from_memory():
    error = AppError("tokenizer-failed", "There is too little text.")
    error.__cause__ = RuntimeError("Resource temporarily unavailable")
    return error


def test_failures_become_words_a_user_can_read():
    def code(error):
        return failures.as_app_error(error).code

    assert code(MemoryError()) == code(torch.OutOfMemoryError()) == "out-of-memory"
    assert code(RuntimeError("DefaultCPUAllocator: can't allocate memory")) == "out-of-memory"
    assert code(RuntimeError("could not create a primitive")) == code(from_memory()) == "out-of-memory"
    assert code(OSError(errno.ENOSPC, "No space left")) == "disk-full"
    assert code(PermissionError(errno.EACCES, "Permission denied")) == "file-error"
    assert code(ZeroDivisionError()) == "internal"


def test_details_show_where_but_no_text_of_a_document():
    try:
        raise ValueError("the text of a document")
    except ValueError as error:
        described = failures.describe(error)
    assert "test_device.py" in described["details"]
    assert "ValueError" in described["details"]


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a card here, and it works")
@pytest.mark.parametrize(("cuda", "code"), [(None, "cpu-build"), ("12.8", "no-driver")])
def test_a_card_that_is_not_used_comes_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, cuda: str | None, code: str
) -> None:
    monkeypatch.setattr(device, "NVIDIA", (__file__,))
    monkeypatch.setattr(torch.version, "cuda", cuda)
    told = device.unused_card()
    assert told is not None and told.code == code
    with pytest.raises(AppError) as error:
        device.choose("cuda")
    assert error.value.code == code


def test_without_a_card_there_is_nothing_to_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "NVIDIA", ("/nowhere",))
    assert device.unused_card() is None
