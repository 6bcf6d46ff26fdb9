"""Where the numbers are worked out, and how politely: the device, its threads, the process's priority."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import torch

from core.errors import N_, AppError

NICENESS = 10
NVIDIA = ("/proc/driver/nvidia/version", "C:/Windows/System32/nvcuda.dll")  # a driver is there, and so a card
BELOW_NORMAL_PRIORITY_CLASS = 0x4000
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3  # malloc.h
KEPT_BYTES = 2**30


def choose(name: str) -> tuple[torch.device, str]:
    """The device for "auto", "cpu" or "cuda", and its name for people."""
    if name not in ("auto", "cpu", "cuda"):
        raise AppError("bad-device", N_("core", "There is no device {name}; there is auto, cpu, cuda."), name=name)
    if name != "cpu" and torch.cuda.is_available():
        return torch.device("cuda"), f"cuda: {torch.cuda.get_device_name()}"
    if name == "cuda":
        raise unused_card() or AppError(
            "no-cuda", N_("core", "This computer has no CUDA device that the program can use; choose cpu.")
        )
    return torch.device("cpu"), "cpu"


def unused_card() -> AppError | None:
    """What to do where there is a card that this build of the program can't use; None: all is well."""
    if not any(Path(sign).exists() for sign in NVIDIA) or torch.cuda.is_available():
        return None
    if torch.version.cuda is None:
        template = N_(
            "core",
            "This computer has an NVIDIA card, but this build of Fovea works on the processor only. The build for CUDA"
            " trains faster; projects stay as they are.",
        )
        return AppError("cpu-build", template)
    return AppError(
        "no-driver", N_("core", "The NVIDIA card can't be used: its driver is missing or too old. Update it.")
    )


def set_threads(wanted: int = 0) -> int:
    """Half of the real cores unless told otherwise: more slow down as soon as the user does anything else."""
    threads = wanted or max(1, physical_cores() // 2)
    limit = os.environ.get("OMP_NUM_THREADS", "")
    if not wanted and limit.isdigit() and int(limit):
        threads = min(threads, int(limit))
    torch.set_num_threads(threads)
    return threads


def keep_memory() -> None:
    """Let what a step's tensors leave wait for the next step's, where the C library is glibc.

    It would give large blocks back, and ask for them again: thousands of page faults a step, a twentieth of the time.
    """
    if sys.platform == "linux":
        import ctypes

        library = ctypes.CDLL(None)
        if hasattr(library, "mallopt"):  # musl has none
            library.mallopt(M_MMAP_THRESHOLD, KEPT_BYTES)
            library.mallopt(M_TRIM_THRESHOLD, KEPT_BYTES)


def physical_cores() -> int:
    """Cores without their hyper-threads; half of the logical ones where the system does not say."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return max(1, (os.cpu_count() or 1) // 2)
    values = [(key.strip(), value.strip()) for key, _, value in (line.partition(":") for line in lines)]
    packages = [value for key, value in values if key == "physical id"]
    cores = [value for key, value in values if key == "core id"]
    return len(set(zip(packages, cores, strict=False))) or os.cpu_count() or 1


def be_nice() -> None:
    """Let everything else that the user does go first."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), BELOW_NORMAL_PRIORITY_CLASS)
    else:
        os.nice(max(0, NICENESS - os.nice(0)))
