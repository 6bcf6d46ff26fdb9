"""Of other processes: what they have used, and who is still there."""

from __future__ import annotations

import os
from pathlib import Path

# Places of what stands behind the name in /proc/PID/stat.
STATE, SESSION = 0, 3
USER, SYSTEM, CHILDREN_USER, CHILDREN_SYSTEM = range(11, 15)


def _fields(pid: int) -> list[str] | None:
    """None when the process is gone; a zombie is gone too."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if fields[STATE] == "Z" else fields


def is_there(pid: int) -> bool:
    return _fields(pid) is not None


def processor_s(pid: int) -> float:
    """Seconds of the processor that a process has used; 0 when it is gone."""
    fields = _fields(pid)
    return 0.0 if fields is None else (int(fields[USER]) + int(fields[SYSTEM])) / os.sysconf("SC_CLK_TCK")


def worked_s(session: int) -> float:
    """Seconds of the processor that all processes of a session have used, those that are gone too."""
    used = 0
    for pid in of_session(session):
        fields = _fields(pid)
        used += sum(int(fields[place]) for place in (USER, SYSTEM, CHILDREN_USER, CHILDREN_SYSTEM)) if fields else 0
    return used / os.sysconf("SC_CLK_TCK")


def of_session(session: int) -> list[int]:
    pids = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
    return [pid for pid in pids if (fields := _fields(pid)) is not None and int(fields[SESSION]) == session]
