import sqlite3

import pytest

from core.project import files, migrations, schema
from core.project.project import Project
from core.project.store import Store


def add_table(store: Store) -> None:
    store.sql("CREATE TABLE notes (id INTEGER PRIMARY KEY)")


def test_a_migration_takes_every_step_and_leaves_a_copy_of_what_was(project: Project, fill) -> None:
    fill(3)
    project.close()
    file = project.path / files.DATABASE
    migrations.migrate(file, schema.VERSION, steps={4: add_table, 5: lambda _: None}, target=6)
    assert file.read_bytes()[63] == 6
    copy = sqlite3.connect(file.with_name("project.db.v4"))
    assert copy.execute("SELECT count(*) FROM documents").fetchone() == (3,)
    assert copy.execute("SELECT count(*) FROM sqlite_master WHERE name = 'notes'").fetchone() == (0,)
    copy.close()


def test_a_migration_that_fails_changes_nothing(project: Project, fill) -> None:
    def fail(_: Store) -> None:
        raise ZeroDivisionError

    fill(3)
    project.close()
    with pytest.raises(ZeroDivisionError):
        migrations.migrate(project.path / files.DATABASE, schema.VERSION, steps={4: add_table, 5: fail}, target=6)
    with Project.open(project.path) as again:
        assert again.documents.counts().total == 3
        assert again.store.sql("SELECT count(*) FROM sqlite_master WHERE name = 'notes'").scalar() == 0
