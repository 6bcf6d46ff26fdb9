"""What a worker may be asked to do: frozen, validated, importable without torch."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, get_args

from core.errors import N_, AppError
from core.jobs.explaining import AUTO, ExplainOptions
from core.jobs.pair_specs import PairQuestion
from core.jobs.picture_specs import PictureQuestion

SettingValue = bool | int | float | str
DEVICES = ("auto", "cpu", "cuda")
Strategy = Literal["typical", "margin", "rare", "disagreement", "suspects"]
"""Ways to list what comes next that need the worker."""
TEXT, TRANSLATION, CAPTION = "text", "translation", "caption"


@dataclass(frozen=True, slots=True)
class TrainSpec:
    """Train the run in `run_dir`, whose snapshot.jsonl is already there; `is_resumed` goes on from its checkpoint.

    `task` says what of: labels of texts, translations from one of `languages` into the other, or captions of pictures.
    """

    kind: ClassVar[str] = "train"
    run_dir: str
    model: str = "auto"
    settings: Mapping[str, SettingValue] = field(default_factory=dict)
    labels: tuple[str, ...] = ()
    is_multi_label: bool = False
    device: str = "auto"
    seed: int = 0
    threads: int = 0  # 0: the worker decides
    is_resumed: bool = False
    pretrained: str = ""  # the folder of a finished pretraining to begin with; "": the run learns from its own snapshot
    task: str = TEXT
    languages: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class PretrainSpec:
    """Learn words and topics from all texts of `run_dir`'s snapshot.jsonl, within about `minutes` (0: as needed)."""

    kind: ClassVar[str] = "pretrain"
    run_dir: str
    settings: Mapping[str, SettingValue] = field(default_factory=dict)
    minutes: float = 0.0
    seed: int = 0
    threads: int = 0


@dataclass(frozen=True, slots=True)
class CompareSpec:
    """Put two others beside the finished run in `run_dir`, on its own snapshot and hold-out.

    The same model with uniform attention, and n-gram logistic regression: they go into its comparison.json.
    """

    kind: ClassVar[str] = "compare"
    run_dir: str
    device: str = "auto"
    threads: int = 0


@dataclass(frozen=True, slots=True)
class PredictSpec:
    """Predict every line of the JSONL file `input` ({"text", …}) with a run; write `output`, a line each."""

    kind: ClassVar[str] = "predict"
    run_dir: str
    input: str
    output: str
    device: str = "auto"


@dataclass(frozen=True, slots=True)
class EvaluateSpec:
    """Measure a run on the JSONL file `data` ({"text", "labels": [name…]}); the result is the metrics object."""

    kind: ClassVar[str] = "evaluate"
    run_dir: str
    data: str
    device: str = "auto"


@dataclass(frozen=True, slots=True)
class ExplainSpec:
    """Explain `texts` by each of `methods` (core.jobs.explaining); auto: the one that the model shows first.

    The result holds `documents`, an explanation as in architecture.md each, text after text; of several, each is also
    said as soon as it is there, in a Partial with one of `documents`. Or `input` → `output` JSONL.
    """

    kind: ClassVar[str] = "explain"
    run_dir: str
    texts: tuple[str, ...] = ()
    input: str = ""
    output: str = ""
    methods: tuple[str, ...] = (AUTO,)
    options: ExplainOptions = field(default_factory=ExplainOptions)
    device: str = "auto"


@dataclass(frozen=True, slots=True)
class BadgeSpec:
    """Check how far the explanation of one text can be trusted: the result is the badge (core.ml.explain.badge)."""

    kind: ClassVar[str] = "badge"
    run_dir: str
    text: str
    options: ExplainOptions = field(default_factory=ExplainOptions)
    device: str = "auto"


@dataclass(frozen=True, slots=True)
class FlipSpec:
    """Seek the smallest deletion of words from a text that changes a run's answer.

    The result: `removed`, spans of the text, or None; the `text` that is left, its `label` and `probabilities`.
    """

    kind: ClassVar[str] = "flip"
    run_dir: str
    text: str
    device: str = "auto"


