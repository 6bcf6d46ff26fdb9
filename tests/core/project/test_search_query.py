import pytest

from core.errors import InputError
from core.project.search import tokens
from core.project.search.query import Matcher, parse

TEXT = "房间很大，服务也很好！ WiFi 6 is  good: 5星, isn't it? ＡＢＣ 100%"


@pytest.mark.parametrize(
    ("search", "is_found"),
    [
        ("好", True),
        ("很好", True),
        ("服务也很好", True),
        ("很好服务", False),
        ("很好 服务", True),
        ("很好 差", False),
        ("差 OR 很好", True),
        ("差 | 坏 房间", False),
        ("房间 -服务", False),
        ("房间 -早餐", True),
        ("wifi", True),
        ("wif", True),
        ("ifi", False),
        ('"wif"', False),
        ('"is good"', True),
        ("“is goo", False),
        ("is goo", True),
        ("5星", True),
        ("100%", True),
        ("isn't", True),
        ("abc", True),
        ("/服务.{0,3}好/", True),
        ("/^服务/", False),
        ("-/服务.{0,3}好/", False),
        ("/服务", True),
        ("-", True),
        ("", True),
    ],
)
def test_a_search_means_what_it_says(search: str, is_found: bool) -> None:
    assert Matcher(parse(search))(TEXT) == is_found


def test_the_index_answers_for_short_words_alone_and_narrows_the_others() -> None:
    assert [parse(search).is_exact for search in ("好", "早餐", "hotel", '"hotel"')] == [True] * 4
    assert [parse(search).is_exact for search in ("很好吃", "5星", "100%", "/好/")] == [False] * 4
    assert parse("很好吃").match == '(("很好" AND "好吃"))'
    assert parse("/好/ -坏").match == ""


def test_tokens_are_characters_their_pairs_and_words() -> None:
    found = set(tokens.tokens("很好吃 Hotel").split())
    assert {"很", "好", "吃", "很好", "好吃", "hotel"} <= found
    assert "很吃" not in found


def test_an_expression_that_is_none_is_said_to_be_none() -> None:
    with pytest.raises(InputError, match="is no regular expression"):
        parse("/(/")


def test_an_expression_that_takes_too_long_is_refused() -> None:
    with pytest.raises(InputError, match="takes too long"):
        Matcher(parse("/(a+)+b/"))("a" * 5000)
