"""The label set: what a document can be called, in the order of the palette."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select

from core.errors import N_, InputError
from core.progress import Report, ignore
from core.project import annotation_rows, answers, schema
from core.project.changes import Action, Rows
from core.project.guidelines import Guidelines
from core.project.journal import Journal
from core.project.values import LabelSetChange, SharedLabel
from core.project.visibility import visible_sql
from core.records import Label

COLORS = 10  # the palette of the theme
labels, annotated = schema.labels, schema.annotations
COLUMNS = (labels.c.id, labels.c.name, labels.c.color, labels.c.position, labels.c.guideline)
ALL = (
    select(*COLUMNS, labels.c.key, labels.c.revision)
    .where(labels.c.is_removed == 0)
    .order_by(labels.c.position, labels.c.id)
)
WITH_LABEL = (
    "SELECT document_id, annotator_id, round, labels FROM annotations"
    " WHERE EXISTS (SELECT 1 FROM json_each(labels) WHERE value = ?) AND "
)


class LabelSet:
    """The labels of a project; every change of them can be undone."""

    def __init__(self, journal: Journal, rules: answers.Rules) -> None:
        self._journal = journal
        self._store = journal.store
        self._rules = rules

    def all(self) -> list[Label]:
        return [Label(*row) for row in self._store.execute(ALL)]

    def names(self) -> Mapping[int, str]:
        """By id, also of those that are no longer in the set."""
        return {id: name for id, name in self._store.execute(select(labels.c.id, labels.c.name))}

    def add(self, name: str, color: int | None = None) -> Label:
        with self._journal.action("add-label") as action:
            name = self._free_name(self.all(), name)
            action.details["name"] = name
            id = self._insert(name)
            self.take_up(action, {name: id})
            if color is not None:
                action.put(labels, (id,), {"color": color})
        return self._require(id)

    def prepare(self, name: str) -> int:
        """A label that is not in the set until `take_up`: an import gives it to documents that nobody sees yet."""
        with self._store.transaction():
            return self._insert(name)

    def take_up(self, action: Action, prepared: Mapping[str, int]) -> None:
        """Within an act of another kind: put prepared labels, id by name, into the set."""
        for name, id in prepared.items():
            present = self.all()
            self._free_name(present, name)
            action.put(labels, (id,), {"position": len(present), "color": _free_color(present), "is_removed": 0})

    def rename(self, id: int, name: str) -> None:
        with self._journal.action("rename-label") as action:
            others = [label for label in self.all() if label.id != id]
            before, name = self._require(id).name, self._free_name(others, name)
            action.details |= {"source": before, "name": name}
            action.put(labels, (id,), {"name": name})

    def recolor(self, id: int, color: int) -> None:
        with self._journal.action("recolor-label") as action:
            action.details["name"] = self._require(id).name
            action.put(labels, (id,), {"color": color})

    def set_key(self, id: int, key: str) -> None:
        """A key of the label's own, besides that of its place; "": none."""
        with self._journal.action("set-label-key") as action:
            label = self._require(id)
            taken = next((other.name for other in self.all() if other.key == key and other.id != id), None)
            if key and taken is not None:
                template = N_("core", "{key} is the key of “{name}” already.")
                raise InputError("label-key-taken", template, key=key, name=taken)
            action.details["name"] = label.name
            action.put(labels, (label.id,), {"key": key})

    def take_over(self, shared: Sequence[SharedLabel], guidelines: Guidelines) -> LabelSetChange:
        """Add the labels that are missing, take definitions and examples over; nothing is taken away."""
        with self._journal.action("import-labels") as action:
            known = {label.name for label in self.all()}
            added = {one.name: self._insert(one.name) for one in shared if one.name not in known}
            self.take_up(action, added)
            ids = {label.name: label.id for label in self.all()}
            for one in shared:
                free = not any(label.key == one.key for label in self.all())
                look: dict[str, Any] = {"key": one.key} if one.key and free else {}
                if one.name not in known and one.color is not None:
                    look["color"] = one.color
                if look:
                    action.put(labels, (ids[one.name],), look)
            defined = [one for one in shared if one.definition]
            changed = [one.name for one in defined if guidelines.define_within(action, ids[one.name], one.definition)]
            pinned = sum(guidelines.pin_within(action, ids[one.name], one.examples) for one in shared)
            action.details["n"] = len(added)
        return LabelSetChange(tuple(added), tuple(changed), pinned)

    def move(self, id: int, position: int) -> None:
        with self._journal.action("move-label") as action:
            label = self._require(id)
            action.details["name"] = label.name
            order = [other for other in self.all() if other.id != id]
            order.insert(max(0, position), label)
            self._number(action, order)

    def merge(self, source_id: int, into_id: int, report: Report = ignore) -> None:
        """Every annotation with the first label gets the second one; the first leaves the set. Perhaps long work."""
        source, into = self._require(source_id), self._require(into_id)
        if source.id == into.id:
            return
        with self._journal.long_action("merge-labels") as act:
            act.details |= {"source": source.name, "into": into.name}
            found = self._with_label(source_id)
            ids, start = sorted({row.document_id for row in found}), 0
            while start < max(1, len(ids)):
                part = ids[start : start + act.pace.size]
                with act.step(part) as (action, free):
                    if start == 0:
                        self._remove(action, source.id)  # from now on nobody can give it
                    self._replace(action, free, source.id, into.id)
                start += max(1, len(part))
                report(start, len(ids))

    def remove(self, id: int) -> None:
        with self._journal.action("remove-label") as action:
            label = self._require(id)
            action.details["name"] = label.name
            used = len({row.document_id for row in self._with_label(id)})
            if used:
                template = N_("core", "“{name}” is the label of {n} documents. Merge it into another label instead.")
                raise InputError("label-in-use", template, name=label.name, n=used)
            self._remove(action, id)

    def _replace(self, action: Action, document_ids: Sequence[int], source_id: int, into_id: int) -> None:
        rows: list[Rows] = []
        query = f"{WITH_LABEL} document_id IN (SELECT value FROM json_each(?))"
        for *key, old in self._store.sql(query, (source_id, json.dumps(document_ids))):
            after = sorted({into_id if label == source_id else label for label in json.loads(old)})
            rows.append(([key], {"labels": old}, {"labels": json.dumps(after)}))
        action.change_all(annotated, rows)
        annotation_rows.settle(action, document_ids, self._rules)

    def _with_label(self, id: int) -> Sequence[Any]:
        """The annotations that give it: document, annotator, round, labels."""
        return self._store.sql(WITH_LABEL + visible_sql(self._store, "document_id"), (id,)).all()

    def _insert(self, name: str) -> int:
        """The row comes in removed and is then taken up, so that an undo leaves it where old events find it."""
        row: dict[str, Any] = {"name": name, "color": 0, "position": 0, "is_removed": 1}
        row |= {"key": "", "guideline": "", "revision": 0}
        return int(self._store.execute(insert(labels).returning(labels.c.id), row).scalar_one())

    def _remove(self, action: Action, id: int) -> None:
        action.put(labels, (id,), {"is_removed": 1})
        self._number(action, self.all())

    def _number(self, action: Action, order: Sequence[Label]) -> None:
        for position, label in enumerate(order):
            action.put(labels, (label.id,), {"position": position})

    def _require(self, id: int) -> Label:
        for label in self.all():
            if label.id == id:
                return label
        raise InputError("no-label", N_("core", "There is no such label any more."))

    def _free_name(self, others: Sequence[Label], name: str) -> str:
        name = " ".join(name.split())
        if not name:
            raise InputError("label-name-empty", N_("core", "A label needs a name."))
        if name in {other.name for other in others}:
            raise InputError("label-name-taken", N_("core", "There is a label “{name}” already."), name=name)
        return name


def _free_color(present: Sequence[Label]) -> int:
    used = {label.color for label in present}
    return next((color for color in range(COLORS) if color not in used), len(present) % COLORS)
