"""What the checks of a run say, section by section: sentences, a table each, and warnings. Figures in, words out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.trust import LEARNED_FROM, Agreement, Figure, Measured, Plausible, Pointed, RunProbes, RunTrust
from gui import figures
from gui.i18n import translate
from gui.widgets.method_bar import method_title

SAME_FROM = 0.3  # |ρ|: an explanation that fresh random weights leave like this shows the text, not the model
MOVES_FROM = 0.2  # of the probabilities, by attention that is shuffled
RANDOM = "random"


@dataclass(frozen=True, slots=True)
class Section:
    """One question; `rows` under `head`, of which the `strong` ones stand out."""

    title: str
    text: str = ""
    head: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    strong: Sequence[int] = ()
    warnings: Sequence[str] = ()


def of_trust(trust: RunTrust) -> Iterator[Section]:
    """What trust.json has to say."""
    yield _faithful(trust)
    yield _attention(trust)
    yield _complete(trust)
    yield _randomised(trust)
    yield _plausible(trust)
    yield _agreeing(trust)


def of_probes(probes: RunProbes) -> Iterator[Section]:
    """What probes.json has to say."""
    yield _planted(probes)
    yield _seeds(probes)


def _faithful(trust: RunTrust) -> Section:
    rows = [(method_title(name), *_measured(one)) for name, one in trust.methods.items()]
    rows.append((translate("ReviewTrust", "Random words"), *_measured(trust.random)))
    return Section(
        translate("ReviewTrust", "Do the highlighted words decide?"),
        translate(
            "ReviewTrust",
            "How much less sure the model is without the words ranked first (high is good), and with them alone "
            "(low is good), averaged over 1 to 50 % of the words; how often the answer changes without the first five. "
            "Words in random orders stand beside them.",
        ),
        (
            "",
            translate("ReviewTrust", "Without"),
            translate("ReviewTrust", "Alone"),
            translate("ReviewTrust", "Answer changes"),
        ),
        rows,
        [place for place, name in enumerate(trust.methods) if name == trust.own],
    )


def _measured(one: Measured) -> tuple[str, str, str]:
    return _figure(one.comprehensiveness), _figure(one.sufficiency), _figure(one.flips)


def _figure(figure: Figure) -> str:
    low, high = signed_share(figure.low), signed_share(figure.high)
    dash = " – " if figure.low < 0 else "–"  # a dash and a minus look alike
    return f"{signed_share(figure.value)} ({low}{dash}{high})"


def signed_share(value: float) -> str:
    """A share or a difference of shares, with a true minus: .41, −.03."""
    text = figures.share(abs(value), 2)
    return f"−{text}" if value <= -0.005 else text


def _complete(trust: RunTrust) -> Section:
    title, found = translate("ReviewTrust", "Do integrated gradients add up?"), trust.completeness
    if found is None:
        return Section(title, translate("ReviewTrust", "This model's evidence adds up exactly: nothing is integrated."))
    text = translate(
        "ReviewTrust", "What is missing of the score: {median} % at the median, {p95} % at the 95th percentile."
    )
    percent = {key: f"{100 * found[key]:.2f}" for key in ("median", "p95") if key in found}
    warning = translate("ReviewTrust", "They don't add up in many documents: don't rely on them there.")
    return Section(
        title,
        text.format(median=percent.get("median", figures.NONE), p95=percent.get("p95", figures.NONE)),
        warnings=[warning] if found.get("p95", 0.0) > 0.05 else [],
    )


def _attention(trust: RunTrust) -> Section:
    found = trust.attention
    title = translate("ReviewTrust", "Is the attention evidence?")
    if "permutation" not in found:
        reasons = {
            "none": translate("ReviewTrust", "This model has no attention to test."),
            "uniform": translate(
                "ReviewTrust", "This model gives every word the same attention: there is nothing to test."
            ),
            "short": translate("ReviewTrust", "The documents are too short to test the attention."),
        }
        return Section(title, reasons.get(str(found.get("reason")), translate("ReviewTrust", "Not tested.")))
    value = {key: float(number) for key, number in found.items() if key != "reason"}
    text = translate(
        "ReviewTrust",
        "Shuffling the attention moves the answer by {moved}. Attention that differs by {apart} (of at most .69) gives "
        "the same answer. Evenness {even} (1: every word the same). Likeness of the words' states {conicity} (near 1: "
        "it hardly matters which are weighed). Medians of {n} documents.",
    ).format(
        moved=signed_share(value["permutation"]),
        apart=signed_share(value.get("adversarial", 0.0)),
        even=signed_share(value.get("evenness", 0.0)),
        conicity=signed_share(value.get("conicity", 0.0)),
        n=figures.count(round(value.get("n", 0.0))),
    )
    warning = translate(
        "ReviewTrust", "Other attention would have said the same: it shows where the model looked, not why."
    )
    return Section(title, text, warnings=[warning] if value["permutation"] < MOVES_FROM else [])


def _agreeing(trust: RunTrust) -> Section:
    text = translate(
        "ReviewTrust",
        "How alike two methods rank the words: Kendall's τ (1: the same order, 0: chance), and how many of the first "
        "five they share. For information: methods that agree can be wrong together.",
    )
    head = ("", translate("ReviewTrust", "Kendall's τ"), translate("ReviewTrust", "Shared"))
    rows = [(_pair(one), _maybe(one.tau), _maybe(one.overlap)) for one in trust.agreement]
    return Section(translate("ReviewTrust", "Do the methods agree?"), text, head, rows)


def _pair(one: Agreement) -> str:
    return f"{method_title(one.one)} · {method_title(one.other)}"


def _maybe(value: float | None) -> str:
    return figures.NONE if value is None else signed_share(value)


def _randomised(trust: RunTrust) -> Section:
    text = translate(
        "ReviewTrust",
        "Rank correlation of the explanation with that of the same model with random weights: near 0 is good.",
    )
    rows = [(method_title(name), _maybe(rho)) for name, rho in trust.randomised.items()]
    same = [method_title(name) for name, rho in trust.randomised.items() if rho is not None and abs(rho) >= SAME_FROM]
    warning = translate("ReviewTrust", "{methods}: shows the text more than what was learned.")
    return Section(
        translate("ReviewTrust", "Does it depend on what was learned?"),
        text,
        ("", translate("ReviewTrust", "ρ")),
        rows,
        warnings=[warning.format(methods=", ".join(same))] if same else [],
    )


def _plausible(trust: RunTrust) -> Section:
    title = translate("ReviewTrust", "Do people mark the same words?")
    if not any(one.n for one in trust.plausibility.values()):
        hint = translate(
            "ReviewTrust",
            "Nobody has marked words in the hold-out. Mark the right words of some documents, check again.",
        )
        return Section(title, hint)
    text = translate(
        "ReviewTrust",
        "Against the words that people marked in {n} documents: F1 of words, F1 of spans that overlap by half, area "
        "under the precision-recall curve. That people agree with a highlight does not say that the model used it.",
    ).format(n=figures.count(max(one.n for one in trust.plausibility.values())))
    rows: list[tuple[str, ...]] = []
    strong = []
    for name, one in trust.plausibility.items():
        if name == trust.own:
            strong.append(len(rows))
        rows.append(
            (translate("ReviewTrust", "Random words") if name == RANDOM else method_title(name), *_plausibility(one))
        )
        rows += [(f"    {who}", *_plausibility(theirs)) for who, theirs in one.by_annotator.items() if theirs.n]
    if trust.annotators is not None:
        rows.append((translate("ReviewTrust", "People with each other"), *_plausibility(trust.annotators)))
    head = ("", translate("ReviewTrust", "Words"), translate("ReviewTrust", "Spans"), translate("ReviewTrust", "AUPRC"))
    return Section(title, text, head, rows, strong)


def _plausibility(one: Plausible) -> tuple[str, str, str]:
    return _maybe(one.token_f1), _maybe(one.iou_f1), _maybe(one.auprc)


def _planted(probes: RunProbes) -> Section:
    title = translate("ReviewTrust", "Self-test: does it find what was planted?")
    word, pair = probes.planted["word"], probes.planted["pair"]
    text = translate(
        "ReviewTrust",
        "Copies of this model learned from your texts with made-up words in them ({words}) that alone decide: one of "
        "two words, or which of two comes first. How often each method points at them:",
    ).format(words=", ".join(word.words))
    head = ("", translate("ReviewTrust", "One word"), translate("ReviewTrust", "Order of two"))
    names = dict.fromkeys([*word.hit_rates, *pair.hit_rates])
    rows = [
        (method_title(name), _percent(word.hit_rates.get(name)), _percent(pair.hit_rates.get(name))) for name in names
    ]
    return Section(title, text, head, rows, warnings=[*_not_learned(word, pair), *_failing(word, pair)])


def _not_learned(word: Pointed, pair: Pointed) -> Iterator[str]:
    text = translate(
        "ReviewTrust", "{what}: the copy did not learn it (right in {accuracy} %), so nothing can be said of it."
    )
    names = (translate("ReviewTrust", "One word"), translate("ReviewTrust", "Order of two"))
    for name, one in zip(names, (word, pair), strict=True):
        if one.accuracy < LEARNED_FROM:
            yield text.format(what=name, accuracy=round(100 * one.accuracy))


def _failing(word: Pointed, pair: Pointed) -> Iterator[str]:
    if word.failing:
        text = translate("ReviewTrust", "{methods}: misses even a single word that decides.")
        yield text.format(methods=_titles(word.failing))
    if pair.failing:
        text = translate("ReviewTrust", "{methods}: fails where the order of words decides. Don't rely on it there.")
        yield text.format(methods=_titles(pair.failing))


def _titles(names: Sequence[str]) -> str:
    return ", ".join(map(method_title, names))


def _percent(rate: float | None) -> str:
    return figures.NONE if rate is None else f"{round(100 * rate)} %"


def _seeds(probes: RunProbes) -> Section:
    found = probes.seeds
    rows = [
        (title, _maybe(found.get(key)))
        for key, title in (
            ("same_answer", translate("ReviewTrust", "Same answer")),
            ("attention_divergence", translate("ReviewTrust", "Attention differs by (at most .69)")),
            ("tau", translate("ReviewTrust", "Words ranked alike (τ)")),
            ("overlap", translate("ReviewTrust", "Shared among the first five")),
        )
        if key in found
    ]
    text = translate(
        "ReviewTrust",
        "{n} trainings that differ only by chance, compared with this run on {documents} documents. What differs "
        "between them is not in the data.",
    ).format(n=figures.count(round(found.get("n_seeds", 0))), documents=figures.count(round(found.get("n", 0))))
    return Section(translate("ReviewTrust", "Would another training look elsewhere?"), text, ("", ""), rows)
