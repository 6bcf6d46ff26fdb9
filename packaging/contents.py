"""What stays out of the bundle, and why that is safe. The self-test runs what is left."""

from __future__ import annotations

import fnmatch
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).parent / "stand_ins"

# Tools of developers, and optional partners of libraries: nothing that the program asks for.
NOWHERE = (
    *("tkinter", "matplotlib", "pandas", "lxml", "IPython", "scipy", "sklearn", "captum", "cleanlab", "pyarrow"),
    *("pytest", "_pytest", "hypothesis", "mypy", "torchvision", "setuptools", "pkg_resources", "pip", "lib2to3"),
    *(
        "tqdm",
        "readline",
        "pydoc_data",
        "idlelib",
        "turtledemo",
        "ensurepip",
        "venv",
        "curses",
        "OpenGL",
        "cupy",
        "numba",
        "h5py",
        "PIL.ImageQt",
    ),
    # Tables in a terminal; pictures for Tk, or with letters in them; databases that are not SQLite; objects for rows.
    *("wcwidth", "PIL.ImageTk", "PIL._imagingtk", "PIL._imagingft"),
    *(f"sqlalchemy.dialects.{name}" for name in ("mssql", "mysql", "oracle", "postgresql")),
    *("sqlalchemy.orm", "sqlalchemy.ext"),
    *("numpy.f2py", "numpy.distutils", "numpy.testing", "numpy._core.tests", "sqlalchemy.testing", "PySide6.QtTest"),
)
# No network, ever: without them OpenSSL and Kerberos stay out too. hashlib has its own functions.
NO_NETWORK = ("ssl", "_ssl", "_hashlib", "PySide6.QtNetwork")
# The rule of the house, a second time: the window has no torch, the worker no Qt.
NOT_IN_WINDOW = ("torch", "core.ml", "core.worker", "sentencepiece", "safetensors", "rjieba")
NOT_IN_COMMANDS = ("gui", "PySide6", "shiboken6", "pyqtgraph", "qtawesome", "qtpy")
# Compilers, exporters and clusters of torch: 75 MB of sympy and 4000 modules that only torch.optim, torch.compile,
# ONNX and distributed training load. The program has its own AdamW (core/ml/optimizer.py) and uses none of them.
NOT_OF_TORCH = (
    *("sympy", "mpmath", "networkx", "jinja2", "markupsafe", "fsspec", "filelock", "functorch", "tensorboard"),
    *("torch._dynamo", "torch._inductor", "torch.onnx", "torch._numpy", "torch.utils.tensorboard"),
    *(f"torch.distributed.{part}" for part in ("fsdp", "tensor", "pipelining", "checkpoint", "elastic")),
)

# What a library imports and the program never uses is there as a few lines of ours; the folders say instead of what.
STAND_INS = {".".join(file.relative_to(HERE).with_suffix("").parts): file for file in sorted(HERE.rglob("*.py"))}

# By path in the bundle. torch insists on torch_shm_manager.
LEFT_OUT = (
    "torch/include/*", "torch/share/*", "torch/test/*",
    "torch/lib/libtorchbind_test*", "torch/lib/libjitbackend_test*", "torch/lib/libbackend_with_compiler*",
    "torch/lib/libaoti_custom_ops*", "torch/lib/*.lib",
    "PySide6/Qt/qml/*", "PySide6/Qt/metatypes/*", "PySide6/qml/*", "*/typesystems/*", "*.pyi",
    "resources/translations/*.ts", "pyqtgraph/icons/peegee/*", "pyqtgraph/colors/maps/*",
    "numpy/_core/_multiarray_tests*",
)  # fmt: skip
# Plugins for screens without a desktop, for networks, databases and 3D that the program has not.
LEFT_OUT_PLUGINS = (
    *("egldeviceintegrations", "networkinformation", "tls", "qmltooling", "sqldrivers", "generic"),
    *("vectorimageformats", "platforms/*eglfs*", "platforms/*linuxfb*", "platforms/*minimal*", "platforms/*vkkhr*"),
    *("platforms/*vnc*", "platforminputcontexts/*virtualkeyboard*", "platformthemes/*gtk3*", "imageformats/*pdf*"),
)
QT_LANGUAGES = ("qtbase_en.qm", "qtbase_zh_CN.qm", "qtbase_zh_TW.qm")
# The system's own are as new at least, and its graphics drivers would get on badly with older ones. Who can print has
# CUPS, with 9 MB of its friends; every desktop has D-Bus, with 4 MB.
OF_THE_SYSTEM = ("libstdc++.so.6", "libgcc_s.so.1", "libcups.so.2", "libdbus-1.so.3")

