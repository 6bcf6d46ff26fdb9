"""What the translation page works on: a pair or a typed sentence, what a run makes of it, what a person links in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from core import pairs
from core.alignment.links import GoldLinks, Link
from core.jobs.pair_specs import AlignSpec, TranslateSpec
from core.records import Span
from gui.session import Session
from gui.widgets.alignment_data import Alignment, hypotheses, of_document

if TYPE_CHECKING:
    from core.project.project import Project

ASK_AFTER_MS = 120
BEAM = 5
Found = Mapping[str, Any]


@dataclass(frozen=True)
class OpenPair:
    """A pair of the project: its sides, their words, and the links in them."""

    id: int
    pair: pairs.SentencePair
    source: tuple[Span, ...]
    target: tuple[Span, ...]
    gold: GoldLinks

    def turned(self) -> OpenPair:
        """The other way round, as a run of that direction reads it."""
        sure, possible = (frozenset((j, i) for i, j in links) for links in (self.gold.sure, self.gold.possible))
        pair = pairs.SentencePair(self.pair.target, self.pair.source)
        return OpenPair(self.id, pair, self.target, self.source, GoldLinks(sure, possible))

    @property
    def words(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return (
            tuple(self.pair.source[span.start : span.end] for span in self.source),
            tuple(self.pair.target[span.start : span.end] for span in self.target),
        )


class TranslationDesk(QObject):
    """Asks the project and the worker; `changed` whenever there is something else to show."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.run_id: str | None = None
        self.is_reversed = False
        self.other_run_id: str | None = None
        self.is_shifted: bool | None = None  # None: as the run has it
        self.has_unknown_replaced = True
        self.text = ""
        self.words: tuple[str, ...] = ()
        self.dropped: frozenset[int] = frozenset()
        self.open_pair: OpenPair | None = None
        self.is_waiting = False
        self._aligned: Found | None = None
        self._translated: Found | None = None
        self._other: Found | None = None
        self._without: Found | None = None
        self._timer = QTimer(self, singleShot=True, interval=ASK_AFTER_MS)
        self._timer.timeout.connect(self._ask)

    # What there is to show

    @property
    def translations(self) -> list[Found]:
        """Of the text, best first."""
        return hypotheses(self._translated) if self._translated else []

    @property
    def reading(self) -> str:
        """How the matrices shown are read."""
        own = str((self._translated or self._aligned or {}).get("reading", "shifted"))
        return own if self.is_shifted is None else "shifted" if self.is_shifted else "emitted"

    def reference(self) -> Alignment | None:
        """The pair's own target, with what people linked; weights where the model has attention."""
        if self.open_pair is None:
            return None
        source, target = self.open_pair.words
        shown = Alignment(source, target)
        if self._aligned is not None:
            found = self._alignment(self._aligned)
            if (found.source, found.target) == (source, target):
                shown = found
        return replace(shown, gold=self.open_pair.gold, is_editable=True)

    def hypothesis(self, number: int) -> Alignment | None:
        found = self.translations
        return self._alignment(found[number]) if 0 <= number < len(found) else None

    def other(self) -> Alignment | None:
        """What the other run makes of the text."""
        return self._alignment(self._other) if self._other else None

    def without(self) -> tuple[str, Alignment] | None:
        """The translation without the dropped words."""
        if self._without is None or not self.dropped:
            return None
        return str(self._without["translation"]), self._alignment(self._without)

    def other_text(self) -> str:
        return str(self._other["translation"]) if self._other else ""

    # What a person does

    def clear(self) -> None:
        self.open_pair, self.text, self.words, self.dropped = None, "", (), frozenset()
        self._forget_answers()
        self.changed.emit()

    def set_run(self, run_id: str | None, *, is_reversed: bool = False) -> None:
        """Which run is asked, and whether it translates from the pairs' targets to their sources."""
        if run_id != self.run_id:
            is_turned, self.is_reversed = is_reversed != self.is_reversed, is_reversed
            self.run_id = run_id
            if is_turned and self.open_pair is not None:
                self._open(self.open_pair.turned())
            self._again()

    def set_other_run(self, run_id: str | None) -> None:
        self.other_run_id, self._other = run_id, None
        self._ask_other()
        self.changed.emit()

    def set_unknown_replaced(self, is_wanted: bool) -> None:
        self.has_unknown_replaced = is_wanted
        self._again()

    def show_pair(self, document_id: int) -> None:
        self._session.call(lambda project: _read(project, document_id), self._on_pair)

    def type(self, text: str) -> None:
        """Translate what is typed."""
        if text != self.text:
            self.open_pair, self.text, self.dropped, self.words = None, text, frozenset(), ()
            self._again()

    def drop(self, word: int, is_dropped: bool) -> None:
        """Leave a source word out, or take it in again, to see what changes."""
        self.dropped = self.dropped | {word} if is_dropped else self.dropped - {word}
        self._without = None
        self._ask_without()
        self.changed.emit()

    def toggle(self, link: Link, is_possible: bool) -> None:
        """Link two words, or unlink them; on disk before it is shown."""
        opened = self.open_pair
        if opened is None:
            return
        gold = opened.gold
        same = gold.possible if is_possible else gold.sure
        if link in same:
            changed = GoldLinks(gold.sure - {link}, gold.possible - {link})
        elif is_possible:
            changed = GoldLinks(gold.sure - {link}, gold.possible | {link})
        else:
            changed = GoldLinks(gold.sure | {link}, gold.possible - {link})
        after = replace(opened, gold=changed)
        stored = after.turned() if self.is_reversed else after
        found = pairs.in_spans(stored.gold, stored.source, stored.target)

        def then(_: None) -> None:
            self._session.refresh(opened.id)
            self._on_pair(stored)

        self._session.call(lambda project: project.links.put(opened.id, found), then)

    def reload_links(self) -> None:
        """After an undo: the links as they are now."""
        if self.open_pair is not None:
            id = self.open_pair.id
            self._session.call(lambda project: _read(project, id), self._on_links)

    # The way there

    def _on_pair(self, opened: OpenPair) -> None:
        opened = opened.turned() if self.is_reversed else opened
        is_other = self.open_pair is None or self.open_pair.id != opened.id
        if is_other:
            self._open(opened)
            self._again()
        else:
            self.open_pair = opened
            self.changed.emit()

    def _open(self, opened: OpenPair) -> None:
        self.open_pair = opened
        self.text, self.dropped, self.words = opened.pair.source, frozenset(), opened.words[0]

    def _on_links(self, opened: OpenPair) -> None:
        if self.open_pair is not None and self.open_pair.id == opened.id:
            self.open_pair = opened.turned() if self.is_reversed else opened
            self.changed.emit()

    def _again(self) -> None:
        self._forget_answers()
        self.is_waiting = bool(self.text.strip()) and self.run_id is not None
        self._timer.start()
        self.changed.emit()

    def _forget_answers(self) -> None:
        self._aligned = self._translated = self._other = self._without = None
        self.is_waiting = False

    def _ask(self) -> None:
        if not self.text.strip() or self.run_id is None or self._session.info is None:
            return
        self._translate(self.text, self.run_id, "_translated")
        self._ask_other()
        if self.open_pair is not None:
            pair = self.open_pair.pair
            spec = AlignSpec(str(self._session.run_folder(self.run_id)), sources=(pair.source,), targets=(pair.target,))
            self._session.ask(spec, key="translation align", then=lambda found: self._take("_aligned", found))
        self._ask_without()

    def _ask_other(self) -> None:
        if self.other_run_id is not None and self.text.strip():
            self._translate(self.text, self.other_run_id, "_other")

    def _ask_without(self) -> None:
        if self.dropped and self.run_id is not None and self._translated is not None:
            kept = [word for number, word in enumerate(self.words) if number not in self.dropped]
            self._translate(" ".join(kept), self.run_id, "_without")

    def _translate(self, text: str, run_id: str, slot: str) -> None:
        spec = TranslateSpec(
            str(self._session.run_folder(run_id)),
            texts=(text,),
            beam=BEAM,
            n_best=BEAM,
            has_unknown_replaced=self.has_unknown_replaced,
        )
        self._session.ask(
            spec, key=f"translation {slot}", then=lambda found: self._take(slot, found), failed=self._on_failed
        )

    def _take(self, slot: str, found: Mapping[str, Any]) -> None:
        documents: Sequence[Found] = found.get("documents", ())
        if not documents:
            return
        setattr(self, slot, documents[0])
        if slot == "_translated":
            self.is_waiting = False
            self.words = tuple(map(str, documents[0]["source"]))
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self.is_waiting = False
        self.failed.emit(error)
        self.changed.emit()

    def _alignment(self, found: Found) -> Alignment:
        return of_document(found, is_shifted=self.reading == "shifted")


def _read(project: Project, document_id: int) -> OpenPair:
    """On the project thread: the dictionary of Chinese words is loaded there."""
    from core.words import words

    pair = pairs.of_text(project.documents.get(document_id).text)
    source, target = tuple(words(pair.source)), tuple(words(pair.target))
    gold = pairs.in_words(project.links.of(document_id) or (), source, target)
    return OpenPair(document_id, pair, source, target, gold)
