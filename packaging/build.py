"""Make the standalone folder dist/Fovea with PyInstaller, and this system's installers from it.

Beside each artefact lies its bill of materials, and SHA256SUMS of all. Two builds of one commit give the same files.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import identity

ROOT = identity.ROOT
DIST, WORK = ROOT / "dist", ROOT / "build"
BUNDLE = DIST / "Fovea"
BILL = DIST / "Fovea.cdx.json"  # the spec writes it


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", action="store_true", help="no installers")
    args = parser.parse_args()
    _step("folder", _folder)
    artefacts = [] if args.folder else [_step(name, make) for name, make in _installers().items()]
    for artefact in artefacts:
        shutil.copy(BILL, artefact.with_name(f"{artefact.name}.cdx.json"))
    if artefacts:
        _write_sums(sorted(artefact for artefact in DIST.iterdir() if artefact.is_file()))
    return 0


def size_mb(path: Path) -> float:
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file() and not file.is_symlink()) / 1e6


def _step(name: str, make: Callable[[], Path]) -> Path:
    start, before = time.monotonic(), _cpu_s()
    made = make()
    seconds = f"{time.monotonic() - start:.0f} s, {_cpu_s() - before:.0f} s of CPU"
    print(f"{name}: {made.relative_to(ROOT)}, {size_mb(made):.0f} MB in {seconds}", flush=True)
    return made


def _folder() -> Path:
    shutil.rmtree(DIST, ignore_errors=True)
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
    command += ["--distpath", str(DIST), "--workpath", str(WORK / "pyinstaller")]
    # so that neither the clock nor chance gets into the files
    fixed = {"SOURCE_DATE_EPOCH": str(identity.committed_at()), "PYTHONHASHSEED": "0"}
    spec = ROOT / "packaging" / "fovea.spec"
    subprocess.run([*command, str(spec)], cwd=ROOT, env={**os.environ, **fixed}, check=True)
    return BUNDLE


def _installers() -> dict[str, Callable[[], Path]]:
    if sys.platform == "win32":
        from windows import installer

        return {"setup": lambda: installer.setup(BUNDLE, DIST)}
    if sys.platform == "darwin":
        from macos import image

        return {"dmg": lambda: image.dmg(DIST / "Fovea.app", DIST)}
    from linux import installers

    os.environ["SOURCE_DATE_EPOCH"] = str(identity.committed_at())
    return {
        "deb": lambda: installers.deb(BUNDLE, WORK / "deb", DIST),
        "run": lambda: installers.run(BUNDLE, WORK / "run", DIST),
    }


def _write_sums(files: list[Path]) -> None:
    lines = []
    for file in files:
        with file.open("rb") as content:
            lines.append(f"{hashlib.file_digest(content, 'sha256').hexdigest()}  {file.name}\n")
    (DIST / "SHA256SUMS").write_text("".join(lines), encoding="ascii")


def _cpu_s() -> float:
    """Of this process and those that it waited for."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


if __name__ == "__main__":
    sys.exit(main())
