"""Labels that may be wrong: those that models find unlikely which have not learned from them.

Ranked by out-of-sample loss, which finds natural errors better than confident learning does (Chong, Hong and Manning
2022, "Detecting label errors by using pre-trained language models").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.selection.batches import ranked

Floats = NDArray[np.floating[Any]]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Suspect:
    """A row whose label `given` (−1: none) is doubted, what is `said` in its place (−1: none), how likely both are.

    With several labels a document, one of the two is none: a label too many or one too few.
    """

    row: int
    loss: float
    given: int
    given_probability: float
    said: int
    said_probability: float


def losses(probabilities: Floats, targets: Flags, *, is_multi_label: bool) -> Floats:
    """−ln of what models that had not seen them gave to the labels (N, C), per document (N).

    With several labels a document, that of its least likely decision.
    """
    if is_multi_label:
        likely = np.where(targets, probabilities, 1 - probabilities).min(axis=1)
    else:
        likely = (probabilities * targets).sum(axis=1)
    return np.asarray(-np.log(np.maximum(likely, 1e-12)))


def suspects(probabilities: Floats, targets: Flags, n: int, *, is_multi_label: bool) -> list[Suspect]:
    """The `n` most doubtful documents, of those at least whose label the models would not have given."""
    found = losses(probabilities, targets, is_multi_label=is_multi_label)
    rows = [row for row in ranked(found, n).tolist() if found[row] > -np.log(0.5)]
    explain = _of_several if is_multi_label else _of_one
    return [explain(row, float(found[row]), probabilities[row], targets[row]) for row in rows]


def _of_one(row: int, loss: float, probabilities: Floats, targets: Flags) -> Suspect:
    given, said = int(targets.argmax()), int(probabilities.argmax())
    return Suspect(row, loss, given, float(probabilities[given]), said, float(probabilities[said]))


def _of_several(row: int, loss: float, probabilities: Floats, targets: Flags) -> Suspect:
    worst = int(np.where(targets, probabilities, 1 - probabilities).argmin())
    likely = float(probabilities[worst])
    if targets[worst]:
        return Suspect(row, loss, worst, likely, -1, 1 - likely)
    return Suspect(row, loss, -1, 1 - likely, worst, likely)
