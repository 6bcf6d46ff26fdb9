"""How good translations are: BLEU and chrF by sacrebleu, with intervals, by length, and one run against another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from core.ml.text.normalise import is_spaceless
from core.words import words

if TYPE_CHECKING:
    from sacrebleu.metrics.bleu import BLEU

BANDS = ((1, 6), (7, 9), (10, 12), (13, 10_000))  # source words
DRAWS = 1000
QUICK_DRAWS = 100
FEW = 20


def tokenization(references: Sequence[str]) -> str:
    """Sacrebleu's name for how the target is cut: zh by characters, 13a at spaces and signs."""
    return "zh" if is_spaceless(references) else "13a"


def bleu_metric(references: Sequence[str], *, is_lower_case: bool = False) -> BLEU:
    from sacrebleu.metrics.bleu import BLEU  # a tenth of a second

    return BLEU(tokenize=tokenization(references), lowercase=is_lower_case)


def quick_bleu(translations: Sequence[str], references: Sequence[str]) -> tuple[float, tuple[float, float]]:
    """After an epoch: BLEU and a rough interval."""
    if not translations:
        return 0.0, (0.0, 0.0)
    score = bleu_metric(references).corpus_score(list(translations), [list(references)], n_bootstrap=QUICK_DRAWS)
    return float(score.score), _interval(score)


def evaluate(sources: Sequence[str], translations: Sequence[str], references: Sequence[str]) -> dict[str, Any]:
    """The metrics object: {"n", "bleu", "bleu_interval", "chrf", …, "signature", "by_length"}.

    Intervals are 95 %, of sacrebleu's bootstrap over sentences (Koehn 2004). A source that is there several times is
    measured once, against all of its references.
    """
    if not translations:
        return {"n": 0, "bleu": 0.0, "chrf": 0.0}
    sources, translations, streams = grouped(sources, translations, references)
    metric = bleu_metric(references)
    score = metric.corpus_score(translations, streams, n_bootstrap=DRAWS)
    characters = _chrf(translations, streams)
    return {
        "n": len(translations),
        "bleu": min(100.0, float(score.score)),
        "bleu_interval": _interval(score),
        "brevity_penalty": float(score.bp),
        **characters,
        "signature": str(metric.get_signature()),
        "by_length": by_length(sources, translations, streams, metric),
    }


def grouped(
    sources: Sequence[str], translations: Sequence[str], references: Sequence[str]
) -> tuple[list[str], list[str], list[list[str]]]:
    """Each source once, with its first translation, and as many streams of references as the richest has.

    sacrebleu takes an empty reference for none.
    """
    found: dict[str, tuple[str, list[str]]] = {}
    for source, translation, reference in zip(sources, translations, references, strict=True):
        found.setdefault(source, (translation, []))[1].append(reference)
    most = max(len(known) for _, known in found.values())
    streams = [[known[min(n, len(known) - 1)] for _, known in found.values()] for n in range(most)]
    return list(found), [translation for translation, _ in found.values()], streams


def by_length(
    sources: Sequence[str], translations: Sequence[str], streams: Sequence[Sequence[str]], metric: BLEU
) -> list[dict[str, Any]]:
    """BLEU by the number of source words: without attention it falls with length."""
    lengths = [len(words(source)) for source in sources]
    found = []
    for low, high in BANDS:
        rows = [row for row, length in enumerate(lengths) if low <= length <= high]
        if rows:
            inner = [[stream[row] for row in rows] for stream in streams]
            score = metric.corpus_score([translations[row] for row in rows], inner)
            found.append({"from": low, "to": high, "n": len(rows), "bleu": float(score.score)})
    return found


def paired(one: Sequence[str], other: Sequence[str], streams: Sequence[Sequence[str]]) -> Mapping[str, Any]:
    """Whether `other` is better than `one` on the same sentences, by paired bootstrap (Koehn 2004) over BLEU.

    Of two that say the same, sacrebleu counts no draw as more extreme (p = .001); that is no difference at all (p = 1).
    """
    from sacrebleu.significance import PairedTest

    named: list[tuple[str, Sequence[str]]] = [("one", list(one)), ("other", list(other))]
    metric = bleu_metric(streams[0])
    _, scores = PairedTest(named, {"BLEU": metric}, [list(stream) for stream in streams], "bs", n_samples=DRAWS)()
    first, second = cast(Any, scores["BLEU"])
    return {
        "bleu": (float(first.score), float(second.score)),
        "difference": float(second.score) - float(first.score),
        "p_value": 1.0 if second.p_value is None or list(one) == list(other) else float(second.p_value),
    }


def _chrf(translations: Sequence[str], streams: Sequence[Sequence[str]]) -> dict[str, Any]:
    from sacrebleu.metrics.chrf import CHRF

    metric, wanted = CHRF(), [list(stream) for stream in streams]
    if len(translations) < FEW:  # a draw may then be all zero, which sacrebleu cannot average with others
        return {"chrf": float(metric.corpus_score(translations, wanted).score)}
    score = metric.corpus_score(translations, wanted, n_bootstrap=QUICK_DRAWS)
    return {"chrf": float(score.score), "chrf_interval": _interval(score)}


def _interval(score: Any) -> tuple[float, float]:
    low, high = float(score._mean - score._ci), float(score._mean + score._ci)
    return min(max(0.0, low), 100.0), min(high, 100.0)
