"""An open project: the one object through which everything in it is read and changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from sqlalchemy import select

from core import written
from core.errors import N_, InputError
from core.jobs.specs import CAPTION, TEXT, TRANSLATION
from core.project import annotators, damage, files, queue, schema
from core.project.adjudication import Adjudication
from core.project.agreement import Agreements
from core.project.annotations import Annotations
from core.project.answers import Policy, Rules
from core.project.backups import Backups
from core.project.bulk import Bulk
from core.project.captioned import Captions
from core.project.documents import Documents
from core.project.edits import Edits
from core.project.filters import Filters
from core.project.guidelines import Guidelines
from core.project.history import History
from core.project.holdout import HoldOut
from core.project.importing import Imports
from core.project.journal import Journal
from core.project.labels import LabelSet
from core.project.linked import Links
from core.project.people import People
from core.project.pictures import Pictures
from core.project.predictions import Predictions
from core.project.quality.survey import Quality
from core.project.queue import Queue
from core.project.queue import Rules as QueueRules
from core.project.regions import Regions
from core.project.reviews import Reviews, WordReviews
from core.project.runs import RunRules, Runs
from core.project.search import index
from core.project.store import Store, damaged
from core.project.values import DocumentFilter

KINDS = (TEXT, CAPTION, TRANSLATION)


class Project:
    """One folder NAME.fovea with its own database connection; to be used from one thread at a time."""

    def __init__(self, path: Path, store: Store) -> None:
        self.path = path
        self.store = store
        table = schema.properties
        properties = {key: value for key, value in store.execute(select(table.c.key, table.c.value))}
        try:
            self.kind = properties["kind"]
            self.is_multi_label = properties["is_multi_label"] == "1" or self.kind == CAPTION
            self.seed = int(properties["seed"])
            policy: Policy = "agreed" if properties.get("answers") == "agreed" else "last"
        except (KeyError, ValueError):
            raise damaged() from None
        has_pairs, has_pictures = self.kind == TRANSLATION, self.kind == CAPTION
        self.rules = Rules(policy, self.is_multi_label, has_pairs, has_pictures)
        self._journal = Journal(store)
        self.runs_folder = path / files.RUNS
        self.labels = LabelSet(self._journal, self.rules)
        self.guidelines = Guidelines(self._journal)
        self.documents = Documents(store, self.rules)
        self.annotations = Annotations(self._journal, self.rules)
        self.edits, self.reviews = Edits(self._journal), Reviews(self._journal)
        self.filters = Filters(self._journal, self.labels)
        self.bulk = Bulk(self._journal, self.documents, self.rules)
        self.adjudication = Adjudication(self._journal, self.rules)
        self.quality = Quality(store, self.documents, self.labels)
        self.people = People(self._journal)
        self.agreement = Agreements(store, is_multi_label=self.is_multi_label)
        self.history = History(self._journal)
        self.imports = Imports(self._journal, self.labels, self.rules, seed=self.seed)
        self.backups = Backups(store)
        self.holdout = HoldOut(store)
        self.links = Links(self._journal)
        self.pictures, self.regions = Pictures(self._journal), Regions(self._journal)
        self.word_reviews = WordReviews(self._journal)
        self.captions = Captions(self._journal, self.rules)
        self.predictions = Predictions(self._journal, self.runs_folder, is_multi_label=self.is_multi_label)
        rules = RunRules(
            self.runs_folder, self.is_multi_label, self.predictions, has_pairs, self.pictures if has_pictures else None
        )
        self.runs = Runs(self._journal, self.labels, self.documents, rules)
        queue_rules = QueueRules(path / queue.FOLDER, self.is_multi_label)
        self.queue = Queue(store, self.labels, self.documents, self.runs, queue_rules)

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        kind: str = TEXT,
        labels: Sequence[str] = (),
        is_multi_label: bool = False,
        policy: Policy = "last",
        seed: int = 0,
    ) -> Project:
        """Make the folder `path`; with these labels."""
        if kind not in KINDS:
            raise InputError("bad-kind", N_("core", "There is no kind of project “{kind}”."), kind=kind)
        path = path.resolve()
        properties = {"kind": kind, "is_multi_label": str(int(is_multi_label)), "answers": policy, "seed": str(seed)}
        files.create(path, properties)
        project = cls.open(path)
        names = dict.fromkeys(name.strip() for name in labels if name.strip())
        prepared = {name: project.labels.prepare(name) for name in names}
        with project._journal.fact("create") as action:
            project.labels.take_up(action, prepared)
        return project

    @classmethod
    def open(cls, path: Path) -> Project:
        """InputError when `path` is no project, or one of a newer version (which is left untouched)."""
        path = path.resolve()
        store = Store(files.recognise(path))
        try:
            _refuse_programs(store, path)
            project = cls(path, store)
            project.history.recover()
            if not project.rules.has_pictures:  # texts of pictures change, and are few: they are looked at themselves
                index.attach(store)
            written.note(path)
            return project
        except BaseException as error:
            try:
                damage.explain(store, error)
            finally:
                store.close()
            raise

    @property
    def name(self) -> str:
        return self.path.name.removesuffix(files.SUFFIX)

    @property
    def annotator(self) -> str:
        """Who decides; goes with every decision from now on."""
        return self._journal.annotator

    @annotator.setter
    def annotator(self, name: str) -> None:
        self._journal.annotator = name.strip() or annotators.ME

    def filter(self, text: str) -> DocumentFilter:
        """The filter that a text stands for: a saved one's name, or the text form; InputError when it is neither."""
        return self.filters.read(text)

    @contextmanager
    def sound(self) -> Iterator[None]:
        """Around work: what fails because the database holds nonsense is told as damage, not as our mistake."""
        try:
            yield
        except damage.SIGNS as error:
            damage.explain(self.store, error)
            raise

    def close(self) -> None:
        self.store.close()

    def __enter__(self) -> Project:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            damage.explain(self.store, error)
        finally:
            self.close()


def _refuse_programs(store: Store, path: Path) -> None:
    """A project from somebody else must not act by itself: ours have neither triggers nor views."""
    found = store.sql("SELECT count(*) FROM sqlite_master WHERE type IN ('trigger', 'view')").scalar_one()
    if found or (path / files.RUNS).is_symlink():  # runs are written, and unfinished ones removed, where it points to
        raise InputError("foreign-project", N_("core", "{path} holds things that Fovea never puts there."), path=path)
