"""The people of a project: who answered how much, and what they are called."""

from __future__ import annotations

from sqlalchemy import select

from core.errors import N_, InputError
from core.project import annotators, schema
from core.project.journal import Journal
from core.project.values import AnnotatorInfo

ALL = (
    "SELECT name, coalesce(n, 0) FROM annotators LEFT JOIN counts ON key = 'annotator:' || annotators.id"
    " WHERE is_person = 1 ORDER BY coalesce(n, 0) DESC, name"
)


class People:
    """Reads and renames; an answer is its annotator's whatever he is called."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._store = journal.store

    def all(self) -> list[AnnotatorInfo]:
        return [AnnotatorInfo(name, n) for name, n in self._store.sql(ALL)]

    def rename(self, old: str, new: str) -> None:
        """Call somebody otherwise, in all that was ever answered; InputError when the name is taken."""
        new = " ".join(new.split())
        table = schema.annotators
        with self._journal.action("rename-annotator") as action:
            query = select(table.c.id).where(table.c.name == old, table.c.is_person == 1)
            id = self._store.execute(query).scalar()
            if id is None:
                raise InputError("no-annotator", N_("core", "Nobody here is called “{name}”."), name=old)
            if not new:
                raise InputError("annotator-name-empty", N_("core", "A person needs a name."))
            if new != old and new in annotators.names(self._store).values():
                raise InputError("annotator-name-taken", N_("core", "Somebody is called “{name}” already."), name=new)
            action.details |= {"source": old, "name": new}
            action.put(table, (id,), {"name": new})
        if self._journal.annotator == old:
            self._journal.annotator = new
