from __future__ import annotations

import gzip

import numpy as np
import pytest

from core.errors import InputError
from core.ml.text import cooccurrence
from core.ml.text.vectors import embeddings, read_vectors

WORD2VEC = "3 2\n好 1 2\n酒 3 4\n店 5 6\n"
VOCABULARY = ["<pad>", "<unk>", "▁好", "酒店", "zzz"]


@pytest.mark.parametrize("text", [WORD2VEC, WORD2VEC.partition("\n")[2]])
def test_only_the_words_wanted_are_read_with_or_without_a_header(tmp_path, text):
    path = tmp_path / "vectors.txt"
    path.write_text(text, encoding="utf-8")
    found = read_vectors(path, {"好", "店"})
    assert {word: vector.tolist() for word, vector in found.items()} == {"好": [1, 2], "店": [5, 6]}


def test_a_piece_gets_its_own_vector_or_the_mean_of_its_characters(tmp_path):
    path = tmp_path / "vectors.txt.gz"
    path.write_bytes(gzip.compress(WORD2VEC.encode()))
    rows = embeddings(path, VOCABULARY, seed=0)
    scale = 0.1 / np.std([[1, 2], [3, 4], [5, 6]])
    assert rows.shape == (5, 2)
    assert rows[2].tolist() == pytest.approx([1 * scale, 2 * scale])
    assert rows[3].tolist() == pytest.approx([4 * scale, 5 * scale])
    assert np.array_equal(rows[4], embeddings(path, VOCABULARY, seed=0)[4])


@pytest.mark.parametrize("text", ["好 1 2\n酒 3\n", "好 one two\n", "好 nan 1\n"])
def test_a_broken_file_is_refused(tmp_path, text):
    path = tmp_path / "vectors.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"vectors\.txt is not"):
        embeddings(path, VOCABULARY, seed=0)


def test_a_file_that_is_missing_or_of_no_use_is_refused(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_vectors(tmp_path / "none.txt", {"好"})
    (tmp_path / "other.txt").write_text("猫 1 2\n", encoding="utf-8")
    with pytest.raises(InputError, match="no vector"):
        embeddings(tmp_path / "other.txt", VOCABULARY, seed=0)


def test_the_real_character_vectors_are_read(shared_data):
    path = shared_data / "word_vectors" / "tencent_zh_chars_200d.txt.gz"
    found = read_vectors(path, {"猫", "狗", "酒"})
    assert {len(vector) for vector in found.values()} == {200}
    cat, dog, wine = (vector / np.linalg.norm(vector) for vector in (found["猫"], found["狗"], found["酒"]))
    assert cat @ dog > cat @ wine


def test_words_that_keep_the_same_company_begin_alike():
    rng = np.random.default_rng(0)
    company = {2: 10, 3: 10, 4: 20, 5: 30, 6: 40}  # pieces 2 and 3 stand among 10…19, piece 4 among 20…29, and so on
    texts = []
    for _ in range(600):
        word = int(rng.integers(2, 7))
        texts.append(np.insert(rng.integers(company[word], company[word] + 10, 6), 3, word))
    rows = cooccurrence.embeddings(texts, vocabulary=50, size=4, seed=0)
    assert np.array_equal(rows, cooccurrence.embeddings(texts, vocabulary=50, size=4, seed=0))
    two, three, four = (row / np.linalg.norm(row) for row in rows[2:5])
    assert two @ three > 0.8 > 0.3 > two @ four
    assert rows[2:5].std() == pytest.approx(0.1, rel=0.5)


@pytest.mark.parametrize("texts", [[[2]], [[2, 3]], [[1, 1, 1]], [[2, 3, 2, 3]]])
def test_hardly_any_text_gives_a_start_as_well(texts):
    rows = cooccurrence.embeddings([np.array(ids) for ids in texts], vocabulary=5, size=16, seed=0)
    assert rows.shape == (5, 16)
    assert np.isfinite(rows).all()
