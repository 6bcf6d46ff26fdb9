"""Vectors of documents as a run leaves them: written whole, read as anybody's, compared exactly but for rounding."""

from pathlib import Path

import numpy as np
import pytest

from core import meanings


def unit(*rows: list[float]) -> np.ndarray:
    vectors = np.array(rows, np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture
def vectors(tmp_path: Path) -> np.ndarray:
    found = unit(*np.random.default_rng(0).standard_normal((500, 64)))
    ids = list(range(1000, 1500))
    meanings.write(tmp_path, 500, 64, [(ids[:300], found[:300]), (ids[300:], found[300:])])
    return found


def test_the_nearest_are_those_of_the_exact_cosine(tmp_path: Path, vectors: np.ndarray) -> None:
    cosines = vectors @ vectors[7]
    expected = [1000 + int(place) for place in np.argsort(-cosines)[1:11]]
    found = meanings.nearest(tmp_path, 1007, 10)
    assert len(set(expected) & {id for id, _ in found}) >= 9
    assert found[0][1] == pytest.approx(float(np.sort(cosines)[-2]), abs=0.02)
    assert [cosine for _, cosine in found] == sorted((cosine for _, cosine in found), reverse=True)


@pytest.mark.usefixtures("vectors")
def test_all_but_itself_are_found_where_there_are_few(tmp_path: Path) -> None:
    assert len(meanings.nearest(tmp_path, 1007, 9999)) == 499


@pytest.mark.usefixtures("vectors")
def test_a_document_without_a_vector_is_like_none(tmp_path: Path) -> None:
    assert meanings.nearest(tmp_path, 5, 10) == []
    assert meanings.nearest(tmp_path / "nothing", 1007, 10) == []


@pytest.mark.usefixtures("vectors")
def test_what_breaks_off_leaves_what_was_there(tmp_path: Path) -> None:
    def parts():
        yield [1], unit([1.0, 0.0])
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        meanings.write(tmp_path, 2, 2, parts())
    assert meanings.count(tmp_path) == 500


@pytest.mark.parametrize(
    "array",
    [np.zeros((3, 4), np.int8), np.zeros(3, [("id", "<i8"), ("vector", "<f4", (4,))]), np.zeros(3, [("id", "<i8")])],
)
def test_a_file_of_another_kind_is_none(tmp_path: Path, array: np.ndarray) -> None:
    np.save(tmp_path / meanings.FILE, array)
    assert meanings.count(tmp_path) == 0


@pytest.mark.usefixtures("vectors")
def test_a_file_that_is_cut_off_or_holds_objects_is_none(tmp_path: Path) -> None:
    file = tmp_path / meanings.FILE
    file.write_bytes(file.read_bytes()[:-1])
    assert meanings.count(tmp_path) == 0
    np.save(file, np.array([{"a": 1}], dtype=object), allow_pickle=True)
    assert meanings.count(tmp_path) == 0
