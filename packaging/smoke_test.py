"""Start the built programs in a bare environment and let them do everything once; what they did not announce fails.

    python packaging/smoke_test.py dist/Fovea [--short] [--measure]

Bare: no Python on the PATH, an install folder that can't be written, a home with spaces and Chinese characters, another
user than root where that can be, LANG=C and LANG=zh_CN.UTF-8. On Linux strace looks at every file that the window and
its workers write, and every socket that they open. --short: what CI has time for. --measure: sizes by component, and
starts beside the source.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import identity
import measure
import tracing

from core import bundle
from core.pictures import scenes

TIMEOUT_S = 900
LANGUAGES = ("C", "zh_CN.UTF-8")
NOBODY = 65534
SAMPLES = identity.ROOT / "resources" / "sample"
N_SCENES = 40
SMALL = ("epochs=1", "hidden_size=16", "embedding_size=16")
MODELS = ("auto", "attention-lstm", "transformer")
FORMATS = ("csv", "excel", "jsonl", "doccano", "label-studio")


class TrialError(Exception):
    """What went wrong, in a line."""


class Trial:
    """One bundle in one bare environment."""

    def __init__(self, folder: Path, home: Path, language: str) -> None:
        self._folder = folder
        self.home = home
        self._as_nobody = sys.platform == "linux" and os.geteuid() == 0 and _is_open_to_all(folder)
        kept = ("SYSTEMROOT", "TEMP", "TMP", "DISPLAY", "XAUTHORITY")
        self.environment = {name: os.environ[name] for name in kept if name in os.environ}
        self.environment |= {"HOME": str(home), "LANG": language, "TMPDIR": str(home / "tmp"), "PATH": ""}
        if os.name == "nt":
            self.environment |= {"USERPROFILE": str(home), "LOCALAPPDATA": str(home), "APPDATA": str(home)}
        (home / "tmp").mkdir(parents=True, exist_ok=True)
        self.hand_to_user()

    def hand_to_user(self) -> None:
        if self._as_nobody:
            for path in (self.home, *self.home.rglob("*")):
                os.chown(path, NOBODY, NOBODY)

    def program(self, part: bundle.Part) -> str:
        return str(self._folder / (bundle.NAMES[part] + (".exe" if os.name == "nt" else "")))

    def run(
        self, part: bundle.Part, *arguments: str | Path, is_traced: bool = False, told: str = "", **more: str
    ) -> str:
        """Standard output; TrialError on a bad end or any line on standard error but one that begins with `told`."""
        command = [self.program(part), *map(str, arguments)]
        log = self.home.parent / "strace.txt"
        if is_traced:
            command = tracing.command(log, command)
        done = subprocess.run(
            command,
            cwd=self.home,
            env=self.environment | more,
            user=NOBODY if self._as_nobody else None,
            group=NOBODY if self._as_nobody else None,
            extra_groups=[] if self._as_nobody else None,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=TIMEOUT_S,
            check=False,
        )
        name = " ".join([bundle.NAMES[part], *map(str, arguments[:1])])
        surprises = [line for line in done.stderr.splitlines() if not (told and line.startswith(told))]
        if done.returncode or surprises:
            raise TrialError("\n".join([f"{name}: exit {done.returncode}", *done.stdout.splitlines()[-5:], *surprises]))
        if is_traced and (found := tracing.offences(log, allowed=[self.home])):
            raise TrialError("\n".join([f"{name}:", *found]))
        return done.stdout


def selftest(trial: Trial, *, is_traced: bool) -> None:
    """Every line is an announced one."""
    told = trial.run("window", "selftest", QT_QPA_PLATFORM="offscreen", is_traced=is_traced)
    lines = told.splitlines()
    if not lines or any(not line.startswith("ok ") for line in lines):
        raise TrialError(f"selftest said: {told}")
    print(told, end="", flush=True)


def commands(trial: Trial, *, is_short: bool) -> None:
    """The whole job without a window, by the other program."""
    project = trial.home / "项目 文件夹" / "评论.fovea"
    project.parent.mkdir()
    data, pairs, pictures = trial.home / "评论.jsonl", trial.home / "句对.jsonl", trial.home / "图片"
    shutil.copy(SAMPLES / "reviews_zh.jsonl", data)
    shutil.copy(SAMPLES / "travel_en_zh.jsonl", pairs)
    _draw(pictures)
    trial.hand_to_user()

    def fovea(*arguments: str | Path, told: str = "") -> dict[str, object]:
        answer: dict[str, object] = json.loads(trial.run("commands", *arguments, "--json", told=told))
        print(f"ok fovea {arguments[0]}", flush=True)
        return answer

    def fovea_of(kind: str, source: Path) -> None:
        of_kind = project.with_name(f"{kind}.fovea")
        fovea("new", of_kind, "--kind", kind)
        fovea("import", of_kind, source)
        fovea("train", of_kind, *(part for setting in SMALL for part in ("--set", setting)))
        measured = fovea("evaluate", of_kind, "--data", source)
        if not any(name.startswith("bleu") for name in measured):
            raise TrialError(f"{kind}: not measured: {measured}")

    fovea("new", project, "--labels", "好评,差评,中评")
    fovea("import", project, data)
    fovea("index", project)
    fovea("pretrain", project)
    for model in MODELS[:1] if is_short else MODELS:
        few = [] if model == "auto" else ["--set", "epochs=1"]
        fovea("train", project, "--model", model, *few, "--set", "vocabulary=500")
        fovea("evaluate", project, "--data", data)
        fovea("explain", project, "--text", "房间很大，服务很好。", "--output", trial.home / f"{model}.html")
    fovea("predict", project, "--input", data, "--output", trial.home / "predicted.csv")
    if not is_short:
        fovea("faithfulness", project, "--documents", "20", told="fovea: Removing the 5 most highlighted words")
    for format in FORMATS[:1] if is_short else FORMATS:
        fovea("export", project, "--format", format, "--output", trial.home / f"out.{format}")
    fovea("runs", project)
    fovea("check", project)
    fovea_of("translation", pairs)
    fovea_of("caption", pictures)


def _draw(folder: Path) -> None:
    """Pictures, and a table of their captions."""
    folder.mkdir()
    with (folder / "captions.csv").open("w", encoding="utf-8", newline="") as table:
        rows = csv.writer(table)
        rows.writerow(("image", "caption"))
        for scene in scenes.draw(folder, "zh", N_SCENES):
            rows.writerows((scene.text, caption) for caption in scene.captions)


def demo(trial: Trial, display: str, *, is_traced: bool) -> None:
    """The real window on a screen."""
    out = trial.home / "demo"
    trial.run("window", "demo", "--out", out, is_traced=is_traced, DISPLAY=display, QT_QPA_PLATFORM="xcb")
    pictures = sorted(path.name for path in out.glob("*.png"))
    if not pictures or not (out / "report.html").is_file():
        raise TrialError(f"the demo left {pictures}")
    print(f"ok demo: {len(pictures)} pictures", flush=True)


@contextmanager
def screen() -> Iterator[str]:
    """A screen that nobody sees; its name."""
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    try:
        with os.fdopen(reader) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def _is_open_to_all(folder: Path) -> bool:
    """Whether another user can come to what lies in it."""
    return all(path.stat().st_mode & stat.S_IXOTH for path in (folder, *folder.parents))


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """No user may write there while it is tried. (Root may anyway: then the trial is somebody else's.)"""
    paths = [folder, *(path for path in folder.rglob("*") if not path.is_symlink())]
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in paths}
    for path, mode in modes.items():
        path.chmod(mode & ~0o222 | 0o444 | (0o111 if path.is_dir() else 0))
    try:
        yield
    finally:
        for path, mode in modes.items():
            path.chmod(mode)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--measure", action="store_true")
    args = parser.parse_args()
    folder = args.bundle.resolve()
    if args.measure:
        return measure.main(folder)
    try:
        with read_only(folder):
            _try_all(folder, is_short=args.short)
    except TrialError as failure:
        print(f"failed: {failure}", file=sys.stderr)
        return 1
    return 0


def _try_all(folder: Path, *, is_short: bool) -> None:
    if not (can_trace := tracing.works()):
        print("not watched here: files and sockets (strace)", flush=True)
    for language in LANGUAGES[-1:] if is_short else LANGUAGES:
        with tempfile.TemporaryDirectory(prefix="fovea-") as outer:
            Path(outer).chmod(0o755)
            trial = Trial(folder, Path(outer, "家 目录 home"), language)
            print(f"LANG={language}: {trial.run('commands', '--version').strip()}", flush=True)
            selftest(trial, is_traced=can_trace)
            if language == LANGUAGES[-1]:
                commands(trial, is_short=is_short)
            if not is_short and shutil.which("Xvfb"):
                with screen() as display:
                    demo(trial, display, is_traced=can_trace)


if __name__ == "__main__":
    sys.exit(main())
