"""Tatoeba en → zh and Multi30k de → en as snapshots of a run; the data are beside the checkout."""

from __future__ import annotations

import csv
import gzip
import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"
SEED, N_TEST = 7, 1000
BANDS = ((0.7, 1.01), (0.4, 0.7), (0.0, 0.4))


def tatoeba() -> list[dict[str, Any]]:
    """Split by distinct English sentence: 1,000 of them are the test."""
    csv.field_size_limit(sys.maxsize)
    with gzip.open(SHARED / "mt_tatoeba_en_zh" / "pairs.tsv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    sources = sorted({row["en"] for row in rows})
    random.Random(SEED).shuffle(sources)
    test = set(sources[:N_TEST])
    return [_line(n, row["en"], row["zh"], is_test=row["en"] in test) for n, row in enumerate(rows)]


def multi30k() -> list[dict[str, Any]]:
    """Official train and test_2016 in lower case, as is usual for this set; the validation part is not used."""
    lines = []
    for name, is_test in (("train", False), ("test_2016_flickr", True)):
        with gzip.open(SHARED / "mt_multi30k" / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as file:
            lines += [(row["de"].lower(), row["en"].lower(), is_test) for row in csv.DictReader(file)]
    return [_line(n, source, target, is_test=is_test) for n, (source, target, is_test) in enumerate(lines)]


def write(lines: Sequence[dict[str, Any]], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / "snapshot.jsonl").write_text(text, encoding="utf-8")


def nearness(lines: Sequence[dict[str, Any]]) -> dict[str, float]:
    """For each test source the best Jaccard likeness of its words with those of a training source."""
    train = [frozenset(line["source"].lower().split()) for line in lines if line["part"] == "train"]
    by_word: dict[str, list[int]] = {}
    for number, words in enumerate(train):
        for word in words:
            by_word.setdefault(word, []).append(number)
    found = {}
    for line in lines:
        if line["part"] == "holdout" and line["source"] not in found:
            words = frozenset(line["source"].lower().split())
            near = {number for word in words for number in by_word.get(word, ())}
            found[line["source"]] = max((len(words & train[n]) / len(words | train[n]) for n in near), default=0.0)
    return found


def by_nearness(likeness: dict[str, float]) -> Iterator[tuple[str, set[str]]]:
    for low, high in BANDS:
        yield f"{low:.1f}–{min(high, 1.0):.1f}", {source for source, value in likeness.items() if low <= value < high}


def _line(id: int, source: str, target: str, *, is_test: bool) -> dict[str, Any]:
    part = "holdout" if is_test else "train"
    return {"id": id, "source": source, "target": target, "part": part, "links": []}
