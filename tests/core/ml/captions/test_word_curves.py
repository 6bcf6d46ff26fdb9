"""Deletion and insertion: of a stand-in that says its word for one part of the picture, and of a run on scenes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core import word_curves
from core.errors import Cancelled, InputError
from core.jobs.messages import Message, Progress
from core.jobs.picture_specs import DeletionSpec
from core.ml.captions import answers
from core.ml.captions.word_curves import N_ORDERS, SHARES, Fading, measure
from core.ml.job import Job
from core.word_curves import CARRIES, NOTHING, WordCurves
from tests.core.ml.captions.conftest import ignore

Lines = list[dict[str, Any]]
Run = tuple[Path, dict[str, Any]]
THING = np.zeros((4, 5), bool)
THING[:2, 3:] = True
RIGHT = THING.ravel() / THING.sum()


class OfThing:
    """Says its second word as far as the thing is sharp: as its pixels are white."""

    rows, columns = THING.shape

    def subject(self, *_: Any) -> None:
        """It needs none."""

    def logs_of(self, pixels: list[np.ndarray], _: Any) -> np.ndarray:
        seen = [one[:, :20, 24:].mean() / 255 for one in pixels]
        return np.log([[0.5, 0.01 + 0.9 * share] for share in seen])


def checked(weights: np.ndarray) -> WordCurves:
    sharp = np.full((3, 40, 40), 255, np.uint8)
    given: Any = OfThing()
    fading = Fading(given, given, given, 1, (sharp, np.zeros_like(sharp)))
    return word_curves.of_answer(measure(fading, weights))


def test_a_map_of_the_places_that_a_word_is_said_for_carries_it() -> None:
    found = checked(RIGHT)
    assert found.level == CARRIES
    assert found.deletion.probabilities == pytest.approx((0.91, 0.46, 0.01, 0.01, 0.01, 0.01, 0.01))
    assert found.insertion.probabilities == pytest.approx((0.01, 0.46, 0.91, 0.91, 0.91, 0.91, 0.91))


@pytest.mark.parametrize(
    "wrong",
    [RIGHT.reshape(5, 4).T.ravel(), np.roll(RIGHT, 10), RIGHT.max() - RIGHT, np.full(20, 0.05)],
    ids=["transposed", "elsewhere", "turned", "uniform"],
)
def test_a_map_of_other_places_does_not(wrong: np.ndarray) -> None:
    assert checked(wrong).level == NOTHING


def test_random_orders_fall_evenly() -> None:
    middle = checked(RIGHT).deletion.middle
    assert middle == pytest.approx([0.01 + 0.9 * (1 - share) for share in SHARES], abs=0.12)


def test_a_run_is_asked_from_the_whole_picture_to_none_of_it(scene_run: Run, scene_lines: Lines) -> None:
    said: list[Message] = []
    spec = DeletionSpec(str(scene_run[0]), scene_lines[0]["picture"], scene_lines[0]["captions"][0], 1, device="cpu")
    models = answers.captioners()
    found = word_curves.of_answer(answers.answer(spec, Job("j", said.append), models))
    captioner = models.get(spec.run_dir, answers.device.choose("cpu")[0])
    caption = captioner.read(captioner.view(Path(spec.picture)), spec.text)
    assert found.n_orders == N_ORDERS
    assert found.deletion.probabilities[0] == pytest.approx(caption.probabilities[1], abs=1e-4)
    assert found.insertion.probabilities[-1] == found.deletion.probabilities[0]
    assert any(isinstance(one, Progress) and one.done == one.total > 100 for one in said)


def test_the_check_can_be_stopped(scene_run: Run, scene_lines: Lines) -> None:
    job = Job("j", ignore)
    job.control.cancel()
    spec = DeletionSpec(str(scene_run[0]), scene_lines[0]["picture"], scene_lines[0]["captions"][0], 1, device="cpu")
    with pytest.raises(Cancelled):
        answers.answer(spec, job, answers.captioners())


def test_a_word_that_is_not_there_is_said(scene_run: Run, scene_lines: Lines) -> None:
    spec = DeletionSpec(str(scene_run[0]), scene_lines[0]["picture"], "a red star", 3, device="cpu")
    with pytest.raises(InputError, match="no map"):
        answers.answer(spec, Job("j", ignore), answers.captioners())
