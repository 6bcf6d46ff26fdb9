"""Where things are: resources (from source and frozen), settings, logs, recent projects."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import appdirs

from core import bundle

APP_NAME = "Fovea"


def root() -> Path:
    """The folder that holds main.py, or the bundle's content when frozen."""
    if bundle.is_frozen():
        return Path(sys._MEIPASS)  # type: ignore[attr-defined]
    return Path(__file__).resolve().parent.parent


def resource(*parts: str) -> Path:
    return root().joinpath("resources", *parts)


def config_dir() -> Path:
    """The settings folder; FOVEA_HOME moves it (tests, portable installations)."""
    home = os.environ.get("FOVEA_HOME")
    return Path(home) if home else Path(appdirs.user_config_dir(APP_NAME, appauthor=False))


def log_dir() -> Path:
    home = os.environ.get("FOVEA_HOME")
    return Path(home, "log") if home else Path(appdirs.user_log_dir(APP_NAME, appauthor=False))


def worker_command() -> list[str]:
    """The program and arguments that start a worker, from source and frozen."""
    if bundle.is_frozen():
        return [str(bundle.program("commands")), "worker"]
    return [sys.executable, str(root() / "main.py"), "worker"]


def version() -> str:
    """The version, kept in pyproject.toml alone (packaging copies that file into the bundle)."""
    import tomllib

    with (root() / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])
