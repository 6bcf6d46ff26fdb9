"""What a step makes smaller: the error on the labels, and what the configuration adds to it."""

from __future__ import annotations

import torch
from torch import Tensor

from core.ml import losses
from core.ml.examples import Examples, TrainingBatch
from core.ml.models.output import Output
from core.ml.text.batches import Batch
from core.ml.training_config import TrainingConfig


class Objective:
    """The loss of a batch as the sum of its parts' losses, so that any division into parts gives the same step."""

    def __init__(self, config: TrainingConfig, train: Examples, *, is_multi_label: bool) -> None:
        self._config = config
        self._is_multi_label = is_multi_label
        self._class_weights: Tensor | None = None
        if config.class_weights:
            weights = losses.class_weights(train.targets, is_multi_label=is_multi_label)
            self._class_weights = torch.tensor(weights, dtype=torch.float32)
        self._marked_share = train.marked_share

    def __call__(self, output: Output, batch: Batch, part: TrainingBatch, whole: TrainingBatch) -> Tensor:
        """The share of `part`, read as `batch` with the model's `output`, in the loss of the `whole` batch."""
        share = len(part) / len(whole)
        scores = with_offsets(output.scores.float(), part)  # (views · B, C)
        loss = self._label_loss(scores, part) * (self._mass(part) / self._mass(whole))
        if part.views == 2:
            differ = losses.disagreement(scores, is_multi_label=self._is_multi_label)
            loss = loss + self._config.consistency * share * differ
        if self._config.rationale_weight and self._marked_share and output.weights is not None:
            weights = output.weights.float()
            distance = losses.rationale_distance(weights, batch.marked, batch.mask, self._marked_share, batch.is_marked)
            loss = loss + self._config.rationale_weight * share * distance
        if self._config.conicity and output.states is not None:
            loss = loss + self._config.conicity * share * losses.conicity(output.states.float(), batch.mask)
        return loss

    def _label_loss(self, scores: Tensor, part: TrainingBatch) -> Tensor:
        targets = torch.from_numpy(part.targets).to(scores.device).repeat(part.views, 1)
        weights = None if self._class_weights is None else self._class_weights.to(scores.device)
        return losses.label_loss(scores, targets, weights, is_multi_label=self._is_multi_label)

    def _mass(self, batch: TrainingBatch) -> float:
        """What the mean over a batch's labels is divided by."""
        if self._class_weights is None or self._is_multi_label:
            return len(batch)
        return float(self._class_weights.double()[batch.targets.argmax(axis=1)].sum())


def with_offsets(scores: Tensor, batch: TrainingBatch) -> Tensor:
    """Scores (views · B, C) with what is known of the texts beside the model."""
    if batch.offsets is None:
        return scores
    return scores + torch.from_numpy(batch.offsets).to(scores.device).repeat(batch.views, 1)
