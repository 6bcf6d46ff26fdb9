"""TF-IDF of character and word n-grams, counted in the untouched text, for many texts at a time.

Writing without spaces gives its n-grams of 1 to 3 characters; spaced writing gives words, pairs of words, and the
n-grams of 3 to 5 characters within a word and its borders. Each text says for itself which of the two it is, place by
place. An n-gram is known by a 47-bit hash of its characters; weights as in scikit-learn's TfidfVectorizer with
sublinear_tf (1 + ln tf) · (1 + ln((1 + N) / (1 + df))), rows of length 1.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import N_, AppError
from core.ml.text.normalise import SPACELESS
from core.ml.text.sparse import Csr
from core.progress import Report, ignore

CHUNK_CHARACTERS = 1 << 18
CHUNK_TEXTS = 1 << 16  # a text of a chunk is a number of 16 bits beside the hash
MAX_PROBES = 500  # of a hash table an eighth full; a dozen suffice
MAX_FEATURES = 1_000_000  # of a saved vocabulary
MAX_KEYS = 1 << 23  # n-grams that are counted at one time; beyond, those seen once are let go
SHORTEST_PART, LONGEST_PART, LONGEST_GRAM = 3, 5, 3
DOCUMENT_BITS = np.uint64(16)
BLANK, WORD, SPACELESS_KIND, OTHER, NOTHING, BORDER = 1, 2, 3, 4, 5, 6  # kinds of characters; 0: not yet known
FORM_BITS = 24
FORM_MASK = np.uint32((1 << FORM_BITS) - 1)
GRAM, PART, PAIR = 1, 2, 3  # families of n-grams, mixed into the hash
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
STIR = np.uint64(0xBF58476D1CE4E5B9)

Ints = NDArray[np.integer[Any]]
Hashes = NDArray[np.uint64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class NgramConfig:
    """Which n-grams are kept."""

    min_documents: int = 2
    max_features: int = 200_000  # the most frequent ones


@dataclass(frozen=True, slots=True)
class Places:
    """Every occurrence of a kept n-gram in one text: its column, and where it stands (code points)."""

    columns: NDArray[np.int32]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Characters:
    """A chunk of texts as one row of characters, a border before and behind each text."""

    forms: Hashes
    kinds: NDArray[np.uint8]
    documents: Hashes
    places: NDArray[np.int64]  # in the chunk's texts joined, a border between them


@dataclass(frozen=True, slots=True)
class _Grams:
    """Occurrences of n-grams: hash, and the first and last of its characters."""

    keys: Hashes
    first: Ints
    last: Ints


class NgramFeatures:
    """A vocabulary of n-grams with their idf; turns texts into rows of weights."""

    def __init__(self, keys: NDArray[np.int64], idf: NDArray[np.float32]) -> None:
        self.keys = keys  # ascending (V)
        self.idf = idf  # (V)
        self._table, self._shift = _hash_table(keys)

    def __len__(self) -> int:
        return len(self.keys)

    @classmethod
    def fit(cls, texts: Sequence[str], config: NgramConfig | None = None, report: Report = ignore) -> NgramFeatures:
        """Counts in how many of the texts each n-gram stands."""
        config = config or NgramConfig()
        keys, counts = np.empty(0, np.uint64), np.empty(0, np.int64)
        fresh: list[Hashes] = []
        for start, stop in _chunks(texts):
            report(start, len(texts))
            fresh.append(_document_keys(_characters(texts[start:stop])))
            if sum(map(len, fresh)) > MAX_KEYS or stop == len(texts):
                keys, counts = _merged(keys, counts, np.concatenate(fresh))
                fresh = []
                if len(keys) > MAX_KEYS:
                    keys, counts = keys[counts > 1], counts[counts > 1]
        report(len(texts), len(texts))
        kept = np.flatnonzero(counts >= config.min_documents)
        kept = np.sort(kept[np.argsort(-counts[kept], kind="stable")][: config.max_features])
        idf = np.log((1 + len(texts)) / (1 + counts[kept])) + 1
        return cls(keys[kept].astype(np.int64), idf.astype(np.float32))

    def transform(self, texts: Sequence[str], report: Report = ignore) -> Csr:
        """The rows (N, V) of the texts; one without a kept n-gram is empty."""
        starts, columns, values = [np.zeros(1, np.int64)], [], []
        for start, stop in _chunks(texts):
            report(start, len(texts))
            rows, chunk_columns, chunk_values = self._weights(_characters(texts[start:stop]), stop - start)
            starts.append(starts[-1][-1] + rows)
            columns.append(chunk_columns)
            values.append(chunk_values)
        report(len(texts), len(texts))
        return Csr(
            np.concatenate(starts),
            np.concatenate([np.empty(0, np.int32), *columns]),
            np.concatenate([np.empty(0, np.float32), *values]),
            len(self),
        )

    def places(self, text: str) -> Places:
        characters = _characters([text])
        found: list[tuple[Ints, Ints, Ints]] = []
        for grams in _grams(characters):
            columns, hits = self._columns(grams.keys)
            found.append((columns, characters.places[grams.first[hits]], characters.places[grams.last[hits]] + 1))
        columns, starts, ends = (np.concatenate(part) for part in zip(*found, strict=True))
        return Places(columns.astype(np.int32), starts, ends)

    def tensors(self) -> dict[str, NDArray[Any]]:
        return {"keys": self.keys, "idf": self.idf}

    @classmethod
    def from_tensors(cls, tensors: Mapping[str, NDArray[Any]]) -> NgramFeatures:
        """AppError for arrays that cannot be a vocabulary."""
        keys, idf = tensors.get("keys", np.empty(0)), tensors.get("idf", np.empty(0))
        is_sound = keys.ndim == 1 and keys.shape == idf.shape and keys.dtype == np.int64 and idf.dtype == np.float32
        is_sound = is_sound and len(keys) <= MAX_FEATURES
        if not is_sound or (keys[:1] < 0).any() or (np.diff(keys) <= 0).any() or not np.isfinite(idf).all():
            raise _damaged()
        return cls(keys, idf)

    def _weights(
        self, characters: _Characters, n_texts: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float32]]:
        """Where each text's row ends (n_texts), and columns and values of all rows."""
        width = max(1, len(self))
        pairs = [np.empty(0, np.int64)]
        for grams in _grams(characters):
            columns, hits = self._columns(grams.keys)
            pairs.append(characters.documents[grams.first[hits]].astype(np.int64) * width + columns)
        cells = np.sort(np.concatenate(pairs))
        begins = np.flatnonzero(np.diff(cells, prepend=-1))
        documents, columns = np.divmod(cells[begins], width)
        values = (1 + np.log(np.diff(begins, append=len(cells)))) * self.idf[columns]
        lengths = np.sqrt(np.bincount(documents, weights=values**2, minlength=n_texts))
        ends = np.cumsum(np.bincount(documents, minlength=n_texts))
        return ends, columns.astype(np.int32), (values / lengths[documents]).astype(np.float32)

    def _columns(self, keys: Hashes) -> tuple[Ints, Ints]:
        """The columns of the keys that are kept, and which of the keys they are."""
        slots = (keys * STIR) >> self._shift
        found = self._table[slots]
        pending = np.flatnonzero(found >= 0)
        columns = np.full(len(keys), -1, np.int64)
        while len(pending):
            is_hit = self.keys[found[pending]] == keys[pending].astype(np.int64)
            columns[pending[is_hit]] = found[pending[is_hit]]
            pending = pending[~is_hit]
            slots[pending] = (slots[pending] + np.uint64(1)) & np.uint64(len(self._table) - 1)
            found[pending] = self._table[slots[pending]]
            pending = pending[found[pending] >= 0]
        hits = np.flatnonzero(columns >= 0)
        return columns[hits], hits


