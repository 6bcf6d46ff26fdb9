from __future__ import annotations

import pytest

from gui import figures


@pytest.mark.parametrize(
    ("value", "text"), [(0.9123, ".912"), (1.0, "1.000"), (0.0, ".000"), (0.99996, "1.000"), (12.5, "12.500")]
)
def test_a_share_has_no_leading_zero(value: float, text: str) -> None:
    assert figures.share(value) == text


def test_an_interval_stands_in_brackets() -> None:
    assert figures.with_interval(0.9, (0.85, 0.94), 2) == ".90 (.85–.94)"


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.2, "0 s"), (59.4, "59 s"), (59.6, "1 min 00 s"), (125, "2 min 05 s"), (4020, "1 h 07 min")]
)
@pytest.mark.usefixtures("english_and_light")
def test_a_duration_is_as_exact_as_its_size_deserves(seconds: float, text: str) -> None:
    assert figures.duration(seconds) == text


def test_wilson_is_that_of_the_text_books() -> None:
    low, high = figures.wilson(8, 10) or (0.0, 0.0)  # Newcombe 1998: .4902 to .9433
    assert (round(low, 4), round(high, 4)) == (0.4902, 0.9433)


def test_a_share_of_nothing_has_no_interval() -> None:
    assert figures.wilson(0, 0) is None
    assert figures.f1_interval(0, 0) is None


def test_the_interval_of_f1_holds_f1() -> None:
    right, wrong = 30, 10
    low, high = figures.f1_interval(right, wrong) or (0.0, 0.0)
    assert low < 2 * right / (2 * right + wrong) < high


def test_a_time_that_is_none_is_shown_as_it_is() -> None:
    assert figures.moment("yesterday") == "yesterday"
