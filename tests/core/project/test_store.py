import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.errors import AppError
from core.project import store as store_module
from core.project.project import Project
from core.project.store import Store


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("trusted_schema", 0)],
)
def test_the_connection_is_safe(project: Project, pragma: str, value: object) -> None:
    assert project.store.sql(f"PRAGMA {pragma}").scalar() == value


def test_an_error_in_a_transaction_takes_all_of_it_back(project: Project) -> None:
    with pytest.raises(ZeroDivisionError), project.store.transaction():
        project.store.sql("UPDATE labels SET name = 'x' || id")
        raise ZeroDivisionError
    assert [label.name for label in project.labels.all()] == ["good", "bad"]


def test_a_project_that_another_holds_is_said_to_be_busy(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "BUSY_TIMEOUT_S", 0.01)
    with project.store.transaction(), Project.open(project.path) as other, pytest.raises(AppError, match="is busy"):
        other.labels.add("mixed")


def test_a_damaged_database_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.fovea"
    Project.create(path).close()
    file = path / "project.db"
    file.write_bytes(file.read_bytes()[:100] + b"\xff" * 20_000)
    with pytest.raises(AppError, match="is damaged"):
        Project.open(path)


def test_a_full_disk_is_said_to_be_full(project: Project) -> None:
    with small_disk(project), pytest.raises(AppError, match="disk is full"):
        project.guidelines.define(1, "x" * 1_000_000)
    assert project.labels.all()[0].guideline == ""


@contextmanager
def small_disk(project: Project) -> Iterator[None]:
    pages = project.store.sql("PRAGMA page_count").scalar()
    project.store.sql(f"PRAGMA max_page_count = {pages}")
    yield
    project.store.sql("PRAGMA max_page_count = 1000000")


def test_damage_that_shows_only_while_rows_are_read_is_told_in_plain_words(tmp_path: Path) -> None:
    file = tmp_path / "damaged.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE t (a TEXT)")
        connection.executemany("INSERT INTO t VALUES (?)", [("x" * 500,)] * 1000)
    connection.close()
    with file.open("r+b") as stream:
        stream.seek(file.stat().st_size // 2)
        stream.write(b"\xff" * 4096)
    store = Store(file)
    with pytest.raises(AppError, match="damaged"):
        store.sql("SELECT a FROM t").all()
    store.close()
