"""Guess from a few rows: is the first one a header, which column is the text, which the label."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from core.formats.common.roles import OURS

Cells = Sequence[str]

TEXT_NAMES = (
    *("text", "content", "review", "reviews", "reviewtext", "comment", "comments", "reviewbody", "body", "message"),
    *("sentence", "document", "tweet", "post", "摘要", "文本", "正文", "内容", "评论", "评论内容", "评价", "评价内容"),
    *("description", "data", "title", "headline", "标题", "question", "abstract", "summary"),
)
LABEL_WORDS = ("label", "labels", "category", "sentiment", "class", "polarity", "标签", "类别", "情感", "分类")
LABEL_NAMES = (
    *(*LABEL_WORDS, "categories", "tag", "tags", "topic", "情感倾向", "极性", "类目"),
    *("accept", "cats", "target", "rating", "score", "stars"),
)
OWN_LABELS = ("label", "labels")
_NUMBER = re.compile(r"[+-]?[\d.,:/\s%-]*\d[\d.,:/\s%-]*")
_PUNCTUATION = re.compile(r"[，。！？；]")
_MAX_NAME = 100


def header_index(records: Sequence[Cells]) -> int | None:
    """Which record holds the column names: the first one, or the first wide one below some title lines; None: none."""
    filled = [sum(bool(cell.strip()) for cell in cells) for cells in records[:20]]
    if not filled:
        return None
    index = next(i for i, n in enumerate(filled) if 2 * n >= max(filled))
    if _is_header(records[index], records[index + 1 :]):
        return index
    return None


def _is_header(first: Cells, rows: Sequence[Cells]) -> bool:
    cells = [" ".join(cell.split()) for cell in first]
    filled = [cell for cell in cells if cell]
    if set(filled) >= OURS:
        return True
    if not filled or max(map(len, filled)) > _MAX_NAME:
        return False
    if any(_key(cell) in TEXT_NAMES or _key(cell) in LABEL_NAMES for cell in filled):
        return True
    if _looks_like_data(filled) or _has_numbers_over_numbers(cells, rows):
        return False
    return _differs(cells, rows)


def _looks_like_data(filled: Sequence[str]) -> bool:
    numbers = sum(bool(_NUMBER.fullmatch(cell)) for cell in filled)
    return 2 * numbers > len(filled) or any(_PUNCTUATION.search(cell) for cell in filled)


def _has_numbers_over_numbers(names: Sequence[str], rows: Sequence[Cells]) -> bool:
    columns = [place for place, name in enumerate(names) if _NUMBER.fullmatch(name)]
    return any(_NUMBER.fullmatch(cells[place].strip()) for cells in rows for place in columns if place < len(cells))


def _differs(names: Sequence[str], rows: Sequence[Cells]) -> bool:
    """Whether the names are unlike what stands below them; between two readings of several short columns, yes."""
    for column, name in enumerate(names):
        values = [cells[column].strip() for cells in rows if column < len(cells) and cells[column].strip()]
        if name and name in values:
            return False
        if name and values and sum(map(len, values)) > 3 * len(name) * len(values):
            return True
    return len(names) > 1


def column_names(cells: Cells) -> tuple[str, ...]:
    """Unique names: blanks become "Column 3", a repeated name gets a number."""
    names: dict[str, None] = {}  # in order; a million of them must not take a day
    tried: dict[str, int] = {}
    for number, cell in enumerate(cells, start=1):
        name = base = " ".join(cell.split()) or f"Column {number}"
        while name in names:
            tried[base] = tried.get(base, 1) + 1
            name = f"{base} ({tried[base]})"
        names[name] = None
    return tuple(names)


def guess_columns(names: Sequence[str], rows: Sequence[Cells]) -> tuple[str | None, str | None]:
    """The likely text and label columns: by name, else by mean length and by how few values there are."""
    columns = {
        name: [cells[i].strip() for cells in rows if i < len(cells) and cells[i].strip()]
        for i, name in enumerate(names)
    }
    text = _by_name([name for name in names if columns[name] or not rows], TEXT_NAMES, _is_like_text)
    candidates = [name for name in names if name != text and _can_be_label(columns[name])]
    label = _by_name(candidates, LABEL_NAMES, _is_like_label)
    if text is None:
        text = _longest({name: values for name, values in columns.items() if name != label})
    if label is None and len(names) <= 5:
        label = _fewest({name: values for name, values in columns.items() if name != text})
    return text, label


def guess_columns_beside(
    names: Sequence[str], rows: Sequence[Cells], roles: Collection[str]
) -> tuple[str | None, str | None]:
    """The same for a table in which some columns are known to be something else; in ours the names are known."""
    if set(names) >= OURS:
        return "text", next((name for name in OWN_LABELS if name in names), None)
    places = [place for place, name in enumerate(names) if name not in roles]
    return guess_columns([names[p] for p in places], [[cells[p] for p in places] for cells in rows])


def _by_name(names: Sequence[str], known: Sequence[str], is_like: Callable[[str], bool]) -> str | None:
    """The column with the best known name, else the first whose name is like one."""
    keys = {_key(name): name for name in reversed(names)}
    exact = next((keys[name] for name in known if name in keys), None)
    return exact or next((name for name in names if is_like(_key(name))), None)


def _is_like_text(key: str) -> bool:
    return any(word in key for word in TEXT_NAMES if len(word) > 3 or not word.isascii())


def _is_like_label(key: str) -> bool:
    return key.endswith(LABEL_WORDS)


def _can_be_label(values: Sequence[str]) -> bool:
    """Labels are short and come again, unless there are only a few rows."""
    return all(len(value) <= 60 for value in values) and (len(values) < 20 or len(set(values)) * 2 <= len(values))


def _longest(columns: dict[str, list[str]]) -> str | None:
    """The column whose values are long and differ from row to row."""
    scores = {
        name: sum(map(len, values)) / len(values) * len(set(values)) / len(values)
        for name, values in columns.items()
        if values and sum(bool(_NUMBER.fullmatch(value)) for value in values) * 2 <= len(values)
    }
    return max(scores or columns, key=lambda name: scores.get(name, 0.0), default=None)


def _fewest(columns: dict[str, list[str]]) -> str | None:
    """The column with the fewest different short values, at most a fifth as many as there are rows."""
    counts = {}
    for name, values in columns.items():
        distinct = set(values)
        if len(distinct) > 1 and len(distinct) * 5 <= len(values) and max(map(len, distinct)) <= 40:
            counts[name] = len(distinct)
    return min(counts, key=lambda name: counts[name], default=None)


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())
