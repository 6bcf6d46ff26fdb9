"""The one way in: the window, a command, the demo, the self-test, or a worker."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

PROJECT_SUFFIX = ".fovea"


def main(argv: Sequence[str]) -> int:
    """No arguments, a project, or --sample: the window. Each way imports only what it needs."""
    command, rest = (argv[0], list(argv[1:])) if argv else ("", [])
    if command == "worker":
        from core.worker import main as worker

        return worker()
    if command in ("demo", "selftest"):
        return _window_command(command, rest)
    if not rest and (command in ("", "--sample") or _is_project(command)):
        from gui.app import main as window

        is_sample = command == "--sample"
        return window(Path(command) if command and not is_sample else None, is_sample=is_sample)
    from core.cli import main as cli

    return cli(argv)


def _window_command(command: str, rest: Sequence[str]) -> int:
    if command == "demo":
        from gui.demo import main as demo

        return demo(rest)
    from gui.selftest import main as selftest

    return selftest(rest)


def _is_project(argument: str) -> bool:
    return argument.rstrip("/\\").endswith(PROJECT_SUFFIX) or Path(argument).is_dir()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
