import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.alignment.links import GoldLinks, from_pharaoh, of_lists, to_pharaoh
from core.errors import InputError

LINKS = st.frozensets(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=8)


@given(LINKS, LINKS)
def test_the_text_form_gives_the_links_back(sure, possible):
    gold = of_lists(sure, possible)
    assert from_pharaoh(to_pharaoh(gold)) == gold


def test_sure_and_possible_are_told_apart():
    assert to_pharaoh(of_lists([(0, 1)], [(2, 3), (0, 1)])) == "0-1 2?3"
    assert from_pharaoh("0-1 2p3") == GoldLinks(frozenset({(0, 1)}), frozenset({(2, 3)}))


@pytest.mark.parametrize("text", ["0-", "a-b", "0:1", "-1-2", "1-99999999"])
def test_what_is_no_link_is_named(text):
    with pytest.raises(InputError, match="no link"):
        from_pharaoh(text)
