"""The .deb and the self-extracting .run, from the folder that PyInstaller made."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import identity

HERE = Path(__file__).parent
ROOT = identity.ROOT
HOME = "opt/fovea"
ICONS = (48, 128, 256)
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
DEPENDS = (
    *("libc6 (>= {glibc})", "libstdc++6 (>= 11)", "libgcc-s1", "libgl1", "libegl1", "libdbus-1-3"),
    *("fontconfig-config", "fonts-dejavu-core | fonts-freefont-ttf"),
)
CONTROL = """\
Package: fovea
Version: {version}
Architecture: {architecture}
Maintainer: The Fovea developers <fovea@localhost>
Installed-Size: {size_kb}
Depends: {depends}
Recommends: fonts-noto-cjk | fonts-wqy-microhei
Section: science
Priority: optional
Description: label texts, train attention models, review what they look at
 For analysts whose texts may not leave their computer: labelling by keys,
 training in the background, and explanations that are checked. It needs no
 network and no Python.
"""
COPYRIGHT = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Fovea

Files: *
Copyright: the authors of Fovea
License: Expat
{licence}
Comment: The work of others in this package, with the texts of its licences, is
 listed in /opt/fovea/_internal/licences.
"""
# Settings go with `purge`, as configuration does; projects never.
POSTRM = """\
#!/bin/sh
set -e
if [ "$1" = purge ]; then
    for home in /root /home/*; do
        rm -rf "$home/.config/Fovea" "$home/.cache/Fovea"
    done
fi
"""


def deb(bundle: Path, work: Path, out: Path) -> Path:
    """Debian 12, Ubuntu 22.04 and newer. xz at its quickest is smaller than zstd at level 16, in half the time."""
    architecture = ARCHITECTURES[os.uname().machine]
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(bundle, work / HOME, symlinks=True)
    for path, content in _files().items():
        _write(work / "usr" / path, content)
    (work / "usr/bin").mkdir(parents=True)
    (work / "usr/bin/fovea").symlink_to(f"/{HOME}/fovea")
    size_kb = sum(file.lstat().st_size for file in work.rglob("*")) // 1024
    depends = ", ".join(DEPENDS).format(glibc=glibc(bundle))
    values = {"version": identity.VERSION, "architecture": architecture, "size_kb": size_kb, "depends": depends}
    _write(work / "DEBIAN/control", CONTROL.format(**values).encode())
    _write(work / "DEBIAN/postrm", POSTRM.encode())
    (work / "DEBIAN/postrm").chmod(0o755)
    target = out / f"fovea_{identity.VERSION}_{architecture}.deb"
    subprocess.run(
        ["dpkg-deb", "--build", "--root-owner-group", "-Zxz", "-z1", "--threads-max=2", str(work), str(target)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return target


def run(bundle: Path, work: Path, out: Path) -> Path:
    """For any other Linux with glibc; gzip, because that is everywhere."""
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(bundle, work / "program", symlinks=True)
    for name in ("install.sh", "fovea.desktop", "fovea.xml"):
        shutil.copy(HERE / name, work / name)
    (work / "install.sh").chmod(0o755)
    shutil.copy(ROOT / "resources/icons/fovea.svg", work / "fovea.svg")
    _write(work / "fovea.1", manual())
    target = out / f"fovea-{identity.VERSION}-linux-{os.uname().machine}.run"
    when = identity.committed_at()
    date = time.strftime("%a %b %d %H:%M:%S UTC %Y", time.gmtime(when))
    tar = f"--sort=name --mtime=@{when} --owner=0 --group=0 --numeric-owner"
    command = ["makeself", "--gzip", "--complevel", "6", "--nox11", "--nomd5", "--sha256", "--quiet"]
    command += ["--packaging-date", date, "--tar-extra", tar]
    label = f"Fovea {identity.VERSION}"
    subprocess.run([*command, str(work), str(target), label, "./install.sh"], check=True, stdout=subprocess.DEVNULL)
    return target


def glibc(bundle: Path) -> str:
    """The newest version of the C library that a file of the bundle asks for."""
    found = {version for file in _elf(bundle) for version in re.findall(r"GLIBC_(\d+\.\d+)", _versions(file))}
    return max(found, key=lambda version: tuple(map(int, version.split("."))))


def manual() -> bytes:
    """The manual page; what each command does is what --help says."""
    text = (HERE / "fovea.1").read_text(encoding="utf-8")
    command = [sys.executable, str(ROOT / "main.py"), "--help"]
    told = subprocess.run(command, env={**os.environ, "COLUMNS": "200"}, capture_output=True, text=True, check=True)
    found = re.findall(r"^ {4}([a-z-]+)\s{2,}(\S.*)$", told.stdout, re.MULTILINE)
    commands = "\n".join(f".TP\n.B {name}\n{help[0].upper()}{help[1:]}." for name, help in found)
    date = time.strftime("%Y-%m-%d", time.gmtime(identity.committed_at()))
    values = {"@VERSION@": identity.VERSION, "@DATE@": date, "@COMMANDS@": commands}
    for key, value in values.items():
        text = text.replace(key, value)
    return text.encode()


def _files() -> dict[str, bytes]:
    """What lies under /usr."""
    entry = (HERE / "fovea.desktop").read_text(encoding="utf-8").replace("@PROGRAM@", f"/{HOME}/Fovea")
    licence = "".join(f" {line or '.'}\n" for line in (ROOT / "LICENSE").read_text(encoding="utf-8").splitlines())
    when = identity.committed_at()
    files = {
        "share/applications/fovea.desktop": entry.encode(),
        "share/mime/packages/fovea.xml": (HERE / "fovea.xml").read_bytes(),
        "share/icons/hicolor/scalable/apps/fovea.svg": (ROOT / "resources/icons/fovea.svg").read_bytes(),
        "share/man/man1/fovea.1.gz": gzip.compress(manual(), 9, mtime=when),
        "share/doc/fovea/copyright": COPYRIGHT.format(licence=licence.rstrip()).encode(),
        "share/doc/fovea/changelog.gz": gzip.compress((ROOT / "CHANGELOG.md").read_bytes(), 9, mtime=when),
    }
    icons = {f"share/icons/hicolor/{size}x{size}/apps/fovea.png": identity.png(size) for size in ICONS}
    return files | icons


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _elf(bundle: Path) -> Iterator[Path]:
    for file in bundle.rglob("*"):
        if file.is_file() and not file.is_symlink() and file.open("rb").read(4) == b"\x7fELF":
            yield file


def _versions(file: Path) -> str:
    command = ["readelf", "--version-info", "--wide", str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout
