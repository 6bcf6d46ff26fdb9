"""A million made-up texts of the length of Chinese reviews (60 characters in the mean), the same ones for every run.

Words are drawn so that the commonest stand in every second text and the rarest in a handful. Every tenth text has a
label, all have a city and stars; one in a hundred is nearly another one, one in two hundred is the same. A line of the
file: label, city, stars, text, with tabs between.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

from core.records import Row

HAN = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都"
    "同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由"
    "问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真"
    "论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空"
)
LATIN = ("wifi", "app", "ok", "spa", "hotel", "check", "vip", "no1", "bbq", "ktv")
CITIES = ("上海", "北京", "广州", "深圳", "杭州", "成都", "西安", "武汉", "南京", "重庆")
LABELS = ("好评", "差评", "中评")
N_WORDS = 30_000
Line = tuple[str, str, str, str]


def words(seed: int = 0) -> list[str]:
    """From common to rare."""
    rng = random.Random(seed)
    found = dict.fromkeys("".join(rng.choices(HAN, k=rng.choice((1, 2, 2, 2, 2, 3)))) for _ in range(2 * N_WORDS))
    return list(found)[:N_WORDS]


def lines(n: int, seed: int = 0) -> Iterator[Line]:
    rng = random.Random(seed)
    vocabulary = words(seed)
    weights = list(itertools.accumulate(1 / (place + 4) for place in range(len(vocabulary))))
    recent: list[str] = []
    for number in range(n):
        if recent and number % 200 == 7:
            text = rng.choice(recent)
        elif recent and number % 100 == 3:
            text = _altered(rng.choice(recent), rng)
        else:
            text = _text(rng, vocabulary, weights)
        recent[number % 1000 : number % 1000 + 1] = [text]
        label = LABELS[rng.randrange(3)] if number % 10 == 0 else ""
        yield label, rng.choice(CITIES), str(rng.randint(1, 5)), text


def write(path: Path, n: int) -> None:
    """The file, if it is not there already."""
    if path.exists():
        return
    draft = path.with_suffix(".part")
    with draft.open("w", encoding="utf-8") as file:
        for line in lines(n):
            file.write("\t".join(line) + "\n")
    draft.rename(path)


def rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            label, city, stars, text = line.rstrip("\n").split("\t")
            yield Row(text, (label,) if label else (), {"city": city, "stars": stars}, (), path.name, number)


def texts(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n").split("\t")[3]


def _text(rng: random.Random, vocabulary: list[str], weights: list[float]) -> str:
    n = max(4, int(rng.lognormvariate(3.2, 0.6)))
    found = rng.choices(vocabulary, cum_weights=weights, k=n)
    if rng.random() < 0.05:
        found[rng.randrange(n)] = f" {rng.choice(LATIN)} "
    for place in range(6, n, 7):
        found[place] += "，"
    return "".join(found) + "。"


def _altered(text: str, rng: random.Random) -> str:
    place = rng.randrange(len(text))
    return text[:place] + rng.choice(HAN) + text[place + 1 :]
