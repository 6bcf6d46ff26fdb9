"""Filters that a person gave a name, in their order; every change of them can be undone."""

from __future__ import annotations

from sqlalchemy import select

from core.errors import N_, InputError
from core.project import schema
from core.project.find import filter_text
from core.project.journal import Journal
from core.project.labels import LabelSet
from core.project.values import DocumentFilter, SavedFilter

filters = schema.filters
ALL = select(filters.c.name, filters.c.query).order_by(filters.c.position, filters.c.name)
SHORT = ("any", "labelled", "unlabelled", "skipped", "flagged")  # are understood without "is:"


class Filters:
    """Saved filters, and the reading of any text that stands for one."""

    def __init__(self, journal: Journal, labels: LabelSet) -> None:
        self._journal = journal
        self._store = journal.store
        self._labels = labels

    def all(self) -> list[SavedFilter]:
        return [SavedFilter(name, filter_text.parse(query, {})) for name, query in self._store.execute(ALL)]

    def save(self, name: str, where: DocumentFilter) -> None:
        """Under a name, in the place of the one that had it."""
        name = " ".join(name.split())
        if not name:
            raise InputError("filter-name-empty", N_("core", "A filter needs a name."))
        with self._journal.action("save-filter") as action:
            known = [filter.name for filter in self.all()]
            place = known.index(name) if name in known else len(known)
            image = {"query": filter_text.to_text(where), "position": place}
            action.details["name"] = name
            action.put(filters, (name,), image)

    def remove(self, name: str) -> None:
        with self._journal.action("remove-filter") as action:
            action.details["name"] = name
            action.put(filters, (name,), None)

    def text(self, where: DocumentFilter) -> str:
        """The text form as a person writes it."""
        return filter_text.to_text(where, self._labels.names())

    def read(self, text: str) -> DocumentFilter:
        """A saved filter by its name, else the text form; InputError when it is neither."""
        for saved in self.all():
            if saved.name == text.strip():
                return saved.where
        text = f"is:{text}" if text in SHORT else text
        return filter_text.parse(text, {label.name: label.id for label in self._labels.all()})
