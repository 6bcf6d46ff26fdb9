from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.ml.text.normalise import GAP, clusters, normalise

ODD = st.sampled_from(
    "好差ＡＢ１２ａ㎏ﬁ①Ǻ̈é👍🏽👩‍💻☺️\u3000\u00a0\t\n\u200b\ufeff\x00▁␣'’İßſกำहिन्दी한글ㅎ가\ud800.,!?，。"
)
TEXTS = st.text(st.one_of(ODD, st.characters()), max_size=60)


@given(TEXTS)
@settings(max_examples=300, deadline=None, database=None)
def test_every_character_knows_its_place_in_the_original(text):
    result = normalise(text)
    n = len(result.text)
    assert n == len(result.starts) == len(result.ends) == len(result.continues)
    assert all(0 <= start <= end <= len(text) for start, end in zip(result.starts, result.ends, strict=True))
    assert result.starts == sorted(result.starts)
    assert result.ends == sorted(result.ends)


@given(TEXTS)
@settings(max_examples=300, deadline=None, database=None)
def test_words_never_overlap(text):
    result = normalise(text)
    end_before = 0
    for i, joined in enumerate(result.continues):
        if not joined:
            assert result.starts[i] >= end_before
        end_before = result.ends[i]


@given(TEXTS)
@settings(max_examples=200, deadline=None, database=None)
def test_what_comes_out_is_safe_for_the_tokenizer(text):
    result = normalise(text).text
    result.encode("utf-8")
    assert "\u2581" not in result
    assert all(char in (" ", GAP) or not char.isspace() for char in result)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ＷｉＦｉ　很 好", " wifi很␣好"),
        ("It's  GOOD, really", " it's good, really"),
        ("3㎏", " 3kg"),
        ("e\u0301te\u0301", " été"),
        ("房间\n\n干净", "房间␣干净"),
        ("  ", ""),
        ("\x00\u200b", ""),
        ("don’t DON＇T", " don't don't"),
        ("\u1112\u1161\u11ab글", " 한글"),
        ("ｶﾞ", "ガ"),
        ("葛\U000e0100", "葛"),
    ],
)
def test_it_reads_as_expected(text, expected):
    assert normalise(text).text == expected


def test_a_ligature_keeps_its_one_character():
    result = normalise("ﬁn")
    assert result.text == " fin"
    assert list(zip(result.starts, result.ends, strict=True)) == [(0, 0), (0, 1), (0, 1), (1, 2)]


@pytest.mark.parametrize(
    "cluster", ["🇨🇳", "👩‍👩‍👧", "👍🏽", "1\ufe0f\u20e3", "e\u0301\u0323", "\u1112\u1161\u11ab", "นำ", "कि"]
)
def test_a_cluster_is_one_whatever_stands_beside_it(cluster):
    assert clusters(f"a{cluster}b") == ["a", cluster, "b"]


@given(TEXTS)
@settings(max_examples=200, deadline=None, database=None)
def test_clusters_make_up_the_text(text):
    assert "".join(clusters(text)) == text
