"""TMX, the exchange format of translation memories. Read as a stream; entities are refused, nothing else is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat

from core.errors import N_, InputError

CHUNK = 1 << 16
MAX_DEPTH = 100
LANGUAGES = ("xml:lang", "lang")
SKIPPED = frozenset({"bpt", "ept", "it", "ph", "ut"})  # codes of the original's layout, not its words


@dataclass(slots=True)
class Unit:
    """One <tu>: the text of each language's first <seg>, as it calls itself in lower case."""

    line: int
    texts: dict[str, str] = field(default_factory=dict)


def units(stream: BinaryIO, name: str) -> Iterator[Unit]:
    """Every unit of the file; InputError names what is wrong and where."""
    reader = _Reader(name)
    try:
        while data := stream.read(CHUNK):
            reader.parser.Parse(data, False)
            yield from reader.take()
        reader.parser.Parse(b"", True)
    except expat.ExpatError as error:
        template = N_("core", "{name}, line {line}: this is not well-formed XML.")
        raise InputError("bad-xml", template, name=name, line=error.lineno) from error
    yield from reader.take()


class _Reader:
    def __init__(self, name: str) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._refuse
        self.parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self._name = name
        self._done: list[Unit] = []
        self._unit: Unit | None = None
        self._language = ""
        self._parts: list[str] | None = None
        self._path: list[str] = []

    def take(self) -> list[Unit]:
        done, self._done = self._done, []
        return done

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._path.append(tag)
        if len(self._path) > MAX_DEPTH:
            self._refuse()
        if tag == "tu":
            self._unit = Unit(self.parser.CurrentLineNumber)
        elif tag == "tuv":
            self._language = next((attributes[key] for key in LANGUAGES if key in attributes), "").lower()
        elif tag == "seg":
            self._parts = []

    def _end(self, tag: str) -> None:
        self._path.pop()
        if tag == "seg" and self._unit is not None and self._parts is not None:
            self._unit.texts.setdefault(self._language, "".join(self._parts))
            self._parts = None
        elif tag == "tu" and self._unit is not None:
            self._done.append(self._unit)
            self._unit = None

    def _text(self, data: str) -> None:
        if self._parts is not None and not SKIPPED & set(self._path):
            self._parts.append(data)

    def _refuse(self, *_: object) -> None:
        template = N_("core", "{name} is refused: it defines entities or is nested too deeply, which no TMX needs.")
        raise InputError("hostile-xml", template, name=self._name)
