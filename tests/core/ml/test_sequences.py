from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from core.ml.text.sequences import prepare, sequences
from core.records import Span

TEXT = "房间很好。服务员太差！The staff was LOVELY"


def test_pieces_sentences_and_ids_are_those_of_the_tokenizer(tokenizer):
    encoded = tokenizer.encode(TEXT)
    found = sequences(tokenizer, [prepare(TEXT)])[0]
    assert found.ids.tolist() == encoded.ids
    assert found.sentences.tolist() == encoded.sentences
    assert found.marked is None


def test_a_piece_is_marked_where_a_marked_character_stands(tokenizer):
    encoded = tokenizer.encode(TEXT)
    found = sequences(tokenizer, [prepare(TEXT, [Span(2, 4)])])[0]
    spans = [encoded.spans[word] for word, is_marked in zip(encoded.words, found.marked, strict=True) if is_marked]
    assert spans
    assert all(span.start < 4 and span.end > 2 for span in spans)


def test_cutting_at_random_places_keeps_sentences_and_marks(tokenizer):
    text = prepare(TEXT * 5, [Span(2, 4)])
    plain, cut = sequences(tokenizer, [text])[0], sequences(tokenizer, [text], seed=3)[0]
    assert len(cut) > len(plain)
    assert cut.sentences[-1] == plain.sentences[-1]
    assert cut.marked.any() and not cut.marked.all()


@given(text=st.text(max_size=60))
@settings(max_examples=80, deadline=None, database=None)
def test_any_text_has_a_sentence_for_each_piece(tokenizer, text):
    found = sequences(tokenizer, [prepare(text)])[0]
    assert len(found.ids) == len(found.sentences) > 0
    assert np.array_equal(np.unique(found.sentences), np.arange(found.sentences[-1] + 1))
