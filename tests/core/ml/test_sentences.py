from __future__ import annotations

import csv
import gzip
import re
import statistics
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.ml.text.normalise import clusters, normalise
from core.ml.text.sentences import BREAKS, split

# "|" marks where a sentence ends; the English cases follow the kinds that Pragmatic Segmenter's rules list
GOLDEN = [
    "Hello there. |My name is Ann.",
    "What is your name? |My name is Ann.",
    "There it is! |I found it.",
    "Her name is Ann E. Smith.",
    "J. K. Rowling wrote it. |We read it.",
    "Please turn to p. 55.",
    "See No. 5 and Fig. 3 of vol. 2.",
    "He said no. |Then he left.",
    "It opened on Jan. 5 and closed in Dec. |Nobody came.",
    "Were Jane and co. at the party?",
    "They dealt with Pitt, Briggs & Co. at noon.",
    "Let's ask Jane and co. |They should know.",
    "I can see Mt. Fuji from here.",
    "Mr. and Mrs. Dursley met Dr. Who vs. Prof. Moriarty.",
    "St. Michael's is on 5th st. near the light.",
    "That is JFK Jr.'s book.",
    "I visited the U.S.A. last year.",
    "I live in the U.S. |How about you?",
    "I work for the U.S. Government in Virginia.",
    "Bring fruit, e.g. Apples, i.e. food.",
    "They sold tea, cakes, etc. |The rest was free.",
    "She has $100.00 in her bag.",
    "She has $100.00. |It is in her bag.",
    "Version 2.5 costs .5 dollars.",
    "He teaches (He was an engineer.) at the University.",
    "Write to Jane.Doe@example.com. |I did.",
    "See https://www.example.50.com/new/page.html. |Check it out.",
    "She turned to him, 'This is great.' she said.",
    'She turned to him, "This is great." she said.',
    'She said, "This is great." |She held it out.',
    "Hello!! |Long time no see.",
    "Hello?! |Is that you?",
    "She works at Yahoo! in accounting.",
    "You and I. |Did you see Albert I. Jones yesterday?",
    "I never meant that.... |She left the store.",
    "I wasn't really ... well, what I mean...see . . . the thing is gone.",
    "Wow... |It works… |Or does it… maybe",
    "1. The room is clean. |2. The staff is kind.",
    "Hello world.|Today is Tuesday.",
    "it was good. |the staff was nice! |we will return",
    "a gorgeous film . |the acting is fine ! |go see it",
    "when mr . smith met h . g . wells , it was fun . |really .",
    'it was fun . "',
    "It was a cold \nnight in the city.",
    "He met, at last,\nJohn.",
    "Room service\n|The food was cold",
    "first part\n\n|second part",
    "First line\r\n|Second line\u2028|Third",
    "A great movie.<br /><br />|I loved it<br>|twice",
    "房间很好。|早餐太差！|还会来吗？|会",
    "他说：“很好。”|然后走了。",
    "「どうですか？」|と言った。",
    "（真的不错。）|下次再来",
    "太差了！！！|再也不来了。。。|真的……|无语？！",
    "“好！”，他说。|走了",
    '他说："很好。"|"不好。"',
    "环境好；|服务差；|早餐少",
    "第一行\n|第二行，\n|wifi不好\n|第四行",
    "价格3.5元.|不错.|下次还来!|真的?|是的...|嗯",
    "1.房间大\n|2.早餐好\n|3、位置好",
    "那个…wifi不好",
    "WiFi快!|Nice place. |推荐",
    "好👍🏽！\ufe0f|差",
]


def sentences(text):
    return [text[span.start : span.end] for span in split(text)]


@pytest.mark.parametrize("marked", GOLDEN)
def test_sentences_end_where_a_reader_ends_them(marked):
    assert sentences(marked.replace("|", "")) == [part.strip() for part in marked.split("|")]


SIGNS = ".!?。！？；…\"'”’)）» \n\t\r,，:：;aBcZ1好房间\u0301\u200d\ufe0f👍🏽👩🇨🇳<br>\u2028"
ODD = st.sampled_from([*SIGNS, "<br />", " . ", "Mr. ", "e.g. "])
TEXTS = st.lists(st.one_of(ODD, st.characters()), max_size=80).map("".join)


