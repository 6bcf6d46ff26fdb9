"""What the curves of a training are made of."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class EpochPoint:
    """What was measured at the end of an epoch, on `n` documents of the validation part (0: on the training texts).

    `auprc`: how well attention agrees with marked words; None where nothing is marked. Of a translation `is_bleu`: its
    BLEU, as a share of 100, stands in the place of macro-F1; `sample` is (source, what it should be, what it became).
    """

    epoch: int
    train_loss: float
    valid_loss: float
    macro_f1: float
    interval: tuple[float, float]
    n: int = 0
    auprc: float | None = None
    is_bleu: bool = False
    sample: tuple[str, str, str] | None = None


@dataclass(slots=True)
class RunCurve:
    """What one run said so far; grows while it trains. `steps` are (epoch, training loss)."""

    title: str
    steps: list[tuple[float, float]] = field(default_factory=list)
    epochs: list[EpochPoint] = field(default_factory=list)

    @property
    def training_loss(self) -> list[tuple[float, float]]:
        """Step by step where it was seen live, epoch by epoch before that."""
        first = self.steps[0][0] if self.steps else float("inf")
        before = [(float(point.epoch), point.train_loss) for point in self.epochs if point.epoch < first]
        return before + self.steps

    @property
    def extent(self) -> tuple[float, ...]:
        """The first and the last epoch that something is known of."""
        known = [*(x for x, _ in self.steps[:1]), *(x for x, _ in self.steps[-1:]), *(p.epoch for p in self.epochs)]
        return (float(min(known)), float(max(known))) if known else ()

    @property
    def is_empty(self) -> bool:
        return not self.steps and not self.epochs
