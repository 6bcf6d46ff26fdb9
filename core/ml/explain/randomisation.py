"""Does an explanation depend on what the model learned?

The test of Adebayo et al. 2018, "Sanity checks for saliency maps", section 3. From the scores down to the embeddings,
part after part of the model gets fresh random weights, and the explanation of the same text and label is computed
again. Spearman's ρ to the original, signed and of the sizes alone: a method whose ρ stays high shows the text, not the
model.
"""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from core.ml.checkpoint import RunModel
from core.ml.explain import methods
from core.ml.explain.ranks import spearman
from core.ml.explain.subject import Subject
from core.ml.models import registry
from core.ml.models.logistic import Logistic
from core.ml.predictor import Predictor
from core.progress import Report, ignore

NGRAMS = "n-grams"
Floats = NDArray[np.floating[Any]]


def randomised(model: RunModel, seed: int) -> Iterator[tuple[str, RunModel]]:
    """The model with one more part random each time, from the top down: the part's name, and the model so far."""
    current = model
    if current.ngrams is not None:
        current = dataclasses.replace(current, ngrams=_random_ngrams(current.ngrams, seed))
        yield NGRAMS, current
    if current.neural is None or current.card.neural is None:
        return
    torch.manual_seed(seed)
    fresh = registry.build(current.card.neural_model, current.card.neural).to(current.device)
    neural = copy.deepcopy(current.neural)
    parts = [name for name, part in neural.named_children() if any(True for _ in part.parameters())]
    for name in reversed(parts):
        neural.get_submodule(name).load_state_dict(fresh.get_submodule(name).state_dict())
        yield name, dataclasses.replace(current, neural=neural)


def randomisation(
    subjects: Sequence[Subject], names: Sequence[str], report: Report = ignore
) -> dict[str, list[dict[str, Any]]]:
    """For each method, from stage to stage, the mean ρ to the original over the subjects; None where it is undefined.

    The label is that of the original prediction throughout.
    """
    originals = [{name: methods.attribute(subject, name).scores for name in names} for subject in subjects]
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    if not subjects:
        return found
    predictor = subjects[0].predictor
    for stage, model in randomised(predictor.model, subjects[0].options.seed):
        other = Predictor(model, predictor.read_limit)
        pairs: dict[str, list[tuple[Floats, Floats]]] = {name: [] for name in names}
        for number, (subject, original) in enumerate(zip(subjects, originals, strict=True)):
            report(number, len(subjects))
            (reading,) = other.read([subject.text])
            again = dataclasses.replace(subject, predictor=other, reading=reading)
            for name in names:
                pairs[name].append((original[name], methods.attribute(again, name).scores))
        for name in names:
            found[name].append({"stage": stage, "rho": _mean(pairs[name]), "rho_of_sizes": _mean(pairs[name], np.abs)})
    return found


def _mean(pairs: Sequence[tuple[Floats, Floats]], of: Any = np.asarray) -> float | None:
    known = [rho for one, other in pairs if (rho := spearman(of(one), of(other))) is not None]
    return float(np.mean(known)) if known else None


def _random_ngrams(ngrams: Logistic, seed: int) -> Logistic:
    """Normal weights as large as those of each label."""
    rng = np.random.default_rng(seed)
    weights = rng.standard_normal(ngrams.weights.shape) * ngrams.weights.std(axis=0)
    return Logistic(ngrams.config, ngrams.features, weights.astype(np.float32), ngrams.bias)
