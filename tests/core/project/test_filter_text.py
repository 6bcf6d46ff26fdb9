import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InputError
from core.project.find.filter_text import parse, to_text
from core.project.values import CellFilter, DocumentFilter

LABELS = {"好评": 1, "very good": 2, "a,b": 3}
NAMES = {id: name for name, id in LABELS.items()}
numbers = st.one_of(st.none(), st.integers(0, 10**7).map(float), st.floats(0, 1).map(lambda value: round(value, 6)))
ranges = st.tuples(numbers, numbers)
words = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters='"'), min_size=1, max_size=8)
flags = st.sampled_from([None, True, False])
cells = st.builds(CellFilter, words, st.lists(words, min_size=1, max_size=2).map(tuple))
filters = st.builds(
    DocumentFilter,
    search=st.sampled_from(["", "早餐 -贵", '"not good" OR /x.y/', "http://a"]),
    state=st.sampled_from(["any", "labelled", "unlabelled", "skipped", "disputed"]),
    label_ids=st.lists(st.sampled_from([1, 2, 3]), unique=True).map(tuple),
    is_flagged=flags,
    is_disagreed=flags,
    duplicates=st.sampled_from(["", "exact", "near", "conflicting"]),
    annotators=st.lists(words, max_size=2).map(tuple),
    confidence=ranges,
    length=ranges,
    import_ids=st.lists(st.integers(1, 99), max_size=2).map(tuple),
    similar_to=st.one_of(st.none(), st.integers(1, 99)),
    cells=st.lists(cells, max_size=2).map(tuple),
)


@given(where=filters)
@settings(max_examples=200, deadline=None, database=None)
def test_a_filter_survives_its_text_form_with_names_and_without(where: DocumentFilter) -> None:
    assert parse(to_text(where, NAMES), LABELS) == where
    assert parse(to_text(where), {}) == where


def test_the_text_is_as_a_person_writes_it() -> None:
    where = DocumentFilter("早餐", "labelled", (1, 2), is_flagged=False, cells=(CellFilter("city", ("上海",)),))
    assert to_text(where, NAMES) == '早餐 is:labelled -is:flagged label:好评,"very good" meta.city:上海'


def test_days_are_whole() -> None:
    low, high = parse("answered:2026-01-05", {}).answered
    assert low is not None and high is not None
    assert round(high - low) == 86_400_000 - 1
    assert to_text(DocumentFilter(answered=(low, high))) == "answered:2026-01-05"


def test_numbers_of_metadata_can_be_asked_for_by_range() -> None:
    assert parse("meta.stars:..2", {}).cells == (CellFilter("stars", range=(None, 2.0)),)
    assert parse('meta.stars:"..2"', {}).cells == (CellFilter("stars", ("..2",)),)


@pytest.mark.parametrize(
    "text", ["is:foo", "-is:labelled", "-label:好评", "length:abc", "confidence:..", "answered:yesterday", "import:x"]
)
def test_what_makes_no_sense_is_named(text: str) -> None:
    with pytest.raises(InputError, match="can't be understood"):
        parse(f"早餐 {text}", LABELS)


def test_a_label_that_is_not_there_is_named() -> None:
    with pytest.raises(InputError, match="no label “坏”"):
        parse("label:坏", LABELS)
