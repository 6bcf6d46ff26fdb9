"""The one way in: the window, a command, the demo, the self-test, or a worker."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from core import bundle

SAMPLE = "--sample"


def main(argv: Sequence[str]) -> int:
    """No arguments, a project, or --sample: the window. Each way imports only what it needs."""
    bundle.set_environment()
    command, rest = (argv[0], argv[1:]) if argv else ("", [])
    if command in ("demo", "selftest") or _is_for_window(command, rest):
        code = bundle.hand_over("window", argv)
        return _window(command, rest) if code is None else code
    code = bundle.hand_over("commands", argv)
    return _command(command, argv) if code is None else code


def _window(command: str, rest: Sequence[str]) -> int:
    if command == "demo":
        from gui.demo import main as demo

        return demo(rest)
    if command == "selftest":
        from gui.selftest import main as selftest

        return selftest(rest)
    from gui.app import main as window

    is_sample = command == SAMPLE
    return window(Path(command) if command and not is_sample else None, is_sample=is_sample)


def _command(command: str, argv: Sequence[str]) -> int:
    if command == "worker":
        from core.worker import main as worker

        return worker()
    from core.cli import main as cli

    return cli(argv)


def _is_for_window(command: str, rest: Sequence[str]) -> bool:
    """A project may have any name but a command's; the window says what is wrong with it."""
    if command in ("", SAMPLE):
        return not rest
    from core.cli import NAMES

    return not rest and not command.startswith("-") and command not in (*NAMES, "worker")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
