"""The parts of a filter in SQL: each can test a document, and most can name theirs without looking at the others."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from core.project import counts, schema
from core.project.search import index, query, similar, tokens
from core.project.store import Store
from core.project.values import ANY, CellFilter, DocumentFilter, Range

PROBE = 20_000  # documents counted to find out whether a part names few
STATES = {"unlabelled": schema.UNLABELLED, **{name: state for state, name in counts.STATES.items()}}
ACTIVE_RUN = "SELECT number FROM runs JOIN properties ON properties.value = runs.id WHERE properties.key = 'active_run'"
OUTDATED = (
    "(documents.revision < (SELECT max(revision) FROM labels) AND EXISTS (SELECT 1 FROM json_each(documents.labels)"
    " JOIN labels ON labels.id = json_each.value WHERE labels.revision > documents.revision))"
)
CONFLICTING = (
    "SELECT group_id FROM search.duplicates JOIN documents ON documents.id = document_id"
    f" WHERE state = {schema.LABELLED} GROUP BY group_id HAVING count(DISTINCT labels) > 1"
)
PREDICTED = "EXISTS (SELECT 1 FROM predictions AS named WHERE named.document_id = documents.id AND {})"
Params = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Driver:
    """A way to name documents: `column` of `source` under `condition`; sorted: in the order of the ids from any on."""

    source: str
    column: str
    condition: str = "1"
    params: Params = field(default_factory=dict)
    is_sorted: bool = True

    @property
    def origin(self) -> str:
        """FROM this, and no other way round, each row with what is said of its document."""
        return self.source if self.column == ID else f"{self.source} CROSS JOIN documents ON {ID} = {self.column}"


ID = "documents.id"
EVERYTHING = Driver("documents", ID)
NEAREST = "json_each(:similar) AS named"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing asked of a document. The index of words is asked for `match` instead; `is_exact`: and that decides."""

    test: str
    params: Params = field(default_factory=dict)
    driver: Driver | None = None
    count: Callable[[], int] | None = None
    match: str = ""
    is_exact: bool = False
    reads_text: bool = False


def parts(store: Store, where: DocumentFilter, *, is_multi_label: bool) -> list[Part]:
    """InputError for a search that can't be read."""
    maker = _Maker(store, where, is_multi_label=is_multi_label)
    return [part for make in MAKERS for part in make(maker)]


def similar_to(store: Store, document_id: int) -> similar.Similar:
    """Those like a document; computed once for many looks at them, until there is more to compare by."""
    key = (document_id, index.upto(store), similar.placed(store))
    if store.kept.get("similar", ())[:1] != (key,):
        store.kept["similar"] = (key, similar.find(store, document_id))
    found: similar.Similar = store.kept["similar"][1]
    return found


