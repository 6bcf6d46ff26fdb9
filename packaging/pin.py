"""Pin what goes into the bundle: every package that the program needs, with its version and the hashes of its files.

    python -m pip install uv && python packaging/pin.py

Environments install from requirements.txt, so that nothing else than what was tried gets into a release. What the
build of torch for NVIDIA cards needs besides is left out: it comes from an index of its own.
"""

from __future__ import annotations

import re
import subprocess
import sys

import identity

FILE = identity.ROOT / "packaging" / "requirements.txt"
FOR_CARDS = re.compile("nvidia-|cuda-|triton|pytorch-triton")
# The build for the processor has a file of its own, under the same version: of Linux on x86_64, CPython 3.11.
TORCH_CPU = "6746dbcbeb526eb61330b76b41ff1b4eb848951103a892eeb080dfa2b264667b"
HEAD = "# Made by packaging/pin.py. Versions come from pyproject.toml, hashes from the index of packages.\n"


def main() -> int:
    command = ["uv", "pip", "compile", "pyproject.toml", "--generate-hashes", "--universal", "--python-version", "3.11"]
    told = subprocess.run([*command, "--no-header"], cwd=identity.ROOT, capture_output=True, text=True, check=True)
    blocks = [block for block in re.split(r"(?m)^(?=\S)", told.stdout) if block and not FOR_CARDS.match(block)]
    FILE.write_text(HEAD + "".join(_with_cpu(block) for block in blocks), encoding="utf-8")
    print(f"{len(blocks)} packages in {FILE.relative_to(identity.ROOT)}")
    return 0


def _with_cpu(block: str) -> str:
    if not block.startswith("torch=="):
        return block
    return block.replace(" \\\n", f" \\\n    --hash=sha256:{TORCH_CPU} \\\n", 1)


if __name__ == "__main__":
    sys.exit(main())