def _hash_table(keys: NDArray[np.int64]) -> tuple[NDArray[np.int32], np.uint64]:
    """Open addressing, at most an eighth full: columns by slot, −1 for none, and the shift that makes a slot."""
    bits = max(4, int(len(keys) * 8 - 1).bit_length())
    shift, mask = np.uint64(64 - bits), np.uint64((1 << bits) - 1)
    table = np.full(1 << bits, -1, np.int32)
    slots = (keys.astype(np.uint64) * STIR) >> shift
    pending = np.arange(len(keys))
    for _ in range(MAX_PROBES):
        if not len(pending):
            return table, shift
        is_free = table[slots[pending]] < 0
        table[slots[pending[is_free]]] = pending[is_free]
        pending = pending[table[slots[pending]] != pending]
        slots[pending] = (slots[pending] + np.uint64(1)) & mask
    raise _damaged()  # no text has n-grams that crowd together so; made up, they would be found only in hours


def _damaged() -> AppError:
    return AppError("damaged-model", N_("core", "The model's list of n-grams is damaged."))


def _chunks(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Texts by number, from and to, so that a chunk has about CHUNK_CHARACTERS."""
    start, size = 0, 0
    for place, text in enumerate(texts):
        if place > start and (size + len(text) > CHUNK_CHARACTERS or place - start >= CHUNK_TEXTS):
            yield start, place
            start, size = place, 0
        size += len(text) + 1
    if start < len(texts):
        yield start, len(texts)


def _document_keys(characters: _Characters) -> Hashes:
    """The keys of each text of the chunk, each once a text."""
    pairs = np.concatenate([(g.keys << DOCUMENT_BITS) | characters.documents[g.first] for g in _grams(characters)])
    pairs.sort()
    keys: Hashes = pairs[np.flatnonzero(np.diff(pairs, prepend=~pairs[:1]))] >> DOCUMENT_BITS
    return keys


def _merged(keys: Hashes, counts: NDArray[np.int64], fresh: Hashes) -> tuple[Hashes, NDArray[np.int64]]:
    fresh.sort()
    begins = np.flatnonzero(np.diff(fresh, prepend=~fresh[:1]))
    both, inverse = np.unique(np.concatenate([keys, fresh[begins]]), return_inverse=True)
    weights = np.concatenate([counts, np.diff(begins, append=len(fresh))])
    return both, np.bincount(inverse, weights=weights, minlength=len(both)).astype(np.int64)


def _characters(texts: Sequence[str]) -> _Characters:
    """Letters of any case and width alike, runs of blanks as one, what cannot be seen left out."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
    lengths[:1] += 1
    codes = np.frombuffer("\0".join(["", *texts, ""]).encode("utf-32-le", "surrogatepass"), np.uint32)
    table = _table()
    cells = table[codes]
    unknown = np.unique(codes[cells == 0])
    if len(unknown):
        table[unknown] = [_cell(chr(code)) for code in unknown]
        cells = table[codes]
    kinds = (cells >> FORM_BITS).astype(np.uint8)
    kinds[0] = BORDER
    kinds[np.cumsum(lengths) - 1] = BORDER
    is_seen = kinds != NOTHING
    is_seen[1:] &= ~((kinds[1:] == BLANK) & (kinds[:-1] == BLANK))
    places = np.flatnonzero(is_seen)
    documents = np.repeat(np.arange(len(texts), dtype=np.uint64), lengths)[places]
    return _Characters((cells[places] & FORM_MASK).astype(np.uint64), kinds[places], documents, places - 1)


@functools.cache
def _table() -> NDArray[np.uint32]:
    """For each code point its kind and form, filled as they are met."""
    return np.zeros(0x110000, np.uint32)


def _cell(char: str) -> int:
    """A code point's kind and the one code point that stands for it."""
    form = unicodedata.normalize("NFKC", char).lower()
    form = form if len(form) == 1 else char.lower()
    form = form if len(form) == 1 else char
    category = unicodedata.category(form)
    if form.isspace():
        return BLANK << FORM_BITS | ord(" ")
    if category in ("Cc", "Cf", "Cs") or "\ufe00" <= form <= "\ufe0f":
        return NOTHING << FORM_BITS
    if SPACELESS.match(form):
        return SPACELESS_KIND << FORM_BITS | ord(form)
    return (WORD if form.isalnum() or category[0] == "M" else OTHER) << FORM_BITS | ord(form)


def _grams(characters: _Characters) -> Iterator[_Grams]:
    yield from _character_grams(characters)
    yield from _word_parts(characters)
    yield from _words(characters)


def _character_grams(characters: _Characters) -> Iterator[_Grams]:
    """1 to 3 characters of which one is spaceless, or all are neither letters nor blanks."""
    forms, kinds = characters.forms, characters.kinds
    has_spaceless, is_other, is_inside = kinds == SPACELESS_KIND, kinds == OTHER, kinds != BORDER
    hashes = _stirred(forms + np.uint64(GRAM))
    any_spaceless, all_other, inside = has_spaceless, is_other, is_inside
    for size in range(1, LONGEST_GRAM + 1):
        if size > 1:
            ahead = size - 1
            any_spaceless = any_spaceless[:-1] | has_spaceless[ahead:]
            all_other = all_other[:-1] & is_other[ahead:]
            inside = inside[:-1] & is_inside[ahead:]
            hashes = _stirred(hashes[:-1] + forms[ahead:])
        first = np.flatnonzero((any_spaceless | all_other) & inside)
        yield _Grams(_key(hashes[first]), first, first + (size - 1))


def _word_parts(characters: _Characters) -> Iterator[_Grams]:
    """3 to 5 characters of a word with its borders; a border is told from a letter and takes no room."""
    is_word = characters.kinds == WORD
    if not is_word.any():
        return
    forms = np.where(is_word, characters.forms, np.uint64(ord(" ")))
    hashes = _stirred(forms + np.uint64(PART << FORM_BITS))
    inner = np.concatenate([is_word[1:], [False]])  # the characters between the first and the last are letters
    hashes = _stirred(hashes[:-1] + forms[1:])
    inner = inner[:-1]
    for size in range(SHORTEST_PART, LONGEST_PART + 1):
        ahead = size - 1
        hashes = _stirred(hashes[:-1] + forms[ahead:])
        inner = inner[:-1] if size == SHORTEST_PART else inner[:-1] & is_word[ahead - 1 : -1]
        first = np.flatnonzero(inner)
        last = first + ahead
        yield _Grams(_key(hashes[first]), first + ~is_word[first], last - ~is_word[last])


def _words(characters: _Characters) -> Iterator[_Grams]:
    """Words, and pairs of neighbours of which one is a word and the other a word or a sign."""
    kinds = characters.kinds
    is_word = kinds == WORD
    if not is_word.any():
        return
    begins = np.flatnonzero((is_word & ~np.concatenate([[False], is_word[:-1]])) | (kinds == OTHER))
    is_end = is_word & ~np.concatenate([is_word[1:], [False]])
    ends = np.flatnonzero(is_end | (kinds == OTHER))
    hashes = _run_hashes(characters.forms, begins, ends)
    is_run = is_word[begins]
    yield _Grams(_key(hashes[is_run]), begins[is_run], ends[is_run])
    gaps = begins[1:] - ends[:-1]
    is_near = (gaps == 1) | ((gaps == 2) & (kinds[np.minimum(ends[:-1] + 1, len(kinds) - 1)] == BLANK))
    left = np.flatnonzero(is_near & (is_run[1:] | is_run[:-1]))
    yield _Grams(_key(_stirred(hashes[left] + np.uint64(PAIR)) + hashes[left + 1]), begins[left], ends[left + 1])


def _run_hashes(forms: Hashes, begins: Ints, ends: Ints) -> Hashes:
    """A hash of the characters of each run, whatever its length: their polynomial in MULTIPLIER."""
    lengths = ends - begins + 1
    offsets = np.cumsum(lengths) - lengths
    within = np.arange(lengths.sum()) - np.repeat(offsets, lengths)
    powers = np.cumprod(np.full(lengths.max(), MULTIPLIER))
    terms = _stirred(forms[within + np.repeat(begins, lengths)]) * powers[within]
    sums: Hashes = _stirred(np.add.reduceat(terms, offsets))
    return sums


def _stirred(values: Hashes) -> Hashes:
    mixed = values * MULTIPLIER
    mixed ^= mixed >> np.uint64(29)
    mixed *= STIR
    mixed ^= mixed >> np.uint64(32)
    return mixed


def _key(hashes: Hashes) -> Hashes:
    """47 bits: with a text's number beside it, it fits 64, and by itself it is a positive int64."""
    return hashes >> np.uint64(17)
