from __future__ import annotations

import subprocess
import sys
from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import AppError
from core.ml.text import tokenizer as tokenizers
from core.ml.text.normalise import clusters, normalise
from core.ml.text.tokenizer import PAD, UNK

ODD = st.sampled_from(
    "房间很好lovely roomＡ１㎏ﬁǺ̈👍🏽👩‍💻🇨🇳\u3000\t\n\u200b▁␣'’İß\ud800龘𠮷.,，。!＇"
    "\u1112\u1161\u11abกำहिｶﾞ\u0301\u20e3\ufe0f⑴…"
)
TEXTS = st.text(st.one_of(ODD, st.characters()), max_size=60)
LATIN = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=60)
KINDS = ("sentencepiece", "words", "characters")


@pytest.fixture(scope="session", params=KINDS)
def each(request):
    texts = [
        "The room is lovely, don't go. 房间很好。",
        "房间不错！lovely breakfast, 100 rooms",
        "早餐太差 👍🏽👩‍💻 don't",
    ]
    return tokenizers.train(texts * 9, 120, seed=0, kind=request.param)


def ids(tokenizer, normalised, seed):
    return [pieces.ids.tolist() for pieces in tokenizer.pieces(normalised, seed)]


def words(tokenizer, text):
    return [text[span.start : span.end] for span in tokenizer.encode(text).spans]


@given(text=TEXTS)
@settings(max_examples=200, deadline=None, database=None)
def test_words_are_disjoint_and_stand_in_the_untouched_text(each, text):
    encoded = each.encode(text)
    assert len(encoded.ids) == len(encoded.words) == len(encoded.sentences) >= 1
    for numbers in (encoded.words, encoded.sentences):
        assert numbers == sorted(numbers)
        assert set(numbers) == set(range(numbers[-1] + 1))
    assert encoded.words[-1] == len(encoded.spans) - 1
    end_before = 0
    for span in encoded.spans:
        assert end_before <= span.start <= span.end <= len(text)
        end_before = span.end


@given(text=TEXTS)
@settings(max_examples=200, deadline=None, database=None)
def test_no_word_begins_or_ends_within_a_cluster(each, text):
    encoded = each.encode(text)
    places = {0, *accumulate(map(len, clusters(text)))}
    assert all({span.start, span.end} <= places for span in encoded.spans)


@given(text=TEXTS)
@settings(max_examples=200, deadline=None, database=None)
def test_nothing_that_can_be_seen_is_left_out(each, text):
    covered = {place for span in each.encode(text).spans for place in range(span.start, span.end)}
    unseen = [char for place, char in enumerate(text) if place not in covered]
    assert normalise("".join(unseen)).text == ""


@given(text=TEXTS)
@settings(max_examples=200, deadline=None, database=None)
def test_training_and_prediction_read_the_same_pieces(each, text):
    encoded, normalised = each.encode(text), normalise(text)
    pieces = each.pieces([normalised.text])[0]
    assert encoded == each.encode(text)
    assert pieces.ids.tolist() == encoded.ids
    assert all(PAD < piece < len(each) for piece in encoded.ids)
    assert pieces.places[0] == 0
    assert (np.diff(pieces.places) > 0).all()
    assert pieces.places[-1] < max(1, len(normalised.text))


@given(text=LATIN)
@settings(max_examples=200, deadline=None, database=None)
def test_full_width_and_capital_letters_give_the_same_ids(each, text):
    wide = text.translate({32: 0x3000} | {code: code + 0xFEE0 for code in range(33, 127)})
    encoded = each.encode(text)
    assert encoded.ids == each.encode(wide).ids == each.encode(text.upper()).ids
    assert encoded.spans == each.encode(wide).spans


@pytest.mark.parametrize("seed", [None, 5])
def test_a_text_in_a_batch_reads_as_alone(each, seed):
    texts = [normalise(text).text for text in ("房间很好", "", "a lovely room", " ")]
    found = each.pieces(texts, seed)
    assert [len(pieces.ids) == len(pieces.places) for pieces in found] == [True] * 4
    assert found[1].ids.tolist() == found[3].ids.tolist() == [UNK]
    if seed is None:
        assert all((pieces.ids == each.pieces([text])[0].ids).all() for text, pieces in zip(texts, found, strict=True))


def test_what_is_saved_is_loaded(each):
    text = "房间 lovely 龘!"
    again = tokenizers.load(each.data)
    assert (again.kind, again.sha256, again.vocabulary()) == (each.kind, each.sha256, each.vocabulary())
    assert again.encode(text) == each.encode(text)