@dataclass(frozen=True, slots=True)
class TrustSpec:
    """Check how far a run's explanations can be trusted, on up to `n_documents`; the result is trust.json's content.

    The documents are the lines of the JSONL file `data` ({"id", "text", "marks": {annotator: [[start, end]…]}}, or
    "rationales" without names). `is_kept`: they are the project's own, and what is found goes into the run's folder,
    with a level of trust for every line. methods (): those that are quick enough.
    """

    kind: ClassVar[str] = "trust"
    run_dir: str
    data: str
    is_kept: bool = False
    n_documents: int = 200
    methods: tuple[str, ...] = ()
    options: ExplainOptions = field(default_factory=ExplainOptions)
    device: str = "auto"
    threads: int = 0


@dataclass(frozen=True, slots=True)
class ProbeSpec:
    """Train copies of a run's model, on planted evidence and from other seeds; the result is probes.json's content.

    `n_planted` texts teach each of two copies; explanations are compared on `n_compared` documents.
    """

    kind: ClassVar[str] = "probe"
    run_dir: str
    n_planted: int = 6000
    n_seeds: int = 2
    n_compared: int = 100
    seed: int = 0
    device: str = "auto"
    threads: int = 0


@dataclass(frozen=True, slots=True)
class QueueSpec:
    """List what to label next by a strategy that asks the quick model about `documents`, a JSONL file in `folder`."""

    kind: ClassVar[str] = "queue"
    folder: str
    documents: str
    strategy: Strategy
    labels: tuple[str, ...] = ()
    label: str = ""  # that "rare" hunts for
    is_multi_label: bool = False
    pretrained: str = ""  # the folder of a run that has learned from all texts, to read them as it does
    seed: int = 0


@dataclass(frozen=True, slots=True)
class MeterSpec:
    """Measure how labelling gets on, on `documents` in `folder`: what choosing brings, how far `target` is."""

    kind: ClassVar[str] = "meter"
    folder: str
    documents: str
    labels: tuple[str, ...] = ()
    is_multi_label: bool = False
    pretrained: str = ""
    target: float = 0.9  # accuracy
    seed: int = 0


@dataclass(frozen=True, slots=True)
class PingSpec:
    """Load torch and answer: warms the worker up, and tells the self-test that it lives."""

    kind: ClassVar[str] = "ping"


Question = PredictSpec | EvaluateSpec | ExplainSpec | BadgeSpec | FlipSpec
"""What is asked of a trained run, whose model stays loaded."""
Work = TrainSpec | PretrainSpec | CompareSpec | TrustSpec | ProbeSpec | QueueSpec | MeterSpec | PingSpec
Spec = Work | Question | PairQuestion | PictureQuestion
KINDS: dict[str, type[Spec]] = {spec.kind: spec for spec in get_args(Spec)}


def to_json(spec: Spec) -> dict[str, Any]:
    return {"kind": spec.kind, **dataclasses.asdict(spec)}


def from_json(data: Mapping[str, Any]) -> Spec:
    """Rebuild a spec; AppError("bad-spec") names the first thing that is wrong with it."""
    fields = dict(data)
    kind = KINDS.get(str(fields.pop("kind", "")))
    if kind is None:
        raise AppError(
            "bad-spec",
            N_("core", "The worker was asked for something it does not know: {what}."),
            what=data.get("kind"),
        )
    names = {f.name for f in dataclasses.fields(kind)}
    unknown = fields.keys() - names
    if unknown or not isinstance(fields.get("run_dir", ""), str):
        raise AppError(
            "bad-spec",
            N_("core", "The worker was asked for something it does not know: {what}."),
            what=json.dumps(sorted(unknown)),
        )
    for name in ("labels", "texts", "methods", "languages", "sources", "targets"):
        if name in fields:
            fields[name] = tuple(str(value) for value in fields[name])
    if "pairs" in fields:
        fields["pairs"] = tuple(dict(pair) for pair in fields["pairs"])
    if "boxes" in fields:
        fields["boxes"] = tuple(tuple(float(value) for value in box) for box in fields["boxes"])
    if "options" in fields:
        fields["options"] = ExplainOptions.from_json(fields["options"])
    return kind(**fields)
