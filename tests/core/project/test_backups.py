import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.errors import AppError, Cancelled, InputError
from core.project import copies
from core.project.backups import keep
from core.project.check import check
from core.project.project import Project
from core.project.values import CheckReport
from core.records import Row


def test_a_backup_is_the_project_of_that_moment(project: Project, fill) -> None:
    fill(30, "good", "bad")
    backup = project.backups.make()
    project.annotations.annotate(1, [2])
    assert project.backups.all() == [backup]
    assert (backup.total, backup.labelled) == (30, 30)


def test_what_did_not_change_needs_no_backup(project: Project, fill) -> None:
    assert project.backups.make() is not None
    assert project.backups.make() is None
    fill(3)
    project.history.undo()
    assert project.backups.make() is not None


def test_restoring_brings_everything_back_and_can_be_taken_back_itself(project: Project, fill) -> None:
    fill(30)
    project.annotations.annotate(1, [1])
    then = project.backups.make()
    project.bulk.annotate([1, 2, 3], [2])
    fill(20, prefix="more")
    project.backups.restore(then.path.name)
    with Project.open(project.path) as again:
        assert again.documents.counts().total == 30
        assert again.documents.get(1).annotation.labels == (1,)
        before = next(backup for backup in again.backups.all() if backup.total == 50)
        again.backups.restore(before.path.name)
    assert project.documents.counts().labelled == 3
    assert check(project.path) == CheckReport()


def test_the_index_follows_a_restored_project(project: Project) -> None:
    from core.project.search import building
    from core.project.values import DocumentFilter, ImportOptions

    then = project.backups.make()
    project.imports.add([Row("早餐")], ImportOptions())
    building.bring_up_to_date(project.store)
    project.backups.restore(then.path.name)
    with Project.open(project.path) as again:
        again.imports.add([Row("房间")], ImportOptions())
        building.bring_up_to_date(again.store)
        assert again.documents.count(DocumentFilter("早餐")) == 0
        assert again.documents.count(DocumentFilter("房间")) == 1


def test_decisions_go_on_while_a_backup_is_made(project: Project, fill, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "PAGES", 1)
    fill(500, "good")
    done = []

    def decide(copied: int, _: int) -> None:
        if copied % 5 == 0:
            thread = threading.Thread(target=decide_elsewhere, args=(project.path, len(done) + 1))
            thread.start()
            thread.join()
            done.append(copied)

    backup = project.backups.make(decide)
    assert len(done) > 3
    assert project.documents.counts().by_label == {1: 500 - len(done), 2: len(done)}
    project.backups.restore(backup.path.name)
    assert project.documents.counts().by_label == {1: 500, 2: 0}


def decide_elsewhere(path: Path, id: int) -> None:
    with Project.open(path) as other:
        other.annotations.annotate(id, [2])


def test_a_backup_that_is_cancelled_or_damaged_is_none(project: Project, fill) -> None:
    def cancel(*_: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        project.backups.make(cancel)
    fill(200, "good")
    backup = project.backups.make()
    assert [path.name for path in backup.path.parent.iterdir()] == [backup.path.name]
    content = backup.path.read_bytes()
    backup.path.write_bytes(content[:8192] + b"\xff" * 4096 + content[12288:])
    with pytest.raises(AppError, match="damaged"):
        project.backups.restore(backup.path.name)
    assert project.documents.counts().labelled == 200
    with pytest.raises(InputError, match="no backup"):
        project.backups.restore("../project.db")


def test_of_each_day_and_week_past_one_is_kept() -> None:
    now = datetime(2026, 11, 27, 12, tzinfo=UTC)
    hourly = [now - timedelta(hours=hours) for hours in range(24 * 60)]
    kept = sorted(keep(hourly), reverse=True)
    assert kept[:3] == hourly[:3]
    assert len({time.date() for time in kept if now - time < timedelta(days=7)}) == 7
    assert len({time.isocalendar()[:2] for time in kept}) == 4
    assert len(kept) <= 3 + 7 + 4


def test_a_backup_is_due_when_something_changed_and_time_has_passed(project: Project, fill) -> None:
    assert project.backups.is_due(hours=1)
    project.backups.make()
    fill(1)
    assert not project.backups.is_due(hours=1)
    assert project.backups.is_due(hours=0)


def test_a_clock_that_was_set_back_keeps_no_backup_from_being_made(
    project: Project, fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    for days_on in range(12, 0, -1):  # every backup so far is from days to come
        clock = _clock(timedelta(days=days_on))
        monkeypatch.setattr("core.project.backups.datetime", clock)
        fill(1, prefix=f"day {days_on}")
        assert project.backups.is_due(1)
        made = project.backups.make()
        assert made is not None and project.backups.all()[0] == made and made.path.exists()
        assert made.total == 13 - days_on


def _clock(off: timedelta) -> type[datetime]:
    class Clock(datetime):
        @classmethod
        def now(cls, tz=None) -> datetime:
            return datetime.now(tz) + off

    return Clock
