"""What a run's methods say of one text: asked for as soon as it is open, taken in as it comes, the slow ones on demand.

The order is that of the worker: the first colours with the prediction, the model's own method, the other quick ones,
leaving words out; then the badge, which needs them all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.jobs.explaining import AUTO, FIRST, INSTANT, METHODS, QUICK, ExplainOptions
from core.jobs.specs import BadgeSpec, ExplainSpec
from core.records import Explanation
from gui.pages.review_views import all_highlights, explanation_of
from gui.session import Session
from gui.tasks import nothing
from gui.widgets.highlights import Highlights

LONG = 4000  # characters; of a longer text only the model's own method is computed unasked
SLOW = "leave-one-out"


@dataclass(frozen=True)
class Explained:
    """An explanation, with the highlights of each unit that it can be seen by."""

    explanation: Explanation
    highlights: Mapping[str, Highlights]


class ReviewExplaining(QObject):
    """Holds what is known of one text under one run; answers about another are dropped."""

    explained = Signal(str)  # the method that is there now
    failed = Signal(object)  # the error; the first colours could not be had
    badge_changed = Signal(object)  # the badge, as BadgeSpec's result, or None: not there yet

    def __init__(self, session: Session, name: str, parent: QObject | None = None) -> None:
        """`name` tells several of them apart; each replaces its own questions only."""
        super().__init__(parent)
        self._session = session
        self._name = name
        self._text = ""
        self._run_id = ""
        self._options = ExplainOptions()
        self._version = 0
        self._n_waiting = 0
        self._asked: set[str] = set()
        self._is_held = False
        self.found: dict[str, Explained] = {}
        self.badge: Mapping[str, Any] | None = None

    @property
    def run_id(self) -> str:
        return self._run_id

    @property
    def options(self) -> ExplainOptions:
        return self._options

    @property
    def is_busy(self) -> bool:
        """Whether anything is still to come."""
        return self._n_waiting > 0

    @property
    def own(self) -> str | None:
        """The model's own method: the first that it offers."""
        return next((one.explanation.methods[0] for one in self.found.values() if one.explanation.methods), None)

    def open(self, run_id: str, text: str, options: ExplainOptions | None = None) -> None:
        """Another text, run or target: all is asked for anew."""
        self.close()
        self._run_id, self._text, self._options = run_id, text, options or ExplainOptions()
        self._ask_all()

    def hold(self) -> None:
        """Give way to a question that cannot wait; what is there stays."""
        if self.is_busy:
            self._drop_questions()
            self._is_held = True

    def go_on(self) -> None:
        """With what gave way."""
        if self._is_held:
            self._is_held = False
            self._ask_all()

    def want(self, method: str) -> None:
        """Compute a method that the run offers and that was not asked for yet."""
        offered = next((one.explanation.methods for one in self.found.values()), ())
        if method in offered and method not in self.found and method not in self._asked:
            self._ask((method,), method)

    def close(self) -> None:
        self._drop_questions()
        self._is_held = False
        self._text, self.found, self.badge = "", {}, None
        self.badge_changed.emit(None)

    def _drop_questions(self) -> None:
        self._version += 1
        self._n_waiting = 0
        for key in ("badge", "all", *self._asked):
            self._session.forget(self._key(key))
        self._asked = set()

    def _ask_all(self) -> None:
        """What every text is asked for, of a long one only what its colours need."""
        if len(self._text) > LONG:
            self._ask((FIRST, AUTO), "all")
        else:
            self._ask((FIRST, AUTO, INSTANT, QUICK, SLOW), "all", self._ask_for_badge)
            self._asked |= {name for name, info in METHODS.items() if info.speed != "slow"}

    def _ask(self, names: Sequence[str], key: str, then: Any = nothing) -> None:
        version = self._version
        self._n_waiting += 1
        self._asked |= set(names)

        def part(result: Mapping[str, Any]) -> None:
            if version == self._version:
                self._take_in(result.get("documents", ()), version)

        def done(result: Mapping[str, Any]) -> None:
            if version == self._version:
                self._n_waiting -= 1
                self._take_in(result.get("documents", ()), version)
                then(result)

        def failed(error: Exception) -> None:
            if version == self._version:
                self._n_waiting -= 1
                if not self.found:
                    self.failed.emit(error)

        folder = self._session.run_folder(self._run_id)
        spec = ExplainSpec(str(folder), (self._text,), methods=tuple(names), options=self._options)
        self._session.ask(spec, key=self._key(key), then=done, failed=failed, part=part)

    def _take_in(self, documents: Sequence[Mapping[str, Any]], version: int) -> None:
        """Understand what came, off the GUI thread, and say so in the order of coming."""
        text = self._text
        for document in documents:
            if document.get("method") in self.found:
                continue

            def work(_: object, document: Mapping[str, Any] = document) -> Explained:
                explanation = explanation_of(text, document)
                return Explained(explanation, all_highlights(explanation))

            self._session.call(work, lambda one: self._keep(one, version))

    def _keep(self, one: Explained, version: int) -> None:
        method = one.explanation.method
        if version == self._version and method not in self.found:
            self.found[method] = one
            self.explained.emit(method)

    def _ask_for_badge(self, _: object) -> None:
        version = self._version
        self._n_waiting += 1

        def then(found: Mapping[str, Any] | None) -> None:
            if version == self._version:
                self._n_waiting -= 1
                self.badge = found
                self.badge_changed.emit(found)

        spec = BadgeSpec(str(self._session.run_folder(self._run_id)), self._text, self._options)
        self._session.ask(spec, key=self._key("badge"), then=then, failed=lambda _: then(None))

    def _key(self, what: str) -> str:
        return f"{self._name} {what}"
