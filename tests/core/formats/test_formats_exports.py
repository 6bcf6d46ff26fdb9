"""Every format that we write comes back as it was, but for what its losses name; and what they name is really lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.formats.common.format import Format, Options
from core.formats.common.losses import Facet, Kind
from core.formats.common.rows import answers_of, counting, is_told
from core.formats.common.spans import merged
from core.formats.detect import EXPORTS, choose, inspect, read
from core.records import Answer, Rejected, Row, Span
from tests.core.formats.contents import kind_of

LABELS = ("good", "bad", "very good", "好评", "=1+1", "a|b", "[x]")
NO_TEXT = "".join(map(chr, (*range(7), *range(14, 17))))  # a file with many of these is taken for no text
ROUNDS = [(0,), (0,), (0,), (0, 1), (2,), (0, 1, 2)]
SPLITS = ("", "train", "holdout")
ODD = [
    "=1+1",
    "'=x",
    "-5",
    "@a",
    "😀",
    "𠀀",
    "，",
    "中文",
    " ",
    "\n",
    "\r\n",
    "\t",
    '"',
    ",",
    ";",
    "|",
    "_",
    "__label__x ",
    "b",
]

texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters=NO_TEXT), min_size=1, max_size=12),
    st.lists(st.sampled_from(ODD), min_size=1, max_size=6).map("".join),
).filter(lambda text: bool(text.strip()))
words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=6)
names = st.one_of(
    words, st.sampled_from(["text", "id", "label", "split", "meta_x", "is_flagged", "entities", "=n", "a b"])
)
people = st.one_of(st.sampled_from(["anna", "ben", "王芳", "all", "a/b", "x.y@z"]), words)
moments = st.one_of(
    st.just(""),
    st.datetimes(datetime(1980, 1, 1), datetime(2100, 1, 1)).map(
        lambda at: at.replace(tzinfo=UTC).isoformat(timespec="microseconds")
    ),
)


@st.composite
def answers(draw: st.DrawFn, *, is_multi_label: bool, annotator: str, round: int) -> Answer:
    is_skipped = bool(annotator) and draw(st.booleans())
    least = 0 if is_multi_label and annotator else 1
    labels = draw(st.lists(st.sampled_from(LABELS), min_size=least, max_size=3 if is_multi_label else 1, unique=True))
    return Answer(
        labels=() if is_skipped else tuple(labels),
        annotator=annotator,
        is_skipped=is_skipped,
        at=draw(moments) if annotator else "",
        seconds=draw(st.one_of(st.none(), st.floats(0, 1e6))) if annotator else None,
        suggestion_seen=bool(annotator) and draw(st.booleans()),
        round=round,
        note=draw(st.one_of(st.just(""), words)) if annotator else "",
    )


@st.composite
def rows(draw: st.DrawFn, *, is_multi_label: bool) -> list[Row]:
    """Documents as a project gives them; no text twice."""
    found = []
    for number, text in enumerate(draw(st.lists(texts, min_size=1, max_size=5, unique_by=str.strip)), start=1):
        who = draw(st.lists(st.one_of(st.just(""), people), max_size=3, unique=True))
        rounds = [(name, round) for name in who for round in (draw(st.sampled_from(ROUNDS)) if name else (0,))]
        given = tuple(draw(answers(is_multi_label=is_multi_label, annotator=n, round=r)) for n, r in rounds)
        edges = draw(st.lists(st.integers(0, len(text)), max_size=4, unique=True).map(sorted))
        spans = [Span(*pair) for pair in zip(edges[::2], edges[1::2], strict=False)]
        whose = [draw(st.sampled_from(["", *who])) for _ in spans]
        marked = {name: tuple(s for s, by in zip(spans, whose, strict=True) if by == name) for name in sorted({*whose})}
        is_disputed = len(given) > 1 and draw(st.booleans())
        found.append(
            Row(
                text,
                () if is_disputed else counting(given),
                draw(st.dictionaries(names, texts, max_size=2)),
                merged(spans),
                answers=given if len(given) > 1 or any(map(is_told, given)) else (),
                is_flagged=draw(st.booleans()),
                split=draw(st.sampled_from(SPLITS)),
                key=str(number),
                marked=marked if any(whose) else {},
            )
        )
    return found


def back(path: Path, format: Format) -> list[Row]:
    """What our own import makes of it, finding everything out by itself."""
    table = inspect(path)
    if table.format != format.name:
        table = inspect(path, format=format.name)
    found = list(read(table, choose(table)))
    assert not [one for one in found if isinstance(one, Rejected)]
    return [replace(one, file="", line=0) for one in found if isinstance(one, Row)]


def without(row: Row, lost: Kind) -> Row:
    """The document when these are taken from it."""
    given = [_answer(answer, lost) for answer in _kept(row, lost)]
    given = [answer for answer in given if answer.labels or answer.is_skipped or answer.annotator]
    return replace(
        row,
        labels=counting(given),
        answers=tuple(given) if len(given) > 1 or any(map(is_told, given)) else (),
        meta={} if Facet.METADATA in lost else row.meta,
        rationales=() if Facet.RATIONALES in lost else row.rationales,
        marked={} if Facet.MARKERS in lost else row.marked,
        is_flagged=row.is_flagged and Facet.FLAG not in lost,
        split="" if Facet.SPLIT in lost else row.split,
    )


def _kept(row: Row, lost: Kind) -> list[Answer]:
    kept = list(answers_of(row))
    if Facet.ANNOTATOR in lost:
        kept = [Answer(row.labels)] if row.labels else []
    elif Facet.ROUND in lost:
        kept = [answer for answer in kept if not answer.round]
        if row.labels and not any(answer.labels for answer in kept):
            kept.append(Answer(row.labels))
    return [answer for answer in kept if not _is_lost(answer, lost)]


def _is_lost(answer: Answer, lost: Kind) -> bool:
    if answer.is_skipped:
        return Facet.SKIP in lost
    return (Facet.LABELS if answer.labels else Facet.NO_LABEL) in lost


def _answer(answer: Answer, lost: Kind) -> Answer:
    at = answer.at
    if Facet.FRACTION in lost and at:
        at = datetime.fromisoformat(at).replace(microsecond=0).isoformat(timespec="microseconds")
    return replace(
        answer,
        labels=answer.labels[:1] if Facet.SEVERAL_LABELS in lost else answer.labels,
        annotator="" if Facet.ANNOTATOR in lost else answer.annotator,
        at="" if Facet.TIME in lost else at,
        seconds=None if Facet.SECONDS in lost else answer.seconds,
        note="" if Facet.NOTE in lost else answer.note,
        suggestion_seen=answer.suggestion_seen and Facet.SUGGESTION not in lost,
    )


def by_key(found: list[Row]) -> list[Row]:
    """One row a document, for a format that has a file for each person: the import brings them together."""
    documents: dict[str, Row] = {}
    for row in found:
        before = documents.get(row.key)
        if before:
            given = answers_of(before) + answers_of(row)
            row = replace(row, answers=given, labels=counting(given))
        documents[row.key] = row
    return sorted(documents.values(), key=lambda row: int(row.key))


def same(row: Row, *, has_key: bool = True) -> Row:
    """With answers and labels in one order: files sort them, and a project does not keep it."""
    found = [replace(answer, labels=tuple(sorted(answer.labels))) for answer in answers_of(row)]
    given = tuple(sorted(found, key=lambda answer: (answer.annotator, answer.round)))
    is_more = len(given) > 1 or any(map(is_told, given))
    key = row.key if has_key else ""
    marked = {who: spans for who, spans in row.marked.items() if spans}
    return replace(row, labels=counting(given), answers=given if is_more else (), key=key, marked=marked)


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_comes_back_but_for_what_its_losses_name(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    format = EXPORTS[name]
    if not format.is_available:
        pytest.skip(f"{format.requires} is not installed")

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), print_blob=False)
    @given(st.booleans().flatmap(lambda is_multi: st.tuples(st.just(is_multi), rows(is_multi_label=is_multi))))
    def check(project: tuple[bool, list[Row]]) -> None:
        is_multi_label, found = project
        path = tmp_path_factory.mktemp("out") / f"out{format.suffixes[0]}"
        again = round_trip(found, path, format, is_multi_label=is_multi_label)
        if name == "huggingface":
            found = sorted(found, key=lambda row: ["holdout", "train", ""].index(row.split))
        assert len(again) == len(found)
        for row, one in zip(found, again, strict=True):
            is_as_expected = same(one) == same(without(row, lost_of(row, format)), has_key=bool(one.key))
            assert is_as_expected != is_altered(row, format)

    check()


def round_trip(found: list[Row], path: Path, format: Format, *, is_multi_label: bool) -> list[Row]:
    assert format.export
    meta = tuple(dict.fromkeys(name for row in found for name in row.meta))
    bom = format.export.has_bom and bool(meta)
    format.export.write(found, path, Options(is_multi_label, LABELS, meta, bom=bom))
    return by_key(back(path, format)) if format.name == "doccano-people" else back(path, format)


def lost_of(row: Row, format: Format) -> Kind:
    return format.export.lost(kind_of(row)) if format.export else frozenset()


def is_altered(row: Row, format: Format) -> bool:
    return bool(format.export and format.export.alters and format.export.alters(row))
