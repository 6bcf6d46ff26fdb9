from __future__ import annotations

import pytest

from core.ml.captions import wording
from core.ml.captions.wording import Wording
from core.ml.text.tokenizer import UNK
from core.records import Span

CAPTIONS = ["A dog runs, fast.", "a dog sleeps, in the t-shirt"] * 2 + [
    "草地上，一只狗在跑。",
    "草地上，一只猫在跑。",
] * 2


@pytest.fixture(scope="module")
def words() -> Wording:
    return Wording(wording.train(CAPTIONS, 100))


@pytest.mark.parametrize("text", ["a dog runs, fast", "a dog in the t-shirt", "草地上，一只狗在跑"])
def test_what_is_cut_is_put_together_again(words: Wording, text: str) -> None:
    (ids,) = words.encode([text])
    assert words.compose(ids[:-1]).text == text


def test_every_word_stands_where_it_is_said_to(words: Wording) -> None:
    composed = words.compose(words.encode(["a dog runs, fast"])[0][:-1])
    assert [composed.text[span.start : span.end] for span in composed.spans] == ["a", "dog", "runs", ",", "fast"]


def test_spans_are_those_of_the_text_as_it_was_typed(words: Wording) -> None:
    text = "A dog  Runs."
    assert [("A dog Runs."[span.start : span.end]) for span in words.spans(text)] == ["A", "dog", "Runs"]


def test_capitals_and_the_full_stop_make_no_difference(words: Wording) -> None:
    assert words.encode(["A Dog runs ."]) == words.encode(["a dog runs"])


def test_longer_captions_are_cut(words: Wording) -> None:
    (ids,) = words.encode(["a dog runs fast"], longest=2)
    assert ids == (*words.encode(["a dog"])[0][:-1], words.end)


def test_a_small_letter_of_two_characters_keeps_places(words: Wording) -> None:
    assert wording.form("İ dog") == "İ dog"
    assert words.spans("İ dog")[1] == Span(2, 5)


def test_a_word_never_seen_is_not_known(words: Wording) -> None:
    (dog, _), (zebra, _) = words.encode(["Dog", "zebra"])
    assert dog != UNK and zebra == UNK
