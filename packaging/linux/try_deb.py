"""Install a .deb where nothing is but Debian, run it there, upgrade it, remove it: by root, with debootstrap.

    python packaging/linux/try_deb.py dist/fovea_VERSION_amd64.deb [--suite bookworm]

The packages of the bare system come from where this computer has its own. What is found: the package needs nothing that
it does not declare; a user's project outlives an upgrade; after purge and autoremove no file is left.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample" / "reviews_en.jsonl"
OLDER = "0.0.1"
USER = "analyst"
PROJECT = f"/home/{USER}/项目 one.fovea"
SETTINGS, LOG = f"/home/{USER}/.config/Fovea", f"/home/{USER}/.cache/Fovea"
WINDOW_S = 20
MOUNTED = ("proc", "sys", "dev")
# What a running system writes by itself, not the package.
NOISE = re.compile(
    r"^(var/(cache|log|lib/(apt|dpkg|systemd|pam))|etc/(ld\.so\.cache|\.pwd|\w+-$)|root/|tmp|run|dev|proc|sys|home)"
)


class Root:
    """A bare system in a folder."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def run(self, *command: str, user: str = "root") -> str:
        home = "/root" if user == "root" else f"/home/{user}"
        line = ["chroot", f"--userspec={user}", str(self._path), "env", "-i", f"HOME={home}", "LANG=C.UTF-8"]
        line += ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND=noninteractive", "QT_QPA_PLATFORM=offscreen"]
        told = subprocess.run([*line, *command], capture_output=True, text=True, check=False)
        if told.returncode:
            raise SystemExit(f"failed: {' '.join(command)}\n{told.stdout[-2000:]}{told.stderr[-2000:]}")
        return told.stdout + told.stderr

    def put(self, file: Path) -> str:
        shutil.copy(file, self._path / "tmp" / file.name)
        return f"/tmp/{file.name}"

    def has(self, path: str) -> bool:
        return (self._path / path[1:]).exists()

    def text(self, path: str) -> str:
        return (self._path / path[1:]).read_text(encoding="utf-8")

    def files(self) -> set[str]:
        found = set()
        for folder, folders, names in os.walk(self._path):
            place = Path(folder).relative_to(self._path)
            folders[:] = [name for name in folders if str(place / name) not in MOUNTED]
            found |= {str(place / name) for name in names}
        return {name for name in found if not NOISE.match(name)}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("deb", type=Path)
    parser.add_argument("--suite", default="bookworm")
    args = parser.parse_args()
    if os.geteuid():
        raise SystemExit("try_deb.py: only root can make a bare system")
    with tempfile.TemporaryDirectory(prefix="fovea-root-") as folder, bare(Path(folder), args.suite) as root:
        before = root.files()
        install(root, older(args.deb, Path(folder)))
        say(f"{OLDER} installed with {len(root.run('dpkg-query', '-W', '-f', '${Package} ').split())} packages in all")
        exported = make_project(root)
        install(root, args.deb)
        same = export(root, "after.csv") == exported
        say(f"upgraded from {OLDER}; the project: {'the same' if same else 'CHANGED'}, {check(root)}")
        print(root.run("fovea", "selftest", user=USER), end="", flush=True)
        use_window(root)
        root.run("apt-get", "remove", "-qy", "fovea")
        stays = root.has(SETTINGS)
        root.run("apt-get", "purge", "-qy", "fovea")
        root.run("apt-get", "autoremove", "--purge", "-qy")
        is_kept = root.has(f"{PROJECT}/project.db")
        left = sorted(root.files() - before) + [path for path in (SETTINGS, LOG) if root.has(path)]
        say(f"removed; settings {'stay' if stays else 'WENT'}")
        say(f"purged; left: {left or 'nothing'}; the project: {'there' if is_kept else 'GONE'}")
    return 0 if same and stays and is_kept and not left else 1


def install(root: Root, deb: Path) -> None:
    root.run("apt-get", "install", "-qy", "--no-install-recommends", root.put(deb))


def make_project(root: Root) -> str:
    """What the older version exports of it."""
    root.run("useradd", "--create-home", USER)
    root.run("fovea", "new", PROJECT, "--labels", "good,mixed,bad", user=USER)
    root.run("fovea", "import", PROJECT, root.put(SAMPLE), user=USER)
    return export(root, "before.csv")


def export(root: Root, name: str) -> str:
    root.run("fovea", "export", PROJECT, "--format", "csv", "--output", f"/home/{USER}/{name}", user=USER)
    return root.text(f"/home/{USER}/{name}")


def check(root: Root) -> str:
    return root.run("fovea", "check", PROJECT, "--json", user=USER).strip()


def use_window(root: Root) -> None:
    """As a user does, for some seconds: settings are there then."""
    root.run("sh", "-c", f"timeout {WINDOW_S} fovea '{PROJECT}'; test $? = 124", user=USER)
    if not root.has(SETTINGS):
        raise SystemExit(f"failed: the window wrote no {SETTINGS}")


@contextmanager
def bare(folder: Path, suite: str) -> Iterator[Root]:
    path = folder / "root"
    url = mirror()
    subprocess.run(["debootstrap", "--variant=minbase", suite, str(path), url], check=True, stdout=subprocess.DEVNULL)
    mounts = [("proc", "proc"), ("sysfs", "sys"), ("tmpfs", "dev/shm")]
    for kind, place in mounts:
        (path / place).mkdir(exist_ok=True)
        subprocess.run(["mount", "-t", kind, kind, str(path / place)], check=True)
    try:
        yield Root(path)
    finally:
        for _, place in reversed(mounts):
            subprocess.run(["umount", "-l", str(path / place)], check=False)


def mirror() -> str:
    """Of this computer's own packages."""
    files = [Path("/etc/apt/sources.list"), *Path("/etc/apt/sources.list.d").glob("*")]
    texts = "\n".join(file.read_text(encoding="utf-8") for file in files if file.is_file())
    found = re.search(r"^(?:URIs:|deb(?: +\[.*\])?)\s+(\S+/debian/?)(?=\s)", texts, re.MULTILINE)
    if found is None:
        raise SystemExit("try_deb.py: where this computer's packages come from can't be found out")
    return found.group(1)


def older(deb: Path, folder: Path) -> Path:
    """The same package as if it were of an older version."""
    unpacked, made = folder / "older", folder / f"fovea_{OLDER}.deb"
    subprocess.run(["dpkg-deb", "-R", str(deb), str(unpacked)], check=True)
    control = unpacked / "DEBIAN" / "control"
    control.write_text(
        re.sub(r"(?m)^Version: .*$", f"Version: {OLDER}", control.read_text(encoding="utf-8")), encoding="utf-8"
    )
    subprocess.run(["dpkg-deb", "--build", "-Znone", str(unpacked), str(made)], check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(unpacked)
    return made


def say(text: str) -> None:
    print(f"ok {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
