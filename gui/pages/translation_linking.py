"""Links out of attention: how the page's run links words, with which run of the other direction, and how well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.alignment.links import Link
from core.jobs.aligning import BOTH
from core.jobs.pair_specs import AgreementSpec, AlignSpec
from core.jobs.translation_settings import has_attention
from core.project.opposite import is_reversed, opposite, opposites
from core.project.values import Run
from gui.session import Session

UNDER_WAY = ("new", "running", "paused")
Agreement = Mapping[str, Any]
Question = tuple[str, str, str]
"""A source, its target, and how attention is read."""


class TranslationLinking(QObject):
    """Asks the worker; `changed` whenever there is something else to show."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.method = ""  # of core.jobs.aligning.METHODS; "": no links are shown
        self.backward: Run | None = None
        self.is_backward_trained = False  # now
        self.agreement: Agreement | None = None
        self._run: Run | None = None
        self._pairs: tuple[Mapping[str, Any], ...] = ()
        self._links: dict[Question, frozenset[Link]] = {}
        self._asked: Question | None = None

    @property
    def is_possible(self) -> bool:
        """Whether the run says where it looked."""
        return self._run is not None and has_attention(self._run.model)

    def set_runs(self, run: Run | None, runs: Sequence[Run], linked: Sequence[Mapping[str, Any]]) -> None:
        """The run that is asked, all runs, newest first, and the pairs with links by people (core.pairs.to_line)."""
        backward = None if run is None else opposite(run, runs)
        turned = [] if run is None else opposites(run, runs)
        self.is_backward_trained = any(one.state in UNDER_WAY for one in turned)
        has_other_runs = (_id(run), _id(backward)) != (_id(self._run), _id(self.backward))
        has_other_pairs = tuple(linked) != self._pairs
        self._run, self.backward, self._pairs = run, backward, tuple(linked)
        if has_other_runs:
            self._forget()
        if has_other_runs or not linked:
            self.agreement = None
        if has_other_runs or has_other_pairs:
            self._measure()
        self.changed.emit()

    def set_method(self, method: str) -> None:
        self.method = method
        self._forget()
        self.changed.emit()

    def links(self, source: str, target: str, reading: str) -> frozenset[Link]:
        """Of a pair; none while they are on their way, after which `changed` is said."""
        question = (source, target, reading)
        is_wanted = bool(self.method and source.strip() and target.strip()) and self.is_possible
        if not is_wanted or (self.method == BOTH and self.backward is None):
            return frozenset()
        if question not in self._links and question != self._asked:
            self._ask(question)
        return self._links.get(question, frozenset())

    def train_backward(self) -> None:
        """A run like the one that is asked, of the other direction."""
        if self._run is not None:
            settings = {**self._run.settings, "is_reversed": not is_reversed(self._run)}
            self._session.trainer.train(self._run.model, settings, self._run.device, self._run.seed)

    def _forget(self) -> None:
        self._links.clear()
        self._asked = None

    def _ask(self, question: Question) -> None:
        assert self._run is not None
        self._asked = question
        source, target, reading = question
        spec = AlignSpec(
            str(self._run.path),
            sources=(source,),
            targets=(target,),
            method=self.method,
            reading=reading,
            backward=str(self.backward.path) if self.method == BOTH and self.backward is not None else "",
        )

        def then(found: Mapping[str, Any]) -> None:
            for document in found.get("documents", ()):
                self._links[question] = frozenset((int(i), int(j)) for i, j in document["links"])
                self.changed.emit()

        self._session.ask(spec, key="translation links", then=then)

    def _measure(self) -> None:
        """On the pairs that people linked."""
        if self._run is None or not self.is_possible or not self._pairs:
            self._session.forget("translation agreement")
            return
        backward = str(self.backward.path) if self.backward is not None else ""
        spec = AgreementSpec(str(self._run.path), self._pairs, backward)
        self._session.ask(spec, key="translation agreement", then=self._on_measured)

    def _on_measured(self, found: Agreement) -> None:
        self.agreement = found
        self.changed.emit()


def _id(run: Run | None) -> str:
    return "" if run is None else run.id
