"""Start the built program in a bare environment and let it test itself; any line it did not announce fails."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

TIMEOUT_S = 300


def main(bundle: Path) -> int:
    program = bundle / ("Fovea.exe" if os.name == "nt" else "Fovea")
    with tempfile.TemporaryDirectory(prefix="fovea 测试 ") as home:
        kept = ("SYSTEMROOT", "TEMP", "TMP") if os.name == "nt" else ()
        environment = {name: os.environ[name] for name in kept if name in os.environ}
        environment |= {
            "HOME": home,
            "FOVEA_HOME": str(Path(home, "settings")),
            "LANG": "C.UTF-8",
            "QT_QPA_PLATFORM": "offscreen",
        }
        result = subprocess.run(
            [program, "selftest"],
            cwd=home,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=TIMEOUT_S,
        )
    sys.stdout.write(result.stdout)
    surprises = [line for line in result.stdout.splitlines() if not line.startswith("ok ")] + result.stderr.splitlines()
    for line in surprises:
        print(f"unexpected: {line}", file=sys.stderr)
    return 1 if result.returncode or surprises or not result.stdout else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
