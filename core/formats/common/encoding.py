"""Find out a file's encoding, and decode without ever passing off a broken byte as text."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 (BOM)",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "gb18030": "GB18030 / GBK",
    "big5hkscs": "Big5",
    "cp1252": "Windows-1252",
    "latin-1": "Latin-1",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "shift_jis": "Shift JIS",
    "euc_jp": "EUC-JP",
    "cp949": "Windows-949",
}
"""What a person may choose from: Python's name and the usual one."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-16-le", "utf-16-be")
_CHINESE = ("gb18030", "big5hkscs")
_NAMES = {codecs.lookup(name).name: name for name in ENCODINGS}
_CHUNK = 1 << 20
_EXCERPT = 1 << 12
_EXCERPTS = 64
_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_MARK = re.compile("[\udc00-\udcff]")

# Characters that make up about half of any running Chinese text, simplified and traditional, and its punctuation.
_COMMON = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事"
    "成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日者意无力它与长把机十民第公此已"
    "工使情明性知全三又关点正业外将两高间由问很最重并物手应向头文体政美相见被利什二等产或新己制身果加西月话合回特代内信表"
    "化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活更别打女变四总何电数安少报才结反"
    "受目太量再感建务做接必场件计管期市直资山金指统区保至社便空决治展科司五基书非则听白却界光放强即像难且思完设式色路记品"
    "住告类求程北边该交规万取格望觉共确师观清今让候带运吃快送味房店错差喜欢价买服餐酒早干净评论标签内容好评差评这對發後裡經"
    "麼學現當沒動還進樣從實無長機關點業將兩間問並應頭體見產話給門東聲論義認條氣題變總電數報結務場計資統區決書則聽難設記類"
    "該規萬覺師觀讓帶運買價餐淨標內這個們來為國時會說過種於開與麽員處幾"
    "，。！？、：；“”（）《》…～　"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding's Python name, and whether the evidence leaves no reasonable doubt."""

    encoding: str
    is_sure: bool = True


def _mark(error: UnicodeError) -> tuple[str, int]:
    """Put each byte that can't be decoded in as the lone surrogate U+DC00 + byte; no real text holds those."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(0xDC00 + byte) for byte in error.object[error.start : error.end]), error.end


codecs.register_error("fovea.mark", _mark)


def decode(data: bytes, encoding: str) -> str:
    """Decode and keep broken bytes findable with `first_bad_byte`; a byte order mark is left out."""
    return data.decode(encoding, "fovea.mark").removeprefix("\ufeff")


def open_text(stream: BinaryIO, encoding: str) -> io.TextIOWrapper:
    """As `decode`, for a stream, with line ends left as they are. A byte order mark is the caller's to leave out."""
    return io.TextIOWrapper(stream, encoding=encoding, errors="fovea.mark", newline="")


def first_bad_byte(text: str) -> int | None:
    """The first byte that could not be decoded, or None."""
    found = _MARK.search(text)
    return ord(found.group()) - 0xDC00 if found else None


def without_marks(text: str) -> str:
    """For showing: each broken byte as the replacement character."""
    return _MARK.sub("\ufffd", text)


def detect(stream: BinaryIO) -> Guess:
    """Read the whole stream, for the first telling byte may come late."""
    head = stream.read(_CHUNK)
    for bom, name in _BOMS:
        if head.startswith(bom):
            return Guess(name)
    wide = _wide(head)
    if wide:
        return Guess(wide)
    is_utf8, sample = _survey(head, stream)
    if is_utf8:
        return Guess("utf-8")
    return _best(sample)


def settle(head: bytes, default: str) -> str:
    """The encoding of one of several files: `default`, found for all of them, unless this one is plainly UTF."""
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name
    if default.startswith("utf-8") or head.isascii():
        return default
    try:
        head.decode("utf-8")
    except UnicodeDecodeError:
        return default
    return "utf-8" if _commonness(head, "utf-8") >= _commonness(head, default) else default


