"""What a worker may be asked of pairs: translations, links, and how good they are; importable without torch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class TranslateSpec:
    """Translate `texts`, or the lines of the JSONL file `input` ({"text"}) to `output`, with a translation run.

    The result holds `documents`, a translation as in architecture.md each, with the `n_best` of `beam` hypotheses.
    """

    kind: ClassVar[str] = "translate"
    run_dir: str
    texts: tuple[str, ...] = ()
    input: str = ""
    output: str = ""
    beam: int = 5
    n_best: int = 1
    has_unknown_replaced: bool = True
    device: str = "auto"


@dataclass(frozen=True, slots=True)
class AlignSpec:
    """Link the words of pairs with a translation run: `sources` and `targets`, or `input` ({"source", "target"}).

    `method` is one of core.jobs.aligning.METHODS; grow-diag-final needs `backward`, a run of the other direction.
    The result holds `documents`, a translation as in architecture.md each, with "links" [[source, target]…]; or lines
    of Pharaoh links go to `output`.
    """

    kind: ClassVar[str] = "align"
    run_dir: str
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    input: str = ""
    output: str = ""
    method: str = "mutual"
    threshold: float = 0.3
    reading: str = ""
    backward: str = ""
    device: str = "auto"


@dataclass(frozen=True, slots=True)
class MeasureSpec:
    """Measure a run on the JSONL file `data` ({"source", "target", and perhaps "links"}; or {"picture", "captions"}).

    The result is the metrics object; with `other`, a run on the same task, a paired test; `backward` as in AlignSpec.
    """

    kind: ClassVar[str] = "measure"
    run_dir: str
    data: str
    other: str = ""
    backward: str = ""
    beam: int = 5
    device: str = "auto"


@dataclass(frozen=True, slots=True)
class AgreementSpec:
    """How well a run's links agree with those of people in `pairs` (core.pairs.to_line, with "id").

    The result: "n_gold" of the pairs are measured, those that taught neither the run nor `backward`, a run of the other
    direction; the run's own "reading"; "alignment" as in the metrics object, for every way to read links.
    """

    kind: ClassVar[str] = "agreement"
    run_dir: str
    pairs: tuple[Mapping[str, Any], ...] = ()
    backward: str = ""
    device: str = "auto"


@dataclass(frozen=True, slots=True)
class PairedSpec:
    """Whether the run `other` translates better than the one in `run_dir`, by their translations of the hold-out.

    The result holds `n` sources that both translated, and unless that is 0 `bleu` of both, `difference`, `p_value`.
    """

    kind: ClassVar[str] = "paired"
    run_dir: str
    other: str
    is_reversed: bool = False  # both translate from the pairs' targets


PairQuestion = TranslateSpec | AlignSpec | AgreementSpec | MeasureSpec | PairedSpec
"""What is asked of a trained translation run; how good it is is asked of a run of captions too."""
