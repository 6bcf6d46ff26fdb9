"""Who answers: people by their names, and the files that do not say who did."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import insert, select

from core.project import schema
from core.project.store import Store

ME = "me"
IMPORT = "import"
IMPORT_ID = 1  # made with the project
annotators = schema.annotators


def id_of(store: Store, name: str) -> int:
    """An annotator's id; a new one's too: within a transaction, and no undo takes it back."""
    found = store.execute(select(annotators.c.id).where(annotators.c.name == name)).scalar()
    if found is None:
        row = {"name": name, "is_person": int(name != IMPORT)}
        found = store.execute(insert(annotators).returning(annotators.c.id), row).scalar_one()
    return int(found)


def names(store: Store) -> Mapping[int, str]:
    """Every annotator's name, by id."""
    return {id: name for id, name in store.execute(select(annotators.c.id, annotators.c.name))}
