"""Backups of a project's database: made while people go on, verified by reading them, some kept of each time past."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from core.errors import N_, InputError
from core.progress import Report, ignore
from core.project import copies, files, schema
from core.project.store import Store, plain_errors, read_only
from core.project.values import Backup

FOLDER = "backups"
FORMAT = "%Y%m%d-%H%M%S"
NEWEST, DAYS, WEEKS = 3, 7, 4  # so many backups are kept: the newest, one for each day, one for each week
STATE = (
    "SELECT (SELECT coalesce(max(id), 0) FROM events) || ':' || (SELECT coalesce(sum(state), 0) FROM events)"
    " || ':' || (SELECT count(*) FROM runs)"
)
CONTENT = f"SELECT ({STATE}), (SELECT n FROM counts WHERE key = 'total'), (SELECT n FROM counts WHERE key = 'labelled')"


class Backups:
    """Those in the project's folder, the newest first."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._folder = store.folder / FOLDER

    def all(self) -> list[Backup]:
        """Files that can't be read are none."""
        found = (_read(path) for path in sorted(self._folder.glob("*.db"), reverse=True))
        return [backup for backup in found if backup is not None]

    def is_due(self, hours: float) -> bool:
        """Whether something changed, and the last backup is older."""
        found = self.all()
        if not found:
            return self._state() != "0:0:0"
        age = abs(datetime.now(UTC) - found[0].at)  # a clock that was set back must not make it wait for weeks
        return age >= timedelta(hours=hours) and found[0].state != self._state()

    def make(self, report: Report = ignore) -> Backup | None:
        """A backup of now, unless the last one is the same; older ones may go for it. Long work."""
        known = self.all()
        if known and known[0].state == self._state():
            return None
        at = datetime.now(UTC)
        if known and at < known[0].at:  # the clock was set back: the newest stays the one that is kept
            at = known[0].at + timedelta(seconds=1)
        path = self._folder / f"{at.strftime(FORMAT)}.db"
        while path.exists():  # two in one second
            path = path.with_name(f"{path.stem}0.db")
        copies.copy(self._store, path, report)
        self._rotate()
        return _read(path)

    def restore(self, name: str, report: Report = ignore) -> None:
        """The project as it was; what it is now becomes a backup first. Open the project anew afterwards. Long work.

        It is one transaction: whatever happens meanwhile, the project is as it is now or as it was then.
        """
        path = self._folder / name
        if path.parent != self._folder or _read(path) is None:
            raise InputError("no-backup", N_("core", "There is no backup “{name}” that can be read."), name=name)
        files.check_version(path)
        copies.verify(path)
        self.make()
        with plain_errors(), closing(read_only(path)) as source:
            self._store.copy_from(source, copies.PAGES, report)

    def _state(self) -> str:
        return str(self._store.sql(STATE).scalar_one())

    def _rotate(self) -> None:
        found = self.all()
        kept = keep([backup.at for backup in found])
        for backup in found:
            if backup.at not in kept:
                backup.path.unlink(missing_ok=True)


def keep(times: Sequence[datetime]) -> set[datetime]:
    """Which of the backups stay: the newest, the last of each of the last days, and of the last weeks, that has any."""
    newest_first = sorted(times, reverse=True)
    kept = set(newest_first[:NEWEST])
    for limit, period in ((DAYS, "%Y-%j"), (WEEKS, "%G-%V")):
        last: dict[str, datetime] = {}
        for time in newest_first:
            last.setdefault(time.strftime(period), time)
        kept.update(list(last.values())[:limit])
    return kept


def _read(path: Path) -> Backup | None:
    try:
        at = datetime.strptime(path.stem[:15], FORMAT).replace(tzinfo=UTC)
        with closing(read_only(path)) as connection:
            if connection.execute("PRAGMA application_id").fetchone() != (schema.APPLICATION_ID,):
                return None
            state, total, labelled = connection.execute(CONTENT).fetchone()
    except (ValueError, sqlite3.Error):
        return None
    return Backup(path, at, path.stat().st_size, total or 0, labelled or 0, state)
