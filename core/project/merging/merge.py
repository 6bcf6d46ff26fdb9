"""Merging: first what it would do, then all of it as one act that one undo takes back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from core.errors import N_, InputError
from core.progress import Report, ignore
from core.project import annotation_rows, annotators, captioned, holdout, schema
from core.project.arriving import Arriving
from core.project.changes import Action
from core.project.documents import snippet
from core.project.incoming import image
from core.project.long_acts import LongAct
from core.project.merging import captions, colleague
from core.project.merging.choices import MergeChoice, MergeConflict, MergePerson, MergePlan, MergeReport
from core.project.merging.colleague import Told
from core.project.merging.comparing import Compared, Reading, Verdict, Word, names, wins
from core.project.merging.matching import Matching
from core.project.project import Project
from core.project.values import ImportOptions
from core.records import Annotation, Answer, Row

T = TypeVar("T")
WINDOW = 500
SHOWN_CONFLICTS = 200
MARKS = "SELECT annotator_id, start, stop FROM rationales WHERE document_id = ?"


def plan(project: Project, path: Path, choice: MergeChoice, report: Report = ignore) -> MergePlan:
    """What a merge would do. Long work; nothing is changed."""
    with colleague.opened(path, report) as theirs:
        merging = _Merging(project, theirs, choice, report, n_passes=1)
        here = tuple(one.name for one in project.people.all() if one.n_answers)
        found = MergePlan(theirs.name, here, definitions=tuple(merging.other_definitions()))
        used: dict[str, None] = {}
        for told, id, compared in merging.compared():
            found.n_documents += 1
            found.matched += id is not None
            for verdict, word, own in compared if id is not None or choice.with_documents else ():
                _count(found, verdict, word)
                if verdict != "unfit":
                    used.update(dict.fromkeys(word.labels))
                if verdict == "conflict" and id is not None and own is not None:
                    _keep_conflict(found, merging.reading, id, told, word, own)
        found.unmatched = found.n_documents - found.matched
        found.labels_added = tuple(name for name in used if name not in merging.label_names())
        return found


def merge(project: Project, path: Path, choice: MergeChoice, report: Report = ignore) -> MergeReport:
    """Take the colleague's answers in, marked words and flags with them; cancelled or killed, nothing of it stays."""
    with colleague.opened(path, report) as theirs:
        merging = _Merging(project, theirs, choice, report, n_passes=2)
        options = ImportOptions(duplicates="keep")
        done = project.imports.add(merging.new_documents(), options, kind="merge", before=merging.add_answers)
        return MergeReport(merging.n_answers, merging.n_replaced, done.imported, done.labels_added)


@dataclass(slots=True)
class _Change:
    """What one document gets: annotations in the place of what the same people said, marked words, a flag, captions."""

    told: Told
    words: list[Word]
    captions: captions.Fate = "joined"


