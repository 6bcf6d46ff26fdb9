from __future__ import annotations

import bz2
import contextlib
import gzip
import io
import random
import struct
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import Cancelled, InputError
from core.ml.text import vector_files
from core.ml.text.vectors import embeddings, read_vectors

ROWS = "好 1 2\n酒 3 4\n店 5 6\n"
WORD2VEC = f"3 2\n{ROWS}"
VOCABULARY = ["<pad>", "<unk>", "▁好", "酒店", "zzz", "▁"]
README = b"These are word vectors, one a line, for whoever needs some.\nSee our paper of 2018.\n"
FILLERS = {f"filler{i}": [i, i / 4 - 1.7, -0.3] for i in range(30)}


def as_text(vectors: dict[str, list[float]], end: str = "\n") -> bytes:
    lines = [f"{len(vectors)} 3", *(f"{word} {' '.join(map(str, values))}" for word, values in vectors.items())]
    return "".join(line + end for line in lines).encode()


def as_binary(vectors: dict[str, list[float]], end: str = "\n") -> bytes:
    entries = (word.encode() + b" " + struct.pack("<3f", *values) + end.encode() for word, values in vectors.items())
    return f"{len(vectors)} 3\n".encode() + b"".join(entries)


def beside_others(data: bytes) -> dict[str, bytes]:
    few = dict(list(FILLERS.items())[:3])
    return {"._all.txt": b"\0\5", "README.txt": README, "向量/all.txt": data, "向量/few.txt": as_text(few)}


