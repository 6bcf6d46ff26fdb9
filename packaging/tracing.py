"""What a program wrote, and which sockets it opened, by strace."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

CALLS = "open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,link,linkat,symlink,symlinkat,socket"
WRITING = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC")
LINE = re.compile(r"^(?:\d+\s+)?(\w+)\((.*)\)\s+= (-?\d+)")
PATH = re.compile(r'"((?:[^"\\]|\\.)*)"')
# Devices; memory shared by the threads of a process; the caches of fontconfig and of graphics drivers are the system's.
SYSTEM = ("/dev/", "/proc/self/", "/proc/", "/sys/", "/memfd:", "/var/cache/fontconfig")
CACHES = (".cache/fontconfig", ".cache/mesa_shader_cache")


def works() -> bool:
    """Whether strace is there and may look on: not every container lets it."""
    strace = shutil.which("strace")
    return strace is not None and not subprocess.run([strace, "-qq", "-o", os.devnull, "true"], check=False).returncode


def command(log: Path, program: Sequence[str]) -> list[str]:
    log.unlink(missing_ok=True)
    log.touch()
    log.chmod(0o666)
    strace = shutil.which("strace") or "strace"
    return [strace, "-f", "-qq", "--seccomp-bpf", "-s", "4096", "-e", f"trace={CALLS}", "-o", str(log), *program]


def offences(log: Path, *, allowed: Sequence[Path]) -> list[str]:
    """Calls that wrote outside the allowed folders, and sockets to anywhere but the screen and the desktop."""
    with log.open(encoding="utf-8", errors="replace") as lines:
        return sorted(set(_offences(lines, [str(folder) for folder in allowed])))


def _offences(lines: Iterator[str], allowed: Sequence[str]) -> Iterator[str]:
    for line in lines:
        found = LINE.match(line)
        if found is None or int(found.group(3)) < 0:
            continue
        call, arguments = found.group(1), found.group(2)
        if call == "socket":
            if not arguments.startswith(("AF_UNIX", "AF_LOCAL")):
                yield f"socket: {arguments}"
        elif not call.startswith("open") or WRITING.search(arguments):
            yield from (f"{call}: {path}" for path in _paths(arguments) if not _is_allowed(path, allowed))


def _paths(arguments: str) -> Iterator[str]:
    """As they are; strace writes bytes beyond ASCII as octal numbers."""
    for quoted in PATH.findall(arguments):
        raw = re.sub(r"\\([0-7]{1,3})", lambda found: chr(int(found.group(1), 8)), quoted)
        yield raw.encode("latin-1", "replace").decode("utf-8", "replace")


def _is_allowed(path: str, allowed: Sequence[str]) -> bool:
    if not path.startswith("/"):  # relative to the home, where the programs start
        return True
    return path.startswith((*SYSTEM, *allowed)) or any(cache in path for cache in CACHES)
