"""The standalone bundle: two programs in one folder, Fovea (the window) and fovea (commands and worker)."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

Part = Literal["window", "commands"]
# Where upper and lower case are one, two names must differ in more.
NAMES: dict[Part, str] = {"window": "Fovea", "commands": "fovea" if sys.platform == "linux" else "fovea-cli"}
LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
LIBRARY_PATH = "LD_LIBRARY_PATH"


def is_frozen() -> bool:
    return bool(getattr(sys, "frozen", False))


def program(part: Part) -> Path:
    """Of the bundle that runs, the program that has this part."""
    here = Path(sys.executable)
    return here.with_name(NAMES[part]).with_suffix(here.suffix)


def hand_over(part: Part, argv: Sequence[str]) -> int | None:
    """Let the other program do it if this one lacks the part: its exit code; None: it is done here."""
    if not is_frozen() or (other := program(part)) == Path(sys.executable):
        return None
    if sys.platform == "win32":
        import subprocess

        return subprocess.call([str(other), *argv])
    os.execv(other, [str(other), *argv])


def set_environment() -> None:
    """As Python and Qt want it, and as programs of the system do, which must not find the bundle's libraries."""
    if not is_frozen():
        return
    if sys.platform == "linux" and not _is_utf_8():
        wanted = next((value for name in LOCALES if (value := os.environ.get(name))), "")
        os.environ.setdefault("LANGUAGE", wanted.split(".")[0])  # the window's language stays as it is
        os.environ["LC_ALL"] = "C.UTF-8"
    if LIBRARY_PATH in os.environ:
        original = os.environ.pop(f"{LIBRARY_PATH}_ORIG", "")
        if original:
            os.environ[LIBRARY_PATH] = original
        else:
            del os.environ[LIBRARY_PATH]


def _is_utf_8() -> bool:
    """Whether texts are so for the system's functions; not where a language is asked for that is not installed."""
    import locale

    try:
        locale.setlocale(locale.LC_ALL, "")
    except locale.Error:
        return False
    return locale.nl_langinfo(locale.CODESET).upper() == "UTF-8"
