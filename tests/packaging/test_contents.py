"""What goes into a bundle, and what a trace of it says."""

from __future__ import annotations

import struct
from pathlib import Path

import contents
import identity
import pytest
import tracing
from linux import installers

ALLOWED = [Path("/home/分析 师")]


@pytest.mark.parametrize(
    ("name", "is_needed"),
    [
        ("torch/bin/torch_shm_manager", True),
        ("torch/bin/protoc", False),
        ("torch/lib/libtorch_cpu.so", True),
        ("torch/include/ATen/ATen.h", False),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqeglfs.so", False),
        ("PySide6/Qt/plugins/imageformats/libqjpeg.so", True),
        ("PySide6/Qt/plugins/tls/libqopensslbackend.so", False),
        ("PySide6/Qt/translations/qtbase_zh_CN.qm", True),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("resources/translations/fovea_zh_CN.qm", True),
        ("resources/translations/fovea_zh_CN.ts", False),
        ("libstdc++.so.6", False),
        ("numpy.libs/libscipy_openblas64_.so", True),
    ],
)
def test_what_nobody_asks_for_stays_out(name: str, is_needed: bool) -> None:
    assert contents.is_needed(name) is is_needed


def test_what_numpy_brings_for_linear_algebra_is_not_stripped(tmp_path: Path) -> None:
    for name in ("numpy.libs/libscipy_openblas64_.so", "torch/lib/libtorch_cpu.so"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert [file.name for file in contents._matching(tmp_path, contents.STRIPPED)] == ["libtorch_cpu.so"]


@pytest.mark.parametrize(
    ("line", "offence"),
    [
        ('7 socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3', "socket: AF_INET, SOCK_STREAM, IPPROTO_IP"),
        ('7 socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = -1 EPERM (denied)', None),
        ('7 socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 3', None),
        ('7 openat(AT_FDCWD, "/etc/passwd", O_RDONLY) = 3', None),
        ('7 openat(AT_FDCWD, "/etc/x", O_WRONLY|O_CREAT, 0666) = 3', "openat: /etc/x"),
        ('7 openat(AT_FDCWD, "/etc/x", O_WRONLY|O_CREAT, 0666) = -1 EACCES (denied)', None),
        (r'7 openat(AT_FDCWD, "/home/\345\210\206\346\236\220 \345\270\210/a", O_WRONLY|O_CREAT) = 3', None),
        ('7 mkdir("/tmp/x", 0777) = 0', "mkdir: /tmp/x"),
        (r'7 rename("/home/\345\210\206\346\236\220 \345\270\210/a", "/tmp/b") = 0', "rename: /tmp/b"),
        ('7 openat(AT_FDCWD, "/dev/null", O_RDWR) = 3', None),
    ],
)  # fmt: skip
def test_a_trace_tells_what_was_written_and_opened(tmp_path: Path, line: str, offence: str | None) -> None:
    log = tmp_path / "strace.txt"
    log.write_text(line + "\n", encoding="utf-8")
    assert tracing.offences(log, allowed=ALLOWED) == ([offence] if offence else [])


@pytest.mark.usefixtures("qapp")
def test_the_icon_for_windows_holds_its_sizes() -> None:
    content = identity.ico().read_bytes()
    _, kind, n = struct.unpack_from("<HHH", content)
    assert (kind, n) == (1, len(identity.ICO_SIZES))
    size, offset = struct.unpack_from("<II", content, 6 + 8)
    assert content[offset : offset + 8] == b"\x89PNG\r\n\x1a\n" and len(content) > offset + size


def test_the_manual_page_has_every_command() -> None:
    from core.cli import NAMES

    page = installers.manual().decode()
    assert [name for name in NAMES if f".B {name}\n" not in page] == []
    assert "@" not in page.replace("fovea@localhost", "")


def test_the_version_is_that_of_the_project() -> None:
    from core import paths

    assert paths.version() == identity.VERSION