def test_pieces_know_their_sentence(each):
    encoded = each.encode("The room is lovely. \u200b  。 房间很好！don't go")
    first = {}
    for word, sentence in zip(encoded.words, encoded.sentences, strict=True):
        first.setdefault(sentence, encoded.spans[word].start)
    assert list(first.values()) == [0, 23, 25, 30]


def test_latin_pieces_make_words_and_han_pieces_stay(tokenizer):
    assert words(tokenizer, "Don't like the ROOM，房间不错!") == [
        "Don't",
        "like",
        "the",
        "ROOM",
        "，",
        "房间",
        "不错",
        "!",
    ]


def test_emoji_and_marks_are_not_torn_apart(tokenizer):
    assert words(tokenizer, "好👩‍💻e\u0301te\u0301 ﬁne") == ["好", "👩‍💻", "e\u0301te\u0301", "ﬁne"]


def test_an_unknown_character_is_unknown_and_not_padding(tokenizer):
    encoded = tokenizer.encode("龘")
    assert encoded.ids == [UNK]
    assert UNK != PAD


def test_a_text_with_nothing_to_see_is_one_unknown_piece(tokenizer):
    assert tokenizer.encode(" \t").ids == [UNK]
    assert tokenizer.encode("").spans[0].end == 0
    assert tokenizer.encode("").sentences == [0]


def test_unknown_signs_are_never_taken_for_padding():
    tokenizer = tokenizers.train(["房间很好"] * 9, 50, seed=0)
    assert PAD not in tokenizer.encode("<pad>").ids


def test_sampling_varies_the_pieces_and_is_seeded(tokenizer):
    texts = [normalise("房间很好 lovely breakfast").text] * 20
    once = ids(tokenizer, texts, seed=3)
    assert once == ids(tokenizer, texts, seed=3)
    assert once != ids(tokenizer, texts, seed=4)
    assert len({tuple(each) for each in once}) > 1


def test_sampling_gives_every_process_the_same(tokenizer, tmp_path):
    text = normalise("房间很好 lovely breakfast").text
    path = tmp_path / "tokenizer.model"
    path.write_bytes(tokenizer.data)
    code = (
        "import sys; from pathlib import Path; from core.ml.text import tokenizer\n"
        "found = tokenizer.load(Path(sys.argv[1]).read_bytes()).pieces([sys.argv[2]] * 9, seed=3)\n"
        "print([pieces.ids.tolist() for pieces in found])"
    )
    said = subprocess.run([sys.executable, "-c", code, path, text], capture_output=True, text=True, check=True).stdout
    assert said.strip() == str(ids(tokenizer, [text] * 9, seed=3))


def test_training_is_reproducible():
    texts = ["房间很好 the room", "早餐太差 breakfast"] * 5
    for kind in KINDS:
        assert tokenizers.train(texts, 100, 1, kind).data == tokenizers.train(texts, 100, 1, kind).data


@pytest.mark.parametrize("texts", [["好"], ["a", "b"], ["一" * 5000, "二三"], ["🙂"]])
def test_very_little_text_is_enough(texts):
    assert all(len(tokenizers.train(texts, 8000, 0, kind)) > UNK + 1 for kind in KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_is_refused_in_words(kind):
    with pytest.raises(AppError, match="too little text"):
        tokenizers.train(["", " "], 100, 0, kind)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"rubbish",
        b"{",
        b"{}",
        b'{"a":' * 100_000,
        b'{"format": "fovea-words", "kind": [], "vocabulary": ["<pad>", "<unk>"]}',
        b'{"format": "fovea-words", "kind": "sentences", "vocabulary": ["<pad>", "<unk>"]}',
        b'{"format": "fovea-words", "kind": "words", "vocabulary": "<pad><unk>"}',
        b'{"format": "fovea-words", "kind": "words", "vocabulary": ["<pad>", "<unk>", 3]}',
        b'{"format": "fovea-words", "kind": "words", "vocabulary": ["<pad>", "<unk>", "a", "a"]}',
        b'{"format": "fovea-words", "kind": "words", "vocabulary": ["a", "b"]}',
        b'{"format": "other", "kind": "words", "vocabulary": ["<pad>", "<unk>"]}',
        bytes(tokenizers.MAX_BYTES + 1),
    ],
)
def test_what_is_no_tokenizer_is_refused_in_words(data):
    with pytest.raises(AppError, match="damaged") as refused:
        tokenizers.load(data)
    assert refused.value.code == "bad-tokenizer"
