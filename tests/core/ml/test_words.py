from __future__ import annotations

import subprocess
import sys

import pytest

from core.ml.text import tokenizer as tokenizers
from core.ml.text.normalise import normalise
from core.ml.text.pieces import PAD, UNK

TEXTS = ["我们住在北京饭店，服务员态度很好。", "北京饭店的服务员态度很好，don't stay at 100 Main St."] * 3


def tokens(tokenizer, text):
    return [tokenizer.vocabulary()[id] for id in tokenizer.encode(text).ids]


def pieces_of(kind, text):
    """The text's own pieces: what a vocabulary made of this text alone holds."""
    return tokens(tokenizers.train([text, text], 1000, 0, kind), text)


def test_chinese_is_cut_as_jieba_cuts_it():
    words = ["服务员", "态度", "很差", ",", "房间", "隔音", "不好"]
    assert pieces_of("words", "服务员态度很差，房间隔音不好") == words


def test_other_writing_is_cut_at_blanks_and_marks():
    text = "Don't stay (ever) at ＣＡＦＥ-é, naïve कमरा 好room!"
    words = ["don't", "stay", "(", "ever", ")", "at", "cafe", "-", "é", ",", "naïve", "कमरा", "好", "room", "!"]
    assert pieces_of("words", text) == words


def test_characters_keep_their_marks_and_blanks_stay():
    assert pieces_of("characters", "好a क\u093f\u200b👍🏽!") == ["好", " ", "a", " ", "कि", "👍🏽", "!"]


def test_each_word_knows_its_place():
    tokenizer = tokenizers.train(TEXTS, 100, 0, "words")
    text = "北京饭店　ＤＯＮ’Ｔ stay，服务员"
    encoded = tokenizer.encode(text)
    found = [text[span.start : span.end] for span in encoded.spans]
    assert found == ["北京饭店", "ＤＯＮ’Ｔ", "stay", "，", "服务员"]
    normal = normalise(text).text
    places = tokenizer.pieces([normal])[0].places.tolist()
    assert [normal[place] for place in places] == ["北", " ", " ", ",", "服"]


def test_characters_of_a_spaced_word_share_its_span():
    tokenizer = tokenizers.train(TEXTS, 100, 0, "characters")
    text = "don't 很"
    encoded = tokenizer.encode(text)
    assert [text[span.start : span.end] for span in encoded.spans] == ["don't", "很"]
    assert encoded.words == [0, 0, 0, 0, 0, 0, 1]


def test_a_word_outside_the_vocabulary_is_unknown():
    tokenizer = tokenizers.train(TEXTS, 100, 0, "words")
    assert tokenizer.encode("北京饭店zebra").ids[1:] == [UNK]
    assert tokenizer.encode("<pad>").ids.count(PAD) == 0


def test_the_vocabulary_holds_the_most_frequent_words_seen_twice():
    texts = ["b b b a a c c once", "d"]
    assert tokenizers.train(texts, 5, 0, "words").vocabulary() == ["<pad>", "<unk>", "b", "a", "c"]
    assert "once" not in tokenizers.train(texts, 50, 0, "words").vocabulary()


def test_a_seed_changes_nothing():
    tokenizer = tokenizers.train(TEXTS, 100, 0, "words")
    normal = [normalise(text).text for text in TEXTS]
    for plain, seeded in zip(tokenizer.pieces(normal), tokenizer.pieces(normal, seed=3), strict=True):
        assert plain.ids.tolist() == seeded.ids.tolist()


def test_the_segmenter_is_loaded_only_for_chinese_words():
    code = (
        "import sys; from core.ml.text import tokenizer\n"
        "for kind in ('words', 'characters'): tokenizer.train(['a room', 'a room'], 9, 0, kind)\n"
        "assert 'rjieba' not in sys.modules\n"
        "tokenizer.train(['房间'], 9, 0, 'words'); assert 'rjieba' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("kind", ["words", "characters"])
def test_few_words_of_real_reviews_are_unknown(shared_data, kind):
    import csv
    import gzip

    with gzip.open(shared_data / "zh_hotel_htl" / "hotel.csv.gz", "rt", encoding="utf-8-sig", newline="") as file:
        texts = [row["text"] for row, _ in zip(csv.DictReader(file), range(2000), strict=False)]
    tokenizer = tokenizers.train(texts[::2], 30_000, 0, kind)
    ids = [id for text in texts[1::2] for id in tokenizer.encode(text).ids]
    assert 0 < ids.count(UNK) / len(ids) < {"words": 0.15, "characters": 0.01}[kind]
