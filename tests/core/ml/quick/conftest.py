"""Questions to the quick model, small enough to be answered in a moment."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from core.ml.job import Job
from tests.core.ml.conftest import BAD, GOOD, sentence

Line = dict[str, Any]
DOCUMENTS = "documents.jsonl"


def lines(n_train: int = 60, n_pool: int = 60, n_holdout: int = 40, n_still: int = 20) -> list[Line]:
    """Good and bad reviews in turn; every fourth to train on is random, the others chosen."""
    rng = random.Random(0)
    found: list[Line] = []
    for part, n in (("train", n_train), ("pool", n_pool), ("holdout", n_holdout), ("still", n_still)):
        for place in range(n):
            is_good = place % 2 == 0
            text = sentence(rng, GOOD if is_good else BAD)
            given = ["good" if is_good else "bad"] if part in ("train", "holdout") else []
            line: Line = {"id": len(found) + 1, "text": text, "part": part, "labels": given, "group": -1}
            if part == "train":
                line |= {"is_random": place % 4 == 0, "is_chosen": place % 4 != 0}
            found.append(line)
    return found


@pytest.fixture
def asked(tmp_path: Path) -> Callable[[Sequence[Line]], str]:
    """Writes a question's documents; the folder."""

    def write(given: Sequence[Line]) -> str:
        text = "".join(json.dumps(line) + "\n" for line in given)
        (tmp_path / DOCUMENTS).write_text(text, encoding="utf-8")
        return str(tmp_path)

    return write


@pytest.fixture
def job() -> Job:
    return Job("test", lambda _: None)
