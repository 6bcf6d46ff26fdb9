"""Of other processes: what they have used, and who is still there."""

from __future__ import annotations

import os
from pathlib import Path


def processor_s(pid: int) -> float:
    """Seconds of the processor that a process has used; infinite when it is gone."""
    try:
        user, system = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]
    except (FileNotFoundError, ProcessLookupError):
        return float("inf")
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def of_session(session: int) -> list[int]:
    """The processes of a session; a zombie is none."""
    found = []
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            try:
                state, _, _, its_session = (path / "stat").read_text().rsplit(")", 1)[1].split()[:4]
            except (FileNotFoundError, ProcessLookupError):
                continue
            if int(its_session) == session and state != "Z":
                found.append(int(path.name))
    return found
