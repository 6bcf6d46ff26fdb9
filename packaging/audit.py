"""Whether a package of the bundle has a known vulnerability: pip-audit, on the pinned versions.

Where its database can't be reached, or knows nothing of the packages, it says that the audit was not run.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pin

TIMEOUT_S = 120
COMMAND = (
    "-m",
    "pip_audit",
    "--no-deps",
    "--disable-pip",
    "--progress-spinner",
    "off",
    "--timeout",
    "10",
    "-f",
    "json",
)


def main() -> int:
    """1 when there is one."""
    try:
        told = subprocess.run(
            [sys.executable, *COMMAND, "-r", str(pin.FILE)],
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
            check=False,
        )
        found = json.loads(told.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, LookupError):
        print("audit: not run, the database of vulnerabilities can't be reached")
        return 0
    text, is_bad = verdict(found)
    print(f"audit: {text}")
    return 1 if is_bad else 0


def verdict(found: list[dict[str, Any]]) -> tuple[str, bool]:
    """In words, and whether something is known against a package."""
    looked_up = [one for one in found if "vulns" in one]
    bad = [f"{one['name']} {one['version']}: {bug['id']}" for one in looked_up for bug in one["vulns"]]
    if bad:
        return "; ".join(bad), True
    if not looked_up:
        return f"not run, the database knows none of the {len(found)} packages", False
    return f"nothing is known against {len(looked_up)} of {len(found)} packages", False


if __name__ == "__main__":
    sys.exit(main())
