"""What a colleague's project says of a document, beside what is known here: new, the same, or in conflict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from core.project.annotators import IMPORT
from core.records import Annotation

Verdict = Literal["new", "same", "conflict", "unfit"]


@dataclass(frozen=True, slots=True)
class Word:
    """One of the colleague's annotations in the words of this project: who said it, which labels by their names.

    `captions`: those here and those there, where they contradict.
    """

    who: str
    labels: tuple[str, ...]
    theirs: Annotation
    captions: tuple[tuple[str, ...], tuple[str, ...]] | None = None


Compared = tuple[Verdict, Word, Annotation | None]


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read annotations from there, and from here."""

    people: Mapping[str, str]
    labels_there: Mapping[int, str]
    labels_here: Mapping[int, str]
    is_multi_label: bool

    def person(self, name: str) -> str:
        return name if name == IMPORT else self.people.get(name, name)

    def words(self, annotations: Sequence[Annotation]) -> Iterator[Word]:
        for one in annotations:
            yield Word(self.person(one.annotator), names(one, self.labels_there), one)

    def compare(self, theirs: Sequence[Annotation], ours: Sequence[Annotation]) -> Iterator[Compared]:
        """Each of their words, with what the same person said here in the same round."""
        known = {(one.annotator, one.round): one for one in ours}
        for word in self.words(theirs):
            own = known.get((word.who, word.theirs.round))
            if not self.fits(word):
                yield "unfit", word, own
            elif own is None:
                yield "new", word, None
            elif own.is_skipped == word.theirs.is_skipped and names(own, self.labels_here) == word.labels:
                yield "same", word, own
            else:
                yield "conflict", word, own

    def fits(self, word: Word) -> bool:
        return self.is_multi_label or len(word.labels) == 1 or word.theirs.is_skipped


def names(one: Annotation, labels: Mapping[int, str]) -> tuple[str, ...]:
    return tuple(sorted(labels[id] for id in one.labels))


def wins(theirs: Annotation, ours: Annotation, rule: Literal["newer", "ours", "theirs"]) -> bool:
    """Whether the colleague's word takes the place of the one here."""
    return rule == "theirs" or (rule == "newer" and theirs.at > ours.at)
