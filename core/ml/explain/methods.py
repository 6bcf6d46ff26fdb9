"""The only list of methods: what each computes, and which models offer it. Words about them: core.jobs.explaining."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.errors import N_, InputError
from core.jobs import explaining
from core.ml.checkpoint import RunModel
from core.ml.explain.attribution import Attribution
from core.ml.explain.gradients import attention_gradient, gradient_input, integrated_gradients
from core.ml.explain.lime import lime
from core.ml.explain.occlusion import leave_one_out, ngram_occlusion, sentence_occlusion
from core.ml.explain.rollout import rollout
from core.ml.explain.subject import Subject
from core.ml.models.attention import UniformAttention, attention_over_words
from core.ml.models.transformer import Transformer
from core.progress import Report, ignore

Compute = Callable[[Subject, Report], Attribution]
Offers = Callable[[RunModel], bool]


@dataclass(frozen=True, slots=True)
class Method:
    """What computes it, and whether a model has what it needs."""

    compute: Compute
    is_offered: Offers


def evidence(subject: Subject, report: Report = ignore) -> Attribution:
    """What each word adds to the target, exactly: base + Σ scores = F(x), nothing is left over.

    The scores of these models are sums over words: x·W of the n-grams that a word holds (`logistic`, `auto`), and
    α_t · W h_t of the words that attention weighs (`auto`, `transformer`, linear heads); the weights α, and the length
    to which `auto` shortens a text, are taken as they are. Where the state h_t has read other words too, the sum is as
    exact, but it says at which word the model gathered something, not which word it came from.
    """
    report(0, 1)
    assert subject.reading.evidence is not None
    scores = subject.reading.evidence @ subject.weights
    return Attribution(scores, base=subject.value - float(scores.sum()))


def attention(subject: Subject, report: Report = ignore) -> Attribution:
    """The weights α of the forward pass that made the prediction, summed over the pieces of each word; they sum to 1.

    With sentences: the sentence's weight times the word's within it; and the sentences' own.
    """
    report(0, 1)
    assert subject.reading.weights is not None
    return Attribution(subject.reading.weights, sentences=subject.reading.sentence_weights)


def _is_neural(model: RunModel) -> bool:
    return model.neural is not None


def _has_attention(model: RunModel) -> bool:
    return model.neural is not None and attention_over_words(model.neural) is not None


def _learned_attention(model: RunModel) -> bool:
    return model.neural is not None and not isinstance(attention_over_words(model.neural), UniformAttention | None)


def _is_additive(model: RunModel) -> bool:
    """Whether the scores are sums over words; `hahnn` and the LSTMs put a tanh between."""
    if model.neural is None:
        return True
    return bool(getattr(model.neural, "is_additive", False))


def _mixes_words(model: RunModel) -> bool:
    """Whether what the model knows at one word comes from others too."""
    return bool(getattr(model.neural, "mixes_words", False))


def _always(_: RunModel) -> bool:
    return True


METHODS: dict[str, Method] = {
    "evidence": Method(evidence, _is_additive),
    "attention": Method(attention, _has_attention),
    "attention-gradient": Method(attention_gradient, _learned_attention),
    "rollout": Method(rollout, lambda model: isinstance(model.neural, Transformer)),
    "gradient-input": Method(gradient_input, _is_neural),
    "integrated-gradients": Method(integrated_gradients, _is_neural),
    "leave-one-out": Method(leave_one_out, _always),
    "ngram-occlusion": Method(ngram_occlusion, _always),
    "sentence-occlusion": Method(sentence_occlusion, _always),
    "lime": Method(lime, _always),
}


def offered(model: RunModel) -> list[str]:
    """The methods for a model, its own first."""
    known = [name for name, method in METHODS.items() if method.is_offered(model)]
    return sorted(known, key=lambda name: name != own(model))


def own(model: RunModel) -> str:
    """The method that a model's highlights are made with unless another is chosen.

    Exact evidence where words are counted one by one, and integrated gradients where their meanings mix: of 40 to 200
    hotel reviews they were the most comprehensive of all (AOPC of `auto` .38 and .36, of `attention-lstm` .36, `hahnn`
    .46, `transformer` .41, where attention had .06, .11, .15 and .09, and attention × gradient .31, .30, .35 and .09).
    """
    return "evidence" if _is_additive(model) and not _mixes_words(model) else "integrated-gradients"


def chosen(names: Sequence[str], model: RunModel) -> list[str]:
    """The methods, each once, those that a group stands for in its place; InputError for one that is not offered."""
    known = offered(model)
    found: list[str] = []
    for name in names:
        explaining.check_method(name)
        if name not in known and name not in explaining.GROUPS:
            raise InputError(
                "bad-method",
                N_("core", "This model does not offer the method {method}; it offers: {known}."),
                method=name,
                known=", ".join(known),
            )
        found += _group(name, known)
    return list(dict.fromkeys(found))


def _group(name: str, known: Sequence[str]) -> list[str]:
    """What a name stands for, of the methods that a model offers, its own first."""
    instant = [one for one in known if explaining.METHODS[one].speed == "instant"]
    quick = [one for one in known if explaining.METHODS[one].speed == "quick"]
    match name:
        case explaining.AUTO:
            return [known[0]]
        case explaining.FIRST:
            return instant[:1]
        case explaining.ATTENTION:
            return [one for one in known if one == "attention"]
        case explaining.INSTANT:
            return instant
        case explaining.QUICK:
            return [*instant, *quick]
    return [name]


def attribute(subject: Subject, name: str, report: Report = ignore) -> Attribution:
    """What the method says of the subject's words; a text with nothing to see has one word that stands for all."""
    return METHODS[name].compute(subject, report)
