import math

import numpy as np
import pytest

from core import meanings
from core.project.project import Project
from core.project.search import building, similar, tokens
from core.project.values import DocumentFilter, ImportOptions
from core.records import Row

TEXTS = (
    "早餐很丰富，种类多",
    "早餐太差，种类少",
    "房间干净，早餐丰富种类很多",
    "前台态度恶劣",
    "The pool was closed",
    "the POOL was closed all week",
    "早餐很丰富，种类多",
)


@pytest.fixture
def indexed(project: Project) -> Project:
    project.imports.add([Row(text) for text in TEXTS], ImportOptions(duplicates="keep"))
    building.bring_up_to_date(project.store)
    return project


def exact_cosine(a: str, b: str) -> float:
    """The definition, with the weights of all words known."""
    sets = [tokens.words(text) for text in TEXTS]
    idf = {word: math.log(1 + len(TEXTS) / sum(word in one for one in sets)) for word in set().union(*sets)}
    left, right = tokens.words(a), tokens.words(b)
    norm = math.sqrt(sum(idf[w] ** 2 for w in left) * sum(idf[w] ** 2 for w in right))
    return sum(idf[word] ** 2 for word in left & right) / norm


def test_the_nearest_come_first_and_what_has_nothing_in_common_is_not_there(indexed: Project) -> None:
    found = similar.by_words(indexed.store, 1)
    assert [id for id, _ in found][:3] == [7, 3, 2]
    assert [id for id, _ in similar.by_words(indexed.store, 5)] == [6]


def test_the_order_is_that_of_the_exact_cosine_and_the_same_text_has_one(indexed: Project) -> None:
    found = similar.by_words(indexed.store, 1)
    exact = [exact_cosine(TEXTS[0], TEXTS[id - 1]) for id, _ in found]
    assert exact == sorted(exact, reverse=True)
    assert found[0][1] == pytest.approx(1)


def test_words_are_those_of_the_index_without_the_beginnings() -> None:
    assert tokens.words("好的 OK") == {"好", "的", "好的", "ok"}
    assert not any(word.startswith(tokens.SHORT) for word in tokens.words("wifi"))


def test_as_a_filter_they_come_by_similarity_in_any_order_and_with_other_parts(indexed: Project) -> None:
    where = DocumentFilter(similar_to=1)
    for order in ("imported", "random", "unsure"):
        assert [row.id for row in indexed.documents.rows(where, after_id=None, limit=9, order=order)] == [7, 3, 2]
    indexed.annotations.annotate(7, [1])
    assert indexed.documents.next_id(None, filter=where, unlabelled_only=True) == 3
    assert indexed.documents.next_id(3, filter=where) == 2
    assert indexed.documents.previous_id(2, filter=where) == 3
    assert indexed.documents.count(indexed.filter("similar:1 房间")) == 1


def test_a_document_that_is_gone_is_like_none(indexed: Project) -> None:
    assert similar.by_words(indexed.store, 99) == []


def place(project: Project, **vectors: list[float]) -> str:
    """A pretraining that has placed documents (d1, d2…); its run's id."""
    run, _ = project.runs.create_pretraining()
    found = np.array(list(vectors.values()), np.float32)
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    meanings.write(run.path, len(found), found.shape[1], [([int(name[1:]) for name in vectors], found)])
    return run.id


def test_where_a_run_has_placed_them_they_come_by_meaning(indexed: Project) -> None:
    assert indexed.documents.likeness(1) == ""
    run = place(indexed, d1=[1, 0], d2=[1, 2], d4=[3, 1], d5=[0, 1])
    assert [row.id for row in indexed.documents.rows(DocumentFilter(similar_to=1), after_id=None, limit=9)] == [4, 2, 5]
    assert indexed.documents.likeness(1) == run


def test_a_text_that_came_later_is_compared_by_words(indexed: Project) -> None:
    place(indexed, d4=[3, 1], d5=[0, 1])
    assert [id for id, _ in similar.find(indexed.store, 1).found] == [7, 3, 2]
    assert indexed.documents.likeness(1) == ""


def test_of_several_runs_that_with_most_documents_says_it_and_what_is_gone_is_left_out(indexed: Project) -> None:
    large = place(indexed, d1=[1, 0], d4=[3, 1], d5=[0, 1], d99=[1, 0])
    place(indexed, d1=[1, 0], d5=[1, 0])
    assert similar.find(indexed.store, 1).run == large
    assert similar.find(indexed.store, 1).ids == [4, 5]
