from __future__ import annotations

import copy
from typing import Any

import pytest

from core.trust import plain_sentence, run_probes, run_trust
from tests.fakes_of_trust import PROBES, TRUST


def test_the_plain_sentence_tells_what_five_words_do() -> None:
    trust = run_trust(TRUST)
    assert trust is not None
    template, values = plain_sentence(trust)
    assert template.format(**values) == (
        "Removing the 5 most highlighted words changes the answer in 71 % of documents, removing 5 random ones in 9 %."
    )


def test_without_documents_the_sentence_says_so() -> None:
    trust = run_trust({**TRUST, "n": 0, "methods": {}})
    assert trust is not None and "no documents" in plain_sentence(trust)[0]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("n", "many"),
        ("methods", [1]),
        ("random", {}),
        ("agreement", [{"one": "a"}]),
        ("completeness", {"median": float("nan")}),
        ("randomised", {"methods": {"evidence": [{}]}}),
    ],
)
def test_a_damaged_check_counts_as_none(key: str, value: Any) -> None:
    damaged = copy.deepcopy(TRUST) | {key: value}
    assert run_trust(damaged) is None
    assert run_trust(None) is None


def test_methods_that_miss_what_was_planted_are_named() -> None:
    probes = run_probes(PROBES)
    assert probes is not None
    assert probes.planted["word"].failing == []
    assert probes.planted["pair"].failing == ["attention"]
    assert run_probes({"planted": {"word": PROBES["planted"]["word"]}, "seeds": {}}) is None
