"""Who answers: people by their names, and the files that do not say who did."""

from __future__ import annotations

from collections.abc import Mapping

from core.project.store import Store

ME = "me"
IMPORT = "import"
IMPORT_ID = 1  # made with the project
INSERT = "INSERT INTO annotators (name, is_person) VALUES (?, ?) RETURNING id"


def id_of(store: Store, name: str) -> int:
    """An annotator's id; a new one's too: within a transaction, and no undo takes it back."""
    found = store.sql("SELECT id FROM annotators WHERE name = ?", (name,)).scalar()
    if found is None:
        found = store.sql(INSERT, (name, int(name != IMPORT))).scalar_one()
    return int(found)


def names(store: Store) -> Mapping[int, str]:
    """Every annotator's name, by id."""
    return dict(store.tuples("SELECT id, name FROM annotators"))
