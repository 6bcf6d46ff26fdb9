"""packaging/ is no package, so as not to shadow the library of that name: its files are found by their folder."""

from __future__ import annotations

import sys
from pathlib import Path

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"


def pytest_configure() -> None:
    sys.path.insert(0, str(PACKAGING))


sys.path.insert(0, str(PACKAGING))
