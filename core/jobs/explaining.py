"""The ways to explain a prediction, as a user chooses them, and what may be set about them; no torch."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from core.errors import N_, InputError

Speed = Literal["instant", "quick", "slow"]

AUTO, FIRST, ATTENTION, INSTANT, QUICK = "auto", "first", "any-attention", "instant", "quick"
GROUPS = (AUTO, FIRST, ATTENTION, INSTANT, QUICK)
"""What stands for methods of a model: its own; the first that comes with the prediction; its attention, if it has any;
all that come with the prediction; all quick ones."""
REMOVALS = ("delete", "unknown")
BASELINES = ("pad", "unk", "mean")
LIMITS = {"window": (2, 50), "samples": (50, 20_000), "seed": (0, (1 << 53) - 1)}


@dataclass(frozen=True, slots=True)
class MethodInfo:
    """One method. Signed: scores in logits, for and against a label; else shares that sum to 1.

    `speed`: instant comes with the prediction, quick within a moment, slow asks the model many times. `options`: those
    of ExplainOptions, beside the label, that change what it says.
    """

    name: str
    title: str
    tip: str
    is_signed: bool
    speed: Speed
    options: tuple[str, ...] = ()


METHODS = {
    info.name: info
    for info in (
        MethodInfo(
            "evidence",
            N_("core", "Evidence"),
            N_(
                "core",
                "What each word adds to the label's score; with the base they are the score, nothing is left over.",
            ),
            is_signed=True,
            speed="instant",
        ),
        MethodInfo(
            "attention",
            N_("core", "Attention"),
            N_("core", "How much each word weighed in the prediction. Where the model looked, not why it decided."),
            is_signed=False,
            speed="instant",
        ),
        MethodInfo(
            "attention-gradient",
            N_("core", "Attention × gradient"),
            N_("core", "How much the score would change if a word's attention weighed a little more."),
            is_signed=True,
            speed="instant",
        ),
        MethodInfo(
            "rollout",
            N_("core", "Attention rollout"),
            N_("core", "The attention of all layers multiplied through, down to the words. The same for every label."),
            is_signed=False,
            speed="instant",
        ),
        MethodInfo(
            "gradient-input",
            N_("core", "Gradient × input"),
            N_("core", "How strongly the score reacts to each word, near the text as it is."),
            is_signed=True,
            speed="instant",
        ),
        MethodInfo(
            "integrated-gradients",
            N_("core", "Integrated gradients"),
            N_("core", "The reaction to each word on the way from an empty text to this one; adds up to the score."),
            is_signed=True,
            speed="quick",
            options=("baseline",),
        ),
        MethodInfo(
            "leave-one-out",
            N_("core", "Leave one out"),
            N_(
                "core", "What the score loses when the word is taken out of the text. Nothing is assumed, all is tried."
            ),
            is_signed=True,
            speed="slow",
            options=("removal",),
        ),
        MethodInfo(
            "ngram-occlusion",
            N_("core", "Word groups out"),
            N_("core", "What the score loses when a few words in a row are taken out; catches “not good”."),
            is_signed=True,
            speed="slow",
            options=("removal", "window"),
        ),
        MethodInfo(
            "sentence-occlusion",
            N_("core", "Sentences out"),
            N_("core", "What the score loses when a whole sentence is taken out."),
            is_signed=True,
            speed="quick",
            options=("removal",),
        ),
        MethodInfo(
            "lime",
            N_("core", "LIME"),
            N_("core", "A straight line fitted to what the model says of many texts with random words missing."),
            is_signed=True,
            speed="slow",
            options=("removal", "samples", "seed"),
        ),
    )
}
"""By name, those that tell most about a model and cost least first."""


@dataclass(frozen=True, slots=True)
class ExplainOptions:
    """What is explained, and how the methods work; it goes into the provenance of every explanation.

    label: whose score ("": the predicted one's); against: less that of another ("": of the mean of all).
    removal: to take a word out is to "delete" it, or to put a sign in its place that the model does not know
    ("unknown"). baseline: where integrated gradients begin: "pad" (zeros), "unk", or the "mean" of all words.
    window: words of a group that is taken out. samples: texts that LIME tries.
    """

    label: str = ""
    against: str = ""
    removal: str = "delete"
    baseline: str = "pad"
    window: int = 3
    samples: int = 500
    seed: int = 0

    def __post_init__(self) -> None:
        for name, known in (("removal", REMOVALS), ("baseline", BASELINES)):
            if getattr(self, name) not in known:
                raise _bad_option(name, getattr(self, name), ", ".join(known))
        for name, (low, high) in LIMITS.items():
            value = getattr(self, name)
            if not isinstance(value, int) or not low <= value <= high:
                raise _bad_option(name, value, f"{low} … {high}")

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ExplainOptions:
        """InputError for an option that is not there or cannot be so."""
        names = [field.name for field in dataclasses.fields(cls)]
        for name in data:
            if name not in names:
                raise _bad_option(name, data[name], ", ".join(names))
        return cls(**data)


def check_method(name: str) -> None:
    """InputError for a method that no model has."""
    if name not in GROUPS and name not in METHODS:
        known = ", ".join([*GROUPS, *METHODS])
        raise InputError(
            "bad-method", N_("core", "There is no method {method}; there is: {known}."), method=name, known=known
        )


def _bad_option(name: str, value: object, expected: str) -> InputError:
    template = N_("core", "{key} cannot be {value}; expected {expected}.")
    return InputError("bad-option", template, key=name, value=value, expected=expected)
