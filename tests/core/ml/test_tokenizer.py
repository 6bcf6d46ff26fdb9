from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import AppError
from core.ml.text import tokenizer as tokenizers
from core.ml.text.normalise import normalise
from core.ml.text.tokenizer import PAD, UNK

ODD = st.sampled_from("房间很好lovely roomＡ１㎏ﬁǺ̈👍🏽👩‍💻\u3000\t\u200b▁␣'’İß\ud800龘𠮷.,，。")


def words(tokenizer, text):
    return [text[span.start : span.end] for span in tokenizer.encode(text).spans]


@given(text=st.text(st.one_of(ODD, st.characters()), max_size=60))
@settings(max_examples=300, deadline=None, database=None)
def test_spans_are_disjoint_and_stand_in_the_untouched_text(tokenizer, text):
    encoded = tokenizer.encode(text)
    assert len(encoded.ids) == len(encoded.words) >= 1
    assert sorted(set(encoded.words)) == list(range(len(encoded.spans)))
    assert encoded.words == sorted(encoded.words)
    end_before = 0
    for span in encoded.spans:
        assert end_before <= span.start <= span.end <= len(text)
        end_before = span.end


@given(text=st.text(st.one_of(ODD, st.characters()), max_size=60))
@settings(max_examples=200, deadline=None, database=None)
def test_nothing_that_can_be_seen_is_left_out(tokenizer, text):
    covered = {place for span in tokenizer.encode(text).spans for place in range(span.start, span.end)}
    unseen = [char for place, char in enumerate(text) if place not in covered]
    assert normalise("".join(unseen)).text == ""


@given(text=st.text(st.one_of(ODD, st.characters()), max_size=40))
@settings(max_examples=100, deadline=None, database=None)
def test_ids_are_those_of_the_vocabulary_and_never_padding(tokenizer, text):
    assert all(PAD < piece < len(tokenizer) for piece in tokenizer.encode(text).ids)


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


def test_sampling_varies_the_pieces_and_is_seeded(tokenizer):
    texts = [normalise("房间很好 lovely breakfast").text] * 20
    once = tokenizer.sample(texts, seed=3)
    assert once == tokenizer.sample(texts, seed=3)
    assert once != tokenizer.sample(texts, seed=4)
    assert len({tuple(ids) for ids in once}) > 1


def test_sampling_gives_every_process_the_same(tokenizer, tmp_path):
    text = normalise("房间很好 lovely breakfast").text
    path = tmp_path / "tokenizer.model"
    path.write_bytes(tokenizer.model)
    code = (
        "import sys; from pathlib import Path; from core.ml.text.tokenizer import Tokenizer\n"
        "print(Tokenizer.load(Path(sys.argv[1])).sample([sys.argv[2]] * 9, seed=3))"
    )
    said = subprocess.run([sys.executable, "-c", code, path, text], capture_output=True, text=True, check=True).stdout
    assert said.strip() == str(tokenizer.sample([text] * 9, seed=3))


def test_training_is_reproducible():
    texts = ["房间很好 the room", "早餐太差 breakfast"] * 5
    assert tokenizers.train(texts, 100, seed=1).model == tokenizers.train(texts, 100, seed=1).model


@pytest.mark.parametrize("texts", [["好"], ["a", "b"], ["一" * 5000, "二三"], ["🙂"]])
def test_very_little_text_is_enough(texts):
    assert len(tokenizers.train(texts, 8000, seed=0)) > UNK


def test_no_text_and_damaged_files_are_refused_in_words():
    with pytest.raises(AppError, match="too little text"):
        tokenizers.train(["", " "], 100, seed=0)
    with pytest.raises(AppError, match="damaged"):
        tokenizers.load(b"rubbish")