class _Maker:
    def __init__(self, store: Store, where: DocumentFilter, *, is_multi_label: bool) -> None:
        self._store = store
        self._where = where
        self._is_multi_label = is_multi_label
        self._kept = counts.kept_counts(store)

    def state(self) -> Iterator[Part]:
        name = self._where.state
        if name != "any":
            yield self._stated(name)

    def labels(self) -> Iterator[Part]:
        ids = self._where.label_ids
        if not ids:
            return
        same = "EXISTS (SELECT 1 FROM document_labels WHERE label_id IN ({}) AND document_id = documents.id)"
        listed = ", ".join(str(int(id)) for id in ids)
        exact = ", ".join(f"'[{int(id)}]'" for id in ids)
        test = same.format(listed) if self._is_multi_label else f"documents.labels IN ({exact})"
        driver = Driver("document_labels AS named", "named.document_id", f"named.label_id = {int(ids[0])}")
        yield Part(test, driver=driver if len(ids) == 1 else None, count=lambda: self._with_label(ids[0]))

    def flags(self) -> Iterator[Part]:
        yield from self._flag(self._where.is_flagged, "documents.is_flagged = 1", "documents_flagged", "flagged")
        yield from self._flag(self._where.is_holdout, "documents.split = 1", "documents_holdout", "holdout")

    def marked(self) -> Iterator[Part]:
        if self._where.is_marked is not None:
            test = "EXISTS (SELECT 1 FROM rationales WHERE document_id = documents.id)"
            marked = "(SELECT DISTINCT document_id FROM rationales) AS named"
            driver = Driver(marked, "named.document_id", is_sorted=False)
            yield self._either_way(self._where.is_marked, test, driver)

    def outdated(self) -> Iterator[Part]:
        if self._where.is_outdated is not None:
            yield self._either_way(self._where.is_outdated, OUTDATED, None)

    def duplicates(self) -> Iterator[Part]:
        kind = self._where.duplicates
        if not kind:
            return
        if not self._store.has_search:
            yield Part("0")
            return
        condition = {"exact": "named.is_exact = 1", "near": "1", "conflicting": f"named.group_id IN ({CONFLICTING})"}
        named = condition[kind]
        test = f"EXISTS (SELECT 1 FROM search.duplicates AS named WHERE named.document_id = documents.id AND {named})"
        yield self._probed(Part(test, driver=Driver("search.duplicates AS named", "named.document_id", named)))

    def annotators(self) -> Iterator[Part]:
        names = self._where.annotators
        if not names:
            return
        query = "SELECT id FROM annotators WHERE name IN (SELECT value FROM json_each(?))"
        ids = [int(id) for id in self._store.sql(query, (json.dumps(names),)).scalars()]
        listed = f"annotator_id IN ({', '.join(map(str, ids))}) AND round = {schema.FIRST}"
        test = f"EXISTS (SELECT 1 FROM annotations WHERE document_id = documents.id AND {listed})"
        source = "annotations AS named INDEXED BY annotations_annotator"
        driver = Driver(source, "named.document_id", f"named.{listed.replace(' AND round', ' AND named.round')}")
        n = sum(self._kept.get(counts.annotator_key(id), 0) for id in ids)
        yield Part(test, driver=driver if len(ids) == 1 else None, count=lambda: n)

    def model(self) -> Iterator[Part]:
        where = self._where
        asked = bool(where.predicted_ids) or where.is_disagreed is not None or where.confidence != ANY
        run = self._store.sql(ACTIVE_RUN).scalar() if asked else None
        if not asked:
            return
        if run is None:
            yield Part("0")
            return
        conditions, params = [f"named.run = {int(run)}"], dict[str, Any]()
        if where.predicted_ids:
            conditions.append(self._predicted(where.predicted_ids))
        if where.confidence != ANY:
            conditions.append(_between("named.confidence", "confidence", where.confidence, params))
        condition = " AND ".join(conditions)
        if len(conditions) > 1:
            driver = Driver("predictions AS named", "named.document_id", condition, params)
            yield self._probed(Part(PREDICTED.format(condition), params, driver))
        if where.is_disagreed is not None:  # found by their answers: there are fewer of these than predictions, mostly
            yield self._stated("labelled")
            says = "!=" if where.is_disagreed else "="
            yield Part(PREDICTED.format(f"{conditions[0]} AND named.predicted {says} documents.labels"))

    def ranges(self) -> Iterator[Part]:
        where = self._where
        if where.length != ANY:
            params: dict[str, Any] = {}
            yield Part(_between("documents.length", "length", where.length, params), params)
        if where.answered != ANY:
            params = {}
            condition = _between("documents.answered_at", "answered", where.answered, params)
            condition += " AND documents.answered_at IS NOT NULL"
            driver = Driver("documents INDEXED BY documents_answered", ID, condition, params, is_sorted=False)
            yield self._probed(Part(condition, params, driver))

    def imports(self) -> Iterator[Part]:
        if self._where.import_ids:
            listed = ", ".join(str(int(id)) for id in self._where.import_ids)
            yield Part(f"documents.import_id IN ({listed})")

    def similar(self) -> Iterator[Part]:
        if self._where.similar_to is not None:
            ids = similar_to(self._store, self._where.similar_to).ids
            params = {"similar": json.dumps(ids)}
            test = "documents.id IN (SELECT value FROM json_each(:similar))"
            driver = Driver(NEAREST, "named.value", params=params, is_sorted=False)
            yield Part(test, params, driver, lambda: len(ids))

    def cells(self) -> Iterator[Part]:
        for place, cell in enumerate(self._where.cells):
            name = f"cell{place}"
            params: dict[str, Any] = {f"{name}_column": cell.column, f"{name}_values": json.dumps(cell.values)}
            if cell.values:
                test = f"cell(texts.meta, :{name}_column) IN (SELECT value FROM json_each(:{name}_values))"
            else:
                test = _between(f"number(cell(texts.meta, :{name}_column))", name, cell.range, params)
            match = self._cell_match(cell)
            yield Part(test, params, match=match, is_exact=bool(match), reads_text=True)

    def search(self) -> Iterator[Part]:
        found = query.parse(self._where.search)
        if found.terms():
            test = "holds(texts.text, :search)"
            params = {"search": self._where.search}
            yield Part(test, params, match=found.match, is_exact=found.is_exact, reads_text=True)

    def _stated(self, name: str) -> Part:
        condition = f"documents.state = {STATES[name]}"
        driver = Driver("documents INDEXED BY documents_state", ID, condition)
        return Part(condition, driver=driver, count=lambda: self._in_state(name))

    def _in_state(self, name: str) -> int:
        if name == "unlabelled":
            return self._kept.get("total", 0) - sum(self._kept.get(key, 0) for key in counts.STATES.values())
        return self._kept.get(name, 0)

    def _with_label(self, id: int) -> int:
        return self._kept.get(counts.label_key(id), 0)

    def _flag(self, wanted: bool | None, condition: str, index: str, kept: str) -> Iterator[Part]:
        if wanted:
            driver = Driver(f"documents INDEXED BY {index}", ID, condition)
            yield Part(condition, driver=driver, count=lambda: self._kept.get(kept, 0))
        elif wanted is not None:
            yield Part(f"({condition}) IS NOT 1")

    def _either_way(self, wanted: bool, test: str, driver: Driver | None) -> Part:
        part = Part(test if wanted else f"NOT {test}", driver=driver if wanted else None)
        return self._probed(part) if part.driver else part

    def _predicted(self, ids: tuple[int, ...]) -> str:
        if self._is_multi_label:
            listed = ", ".join(str(int(id)) for id in ids)
            return f"EXISTS (SELECT 1 FROM json_each(named.predicted) WHERE value IN ({listed}))"
        exact = ", ".join(f"'[{int(id)}]'" for id in ids)
        return f"named.predicted IN ({exact})"

    def _cell_match(self, cell: CellFilter) -> str:
        """A range is asked for by its values, if the index counts all of them."""
        values = cell.values or self._values_within(cell)
        return " OR ".join(f'"{tokens.metadata_token(cell.column, value)}"' for value in values)

    def _values_within(self, cell: CellFilter) -> tuple[str, ...]:
        if not self._store.has_search:
            return ()
        has_more = "SELECT has_more FROM search.columns WHERE name = ?"
        if self._store.sql(has_more, (cell.column,)).scalar() != 0:
            return ()
        low, high = cell.range
        within = "SELECT DISTINCT value FROM search.cells WHERE column_name = :column AND "
        params: dict[str, Any] = {"column": cell.column}
        condition = _between("number(value)", "value", (low, high), params)
        return tuple(self._store.sql(within + condition, params).scalars())

    def _probed(self, part: Part) -> Part:
        assert part.driver is not None
        driver = part.driver
        probe = f"SELECT count(*) FROM (SELECT 1 FROM {driver.origin} WHERE {driver.condition} LIMIT {PROBE + 1})"
        return Part(part.test, part.params, driver, lambda: int(self._store.sql(probe, driver.params).scalar_one()))


MAKERS: tuple[Callable[[_Maker], Iterator[Part]], ...] = (
    *(_Maker.state, _Maker.labels, _Maker.flags, _Maker.marked, _Maker.outdated, _Maker.duplicates),
    *(_Maker.annotators, _Maker.model, _Maker.ranges, _Maker.imports, _Maker.similar, _Maker.cells),
    _Maker.search,
)


def _between(value: str, name: str, range: Range, params: dict[str, Any]) -> str:
    """`value` within a range whose ends go into `params`."""
    low, high = range
    conditions = []
    for end, sign, limit in (("low", ">=", low), ("high", "<=", high)):
        if limit is not None:
            conditions.append(f"{value} {sign} :{name}_{end}")
            params[f"{name}_{end}"] = limit
    return f"({' AND '.join(conditions)})"
