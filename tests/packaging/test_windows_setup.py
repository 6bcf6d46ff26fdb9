"""The setup for Windows: compiled here, and tried under wine on request, with a stand-in for the program."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from windows import installer

WINE = shutil.which("wine64") or next((str(path) for path in [Path("/usr/lib/wine/wine64")] if path.exists()), None)
TIMEOUT_S = 240

pytestmark = pytest.mark.skipif(not shutil.which("makensis"), reason="makensis (package nsis) is not installed")


@pytest.fixture(scope="module")
def setup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("setup")
    payload = folder / "payload"
    for name in ("Fovea.exe", "fovea-cli.exe", "_internal/base_library.zip", "_internal/resources/中文.txt"):
        (payload / name).parent.mkdir(parents=True, exist_ok=True)
        (payload / name).write_bytes(b"stand-in")
    return installer.setup(payload, folder, compressor="zlib")


def test_the_setup_is_a_program_for_windows(setup: Path) -> None:
    assert setup.read_bytes()[:2] == b"MZ"


@pytest.mark.skipif(WINE is None or not os.environ.get("FOVEA_WINE"), reason="takes 40 s: FOVEA_WINE=1, with wine64")
def test_it_installs_for_one_user_and_leaves_foreign_files_when_removed(setup: Path, tmp_path: Path) -> None:
    run = Wine(tmp_path)
    run(setup, "/S")
    folder = next(tmp_path.glob("drive_c/users/*/AppData/Local/Programs/Fovea"))
    assert (folder / "_internal/resources/中文.txt").read_bytes() == b"stand-in"
    assert list(tmp_path.glob("drive_c/users/*/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Fovea.lnk"))
    assert "QuietUninstallString" in run.registry()
    (folder / "mine.txt").write_text("kept")
    (folder / "_internal/old.dll").write_text("of an older version")
    run(setup, "/S")
    assert not (folder / "_internal/old.dll").exists()
    run(folder / "uninstall.exe", "/S")
    assert sorted(path.name for path in folder.iterdir()) == ["mine.txt"]
    assert "QuietUninstallString" not in run.registry()


class Wine:
    """A Windows of its own in a folder."""

    def __init__(self, prefix: Path) -> None:
        quiet = {"WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml=", "DISPLAY": ""}
        self._environment = {**os.environ, "WINEPREFIX": str(prefix), "WINEARCH": "win64", **quiet}
        self._prefix = prefix

    def __call__(self, program: Path, *arguments: str) -> None:
        self._do(str(WINE), str(program), *arguments)
        self._do(self._server(), "-w")  # also what the program started, and the registry's file

    def registry(self) -> str:
        return (self._prefix / "user.reg").read_text(encoding="utf-8", errors="replace")

    def _do(self, *command: str) -> None:
        subprocess.run(command, env=self._environment, timeout=TIMEOUT_S, check=True, stderr=subprocess.DEVNULL)

    @staticmethod
    def _server() -> str:
        places = ("wineserver", "/usr/lib/wine/wineserver64", "/usr/lib/wine/wineserver")
        return next(found for place in places if (found := shutil.which(place)))
