"""What a colleague's project says of a picture, beside what is said here, and what of it comes in.

Captions of one person give way to each other; those of several stand side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from core.project import annotators, captioned, regions, schema, taking
from core.project.changes import Action
from core.project.merging.colleague import Told
from core.project.merging.comparing import Compared, Reading, Word
from core.records import Annotation, Picture, Row

Fate = Literal["joined", "theirs", "ours"]


def beside(told: Told, words: list[Compared], ours: captioned.Said, given: Sequence[Annotation]) -> list[Compared]:
    """The words about a picture; of who gave other captions here than there, a conflict that says them.

    They do not contradict where others here had their say that is not known there: with theirs it would be lost.
    """
    theirs = told.said.captions
    people_there = {word.who for _, word, _ in words if not word.theirs.is_skipped}
    people_here = {one.annotator for one in given if not one.is_skipped}
    if not (theirs and ours.captions and theirs != ours.captions and people_there >= people_here):
        return words
    giver = (ours.annotator, told.said.annotator, schema.FIRST)
    return [
        ("conflict", replace(word, captions=(ours.captions, theirs)), own)
        if own is not None and (word.who, word.theirs.annotator, word.theirs.round) == giver
        else (verdict, word, own)
        for verdict, word, own in words
    ]


def fate(compared: Sequence[Compared], wanted: Sequence[Word]) -> Fate:
    """What becomes of the colleague's captions; `wanted` are the words that come in."""
    if not any(word.captions for _, word, _ in compared):
        return "joined"
    return "theirs" if any(word.captions for word in wanted) else "ours"


def take(action: Action, document_id: int, said: captioned.Said, fate: Fate, reading: Reading) -> None:
    """Within an act."""
    who = annotators.id_of(action.store, reading.person(said.annotator) or annotators.IMPORT)
    if fate == "theirs":
        captioned.write(action, document_id, said.captions, who)
        regions.write(action, document_id, said.regions, who)
    elif fate == "joined":
        captioned.join(action, document_id, [Row("", captions=said.captions, regions=said.regions)], who)


def carried(told: Told, folder: Path) -> Picture | None:
    """The picture of a document that is new here: a copy there becomes one in this folder."""
    if told.picture is None or not told.picture.is_copied:
        return told.picture
    return taking.carried(told.picture, told.file, folder)
