"""Collect every translatable string into resources/translations/*.ts and compile the .qm files the program loads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
TOOLS = Path(sys.executable).parent
LANGUAGES = ("en", "zh_CN")


def collect() -> None:
    sources = [str(file.relative_to(ROOT)) for room in ("core", "gui") for file in sorted((ROOT / room).rglob("*.py"))]
    for language in LANGUAGES:
        command = [TOOLS / "pyside6-lupdate", *sources, "-tr-function-alias", "QT_TRANSLATE_NOOP+=N_"]
        # English needs its plural forms only.
        command += ["-pluralonly"] if language == "en" else []
        target = FOLDER / f"fovea_{language}.ts"
        command += ["-no-obsolete", "-locations", "none", "-source-language", "en", "-target-language", language]
        subprocess.run([*command, "-ts", str(target)], cwd=ROOT, check=True)


def compile_all(target: Path = FOLDER) -> None:
    for language in LANGUAGES:
        files = [str(FOLDER / f"fovea_{language}.ts"), "-qm", str(target / f"fovea_{language}.qm")]
        subprocess.run([TOOLS / "pyside6-lrelease", *files], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    collect()
    compile_all()