def in_zip(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in reversed(files.items()):
            archive.writestr(name, content)
    return file.getvalue()


def in_tar_gz(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz", format=tarfile.PAX_FORMAT) as archive:
        folder = tarfile.TarInfo("向量")
        folder.type = tarfile.DIRTYPE
        archive.addfile(folder)
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return file.getvalue()


def packed(data: bytes, how: str) -> bytes:
    if how in ("zip", "tar.gz"):
        return (in_zip if how == "zip" else in_tar_gz)(beside_others(data))
    return {"": bytes, "gz": gzip.compress, "bz2": bz2.compress}[how](data)


def written(tmp_path: Path, data: bytes | str, name: str = "vectors.txt") -> Path:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def as_lists(vectors: dict[str, np.ndarray]) -> dict[str, list[float]]:
    return {word: vector.tolist() for word, vector in vectors.items()}


@pytest.mark.parametrize(
    "text",
    [
        WORD2VEC,
        ROWS,
        f"\ufeff{ROWS}",
        f"\ufeff{WORD2VEC}",
        WORD2VEC.replace("\n", "\r\n"),
        WORD2VEC.replace("\n", " \n"),
        WORD2VEC.replace(" ", "\t"),
        WORD2VEC.rstrip("\n"),
        WORD2VEC.replace("1 2", "1.0e0 +2"),
    ],
)
def test_only_the_words_wanted_are_read_with_or_without_a_header(tmp_path, text):
    found = read_vectors(written(tmp_path, text), {"好", "店"})
    assert as_lists(found.vectors) == {"好": [1, 2], "店": [5, 6]}
    assert (found.size, found.lines, found.duplicates, found.n_broken) == (2, 3, 0, 0)


@pytest.mark.parametrize("how", ["", "gz", "bz2", "zip", "tar.gz"])
@pytest.mark.parametrize("data", [as_text(FILLERS), as_binary(FILLERS), as_binary(FILLERS, end="")])
def test_every_form_is_read_in_every_packing(tmp_path, data, how):
    found = read_vectors(written(tmp_path, packed(data, how), "vectors.any"), FILLERS)
    assert as_lists(found.vectors) == {word: np.float32(row).tolist() for word, row in FILLERS.items()}
    assert (found.lines, found.n_broken) == (30, 0)


def is_word(word: str) -> bool:
    return bool(word) and word not in FILLERS and word == word.strip(" \t\r\n")


WORDS = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=12).filter(is_word)
PHRASES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@given(st.lists(PHRASES, min_size=1, max_size=8, unique=True))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_words_may_hold_blanks_and_any_character(tmp_path, words):
    rows = {word: [number, -0.5, 7.25] for number, word in enumerate(words)}
    found = read_vectors(written(tmp_path, as_text(FILLERS | rows)), words)
    assert as_lists(found.vectors) == rows
    assert (found.duplicates, found.n_broken) == (0, 0)


@given(st.lists(WORDS.map(lambda word: word.replace(" ", "_")), min_size=1, max_size=8, unique=True))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_binary_words_may_hold_any_character_but_a_blank(tmp_path, words):
    rows = {word: [number, -0.5, 7.25] for number, word in enumerate(words)}
    assert as_lists(read_vectors(written(tmp_path, as_binary(FILLERS | rows)), words).vectors) == rows


def test_the_own_case_goes_before_the_lower_and_the_lower_before_any_other(tmp_path):
    text = "PARIS 0 1\nParis 1 1\nparis 2 1\nÉTÉ 3 1\nNew York 4 1\nUS 5 1\nus 6 1\nIBM 7 1\n"
    found = read_vectors(written(tmp_path, text), {"Paris", "été", "new york", "us", "US", "Ibm"})
    first = {word: vector[0] for word, vector in found.vectors.items()}
    assert first == {"Paris": 1, "été": 3, "new york": 4, "us": 6, "US": 5, "Ibm": 7}
    assert found.duplicates == 0


def test_between_tabs_a_word_may_hold_blanks(tmp_path):
    found = read_vectors(written(tmp_path, "New York\t1\t2\nnew\t3\t4\n"), {"new york", "new"})
    assert as_lists(found.vectors) == {"new york": [1, 2], "new": [3, 4]}


def test_of_a_word_that_comes_twice_the_first_vector_is_kept_and_the_others_are_counted(tmp_path):
    found = read_vectors(written(tmp_path, f"{ROWS}好 9 9\n店 8 8\n好 7 7\n猫 0 0\n猫 0 1\n"), {"好", "店"})
    assert as_lists(found.vectors) == {"好": [1, 2], "店": [5, 6]}
    assert found.duplicates == 3


def test_broken_lines_are_told_with_their_number_and_the_others_are_read(tmp_path):
    text = f"8 2\n{ROWS}".encode() + b"\xff\xfe 1 2\ncat nan 1\ncat 1 1e999\ncat one 2\ncat 3\n\ndog 1 2\n"
    found = read_vectors(written(tmp_path, text), {"好", "cat", "dog"})
    assert set(found.vectors) == {"好", "dog"}
    assert [(line, str(reason)) for line, reason in found.broken] == [
        (1, "the file was to hold 8 words, and holds 10"),
        (5, "not UTF-8"),
        (6, "not a number"),
        (7, "not a number"),
        (8, "not a number"),
        (9, "too few numbers"),
        (10, "too few numbers"),
    ]
    assert found.n_broken == 7


def test_of_many_broken_lines_the_first_twenty_are_told(tmp_path):
    text = "".join(f"word{i} 1 2\n" for i in range(900)) + "x\n" * 700
    found = read_vectors(written(tmp_path, text), {"word1"})
    assert [line for line, _ in found.broken] == list(range(901, 921))
    assert found.n_broken == 700


def test_the_lines_know_better_than_a_header_that_lies(tmp_path):
    found = read_vectors(written(tmp_path, f"3 200\n{ROWS}"), {"好"})
    assert as_lists(found.vectors) == {"好": [1, 2]}
    assert [str(reason) for _, reason in found.broken] == ["the vectors were to have 200 numbers, and have 2"]


def test_a_damaged_entry_of_a_binary_file_is_told_by_its_number(tmp_path):
    rows = FILLERS | {"cat": [1.0, float("inf"), 2.0]}
    found = read_vectors(written(tmp_path, as_binary(rows).replace(b"filler2 ", b"f\xffller2 ")), {"cat", "filler7"})
    assert set(found.vectors) == {"filler7"}
    assert [(line, str(reason)) for line, reason in found.broken] == [(3, "not UTF-8"), (31, "not a number")]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b"3 2\n",
        README,
        "好 one two\n".encode(),
        b"label,text\n1,good\n0,bad\n",
        b"\x89PNG\r\n\x1a\n" + bytes(5000),
        b"3 0\n" + b"\xff" * 100,
        ROWS.encode() * 50 + b"x\n" * 3000,
        in_zip({"README.txt": README}),
        in_tar_gz({"README.txt": README}),
        gzip.compress(b"a" * (3 << 20)),
    ],
)
def test_what_holds_no_word_vectors_is_refused(tmp_path, data):
    with pytest.raises(InputError, match=r"vectors\.txt is not a file of word vectors"):
        read_vectors(written(tmp_path, data), {"好"})


