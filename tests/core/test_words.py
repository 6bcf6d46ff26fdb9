from hypothesis import given
from hypothesis import strategies as st

from core.words import words


def cut(text):
    return [text[span.start : span.end] for span in words(text)]


def test_spaced_words_keep_their_apostrophes_and_signs_stand_alone():
    assert cut("Isn't it 3.50 (here)?") == ["Isn't", "it", "3.50", "(", "here", ")", "?"]


def test_chinese_is_cut_as_in_a_dictionary():
    assert cut("我想订一间双人房。") == ["我", "想", "订", "一间", "双人房", "。"]


@given(st.text(max_size=60))
def test_words_are_in_order_and_hold_all_that_is_seen(text):
    spans = words(text)
    ends = [0, *(span.end for span in spans)]
    assert all(end <= span.start < span.end for end, span in zip(ends, spans, strict=False))
    covered = {place for span in spans for place in range(span.start, span.end)}
    assert all(place in covered for place, char in enumerate(text) if not char.isspace())
