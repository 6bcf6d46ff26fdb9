from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from core.errors import AppError
from core.ml.captions import lessons
from core.ml.captions.lessons import Captioned, Lesson, LessonBatch
from core.ml.captions.wording import Wording, train
from core.pictures.geometry import WHOLE
from core.records import Box, Region, Span

WORDS = Wording(train(["a dog sees a cat"] * 2, 100))
DOG, CAT = Box(0, 0, 0.5, 0.5), Box(0.5, 0.5, 0.5, 0.5)


def picture(*regions: Region) -> Captioned:
    return Captioned(1, Path("x.jpg"), "train", ("A  dog sees a cat.", "a cat"), regions)


def test_a_line_of_a_snapshot_is_read(tmp_path: Path) -> None:
    region = {"box": [0, 0.1, 0.2, 0.3], "name": "dog", "caption": 0, "span": [3, 6]}
    line = {"id": 7, "picture": "/x.jpg", "part": "train", "captions": ["A dog."], "regions": [region]}
    (tmp_path / "s.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    (found,) = lessons.read_snapshot(tmp_path / "s.jsonl")
    assert found.boxes(0) == [(Span(3, 6), Box(0, 0.1, 0.2, 0.3))] and found.boxes(1) == []


@pytest.mark.parametrize(
    "line", [{"picture": 3}, {"picture": "x", "regions": [{"box": [1]}]}, {"picture": "x", "id": []}]
)
def test_a_damaged_snapshot_is_told(tmp_path: Path, line: dict) -> None:  # type: ignore[type-arg]
    (tmp_path / "s.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    with pytest.raises(AppError):
        lessons.read_snapshot(tmp_path / "s.jsonl")


def test_a_region_guides_its_word_and_no_other() -> None:
    one = picture(Region(DOG, "dog", 0, Span(3, 6)), Region(CAT, "cat", 0, Span(14, 17)))
    found = lessons.lesson(one, "key", WORDS, (2, 2), WHOLE, 30)
    guide = found.guides[0]
    assert guide is not None and guide.shape == (6, 4)
    np.testing.assert_array_equal(guide[1], [1, 0, 0, 0])
    np.testing.assert_array_equal(guide[4], [0, 0, 0, 1])
    assert not guide[[0, 2, 3, 5]].any() and found.guides[1] is None


def test_a_region_with_a_name_alone_guides_nothing() -> None:
    assert lessons.lesson(picture(Region(DOG, "dog")), "key", WORDS, (2, 2), WHOLE, 30).guides == (None, None)


def test_two_boxes_of_a_word_share_its_guide() -> None:
    one = picture(Region(DOG, "dog", 0, Span(3, 6)), Region(CAT, "dog", 0, Span(3, 6)))
    guide = lessons.lesson(one, "key", WORDS, (2, 2), WHOLE, 30).guides[0]
    assert guide is not None
    np.testing.assert_array_equal(guide[1], [0.5, 0, 0, 0.5])


def test_given_words_are_those_before_the_wanted_ones() -> None:
    batch = LessonBatch([Lesson("k", (np.array([3, 4, 9]), np.array([5, 9]))), Lesson("l", (np.array([6, 9]),))])
    tensors = lessons.to_tensors(batch, 9, torch.device("cpu"))
    assert tensors.rows.tolist() == [0, 0, 1]
    assert tensors.given.tolist() == [[9, 3, 4], [9, 5, 0], [9, 6, 0]]
    assert tensors.wanted.tolist() == [[3, 4, 9], [5, 9, 0], [6, 9, 0]]


def test_every_picture_is_in_one_batch_of_an_epoch() -> None:
    taught = [Lesson(str(n), (np.array([n]),)) for n in range(11)]
    found = lessons.picture_batches(taught, 4, np.random.default_rng(0))
    assert sorted(int(one.key) for batch in found for one in batch.lessons) == list(range(11))
    assert [len(batch) for batch in found] == [4, 4, 3]


def test_captions_mostly_unknown_do_not_teach_language() -> None:
    assert len(lessons.texts(["a dog sees a cat", "the zebra is striped"], WORDS, 30)) == 1


def test_validation_holds_back_a_tenth_always_the_same() -> None:
    kept, held = lessons.split_validation(100, 3)
    assert len(held) == 10 and sorted(kept + held) == list(range(100))
    assert lessons.split_validation(100, 3) == (kept, held)
    assert lessons.split_validation(19, 3)[1] == []