class _Merging:
    """One merge on its way. The colleague's documents are gone through twice: the new ones first, then the known."""

    def __init__(
        self, project: Project, theirs: Project, choice: MergeChoice, report: Report, *, n_passes: int
    ) -> None:
        if theirs.kind != project.kind:
            raise InputError("other-kind", N_("core", "Both projects must be of the same kind."))
        self.n_answers = self.n_replaced = 0
        self._project = project
        self._store = project.store
        self._theirs = theirs
        self._choice = choice
        self._report = report
        self._done, self._total = 0, theirs.documents.counts().total * n_passes
        self._given: set[str] = set()  # labels, of documents that are here
        self._now = {label.name: label for label in project.labels.all()}
        labels_there, labels_here = theirs.labels.names(), project.labels.names()
        self.reading = Reading(choice.names, labels_there, labels_here, project.is_multi_label)
        self._revision = int(self._store.sql(annotation_rows.REVISION).scalar_one())
        self._unsure = set(self.other_definitions())

    def label_names(self) -> Mapping[str, object]:
        """The labels that the project has."""
        return self._now

    def other_definitions(self) -> list[str]:
        """Labels that are defined there, and not as here."""
        there = self._theirs.labels.all()
        return [one.name for one in there if one.name in self._now and one.guideline not in self._same(one.name)]

    def compared(self) -> Iterator[tuple[Told, int | None, list[Compared]]]:
        """Each document of the colleague's, the one here with its text, and its words beside ours."""
        for part in self._windows():
            ids = [id for _, id in part if id is not None]
            ours = annotation_rows.given(self._store, ids)
            said = captioned.said(self._store, ids) if self._project.rules.has_pictures else {}
            for told, id in part:
                given = ours[id] if id is not None else ()
                words = list(self.reading.compare(told.annotations, given))
                yield told, id, captions.beside(told, words, said[id], given) if id in said else words

    def new_documents(self) -> Iterator[Row]:
        """Those that are not here, as rows of an import."""
        for part in self._windows():
            for told, id in part:
                if id is not None:
                    self._given.update(name for word in self.reading.words(told.annotations) for name in word.labels)
                elif self._choice.with_documents:
                    yield self._row(told)

    def add_answers(self, act: LongAct, arriving: Arriving) -> None:
        """What is said there of documents that are here."""
        arriving.prepare_labels(sorted(self._given))
        with act.step() as (action, _):
            self._project.labels.take_up(action, arriving.new_labels)
            if self._choice.with_guidelines:
                self._define(action)
        ids = arriving.incoming.label_ids
        for rest in _parts(self._changes()):
            while rest:
                part, rest = dict(rest[: act.pace.size]), rest[act.pace.size :]
                with act.step(list(part)) as (action, free):
                    self._apply(action, {id: part[id] for id in free}, ids)
        act.details |= {"answers": self.n_answers, "source": self._theirs.name}

    def _changes(self) -> Iterator[tuple[int, _Change]]:
        for told, id, compared in self.compared():
            if id is not None:
                words = [word for verdict, word, own in compared if self._is_wanted(verdict, word, own)]
                if words or told.marks or told.is_flagged or told.picture:
                    yield id, _Change(told, words, captions.fate(compared, words))

    def _is_wanted(self, verdict: Verdict, word: Word, own: Annotation | None) -> bool:
        if verdict == "conflict" and own is not None:
            return wins(word.theirs, own, self._choice.conflicts)
        return verdict == "new"

    def _apply(self, action: Action, changes: Mapping[int, _Change], label_ids: Mapping[str, int]) -> None:
        ids = list(changes)
        there = annotation_rows.images(self._store, ids)
        rows = []
        for id, change in changes.items():
            for word in change.words:
                key = (id, annotators.id_of(self._store, word.who), word.theirs.round)
                rows.append(([key], there.get(key), self._image(word, label_ids)))
                self.n_replaced += key in there
            self._mark(action, id, change.told)
            if change.told.picture:
                captions.take(action, id, change.told.said, change.captions, self.reading)
        self.n_answers += len(rows)
        annotation_rows.change(action, rows)
        holdout.settle(self._store, [id for id, change in changes.items() if change.words])
        annotation_rows.settle(action, ids, self._project.rules)

    def _mark(self, action: Action, id: int, told: Told) -> None:
        """Marked words and the flag."""
        known = {tuple(row) for row in self._store.sql(MARKS, (id,))}
        for name, span in told.marks:
            who = annotators.id_of(self._store, self.reading.person(name))
            if (who, span.start, span.end) not in known:
                action.put(schema.rationales, (id, who, span.start, span.end), {})
        if told.is_flagged:
            before = action.put(schema.documents, (id,), {"is_flagged": 1})
            action.count("flagged", int(before is not None and not before["is_flagged"]))

    def _image(self, word: Word, label_ids: Mapping[str, int]) -> dict[str, Any]:
        """The row of an annotation; given under another definition than ours it is one of an older revision."""
        is_sure = not self._unsure.intersection(word.labels)
        labels = tuple(sorted(label_ids[name] for name in word.labels))
        return image(replace(word.theirs, labels=labels, revision=self._revision if is_sure else 0))

    def _define(self, action: Action) -> None:
        ids = {label.name: label.id for label in self._project.labels.all()}
        for label in self._theirs.labels.all():
            if label.name in ids and label.guideline:
                self._project.guidelines.define_within(action, ids[label.name], label.guideline)

    def _row(self, told: Told) -> Row:
        said = tuple(
            Answer(word.labels, word.who, one.is_skipped, one.at, one.seconds, one.suggestion_seen, one.round, one.note)
            for word in self.reading.words(told.annotations)
            if self.reading.fits(word)
            for one in (word.theirs,)
        )
        marked: dict[str, Any] = {}
        for name, span in told.marks:
            marked.setdefault(self.reading.person(name), []).append(span)
        spans = tuple(dict.fromkeys(span for _, span in told.marks))
        return Row(
            told.text,
            meta=told.meta,
            rationales=spans,
            file=self._theirs.name,
            answers=said,
            is_flagged=told.is_flagged,
            marked={name: tuple(spans) for name, spans in marked.items()},
            picture=captions.carried(told, self._project.pictures.folder),
            captions=told.said.captions,
            regions=told.said.regions,
        )

    def _windows(self) -> Iterator[list[tuple[Told, int | None]]]:
        """All of the colleague's documents with the ids of those that are here."""
        matching = Matching(self._store, self._project.seed)
        for part in _parts(colleague.told(self._theirs)):
            yield list(zip(part, matching.of([told.key for told in part]), strict=True))
            self._done += len(part)
            self._report(self._done, self._total)

    def _same(self, name: str) -> tuple[str, str]:
        """What a definition may say without being another one."""
        return "", self._now[name].guideline


def _count(found: MergePlan, verdict: Verdict, word: Word) -> None:
    if verdict == "unfit":
        found.unfit += 1
        return
    person = found.people.setdefault(word.theirs.annotator, MergePerson(word.theirs.annotator))
    person.new += verdict == "new"
    person.same += verdict == "same"
    person.conflicting += verdict == "conflict"


def _keep_conflict(found: MergePlan, reading: Reading, id: int, told: Told, word: Word, own: Annotation) -> None:
    found.n_conflicts += 1
    if len(found.conflicts) < SHOWN_CONFLICTS:
        ours, theirs = word.captions or (names(own, reading.labels_here), word.labels)
        said = (word.who, ours, theirs, own.at, word.theirs.at)
        found.conflicts.append(MergeConflict(id, snippet(told.text), *said))


def _parts(source: Iterator[T]) -> Iterator[list[T]]:
    while part := list(islice(source, WINDOW)):
        yield part
