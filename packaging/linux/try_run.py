"""Install a .run into an empty home without any rights, run it there, remove it.

    python packaging/linux/try_run.py dist/fovea-VERSION-linux-x86_64.run

By root it is tried as nobody. What must be left is nothing but the caches that the desktop makes of its MIME types.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

NOBODY = 65534
CACHES = Path(".local/share/mime")  # update-mime-database made them, for all programs


def main(archive: Path) -> int:
    with tempfile.TemporaryDirectory(prefix="fovea-run-") as folder:
        home = Path(folder, "家 home")
        home.mkdir()
        copy = shutil.copy(archive, folder)
        for path in (folder, home, copy):
            Path(path).chmod(0o755)
            if os.geteuid() == 0:
                os.chown(path, NOBODY, NOBODY)
        run(home, "sh", copy, "--quiet")
        print(f"ok installed: {run(home, home / '.local/bin/fovea', '--version').strip()}", flush=True)
        print(run(home, home / ".local/bin/fovea", "selftest"), end="", flush=True)
        run(home, "sh", home / ".local/opt/fovea/install.sh", "--uninstall")
        files = [path.relative_to(home) for path in home.rglob("*") if not path.is_dir()]
        left = [str(path) for path in files if not path.is_relative_to(CACHES)]
    print(f"ok removed; left: {left or 'nothing'}")
    return 1 if left else 0


def run(home: Path, *command: str | Path) -> str:
    bare = {"HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}
    who = NOBODY if os.geteuid() == 0 else None
    groups: list[int] | None = [] if who else None
    told = subprocess.run(
        [*map(str, command)],
        cwd=home,
        env={**bare, "TMPDIR": str(home.parent)},
        user=who,
        group=who,
        extra_groups=groups,
        capture_output=True,
        text=True,
        check=False,
    )
    if told.returncode:
        raise SystemExit(f"failed: {command[-1]}\n{told.stdout[-2000:]}{told.stderr[-2000:]}")
    return told.stdout


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
