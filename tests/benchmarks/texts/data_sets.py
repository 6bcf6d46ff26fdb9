"""The labelled sets that text models are measured on: what may be learned from, and the fixed test part.

Nothing is tuned on a test part. Texts without a label may be learned from if they are training texts.
"""

from __future__ import annotations

import csv
import gzip
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
SPLIT_SEED = 12345  # of the random 80/20 splits if no other is asked for; tuning used the same, within the 80 %
ALL = "all"
Row = tuple[str, str]  # text, label


@dataclass(frozen=True, slots=True)
class DataSet:
    """Texts with the numbers of their labels, `names` says which; the test part is the same in every run."""

    name: str
    names: tuple[str, ...]
    train_texts: Sequence[str]
    train_labels: NDArray[np.intp]
    test_texts: Sequence[str]
    test_labels: NDArray[np.intp]
    is_english: bool = False

    def draw(self, labels: str, seed: int, number: int) -> NDArray[np.intp]:
        """The rows that have a label in a draw: so many ("100") at random, the small draw within the larger; or all."""
        n = len(self.train_texts)
        if labels == ALL:
            return np.arange(n)
        return np.random.default_rng([seed, number]).permutation(n)[: int(labels)]


def random_split(rows: Sequence[Row], seed: int) -> tuple[list[Row], list[Row]]:
    """80 % to learn from, 20 % to test on."""
    mixed = list(rows)
    random.Random(seed).shuffle(mixed)
    cut = len(mixed) * 8 // 10
    return mixed[:cut], mixed[cut:]


def without(rows: Sequence[Row], others: Sequence[Row]) -> list[Row]:
    """The rows whose text (without space around it) is not among the others'."""
    known = {text.strip() for text, _ in others}
    return [row for row in rows if row[0].strip() not in known]


def _read(*paths: str) -> list[Row]:
    """The rows of the files; those without a text are left out."""
    rows: list[Row] = []
    for path in paths:
        with gzip.open(DATA / path, "rt", encoding="utf-8", newline="") as file:
            rows += [(row["text"], row["label"]) for row in csv.DictReader(file) if row["text"].strip()]
    return rows


def _tnews(_: int) -> tuple[list[Row], list[Row]]:
    """Its development part is the test, since nobody has the labels of its test; shared titles leave the training."""
    test = _read("zh_tnews/dev.csv.gz")
    return without(_read("zh_tnews/train.csv.gz"), test), test


def _chnsenticorp(_: int) -> tuple[list[Row], list[Row]]:
    test = _read("zh_chnsenticorp/test.csv.gz")
    return without(_read("zh_chnsenticorp/train.csv.gz", "zh_chnsenticorp/dev.csv.gz"), test), test


SETS: dict[str, Callable[[int], tuple[list[Row], list[Row]]]] = {  # given the seed of a split
    "htl": lambda seed: random_split(_read("zh_hotel_htl/hotel.csv.gz"), seed),
    "shopping": lambda seed: random_split(_read("zh_online_shopping_10_cats/shopping.csv.gz"), seed),
    "mr": lambda seed: random_split(_read("en_mr/all.csv.gz"), seed),
    "sst2": lambda _: (_read("en_sst2/train.csv.gz", "en_sst2/dev.csv.gz"), _read("en_sst2/test.csv.gz")),
    "tnews": _tnews,
    "subj": lambda seed: random_split(_read("en_subj/all.csv.gz"), seed),
    "mpqa": lambda seed: random_split(_read("en_mpqa/all.csv.gz"), seed),
    "trec": lambda _: (_read("en_trec/train.csv.gz"), _read("en_trec/test.csv.gz")),
    "chnsenticorp": _chnsenticorp,
}
ENGLISH = {"mr", "sst2", "subj", "mpqa", "trec"}
LABELS = {"tnews": ("5000", ALL)}
DEFAULT_LABELS = ("100", "500", "1000", ALL)


def load(name: str, limit: int = 0, split_seed: int = SPLIT_SEED) -> DataSet:
    """A set by its short name; with a limit no more than so many texts of each part, to try things out."""
    train, test = SETS[name](split_seed)
    names = tuple(sorted({label for _, label in train}))
    train, test = train[: limit or None], test[: limit or None]
    return DataSet(
        name, names, _texts(train), _numbers(train, names), _texts(test), _numbers(test, names), name in ENGLISH
    )


def _texts(rows: Iterable[Row]) -> list[str]:
    return [text for text, _ in rows]


def _numbers(rows: Iterable[Row], names: Sequence[str]) -> NDArray[np.intp]:
    places = {name: number for number, name in enumerate(names)}
    return np.array([places[label] for _, label in rows], dtype=np.intp)
