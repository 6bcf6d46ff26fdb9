"""Pairs of sentences out of whatever holds them: tables, JSON, translation memories, two files line by line (Moses)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from core import pairs
from core.alignment.links import GoldLinks, from_pharaoh, of_lists
from core.errors import N_, InputError
from core.formats import detect, tmx
from core.formats.common.encoding import detect as detect_encoding
from core.formats.common.encoding import open_text, without_marks
from core.formats.common.parse import lines_of
from core.formats.common.refusals import no_column
from core.formats.common.roles import split_of
from core.formats.common.source import open_sources
from core.formats.common.table import Columns, Table
from core.progress import Report, ignore
from core.records import Rejected, Row
from core.words import counted_words

SOURCE_NAMES = ("source", "src", "original", "原文", "源文", "源语言")
TARGET_NAMES = ("target", "tgt", "translation", "reference", "译文", "目标文", "目标语言")
TEXT_FILES = (".txt", "")
LINKS = "pharaoh"  # what a row's links are kept under until its words are known
LINK_COLUMNS = ("links", "sure", "possible")
LINK_FILES = (".links", ".align", ".pharaoh", ".talp")
EMPTY = N_("core", "One side of the pair is empty.")
OVERLONG = N_("core", "A side of the pair is longer than 2,000 characters.")
OUTSIDE = N_("core", "A link is to a word that the pair does not have.")
NO_LINKS = N_("core", "The links are not of the form 0-1 2?3.")
UNEVEN = N_("core", "The other file has no such line.")


@dataclass(frozen=True, slots=True)
class PairChoice:
    """Where both sides stand: columns of a table, or languages of a TMX; "": found out."""

    source: str = ""
    target: str = ""
    format: str = ""


@dataclass(frozen=True, slots=True)
class Sides:
    """The sides as they were found: columns, or languages."""

    source: str
    target: str


def groups(files: Sequence[Path]) -> list[tuple[Path, ...]]:
    """The files that are read together: two that differ in their ending only (and are no tables), or two .txt."""
    left = list(files)
    found: list[tuple[Path, ...]] = []
    while left:
        first = left.pop(0)
        links = next((other for other in left if other.suffix in LINK_FILES), None)
        other = next((other for other in left if _belong(first, other)), None)
        if other is not None:
            left.remove(other)
            found.append((first, other))
            if links is not None:
                left.remove(links)
                found[-1] = (first, other, links)
        else:
            found.append((first,))
    return found


def sides(files: Sequence[Path], choice: PairChoice) -> Sides:
    """What both sides are called: they are noted as the languages."""
    if len(files) > 1:
        return Sides(choice.source or _ending(files[0]), choice.target or _ending(files[1]))
    if _is_tmx(files[0], choice):
        return _languages(files[0], choice)
    return _columns(detect.inspect(files[0], format=choice.format or None), choice)


def read(files: Sequence[Path], choice: PairChoice, report: Report = ignore) -> Iterator[Row | Rejected]:
    """Every pair as a Row whose text is pairs.to_text; links by word numbers stand in its metadata under LINKS."""
    if len(files) > 1:
        return _lines(files, report)
    if _is_tmx(files[0], choice):
        return _units(files[0], _languages(files[0], choice), report)
    return _rows(files[0], choice, report)


def row(source: str, target: str, file: str, line: int, meta: Mapping[str, str]) -> Row | Rejected:
    """A pair, unless a side is empty or overlong."""
    source, target = pairs.one_line(source), pairs.one_line(target)
    if not source or not target:
        return Rejected(file, line, EMPTY)
    if max(len(source), len(target)) > pairs.MAX_CHARACTERS:
        return Rejected(file, line, OVERLONG)
    found = Row(pairs.to_text(source, target), file=file, line=line, split=split_of(meta.get("split", "")))
    try:
        gold = links_of(meta)
        if gold.all:
            found.links = pairs.in_spans(gold, counted_words(source), counted_words(target))
    except InputError:
        return Rejected(file, line, NO_LINKS)
    except IndexError:
        return Rejected(file, line, OUTSIDE)
    found.meta = {name: value for name, value in meta.items() if name not in (LINKS, *LINK_COLUMNS, "split")}
    return found


def links_of(meta: Mapping[str, str]) -> GoldLinks:
    """The links that a row came with: Pharaoh text, or lists as `sure` and `possible`; InputError for others."""
    text = meta.get(LINKS) or meta.get("links", "")
    if text:
        return _listed(text, "[]") if text.startswith("[") else from_pharaoh(text)
    return _listed(meta.get("sure", "[]"), meta.get("possible", "[]"))


def _listed(sure: str, possible: str) -> GoldLinks:
    try:
        certain, other = json.loads(sure), json.loads(possible)
        return of_lists([(i, j) for i, j, *_ in certain], [(i, j) for i, j, *_ in other])
    except (ValueError, TypeError, RecursionError) as error:
        raise InputError("bad-link", N_("core", "“{part}” is no link such as 0-1 or 2?3."), part=sure[:40]) from error


def _rows(file: Path, choice: PairChoice, report: Report) -> Iterator[Row | Rejected]:
    table = detect.inspect(file, format=choice.format or None)
    found = _columns(table, choice)
    columns = Columns(found.source, meta=tuple(name for name in table.columns if name != found.source))
    for one in detect.read(table, columns, report):
        if isinstance(one, Rejected):
            yield one
            continue
        meta = {key: value for key, value in one.meta.items() if key != found.target}
        yield row(one.text, one.meta.get(found.target, ""), one.file, one.line, meta)


def _units(file: Path, wanted: Sides, report: Report) -> Iterator[Row | Rejected]:
    with open_sources(file) as (_, sources):
        for source in sources:
            with source.open() as stream:
                for number, unit in enumerate(tmx.units(stream, source.name)):
                    first, second = (_of_language(unit.texts, name) for name in (wanted.source, wanted.target))
                    yield row(first, second, source.name, unit.line, {})
                    if number % 500 == 0:
                        report(stream.done, source.size)


def _lines(files: Sequence[Path], report: Report) -> Iterator[Row | Rejected]:
    """Line n of one file is the translation of line n of the other."""
    streams = [_text_lines(file) for file in files]
    for number, (source, target, *links) in enumerate(zip_longest(*streams), start=1):
        name = files[0].name
        if source is None or target is None:
            yield Rejected(name, number, UNEVEN)
            continue
        yield row(source, target, name, number, {LINKS: links[0].strip()} if links and links[0] else {})
        if number % 500 == 0:
            report(number, 0)


def _text_lines(path: Path) -> Iterator[str]:
    with open_sources(path) as (_, (source, *_more)):
        with source.open() as stream:
            guess = detect_encoding(stream)
        with source.open() as stream:
            for line in lines_of(open_text(stream, guess.encoding), source.name):
                yield without_marks(line)


def _columns(table: Table, choice: PairChoice) -> Sides:
    """The columns named, else those with the usual names, else the first two with the most text."""
    for name in (choice.source, choice.target):
        if name and name not in table.columns:
            raise no_column(table.path.name, name, table.columns)
    names = {name.strip().lower(): name for name in table.columns}
    source = choice.source or next((names[name] for name in SOURCE_NAMES if name in names), "")
    target = choice.target or next((names[name] for name in TARGET_NAMES if name in names), "")
    width = dict.fromkeys(table.columns, 0)
    for cells in table.preview:
        for name, value in zip(table.columns, cells, strict=False):
            width[name] += len(value) if not value.startswith(("http", "CC-BY")) else 0
    widest = sorted((name for name in table.columns if name not in (source, target)), key=lambda name: -width[name])
    wanted = sorted(widest[: (not source) + (not target)], key=table.columns.index)
    if len(wanted) + bool(source) + bool(target) < 2:
        raise InputError("one-column", N_("core", "{file} has one column only; pairs need two."), file=table.path.name)
    source = source or wanted.pop(0)
    return Sides(source, target or wanted.pop(0))


def _languages(file: Path, choice: PairChoice) -> Sides:
    """Those named, else the first two of the first unit that has two."""
    with open_sources(file) as (_, sources):
        for source in sources:
            with source.open() as stream:
                for unit in tmx.units(stream, source.name):
                    if len(unit.texts) > 1:
                        first, second = list(unit.texts)[:2]
                        if choice.source and _of_language(unit.texts, choice.source) == unit.texts[second]:
                            first, second = second, first
                        return Sides(choice.source or first, choice.target or second)
    raise InputError("no-pairs", N_("core", "{file} holds no unit in two languages."), file=file.name)


def _of_language(texts: Mapping[str, str], wanted: str) -> str:
    """In this language, or in one of its variants (en: en-US)."""
    wanted = wanted.lower()
    return texts.get(wanted) or next((t for name, t in texts.items() if name.split("-")[0] == wanted.split("-")[0]), "")


def _is_tmx(file: Path, choice: PairChoice) -> bool:
    return choice.format == "tmx" or (not choice.format and ".tmx" in file.name.lower())


def _belong(one: Path, other: Path) -> bool:
    endings = [file.suffix.lower() for file in (one, other)]
    if set(endings) & {*detect.SUFFIXES, ".tmx", ".zip", *LINK_FILES} - {".txt"}:
        return False
    return endings == [".txt", ".txt"] or one.stem == other.stem


def _ending(file: Path) -> str:
    return file.suffix.lstrip(".") if file.suffix.lower() not in TEXT_FILES else file.stem
