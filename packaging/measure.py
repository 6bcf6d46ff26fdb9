"""How large the bundle is, by component, and how fast it starts beside the same program from source."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import contents
from build import size_mb

from core import bundle

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 9
TARGETS = {"folder_mb": 580, "deb_mb": 175, "ratio": 1.1}
GROUPS = {
    "torch": ("torch/",),
    "Qt and PySide6": ("PySide6/", "shiboken6/", "libicu", "libQt6"),
    "numpy": ("numpy/", "numpy.libs/"),
    "Python": ("libpython", "lib-dynload/", "base_library.zip", "python3"),
    "licences": ("licences/",),
    "resources": ("resources/",),
}


def main(folder: Path) -> int:
    """Prints one JSON object; 1 when a target is missed."""
    sizes = components(folder)
    debs = sorted(folder.parent.glob("*.deb"))
    starts = start_times(folder)
    found = {
        "folder_mb": round(size_mb(folder)),
        "components_mb": sizes,
        "left_out": {
            "in neither": (*contents.NOWHERE, *contents.NO_NETWORK),
            "in the window": contents.NOT_IN_WINDOW,
            "in the commands": (*contents.NOT_IN_COMMANDS, *contents.NOT_OF_TORCH),
            "files": (*contents.LEFT_OUT, *contents.LEFT_OUT_PLUGINS, *contents.OF_THE_SYSTEM),
            "stripped": contents.STRIPPED,
        },
        "deb_mb": round(size_mb(debs[-1])) if debs else None,
        **starts,
        "targets": TARGETS,
    }
    print(json.dumps(found, indent=1))
    missed = [name for name, limit in TARGETS.items() if found[name] is not None and found[name] > limit]
    return 1 if missed else 0


def components(folder: Path) -> dict[str, float]:
    """Megabytes, the largest first; the programs hold their Python modules."""
    found: Counter[str] = Counter()
    for file in folder.rglob("*"):
        if file.is_file() and not file.is_symlink():
            found[_group(file.relative_to(folder).as_posix())] += file.stat().st_size
    return {name: round(size / 1e6, 1) for name, size in found.most_common()}


def start_times(folder: Path) -> dict[str, object]:
    """From just before the process to the window's first paint: medians of warm starts by turns, and a cold one."""
    program = str(folder / (bundle.NAMES["window"] + (".exe" if os.name == "nt" else "")))
    ways = {"frozen": [program], "source": [sys.executable, str(ROOT / "main.py")]}
    times: dict[str, list[float]] = {name: [] for name in ways}
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "FOVEA_HOME": home, "PYTHONPYCACHEPREFIX": str(Path(home, "compiled"))}
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        for number in range(ROUNDS + 1):
            for name, command in ways.items():
                taken = _until_painted(command, environment)
                if number:  # the first round warms the caches up
                    times[name].append(taken)
        cold = _cold(ways["frozen"], environment)
    medians = {f"{name}_s": round(statistics.median(values), 3) for name, values in times.items()}
    ratio = round(medians["frozen_s"] / medians["source_s"], 3)
    return {**medians, "ratio": ratio, "rounds": ROUNDS, "cold_s": cold}


def _until_painted(command: list[str], environment: dict[str, str]) -> float:
    start = time.clock_gettime_ns(time.CLOCK_MONOTONIC)
    told = subprocess.run(
        [*command, "selftest", "--start"], env=environment, capture_output=True, text=True, check=True
    )
    return (int(told.stdout.split()[-1]) - start) / 1e9


def _cold(command: list[str], environment: dict[str, str]) -> float | None:
    """With nothing of the disk in memory; None where only the administrator may drop that."""
    try:
        os.sync()
        Path("/proc/sys/vm/drop_caches").write_text("3")
    except OSError:
        return None
    return round(_until_painted(command, environment), 3)


def _group(name: str) -> str:
    inside = name.removeprefix("_internal/")
    if inside == name:
        return f"program {name}"
    for group, beginnings in GROUPS.items():
        if inside.startswith(beginnings):
            return group
    return inside.split("/")[0] if "/" in inside else "libraries of the system"
