"""The ways to look at the words of a corpus: what each table says, from a core.survey.words.Words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from core.survey.words import Word, Words
from gui import figures
from gui.figures import signed
from gui.i18n import translate
from gui.models.words_model import WordRow

KEYWORDS, SPEAKING, AGAINST, UNUSED, UNSEEN, CHANGING = VIEWS = (
    "keywords",
    "speaking",
    "against",
    "unused",
    "unseen",
    "changing",
)
MAX_ROWS = 300
MAX_VALUES = 12  # of a column, side by side

Head = Sequence[tuple[str, str]]


def names() -> dict[str, str]:
    return {
        KEYWORDS: translate("ReviewWords", "Keywords of all documents"),
        SPEAKING: translate("ReviewWords", "What speaks for the label"),
        AGAINST: translate("ReviewWords", "What speaks against it"),
        UNUSED: translate("ReviewWords", "Looked at but not used"),
        UNSEEN: translate("ReviewWords", "Used but not looked at"),
        CHANGING: translate("ReviewWords", "Change over a column"),
    }


def hint(view: str, words: Words, label: str) -> str:
    """What the table is about, in a sentence."""
    texts = {
        SPEAKING: translate("ReviewWords", "Of {n} sampled documents that the model labels so."),
        AGAINST: translate(
            "ReviewWords", "Words against “{label}” in {n} sampled documents that have it all the same."
        ),
        UNUSED: translate(
            "ReviewWords", "Attention rests on them, but the score hardly hangs on them ({n} documents)."
        ),
        UNSEEN: translate("ReviewWords", "The score hangs on them, though attention passes them by ({n} documents)."),
        CHANGING: translate("ReviewWords", "Share of the {n} documents with this label that hold the word, by value."),
    }
    if view in (UNUSED, UNSEEN) and not words.has_looks:
        return translate("ReviewWords", "This model has no attention: it does not look anywhere.")
    return texts[view].format(n=figures.count(words.n[label]), label=label)


def table(view: str, words: Words, label: str) -> tuple[Head, list[WordRow]]:
    """The head, and a row for each word."""
    if view == CHANGING:
        return _changing(words, label)
    if view in (UNUSED, UNSEEN):
        found = words.unused(label) if view == UNUSED else words.unseen(label)
        return _looks(found if words.has_looks else [])
    return _scores(words.keywords(label) if view == SPEAKING else words.against(label))


def _scores(found: Sequence[Word]) -> tuple[Head, list[WordRow]]:
    head = (
        _word(),
        (translate("ReviewWords", "In all"), translate("ReviewWords", "Mean contribution × documents, in logits")),
        (translate("ReviewWords", "Each"), translate("ReviewWords", "What it adds to the score of a document, mean")),
        (translate("ReviewWords", "Documents"), translate("ReviewWords", "How many hold it")),
    )
    best = max((abs(word.score) for word in found), default=1.0) or 1.0
    return head, [
        WordRow(
            word.text,
            (signed(word.score), signed(word.contribution), figures.count(word.documents)),
            abs(word.score) / best,
            tuple(word.heaviest()),
        )
        for word in found[:MAX_ROWS]
    ]


def _looks(found: Sequence[Word]) -> tuple[Head, list[WordRow]]:
    head = (
        _word(),
        (
            translate("ReviewWords", "Looked at"),
            translate("ReviewWords", "Its attention, in units of what every word would have if all had the same"),
        ),
        (translate("ReviewWords", "Used"), translate("ReviewWords", "The size of its contribution, in the same units")),
        (translate("ReviewWords", "Documents"), translate("ReviewWords", "How many hold it")),
    )
    most = max((max(word.look, word.use) for word in found), default=1.0) or 1.0
    return head, [
        WordRow(
            word.text,
            (f"{word.look:.1f} ×", f"{word.use:.1f} ×", figures.count(word.documents)),
            word.look / most,
            tuple(word.heaviest()),
        )
        for word in found[:MAX_ROWS]
    ]


def _changing(words: Words, label: str) -> tuple[Head, list[WordRow]]:
    counts = Counter({value: n for (of, value), n in words.n_of.items() if of == label})
    values = sorted(value for value, _ in counts.most_common(MAX_VALUES))
    head = (
        _word(),
        (translate("ReviewWords", "Range"), translate("ReviewWords", "Between the largest and the smallest share")),
        *(
            (value or figures.NONE, translate("ReviewWords", "{n} documents").format(n=counts[value]))
            for value in values
        ),
    )
    rows = [
        WordRow(
            word.text,
            (figures.share(max(shares) - min(shares), 2), *(figures.share(share, 2) for share in shares)),
            max(shares) - min(shares),
            tuple(word.heaviest()),
        )
        for word, shares in words.changing(label, values)[:MAX_ROWS]
        if shares
    ]
    return head, rows


def _word() -> tuple[str, str]:
    return translate("ReviewWords", "Word"), ""
