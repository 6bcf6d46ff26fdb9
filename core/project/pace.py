"""How much of a long work fits into one step, so short that nobody notices the wait."""

from __future__ import annotations

STEP_S = 0.006
LONG_STEP_S = 0.02  # while nobody decides about anything: what each step costs by itself is shared by more rows
LEAST, FIRST, MOST = 250, 500, 20_000


class Pace:
    """The number of rows for the next step, learned from those before."""

    def __init__(self, first: int = 0) -> None:
        self.size = first or FIRST

    def took(self, n: int, seconds: float, *, is_alone: bool = False) -> None:
        """A step of `n` rows took so long. `is_alone`: nobody else has anything to write."""
        fitting = int(n * (LONG_STEP_S if is_alone else STEP_S) / max(seconds, 1e-4))
        self.size = min(max(fitting, self.size // 2, LEAST), self.size * 2, MOST)
