"""A short form of the power cuts of ./dev torture."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture import power

pytestmark = pytest.mark.skipif(bool(power.why_not()), reason=power.why_not() or "-")


def test_a_power_cut_loses_nothing_that_was_confirmed_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    outcome = power.cut(tmp_path, seed=3, n=8, share=0.2)
    assert outcome.confirmed >= 5 and outcome.cuts > 50
    assert outcome.lost == []
    assert outcome.problems == []


def test_a_session_that_does_not_sync_would_be_found_out(tmp_path: Path) -> None:
    outcome = power.cut(tmp_path, seed=3, n=8, share=0.2, is_careless=True)
    assert outcome.lost