GOOD_BINARY = as_binary(FILLERS, "")
ENDLESS = f"{ROWS}猫 ".encode() + b"1" * (64 << 20)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (gzip.compress(ENDLESS, 1), "line 4 has no end"),
        (f"猫 {'1 ' * 5000}\n".encode(), "5,000 numbers; at most 4,096"),
        (b"3 999999999999\nword \xff\xfe\xff\xfe", "999,999,999,999 numbers; at most 4,096"),
        (GOOD_BINARY[:-2], f"middle of the vector at byte {len(GOOD_BINARY) - 21}"),
        (b"99" + GOOD_BINARY[2:] + b"\xff" * (2 << 20), f"the word at byte {len(GOOD_BINARY)} has no end"),
        (gzip.compress(as_text(FILLERS))[:-50], "was cut off"),
        (packed(random.Random(0).randbytes(5000), "tar.gz")[:-3000], "was cut off"),
        (packed(as_text(FILLERS), "zip")[:-30], "was cut off"),
        (in_zip({"all.txt": as_text(FILLERS)}, zipfile.ZIP_LZMA), "Unpack it"),
    ],
)
def test_a_hostile_or_damaged_file_is_refused_at_once_and_in_little_memory(tmp_path, data, message):
    path = written(tmp_path, data)
    tracemalloc.start()
    with pytest.raises(InputError, match=message):
        read_vectors(path, {"好"})
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 32 << 20


def test_a_file_that_is_packed_tighter_than_numbers_can_be_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(vector_files, "RATIO_FROM", 1 << 20)
    path = written(tmp_path, gzip.compress(b"word 0 1\n" * (1 << 18), 9))
    with pytest.raises(InputError, match="suspiciously tightly"):
        read_vectors(path, {"好"})


DAMAGE = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(max_size=9)), min_size=1, max_size=4)


@given(how=st.sampled_from(["", "gz", "bz2", "zip", "tar.gz"]), is_binary=st.booleans(), damage=DAMAGE)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_damaged_is_read_or_refused(tmp_path, how, is_binary, damage):
    data = packed(as_binary(FILLERS) if is_binary else as_text(FILLERS), how)
    for place, change in damage:
        start = int(place * len(data))
        data = data[:start] + change + data[start + len(change) :] if change else data[:start]
    with contextlib.suppress(InputError):
        assert read_vectors(written(tmp_path, data), FILLERS).vectors.keys() <= FILLERS.keys()


def tar_record(kind: bytes, size: int) -> bytes:
    info = tarfile.TarInfo("vectors.txt")
    info.type, info.size = kind, size
    return info.tobuf(tarfile.GNU_FORMAT)


@pytest.mark.parametrize(
    "data",
    [
        tar_record(tarfile.GNUTYPE_LONGNAME, 9 << 30) + bytes(1 << 20),
        tar_record(tarfile.XHDTYPE, 9 << 30) + bytes(1 << 20),
        tar_record(tarfile.REGTYPE, 9 << 30) + ROWS.encode(),
        tar_record(tarfile.DIRTYPE, 0) + b"x" * 512,
    ],
)
def test_a_tar_file_that_promises_gigabytes_is_refused(tmp_path, data):
    with pytest.raises(InputError, match="was cut off"):
        read_vectors(written(tmp_path, gzip.compress(data)), {"好"})


def test_the_size_of_a_large_member_is_taken_from_its_extension(tmp_path):
    size = b"18 size=%09d\n" % len(WORD2VEC.encode())
    extension = tar_record(tarfile.XHDTYPE, len(size)) + size.ljust(512, b"\0")
    data = extension + tar_record(tarfile.REGTYPE, 0) + WORD2VEC.encode().ljust(512, b"\0") + bytes(1024)
    assert as_lists(read_vectors(written(tmp_path, data), {"好"}).vectors) == {"好": [1, 2]}