# Strip what is built for debuggers. Never numpy.libs: `strip` breaks the alignment of OpenBLAS.
STRIPPED = (
    *("torch/lib/*.so*", "libpython*.so*", "python3*/lib-dynload/*.so", "PySide6/Qt/lib/*.so*", "PySide6/*.abi3.so"),
    *("sqlalchemy/*.so", "regex/*.so", "python_calamine/*.so", "safetensors/*.so", "rjieba/*.so", "PIL/*.so"),
    *("charset_normalizer/*.so", "numpy/random/*.so", "numpy/fft/*.so"),
)


def is_needed(name: str) -> bool:
    """By the path in the bundle, with slashes."""
    if any(fnmatch.fnmatch(name, pattern) for pattern in LEFT_OUT) or name in OF_THE_SYSTEM:
        return False
    if name.startswith("torch/bin/"):
        return name.endswith("torch_shm_manager")
    if plugin := re.fullmatch(r"PySide6/(?:Qt/)?plugins/(.*)", name):
        path = plugin.group(1)
        return not any(fnmatch.fnmatch(path, f"{pattern}*") for pattern in LEFT_OUT_PLUGINS)
    if re.fullmatch(r"PySide6/(?:Qt/)?translations/.*", name):
        return name.endswith(QT_LANGUAGES)
    return True


def trim(inside: Path) -> None:
    """After collection, on Linux: libraries that only left-out plugins needed go, debug symbols too."""
    if sys.platform != "linux":
        return
    for library in orphans(inside):
        library.unlink()
    for link in [path for path in inside.rglob("*") if path.is_symlink() and not path.exists()]:
        link.unlink()
    for file in _matching(inside, STRIPPED):
        subprocess.run(["strip", "--strip-unneeded", str(file)], check=True)


def orphans(inside: Path) -> list[Path]:
    """Shared libraries of the system and of Qt that no other file of the bundle names as needed."""
    files = [file for file in inside.rglob("*.so*") if not file.is_symlink()]
    needed = {file: _needed_by(file) for file in files}
    candidates = {file for file in files if file.parent in (inside, inside / "PySide6" / "Qt" / "lib")}
    kept = [file for file in files if file not in candidates]
    names = {"libpython3.so", *(name for file in kept for name in needed[file])}
    found = {file for file in candidates if file.name.startswith("libpython")}
    while more := {file for file in candidates - found if file.name in names or file in found}:
        found |= more
        names |= {name for file in more for name in needed[file]}
    names |= {name for file in found for name in needed[file]}
    return sorted(candidates - found)


def _needed_by(file: Path) -> set[str]:
    told = subprocess.run(["readelf", "-d", str(file)], capture_output=True, text=True, check=False).stdout
    return set(re.findall(r"\(NEEDED\).*\[(.*)\]", told))


def _matching(inside: Path, patterns: Iterable[str]) -> Iterator[Path]:
    for file in sorted(inside.rglob("*")):
        name = file.relative_to(inside).as_posix()
        if file.is_file() and not file.is_symlink() and any(fnmatch.fnmatch(name, pattern) for pattern in patterns):
            yield file
