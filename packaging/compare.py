"""Whether two builds are the same, file by file.

python packaging/compare.py dist-one/Fovea dist-two/Fovea
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path


def main(one: Path, other: Path) -> int:
    first, second = _digests(one), _digests(other)
    different = sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))
    for name in different:
        print(f"differs: {name}")
    print(f"{len(first)} files, {len(different)} differ")
    return 1 if different else 0


def _digests(folder: Path) -> dict[str, str]:
    found = {}
    for file in folder.rglob("*"):
        name = file.relative_to(folder).as_posix()
        if file.is_symlink():
            found[name] = f"-> {file.readlink()}"
        elif file.is_file():
            with file.open("rb") as content:
                found[name] = hashlib.file_digest(content, "sha256").hexdigest()
    return found


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
