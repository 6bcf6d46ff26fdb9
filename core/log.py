"""The window's log: a small file of what went wrong. Texts of documents never go into it."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

from core import paths

MAX_BYTES = 1_000_000
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def error(logger: logging.Logger, error: BaseException) -> None:
    """Log where an error came from; not its own words, which may hold the text of a document."""
    place = "".join(traceback.format_tb(error.__traceback__))
    logger.error("%s %s\n%s", type(error).__name__, getattr(error, "code", ""), place)


def start(name: str) -> Path:
    """Send warnings and worse to NAME.log, beginning a new file when the old one has grown large."""
    file = paths.log_dir() / f"{name}.log"
    root = logging.getLogger()
    root.setLevel(logging.WARNING)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.exists() and file.stat().st_size > MAX_BYTES:
            file.replace(file.with_suffix(".old.log"))
        handler: logging.Handler = logging.FileHandler(file, encoding="utf-8", delay=True)
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter(FORMAT))
    root.addHandler(handler)
    return file