def test_a_locked_zip_file_is_refused(tmp_path):
    data = bytearray(in_zip({"all.txt": as_text(FILLERS)}))
    for magic, place in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        start = 0
        while (start := data.find(magic, start)) >= 0:
            data[start + place] |= 1
            start += 4
    with pytest.raises(InputError, match="Unpack it"):
        read_vectors(written(tmp_path, bytes(data)), {"好"})


@pytest.mark.parametrize("how", ["", "gz", "zip"])
def test_progress_is_in_bytes_of_the_file_on_disk_and_can_cancel(tmp_path, monkeypatch, how):
    monkeypatch.setattr(vector_files, "BLOCK", 1 << 12)
    rng = np.random.default_rng(0)
    rows = {f"word{i}": rng.normal(size=3).tolist() for i in range(2000)}
    path = written(tmp_path, packed(as_text(rows), how))
    told: list[tuple[int, int]] = []
    read_vectors(path, {"word5"}, lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert len({done for done, _ in told}) > 5
    assert told[-1] == (path.stat().st_size, path.stat().st_size)

    def cancel(done: int, total: int) -> None:
        if done > total / 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_vectors(path, {"word5"}, cancel)


def test_memory_is_bounded_by_the_words_kept(tmp_path):
    numbers = " 0.12345" * 100
    path = written(tmp_path, "".join(f"word{i}{numbers}\n" for i in range(30_000)))
    tracemalloc.start()
    found = read_vectors(path, {f"word{i}" for i in range(100)})
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(found.vectors) == 100
    assert peak < 6 << 20 < path.stat().st_size / 3


def test_a_piece_gets_its_own_vector_or_the_mean_of_its_characters(tmp_path):
    path = written(tmp_path, gzip.compress(WORD2VEC.encode()), "vectors.txt.gz")
    start = embeddings(path, VOCABULARY, seed=0)
    scale = 0.1 / np.std([[1, 2], [3, 4], [5, 6]])
    assert start.rows.shape == (6, 2)
    assert start.rows[2].tolist() == pytest.approx([1 * scale, 2 * scale])
    assert start.rows[3].tolist() == pytest.approx([4 * scale, 5 * scale])
    assert np.array_equal(start.rows[4], embeddings(path, VOCABULARY, seed=0).rows[4])


def test_the_start_tells_how_much_of_the_vocabulary_the_file_knows(tmp_path):
    start = embeddings(written(tmp_path, f"{WORD2VEC}店 0 0\n好\n"), VOCABULARY, seed=0)
    assert (start.n_found, start.n_words) == (1, 3)
    assert (start.source.duplicates, start.source.n_broken) == (1, 2)


def test_a_file_that_is_missing_or_of_no_use_is_refused(tmp_path):
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(InputError, match="cannot be read"):
            read_vectors(path, {"好"})
    with pytest.raises(InputError, match="no vector"):
        embeddings(written(tmp_path, "猫 1 2\n"), VOCABULARY, seed=0)


def test_the_real_character_vectors_are_read(shared_data):
    path = shared_data / "word_vectors" / "tencent_zh_chars_200d.txt.gz"
    found = read_vectors(path, {"猫", "狗", "酒"})
    assert (found.size, found.lines, found.n_broken) == (200, 4729, 0)
    cat, dog, wine = (vector / np.linalg.norm(vector) for vector in (found.vectors[word] for word in "猫狗酒"))
    assert cat @ dog > cat @ wine


@pytest.mark.parametrize(
    ("name", "size", "has_header"),
    [
        ("googlenews_en_1000_300d.txt.gz", 300, True),
        ("formats/test_glove.txt", 50, False),
        ("formats/lee_fasttext.vec", 10, True),
        ("formats/EN.1-10.cbow1_wind5_hs0_neg10_size300_smpl1e-05.txt", 300, True),
    ],
)
def test_every_word_of_a_real_file_is_read(shared_data, name, size, has_header):
    path = shared_data / "word_vectors" / name
    opened: Callable[..., io.BufferedIOBase] = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rb") as file:
        lines = file.read().decode().split("\n")[has_header:]
    expected = {line.split(" ")[0]: line.split(" ")[1 : size + 1] for line in reversed(lines) if line}
    found = read_vectors(path, expected)
    assert {word: vector.tolist() for word, vector in found.vectors.items()} == {
        word: np.array(numbers, dtype=np.float32).tolist() for word, numbers in expected.items()
    }
    assert found.n_broken == 0