@given(text=TEXTS)
@settings(max_examples=400, deadline=None, database=None)
def test_all_that_is_no_blank_is_in_one_sentence(text):
    end_before = 0
    for span in split(text):
        assert end_before <= span.start < span.end <= len(text)
        assert not text[end_before : span.start].strip()
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        end_before = span.end
    assert not text[end_before:].strip()


def within_words(text):
    """Places within a word or a cluster; leading blanks that a mark hangs on and line breaks do not count."""
    normalised, spans, place = normalise(text), [], 0
    for start, end, continues in zip(normalised.starts, normalised.ends, normalised.continues, strict=True):
        spans.append((spans.pop()[0] if continues else start, end))
    for cluster in clusters(text):
        spans.append((place, place + len(cluster)))
        place += len(cluster)
    places = {place for start, end in spans for place in range(start + 1, end) if text[start:place].strip()}
    return {place for place in places if text[place - 1] not in BREAKS}


@given(text=TEXTS)
@settings(max_examples=400, deadline=None, database=None)
def test_no_sentence_begins_within_a_word_or_a_cluster(text):
    within = within_words(text)
    assert not [span for span in split(text) if span.start in within]


@given(text=st.lists(ODD, min_size=5, max_size=20).map(lambda parts: "".join(parts) * 60))
@settings(max_examples=60, deadline=None, database=None)
def test_long_sentences_cut_no_cluster_either(text):
    within = within_words(text)
    assert not [span for span in split(text) if span.start in within]


def test_a_long_sentence_is_cut_at_its_commas():
    chinese = sentences("，".join(["房间非常宽敞明亮"] * 60) + "。")
    assert all(part.endswith(("，", "。")) and len(part) <= 230 for part in chinese)
    english = sentences("and then, of course, we went to the 1,000 rooms " * 40)
    assert all(part.endswith((",", "rooms")) and len(part.split()) <= 100 for part in english)
    assert "1,000" in english[0]


@pytest.mark.parametrize(("text", "most"), [("好" * 5000, 200), ("word " * 5000, 500), ("👩‍💻" * 3000, 1200)])
def test_a_text_without_any_mark_is_cut_all_the_same(text, most):
    parts = sentences(text)
    assert max(map(len, parts)) <= most
    assert "".join(parts) == text.replace(" ", "") or " ".join(parts) == text.strip()


@pytest.mark.parametrize(
    "unit", [" ", "\n", ". ", "<br", "<br ", '."', "a'", "1. ", ".\u0301", " . ", "…", "。”", "\u200d"]
)
def test_time_grows_with_the_length_and_not_its_square(unit):
    def seconds(n):
        text = unit * (n // len(unit)) + "x"
        best = []
        for _ in range(3):
            started = time.process_time()
            split(text)
            best.append(time.process_time() - started)
        return min(best)

    assert seconds(80_000) < 40 * max(seconds(8_000), 1e-3)


def read(path, n):
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        return [row["text"] for row, _ in zip(csv.DictReader(file), range(n), strict=False)]


def test_sentences_of_english_reviews_are_of_a_sensible_length(shared_data):
    parts = [part for text in read(shared_data / "en_imdb" / "train.csv.gz", 500) for part in sentences(text)]
    lengths = [len(re.findall(r"\w+", part)) for part in parts]
    assert 12 <= statistics.median(lengths) <= 22
    assert max(lengths) <= 130
    assert sum(part[0].islower() for part in parts) / len(parts) < 0.1


def test_sentences_of_chinese_reviews_are_of_a_sensible_length(shared_data):
    parts = [part for text in read(shared_data / "zh_hotel_htl" / "hotel.csv.gz", 500) for part in sentences(text)]
    assert 15 <= statistics.median(map(len, parts)) <= 40
    assert max(map(len, parts)) <= 420
    assert sum(part[0] in "。！？，” " for part in parts) / len(parts) < 0.01
