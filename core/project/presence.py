"""Who has a project open in a window: the first one changes it, whoever comes later only looks.

The lock is freed by the system however its window ends; beside it lies the name of who has it. Commands work beside a
window, each change in its turn.
"""

from __future__ import annotations

import json
import platform
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from core import locks
from core.errors import AppError

LOCK, FILE = "window.lock", "window.json"
MAX_BYTES = 10_000
MAX_NAME = 100


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose window it is; `since` is a time as ISO 8601 has it. Read as a stranger's: each may be empty."""

    who: str = ""
    computer: str = ""
    since: str = ""


class Presence:
    """Of one window in one project, until it leaves; `holder` is somebody else who was there before."""

    def __init__(self, folder: Path, who: str) -> None:
        self.holder: Holder | None = None
        self._held = ExitStack()
        try:
            self._held.enter_context(locks.Lock(folder / LOCK))
            self._held.callback((folder / FILE).unlink, missing_ok=True)
            _write(folder / FILE, Holder(who, platform.node(), datetime.now(UTC).isoformat(timespec="seconds")))
        except AppError:
            self.holder = _read(folder / FILE)
        except OSError:  # a folder that can't be written to: who tries to change something will be told
            self.leave()

    def leave(self) -> None:
        with suppress(OSError):
            self._held.close()


def _write(file: Path, holder: Holder) -> None:
    file.write_text(json.dumps(asdict(holder), ensure_ascii=False), encoding="utf-8")


def _read(file: Path) -> Holder:
    try:
        with file.open(encoding="utf-8") as stream:
            found = json.loads(stream.read(MAX_BYTES))
        return Holder(*(str(found[name])[:MAX_NAME] for name in ("who", "computer", "since")))
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return Holder()
