import gzip
import json
import random
from pathlib import Path

import pytest

from core.alignment.extraction import diagonal
from core.alignment.links import GoldLinks, of_lists
from core.alignment.quality import quality

GOLD = Path(__file__).parents[4] / "shared" / "data"
SETS = [GOLD / name / "gold.jsonl.gz" for name in ("align_gold_en_fr_hansards", "align_gold_ro_en")]


def test_the_figures_are_those_worked_out_by_hand():
    """A has 4 links, 3 within P and 2 within S of 3 (Och and Ney 2003, eq. 18 to 20)."""
    gold = of_lists(sure=[(0, 0), (1, 1), (3, 2)], possible=[(2, 1)])
    found = quality([(frozenset({(0, 0), (1, 1), (2, 1), (0, 2)}), gold)])
    assert found.precision == pytest.approx(3 / 4)
    assert found.recall == pytest.approx(2 / 3)
    assert found.aer == pytest.approx(2 / 7)


def test_all_pairs_count_together_not_one_by_one():
    gold = of_lists(sure=[(0, 0)])
    found = quality([(frozenset({(0, 0)}), gold), (frozenset({(0, 1), (1, 1), (2, 1)}), gold)])
    assert (found.n, found.precision, found.recall) == (2, 0.25, 0.5)
    assert found.aer == pytest.approx(1 - 2 / 6)


def test_without_any_links_there_is_no_error():
    assert quality([(frozenset(), GoldLinks())]).aer == 0.0


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.parent.name)
def test_on_public_gold_links_its_own_are_perfect_and_others_as_the_definition_says(path):
    if not path.exists():
        pytest.skip("the public gold links are not here")
    lines = list(map(json.loads, gzip.decompress(path.read_bytes()).decode().splitlines()))
    gold = [of_lists(line["sure"], line["possible"]) for line in lines]
    assert quality((one.all, one) for one in gold).aer == pytest.approx(0, abs=1e-12)
    sizes = [(len(line["src"].split(" ")), len(line["tgt"].split(" "))) for line in lines]
    rng = random.Random(0)
    noise = [frozenset((rng.randrange(n), rng.randrange(m)) for _ in range(m)) for n, m in sizes]
    straight = [diagonal(n, m) for n, m in sizes]
    for links in (noise, straight):
        assert quality(zip(links, gold, strict=True)).aer == pytest.approx(_plain_aer(links, lines))
    assert _plain_aer(straight, lines) < _plain_aer(noise, lines)


def _plain_aer(links, lines):
    """The definition once more, as its authors' script counts it."""
    a_and_s = a_and_p = a = s = 0
    for own, line in zip(links, lines, strict=True):
        sure = {tuple(link) for link in line["sure"]}
        possible = sure | {tuple(link) for link in line["possible"]}
        a_and_s += sum(link in sure for link in own)
        a_and_p += sum(link in possible for link in own)
        a += len(own)
        s += len(sure)
    return 1 - (a_and_s + a_and_p) / (a + s)
