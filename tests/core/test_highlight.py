"""The scale of colours."""

from __future__ import annotations

import pytest

from core.highlight import EVIDENCE_FULL, evidence_full, evidence_level


def test_among_four_times_as_many_words_half_the_evidence_gets_the_same_colour() -> None:
    assert evidence_level(0.1, 20) == pytest.approx(evidence_level(0.05, 80))
    assert evidence_level(-0.1, 20) == -evidence_level(0.1, 20)


def test_evidence_gets_no_more_than_the_full_colour() -> None:
    assert evidence_full(1) == EVIDENCE_FULL
    assert (evidence_level(9.0, 5), evidence_level(-9.0, 5), evidence_level(0.0, 0)) == (1.0, -1.0, 0.0)