def _wide(head: bytes) -> str | None:
    """UTF-16 without a byte order mark: it holds NULs, and one of the byte orders gives everyday characters."""
    if b"\0" not in head or (len(head) % 2 and len(head) < _CHUNK):
        return None
    even = head[: len(head) // 2 * 2]
    (best, name), (second, _) = sorted(((_everyday(even, name), name) for name in _WIDE), reverse=True)
    return name if best > 0.3 and best > 3 * second else None


def _everyday(data: bytes, encoding: str) -> float:
    """The share of characters that are common Chinese ones or printable ASCII."""
    text = decode(data, encoding)
    return sum(c in _COMMON or " " <= c <= "~" or c in "\t\r\n" for c in text) / len(text) if text else 0.0


def _survey(head: bytes, stream: BinaryIO) -> tuple[bool, bytes]:
    """Whether all is valid UTF-8, and whole lines with non-ASCII bytes from all over the file."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    is_utf8, excerpts, stride = True, list[bytes](), 1
    for number, chunk in enumerate(_chunks(head, stream)):
        if is_utf8:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                is_utf8 = False
        if number % stride == 0:
            excerpts += _excerpt(chunk)
        if len(excerpts) > _EXCERPTS:
            excerpts, stride = excerpts[::2], stride * 2
    if is_utf8:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            is_utf8 = False
    return is_utf8, b"\n".join(excerpts)


def _chunks(head: bytes, stream: BinaryIO) -> Iterator[bytes]:
    """Pieces that end at a line's end, so that no character is cut in two."""
    chunk = head
    while chunk:
        yield chunk + stream.readline(_CHUNK)
        chunk = stream.read(_CHUNK)


def _excerpt(chunk: bytes) -> list[bytes]:
    found = _HIGH.search(chunk)
    if not found:
        return []
    start = chunk.rfind(b"\n", 0, found.start()) + 1
    if found.start() - start > _EXCERPT // 2:
        start = found.start()
    piece = chunk[start : start + _EXCERPT]
    end = piece.rfind(b"\n")
    return [piece[:end] if end > 0 and found.start() - start < end else piece]


def _best(sample: bytes) -> Guess:
    """Weigh what is not clean UTF-8: a damaged UTF-8 file, Chinese, western European, then the library's opinion."""
    text = decode(sample, "utf-8")
    n_bad = len(_MARK.findall(text))
    n_good = sum(not character.isascii() for character in text) - n_bad
    if n_bad * 5 < n_good:
        return Guess("utf-8", is_sure=n_bad * 50 < n_good)
    chinese = _chinese(sample)
    if chinese and chinese.is_sure:
        return chinese
    western = _western(sample)
    if western and western.is_sure:
        return western
    return chinese or western or _opinion(sample) or Guess("latin-1", is_sure=False)


def _chinese(sample: bytes) -> Guess | None:
    """GB18030 or Big5, whichever gives the more common characters; the wrong one gives almost none."""
    scores = sorted(((_commonness(sample, name), name) for name in _CHINESE), reverse=True)
    (best, name), (second, _) = scores
    if best < 0.1:
        return None
    return Guess(name, is_sure=best >= 0.15 and best >= 3 * second and len(_HIGH.findall(sample)) >= 8)


def _commonness(sample: bytes, encoding: str) -> float:
    text = [character for character in decode(sample, encoding) if not character.isascii()]
    n_bad = sum("\udc00" <= character <= "\udcff" for character in text)
    if not text or n_bad * 20 > len(text):
        return 0.0
    return sum(character in _COMMON for character in text) / len(text)


def _western(sample: bytes) -> Guess | None:
    """In western European text accented letters stand alone among ASCII ones."""
    runs = _HIGH_RUN.findall(sample)
    alone = sum(len(run) == 1 for run in runs)
    if alone * 10 < sum(map(len, runs)) * 7:
        return None
    name = "cp1252" if first_bad_byte(decode(sample, "cp1252")) is None else "latin-1"
    return Guess(name, is_sure=len(runs) >= 5)


def _opinion(sample: bytes) -> Guess | None:
    """What charset-normalizer thinks; never called sure."""
    from charset_normalizer import from_bytes

    candidates = [name for name in ENCODINGS if not name.startswith("utf")]
    match = from_bytes(sample[: 1 << 16], cp_isolation=candidates).best()
    return Guess(_NAMES[codecs.lookup(match.encoding).name], is_sure=False) if match else None
