from __future__ import annotations

import dataclasses

from core.errors import AppError
from core.ml import rationales
from core.ml.epoch_record import EpochRecord
from core.ml.rationales import choose_rationale_weight
from core.ml.training_config import TrainingConfig
from tests.core.ml.tiny_training import examples, make

RECORD = EpochRecord(1, 1, 0.5, 0.5, 0.8, 0.8, (0.7608, 0.8392), 1.0, True, 60)  # a standard error of .02


class Pretended:
    """A training whose outcome is known beforehand."""

    def __init__(self, config, outcome):
        self.config = config
        self.outcome = outcome

    def fit(self, _):
        if self.outcome is None:
            raise AppError("diverged", "")

    def best(self):
        return self.outcome and dataclasses.replace(RECORD, macro_f1=self.outcome[0], auprc=self.outcome[1])


def chosen(outcomes, **fields):
    tried = []

    def training(config):
        tried.append(config)
        return Pretended(config, outcomes[config.rationale_weight])

    return choose_rationale_weight(training, TrainingConfig(**fields), (), (0.3, 1.0, 3.0)), tried


def test_the_best_agreement_wins_that_costs_no_accuracy():
    assert chosen({0: (0.8, 0.3), 0.3: (0.8, 0.5), 1: (0.795, 0.6), 3: (0.78, 0.9)})[0] == 1
    assert chosen({0: (0.8, 0.3), 0.3: (0.7, 0.5), 1: (0.7, 0.6), 3: (0.7, 0.9)})[0] == 0
    assert chosen({0: (0.8, 0.7), 0.3: (0.9, 0.5), 1: (0.9, 0.6), 3: (0.9, 0.7)})[0] == 0


def test_a_candidate_that_breaks_down_is_out():
    assert chosen({0: (0.8, 0.3), 0.3: (0.8, 0.4), 1: None, 3: None})[0] == 0.3


def test_where_no_validation_text_is_marked_the_default_is_taken_after_one_try():
    weight, tried = chosen({0: (0.8, None)})
    assert weight == rationales.DEFAULT
    assert len(tried) == 1


def test_the_tries_are_short():
    tried = chosen({weight: (0.8, 0.5) for weight in (0, 0.3, 1, 3)}, epochs=9)[1]
    assert {config.epochs for config in tried} == {rationales.TRIAL_EPOCHS}
    assert all(config.max_steps_per_epoch * config.epochs <= rationales.TRIAL_STEPS for config in tried)


def test_with_real_trainings_marks_help_and_the_choice_is_the_same_each_time():
    def training(config):
        parts = (examples(n, n, n_marked=n // 2) for n in (160, 60))
        return make(0, *parts, **dataclasses.asdict(config))

    config = TrainingConfig(epochs=2, batch_size=16, learning_rate=0.01, max_steps_per_epoch=20)
    first, again = (choose_rationale_weight(training, config, candidates=(0.5, 1.0)) for _ in range(2))
    assert first == again > 0
