from __future__ import annotations

import pytest
from nltk.translate.bleu_score import corpus_bleu  # type: ignore[import-untyped]
from sacrebleu.metrics.bleu import BLEU

from core.ml.captions import measuring

SAID = ["a dog runs over the green grass", "two men sit on a bench in the park", "a girl in a red dress jumps"]
KNOWN = [
    ["a brown dog runs over the grass", "the dog runs over the green field", "a dog is running"],
    ["two men sit on a wooden bench", "men are sitting in the park on a bench"],
    ["a girl jumps in a red dress", "a girl in a red dress is jumping high"],
]


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_bleu_is_that_of_nltk(n: int) -> None:
    wanted = corpus_bleu(
        [[one.split() for one in known] for known in KNOWN], [one.split() for one in SAID], [1 / n] * n
    )
    assert measuring.count(SAID, KNOWN).bleu(n=n) == pytest.approx(100 * wanted)


def test_bleu_is_that_of_sacrebleu_where_cutting_agrees() -> None:
    streams = [[known[min(n, len(known) - 1)] for known in KNOWN] for n in range(3)]
    wanted = BLEU(lowercase=True).corpus_score(SAID, streams).score
    found = measuring.evaluate(SAID, KNOWN)
    assert found["sacrebleu"] == pytest.approx(wanted)
    assert found["bleu"][3] == pytest.approx(wanted)


def test_signs_and_capitals_do_not_count() -> None:
    assert measuring.evaluate(["A dog runs!"], [["a dog, runs ."]])["exact"] == 1.0


def test_short_captions_are_punished_except_where_it_is_said() -> None:
    found = measuring.evaluate(["a dog runs over"], [["a dog runs over the grass and on"]])
    assert found["bleu"][0] < found["bleu_no_penalty"][0] == pytest.approx(100)


def test_chinese_is_cut_into_words() -> None:
    assert measuring.evaluate(["草地上有一只狗"], [["草地上有一只狗"]])["bleu"][0] == pytest.approx(100)


def test_nothing_written_is_no_reason_to_fail() -> None:
    assert measuring.evaluate([], [])["n"] == 0
    assert measuring.evaluate([""], [["a dog"]])["bleu"] == [0, 0, 0, 0]


def test_a_run_is_as_good_as_itself_and_better_than_nonsense() -> None:
    same = measuring.paired(SAID, SAID, KNOWN)
    better = measuring.paired(SAID, ["a a a a a a"] * 3, KNOWN)
    assert same["difference"] == 0 and same["p_value"] == 1
    assert better["difference"] > 0 and better["p_value"] < 0.05
