"""What a column can tell besides text, label and metadata: who labelled, when, what was skipped.

A file is ours when it says of every document whether it is flagged and what part of the data it belongs to. In such a
file metadata that would clash with a name of ours is called `meta_…`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

ANSWER = ("annotator", "round", "at", "seconds", "suggestion_seen", "is_skipped", "note")
DOCUMENT = ("is_flagged", "split", "rationales")
EDITS, REVIEWS = "edits", "reviews"
EXTRA = (EDITS, REVIEWS)  # only where there is any; of reviews nothing is read back: they belong to runs
KEY = "id"
NAMES = (*ANSWER, *DOCUMENT, KEY)
OURS = frozenset({"is_flagged", "split"})

_ANNOTATORS = ("annotator", "annotatorid", "coder", "标注人", "标注员", "标注者")
_SPLITS = {"train": "train", "training": "train", "holdout": "holdout", "test": "holdout", "testing": "holdout"}
_UNDECIDED = ("", "dev", "val", "valid", "validation", "unsupervised")
_RESERVED = frozenset(
    {
        *(*NAMES, *EXTRA, "text", "data", "label", "labels"),
        *("cats", "entities", "relations", "Comments"),  # doccano's
        *(
            "rationale",
            "annotation_id",
            "created_at",
            "updated_at",
            "lead_time",
            "agreement",
            "history",
        ),  # Label Studio's
    }
)
_PREFIX = "meta_"


def column_of(meta: str) -> str:
    """What a metadata's name is called beside our own names."""
    return _PREFIX + meta if meta in _RESERVED or meta.startswith(_PREFIX) else meta


def meta_of(column: str) -> str:
    """The way back."""
    return column.removeprefix(_PREFIX)


def split_of(value: str) -> str:
    """The part: "train", "holdout", or "" where it is not said."""
    return _SPLITS.get(value.strip().casefold(), "")


def guess_roles(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """Role → column of somebody's table: all that are there in a file of ours, else only what is plain."""
    if set(columns) >= OURS:
        return {name: name for name in (*NAMES, *EXTRA) if name in columns}
    roles = {}
    annotator = next((name for name in columns if re.sub(r"[\W_]+", "", name.casefold()) in _ANNOTATORS), None)
    if annotator:
        roles["annotator"] = annotator
    if "split" in columns and _are_splits({cells[columns.index("split")] for cells in rows}):
        roles["split"] = "split"
    return roles


def _are_splits(values: set[str]) -> bool:
    words = {value.strip().casefold() for value in values}
    return words <= {*_SPLITS, *_UNDECIDED} and bool(words & set(_SPLITS))
