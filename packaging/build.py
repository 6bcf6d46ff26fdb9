"""Make the standalone folder dist/Fovea with PyInstaller, from a clean build folder."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    start = time.monotonic()
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
    command += ["--distpath", str(ROOT / "dist"), "--workpath", str(ROOT / "build" / "pyinstaller")]
    code = subprocess.call([*command, str(ROOT / "packaging" / "fovea.spec")], cwd=ROOT)
    if code == 0:
        bundle = ROOT / "dist" / "Fovea"
        size = sum(f.stat().st_size for f in bundle.rglob("*") if f.is_file() and not f.is_symlink())
        print(f"{bundle}: {size / 1e6:.0f} MB in {time.monotonic() - start:.0f} s")
    return code


if __name__ == "__main__":
    sys.exit(main())
