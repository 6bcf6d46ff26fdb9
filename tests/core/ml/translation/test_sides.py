import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ml.translation import sides
from core.ml.translation.sides import SourceSide, TargetSide, plain
from core.ml.translation.spread import membership, to_words
from core.records import Span

ENGLISH = ["I'd like a double room, please.", "Where is the Old Station?", "The room is big (and quiet)."] * 4
CHINESE = ["我想订一间双人房，谢谢。", "老车站在哪里？", "房间很大（也很安静）。"] * 4


def target_side(texts, kind="auto"):
    return TargetSide(sides.train(texts, 120, kind, is_target=True, seed=0))


@pytest.mark.parametrize(("texts", "kind"), [(ENGLISH, "sentencepiece"), (CHINESE, "characters")])
def test_what_is_cut_can_be_put_together_again(texts, kind):
    side = target_side(texts)
    assert side.tokenizer.kind == kind
    for text in texts[:3]:
        ids = side.encode([text])[0]
        composed = side.compose(ids[:-1], [""] * len(ids[:-1]))
        assert ids[-1] == side.end
        assert (composed.text, composed.spans) == (text, side.spans(text))


def test_pieces_of_the_source_stand_where_they_stand_in_the_untouched_text():
    side = SourceSide(sides.train(ENGLISH, 200, "words", is_target=False, seed=0))
    text = "  The ROOM,  is big"
    found = side.encode([text])[0]
    assert [text[span.start : span.end] for span in found.spans] == ["The", "ROOM", ",", "is", "big"]


def test_a_joint_tokenizer_serves_both_sides():
    joint = sides.train_joint(ENGLISH, [text.upper() for text in ENGLISH], 200)
    assert len(SourceSide(joint).encode(ENGLISH)) == 12
    ids = TargetSide(joint).encode(["I LIKE A ROOM"])[0]
    assert TargetSide(joint).compose(ids[:-1], [""] * (len(ids) - 1)).text == "I LIKE A ROOM"


@given(st.text(max_size=40))
def test_any_text_has_pieces_on_both_sides(text):
    target = target_side(CHINESE)
    ids = target.encode([text])[0]
    composed = target.compose(ids[:-1], ["?"] * (len(ids) - 1))
    assert all(0 <= span.start <= span.end <= len(composed.text) for span in composed.spans)
    assert all(0 <= span.start <= span.end <= len(plain(text)) for span in target.spans(text))


def test_pieces_are_summed_to_words_over_sources_and_averaged_over_targets():
    weights = np.array([[0.5, 0.3, 0.2], [0.1, 0.1, 0.8]], np.float32)
    source = membership([Span(0, 2), Span(2, 4), Span(5, 7)], [Span(0, 4), Span(5, 7)])
    target = membership([Span(0, 1), Span(1, 2)], [Span(0, 2)])
    assert np.allclose(to_words(weights, target, source), [[0.5, 0.5]])


def test_a_piece_over_two_words_is_shared_and_one_over_none_goes_on():
    found = membership([Span(0, 4), Span(4, 4)], [Span(0, 1), Span(1, 4), Span(4, 6)])
    assert np.allclose(found, [[0.25, 0.75, 0], [0, 0, 1]])
