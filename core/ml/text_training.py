"""The training of a classifier: labelled texts, one score a label."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from core.ml import precision
from core.ml.epoch_record import Floats, measures
from core.ml.examples import Epochs, Examples, TrainingBatch, is_marked
from core.ml.objective import Objective
from core.ml.text.batches import by_tokens, collate
from core.ml.training import Training
from core.ml.training_config import TrainingConfig

VALIDATION_TOKENS = 16_384  # in one batch
VALIDATION_TEXTS = 256


class TextTraining(Training[TrainingBatch]):
    """Learns from `train`, and is measured on `valid`, or where that is empty on what it learns from."""

    def __init__(
        self,
        model: nn.Module,
        train: Examples,
        valid: Examples,
        config: TrainingConfig,
        *,
        is_multi_label: bool,
        seed: int,
    ) -> None:
        super().__init__(model, config, seed=seed)
        self.train = train
        self.valid = valid
        self.is_multi_label = is_multi_label
        self.objective = Objective(config, train, is_multi_label=is_multi_label)
        self.epochs = Epochs(train, config, seed)

    @property
    def steps_per_epoch(self) -> int:
        return self.epochs.steps

    @property
    def n_valid(self) -> int:
        return len(self.valid)

    def batches(self, epoch: int) -> Sequence[TrainingBatch]:
        return self.epochs.batches(epoch)

    def n_tokens(self, batch: TrainingBatch) -> int:
        return sum(map(len, batch.sequences))

    def loss(self, part: TrainingBatch, whole: TrainingBatch) -> Tensor:
        batch = collate(part.sequences, self.device)
        with precision.mixed(self.device, self.precision):
            output = self.model(batch)
        return self.objective(output, batch, part, whole)

    def measures(self) -> dict[str, Any]:
        examples = self.valid if len(self.valid) else self.train
        scores, weights = self._read(examples)
        return measures(examples, scores, weights, is_multi_label=self.is_multi_label, seed=self.seed)

    def scores(self, examples: Examples) -> Floats:
        """Scores (N, C) of the model as it is, with the examples' offsets."""
        return self._read(examples)[0]

    def _read(self, examples: Examples) -> tuple[Floats, dict[int, Floats]]:
        """Scores (N, C), and by row the attention (T) on the texts with marks, if the model has attention."""
        scores = np.zeros(examples.targets.shape, dtype=np.float32)
        weights: dict[int, Floats] = {}
        lengths = np.array([len(sequence) for sequence in examples.sequences], dtype=int)
        self.model.eval()
        with torch.inference_mode():
            for rows in by_tokens(lengths, VALIDATION_TOKENS, self.place.texts_at_once or VALIDATION_TEXTS):
                sequences = [examples.sequences[row] for row in rows]
                output = self.model(collate(sequences, self.device))
                scores[rows] = output.scores.float().cpu().numpy()
                if output.weights is not None:
                    pairs = zip(rows.tolist(), sequences, output.weights.float().cpu().numpy(), strict=True)
                    weights |= {row: own[: len(sequence)] for row, sequence, own in pairs if is_marked(sequence)}
        self.model.train()
        return scores if examples.offsets is None else scores + examples.offsets, weights
