"""The text form of a filter, for the search field, `--where` and saved filters: words and key:value pairs.

    早餐 -贵 is:labelled label:好评,"very good" -is:flagged model:差评 confidence:..0.6 meta.city:上海

Between two ends stand two dots; either end may be missing. Labels are names, or #3 for the label with that id.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

from core.errors import N_, InputError
from core.project.values import ANY, CellFilter, DocumentFilter, DocumentState, Range

VALUE = r'(?:"[^"]*"|[^\s"])+'
PAIR = re.compile(
    rf'(?<!\S)(-?)(is|label|by|model|confidence|length|answered|import|similar|meta\.(?:"[^"]+"|[^\s:"]+)):({VALUE})(?!\S)'
)
ONE = re.compile(r'((?:"[^"]*"|[^",])+)')
FLAGS = {"flagged": "is_flagged", "holdout": "is_holdout", "marked": "is_marked"}
FLAGS |= {"outdated": "is_outdated", "disagreed": "is_disagreed"}
LIKE = {"duplicate": "exact", "near-duplicate": "near", "conflicting": "conflicting"}
DAY_MS = 86_400_000


def parse(text: str, labels: Mapping[str, int]) -> DocumentFilter:
    """Read the text form; `labels` are ids by name. InputError says what makes no sense."""
    where = DocumentFilter()
    for minus, key, value in PAIR.findall(text):
        where = _with(where, key, value, labels, is_not=bool(minus))
    return replace(where, search=" ".join(PAIR.sub(" ", text).split()))


def to_text(where: DocumentFilter, names: Mapping[int, str] | None = None) -> str:
    """The text form; without the labels' names it has their ids, and so outlives their renaming."""
    return " ".join(filter(None, _pairs(where, names or {})))


def _with(where: DocumentFilter, key: str, value: str, labels: Mapping[str, int], *, is_not: bool) -> DocumentFilter:
    if key == "is":
        return _is(where, value, is_not=is_not)
    if is_not:
        raise _bad(f"-{key}:{value}")
    values = tuple(one.replace('"', "") for one in ONE.findall(value))
    if key.startswith("meta."):
        return replace(where, cells=(*where.cells, _cell(key[5:].strip('"'), value, values)))
    made: dict[str, Callable[[], dict[str, Any]]] = {
        "label": lambda: {"label_ids": _label_ids(values, labels)},
        "model": lambda: {"predicted_ids": _label_ids(values, labels)},
        "by": lambda: {"annotators": values},
        "import": lambda: {"import_ids": tuple(_int(one, f"import:{value}") for one in values)},
        "similar": lambda: {"similar_to": _int(value, f"similar:{value}")},
        "confidence": lambda: {"confidence": _range(value, f"confidence:{value}")},
        "length": lambda: {"length": _range(value, f"length:{value}")},
        "answered": lambda: {"answered": _dates(value, f"answered:{value}")},
    }
    return replace(where, **made[key]())


def _is(where: DocumentFilter, value: str, *, is_not: bool) -> DocumentFilter:
    if value in FLAGS:
        flag: dict[str, Any] = {FLAGS[value]: not is_not}
        return replace(where, **flag)
    if is_not or value not in (*get_args(DocumentState), *LIKE):
        raise _bad(f"{'-' if is_not else ''}is:{value}")
    kind: dict[str, Any] = {"duplicates": LIKE[value]} if value in LIKE else {"state": value}
    return replace(where, **kind)


def _cell(column: str, value: str, values: tuple[str, ...]) -> CellFilter:
    if '"' not in value and re.fullmatch(r"-?[\d.]*\.\.-?[\d.]*", value):
        return CellFilter(column, range=_range(value, f"meta.{column}:{value}"))
    return CellFilter(column, values)


def _label_ids(values: Iterable[str], labels: Mapping[str, int]) -> tuple[int, ...]:
    ids = []
    for value in values:
        if value in labels:
            ids.append(labels[value])
        elif re.fullmatch(r"#\d+", value):
            ids.append(int(value[1:]))
        else:
            raise InputError("no-such-label", N_("core", "There is no label “{name}”."), name=value)
    return tuple(ids)


def _int(value: str, pair: str) -> int:
    if not value.isdecimal():
        raise _bad(pair)
    return int(value)


def _ends(value: str, pair: str, read: Callable[[str], float]) -> Range:
    low, dots, high = value.partition("..")
    try:
        ends = (read(low) if low else None, read(high if dots else low) if high or not dots else None)
    except ValueError:
        raise _bad(pair) from None
    if ends == ANY or any(end is not None and not math.isfinite(end) for end in ends):
        raise _bad(pair)
    return ends


def _range(value: str, pair: str) -> Range:
    return _ends(value, pair, float)


def _dates(value: str, pair: str) -> Range:
    """Days of this computer's time zone; the last one whole."""
    low, high = _ends(value, pair, lambda day: datetime.fromisoformat(day).timestamp() * 1000)
    return low, None if high is None else high + DAY_MS - 1


def _pairs(where: DocumentFilter, names: Mapping[int, str]) -> Iterator[str]:
    yield where.search
    yield "" if where.state == "any" else f"is:{where.state}"
    for name, flag in FLAGS.items():
        wanted = getattr(where, flag)
        yield "" if wanted is None else f"is:{name}" if wanted else f"-is:{name}"
    yield next((f"is:{name}" for name, kind in LIKE.items() if kind == where.duplicates), "")
    yield _pair("label", [names.get(id, f"#{id}") for id in where.label_ids])
    yield _pair("by", where.annotators)
    yield _pair("model", [names.get(id, f"#{id}") for id in where.predicted_ids])
    yield "" if where.confidence == ANY else f"confidence:{_range_text(where.confidence)}"
    yield "" if where.length == ANY else f"length:{_range_text(where.length)}"
    yield "" if where.answered == ANY else f"answered:{_dates_text(where.answered)}"
    yield _pair("import", [str(id) for id in where.import_ids])
    yield "" if where.similar_to is None else f"similar:{where.similar_to}"
    for cell in where.cells:
        column = f'"{cell.column}"' if re.search(r'[\s:"]', cell.column) else cell.column
        values = ",".join(map(_quoted, cell.values)) or _range_text(cell.range)
        yield f"meta.{column}:{values}"


def _pair(key: str, values: Iterable[str]) -> str:
    text = ",".join(map(_quoted, values))
    return f"{key}:{text}" if text else ""


def _quoted(value: str) -> str:
    """With quotation marks where they are needed; those within are lost."""
    value = value.replace('"', "")
    return f'"{value}"' if re.search(r"[\s,]|\.\.", value) or not value else value


def _range_text(range: Range) -> str:
    low, high = ("" if end is None else f"{end:.15g}" for end in range)
    return low if low == high else f"{low}..{high}"


def _dates_text(range: Range) -> str:
    low, high = ("" if end is None else f"{_day(end):%Y-%m-%d}" for end in range)
    return low if low == high else f"{low}..{high}"


def _day(ms: float) -> datetime:
    return (datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=ms)).astimezone()


def _bad(pair: str) -> InputError:
    return InputError("bad-filter", N_("core", "“{pair}” can't be understood as part of a filter."), pair=pair)
