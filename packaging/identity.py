"""Who the program is, as each system wants to be told: version, icon, file properties. All from pyproject.toml."""

from __future__ import annotations

import struct
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT))  # so that all the tools here can ask core
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
VERSION: str = PROJECT["version"]
DESCRIPTION: str = PROJECT["description"]
COPYRIGHT = "Copyright the authors of Fovea. MIT licence."
ICONS = ROOT / "build" / "icons"
ICO_SIZES = (16, 24, 32, 48, 64, 256)
ICNS_TYPES = {b"icp4": 16, b"icp5": 32, b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024}
SMALLEST_MACOS = "14.0"  # of torch's and PySide6's wheels


def icon() -> str | None:
    """The file for this system's programs; Linux has it in the desktop entry."""
    if sys.platform == "win32":
        return str(ico())
    if sys.platform == "darwin":
        return str(_written("fovea.icns", _icns({kind: png(size) for kind, size in ICNS_TYPES.items()})))
    return None


def ico() -> Path:
    """The icon for Windows."""
    return _written("fovea.ico", _ico({size: png(size) for size in ICO_SIZES}))


def png(size_px: int) -> bytes:
    """The icon as a picture, drawn from its only source, the SVG."""
    from PySide6.QtCore import QBuffer
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size_px, size_px, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(ROOT / "resources" / "icons" / "fovea.svg")).render(painter)
    painter.end()
    buffer = QBuffer()
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def windows_version(part: str) -> Any:
    """The file properties of a program on Windows."""
    if sys.platform != "win32":
        return None
    from PyInstaller.utils.win32 import versioninfo as info

    numbers = tuple([*map(int, VERSION.split(".")), 0, 0][:4])
    told = {
        "FileDescription": "Fovea" if part == "window" else "Fovea (commands)",
        "ProductName": "Fovea",
        "FileVersion": VERSION,
        "ProductVersion": VERSION,
        "LegalCopyright": COPYRIGHT,
    }
    strings = info.StringTable("040904B0", [info.StringStruct(key, value) for key, value in told.items()])
    translation = info.VarStruct("Translation", [0x0409, 0x04B0])
    return info.VSVersionInfo(
        ffi=info.FixedFileInfo(filevers=numbers, prodvers=numbers),
        kids=[info.StringFileInfo([strings]), info.VarFileInfo([translation])],
    )


def mac_properties() -> dict[str, Any]:
    """Info.plist, apart from what PyInstaller puts there itself."""
    project = {
        "CFBundleTypeName": "Fovea project",
        "CFBundleTypeRole": "Editor",
        "LSItemContentTypes": ["org.fovea.project"],
        "LSTypeIsPackage": True,
    }
    kind = {
        "UTTypeIdentifier": "org.fovea.project",
        "UTTypeDescription": "Fovea project",
        "UTTypeConformsTo": ["com.apple.package"],
        "UTTypeTagSpecification": {"public.filename-extension": ["fovea"]},
    }
    return {
        "NSHighResolutionCapable": True,
        "LSMinimumSystemVersion": SMALLEST_MACOS,
        "NSRequiresAquaSystemAppearance": False,
        "CFBundleLocalizations": ["en", "zh_CN"],
        "NSHumanReadableCopyright": COPYRIGHT,
        "CFBundleDocumentTypes": [project],
        "UTExportedTypeDeclarations": [kind],
    }


def committed_at() -> int:
    """Seconds since 1970 of the commit that is built: the time of every file that is made."""
    told = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False)
    return int(told.stdout.strip() or 0)


def _written(name: str, content: bytes) -> Path:
    ICONS.mkdir(parents=True, exist_ok=True)
    path = ICONS / name
    path.write_bytes(content)
    return path


def _ico(pictures: dict[int, bytes]) -> bytes:
    """ICONDIR, an ICONDIRENTRY each, then the PNGs."""
    header = struct.pack("<HHH", 0, 1, len(pictures))
    offset = len(header) + 16 * len(pictures)
    entries = b""
    for size, content in pictures.items():
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(content), offset)
        offset += len(content)
    return header + entries + b"".join(pictures.values())


def _icns(pictures: dict[bytes, bytes]) -> bytes:
    body = b"".join(kind + struct.pack(">I", len(content) + 8) + content for kind, content in pictures.items())
    return b"icns" + struct.pack(">I", len(body) + 8) + body
