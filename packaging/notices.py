"""Whose work is in the bundle: licences with their texts for About, and a bill of materials (CycloneDX).

Found by tools in what PyInstaller has collected: pip-licenses and cyclonedx-py for packages, dpkg for the system's
libraries. Packages that bring no text of their licence get it from licences/.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import distribution, packages_distributions
from pathlib import Path
from typing import Any

import identity

TEXTS = Path(__file__).parent / "licences"
FOLDER = "licences"
BUILDER = "pyinstaller"  # its bootloader is in both programs
UNKNOWN = "UNKNOWN"
NAMES = re.compile("licen[cs]e|copying|notice|authors", re.IGNORECASE)
LINKS = {"CPython": "https://www.python.org"}
Entry = tuple[str, str, str]  # of PyInstaller: the place in the bundle, where it came from, of which kind


@dataclass(frozen=True)
class Part:
    """One piece of others' work."""

    name: str
    version: str
    licence: str
    url: str
    text: str
    package: str = ""  # of the system


def collect(entries: Iterable[Entry], inside: Path) -> list[Part]:
    """Of everything in the bundle `inside`; AssertionError when a text is missing."""
    entries = [entry for entry in entries if entry[2] == "PYMODULE" or (inside / entry[0]).exists()]
    parts = [*_packages(entries), _python(), *_system(entries)]
    missing = [part.name for part in parts if not part.text.strip()]
    assert not missing, f"no licence text: {missing}; add one to {TEXTS}"
    return sorted(parts, key=lambda part: part.name.lower())


def write(parts: Iterable[Part], folder: Path) -> None:
    """One text a part, and index.json for About."""
    folder.mkdir(exist_ok=True)
    index = []
    for part in parts:
        file = folder / f"{re.sub(r'[^A-Za-z0-9.+-]', '_', part.name)}.txt"
        file.write_text(part.text.replace("\r\n", "\n"), encoding="utf-8")
        row = {"name": part.name, "version": part.version, "licence": part.licence, "url": part.url}
        index.append({**row, "file": file.name})
    (folder / "index.json").write_text(json.dumps(index, indent=1), encoding="utf-8")


def bill_of_materials(parts: Iterable[Part]) -> str:
    """CycloneDX JSON: what cyclonedx-py finds in the environment, without what is not in the bundle."""
    command = ["environment", sys.executable, "--pyproject", str(identity.ROOT / "pyproject.toml"), "-o", "-"]
    bill = json.loads(_tool("cyclonedx_py", *command, "--output-reproducible", "--short-PURLs"))
    parts = list(parts)
    names = {_plain(part.name) for part in parts if not part.package}
    bill["components"] = [one for one in bill["components"] if _plain(one["name"]) in names]
    bill["components"] += [_component(part) for part in parts if part.package or part.name in LINKS]
    bill["metadata"]["component"]["version"] = identity.VERSION
    known = {one["bom-ref"] for one in bill["components"]} | {bill["metadata"]["component"]["bom-ref"]}
    bill["dependencies"] = [
        {"ref": one["ref"], "dependsOn": [ref for ref in one.get("dependsOn", ()) if ref in known]}
        for one in bill["dependencies"]
        if one["ref"] in known
    ]
    return json.dumps(bill, indent=1)


def _packages(entries: Iterable[Entry]) -> list[Part]:
    owners = packages_distributions()
    tops = {re.split(r"[./\\]", entry[0])[0] for entry in entries}
    names = sorted({BUILDER, *(name for top in tops for name in owners.get(top, ()) if name != "fovea")})
    rows: list[dict[str, str]] = json.loads(_tool("piplicenses", "--format=json", "--with-urls", "--packages", *names))
    return [_of_package(row) for row in rows]


def _of_package(row: dict[str, str]) -> Part:
    text = _texts(row["Name"])
    licence = row["License"]
    if not text:
        names = [file for file in sorted(TEXTS.glob("*.txt")) if file.stem in licence or file.stem == row["Name"]]
        text = "\n\n".join(file.read_text(encoding="utf-8") for file in reversed(names))
    return Part(row["Name"], row["Version"], licence, row["URL"] if row["URL"] != UNKNOWN else "", text)


def _texts(name: str) -> str:
    """All that a package says of its own licence, and of those whose work is in it."""
    files = [file for file in distribution(name).files or () if ".dist-info" in file.parts[0]]
    found = [file for file in files if "licenses" in file.parts or NAMES.match(file.name)]
    texts = [f"{file.relative_to(file.parts[0])}\n\n{file.read_text(encoding='utf-8')}" for file in sorted(found)]
    return "\n\n".join(texts)


def _python() -> Part:
    version = ".".join(map(str, sys.version_info[:2]))
    places = (f"lib/python{version}/LICENSE.txt", "LICENSE.txt", f"../share/doc/python{version}/copyright")
    found = [Path(sys.base_prefix, place) for place in places if Path(sys.base_prefix, place).is_file()]
    debian = Path(f"/usr/share/doc/python{version}/copyright")
    text = (found or [debian])[0].read_text(encoding="utf-8")
    full = ".".join(map(str, sys.version_info[:3]))
    return Part("CPython", full, "PSF-2.0", LINKS["CPython"], text)


def _system(entries: Iterable[Entry]) -> list[Part]:
    """Packages of Debian and its children that shared libraries came from."""
    if not shutil.which("dpkg"):
        return []
    ours = (str(Path(sys.prefix)), str(Path(sys.base_prefix)), str(identity.ROOT))
    files = {entry[1] for entry in entries if entry[2] == "BINARY" and entry[1] and not entry[1].startswith(ours)}
    return [_of_debian(name) for name in _owners(files)] if files else []


def _owners(files: Iterable[str]) -> list[str]:
    """Debian knows some files by /lib, some by /usr/lib, though one is a link to the other."""
    paths = {path for file in files for path in (file, os.path.realpath(file))}
    paths |= {path.removeprefix("/usr") for path in paths}
    told = subprocess.run(["dpkg", "-S", *paths], capture_output=True, text=True, check=False).stdout
    return sorted({line.split(":")[0] for line in told.splitlines() if not line.startswith("diversion")})


def _of_debian(name: str) -> Part:
    form = "${Version}\t${source:Package}\t${Homepage}\n"
    told = subprocess.run(["dpkg-query", "-W", "-f", form, name], capture_output=True, text=True, check=True).stdout
    version, source, url = told.splitlines()[0].split("\t")
    text = Path("/usr/share/doc", name, "copyright").read_text(encoding="utf-8", errors="replace")
    licences = dict.fromkeys(re.findall(r"^License: *(\S.*)$", text, re.MULTILINE))
    return Part(name, version, ", ".join(licences) or f"see the text ({source})", url, text, package=name)


def _component(part: Part) -> dict[str, Any]:
    purl = f"pkg:deb/debian/{part.name}@{part.version}" if part.package else f"pkg:generic/python@{part.version}"
    return {
        "bom-ref": purl,
        "type": "library" if part.package else "platform",
        "name": part.name,
        "version": part.version,
        "purl": purl,
        "licenses": [{"license": {"name": part.licence}}],
    }


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _tool(module: str, *arguments: str) -> str:
    told = subprocess.run([sys.executable, "-m", module, *arguments], capture_output=True, text=True, check=False)
    if told.returncode:
        raise RuntimeError(told.stderr)
    return told.stdout
