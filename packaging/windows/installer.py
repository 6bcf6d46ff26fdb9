"""Setup for Windows, for one user and without administrator's rights; made by makensis, on Windows or on Linux."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import identity

HERE = Path(__file__).parent
USUAL = Path("C:/Program Files (x86)/NSIS/makensis.exe")


def setup(bundle: Path, out: Path, *, compressor: str = "lzma") -> Path:
    """`compressor`: lzma (small) or zlib (quick)."""
    target = out / f"Fovea-{identity.VERSION}-windows-x64-setup.exe"
    defines = {
        "VERSION": identity.VERSION,
        "NUMBERS": ".".join([*identity.VERSION.split("."), "0", "0"][:4]),
        "PAYLOAD": str(bundle.resolve()),
        "OUT": str(target.resolve()),
        "ICON": str(identity.ico()),
        "LICENCE": str(identity.ROOT / "LICENSE"),
        "COPYRIGHT": identity.COPYRIGHT,
        "COMPRESSOR": compressor,
    }
    if sys.platform == "linux":  # Debian's makensis can make it for 64 bits, as the program is
        defines["TARGET"] = "amd64-unicode"
    program = shutil.which("makensis") or str(USUAL)
    options = [f"-D{key}={value}" for key, value in defines.items()]
    script = str(HERE / "fovea.nsi")
    subprocess.run([program, "-V2", "-WX", "-INPUTCHARSET", "UTF8", *options, script], check=True)
    return target
