"""Labelling as the program's queue does it, the true labels in the place of the person."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from core.jobs import model_settings
from core.ml import pretraining
from core.ml.job import Job
from core.ml.models.regression import LogisticConfig
from core.ml.pretraining import Foundation
from core.ml.quick.model import QuickModel, Reader, Seen
from core.selection import limits, mixing, strategies
from core.selection.batches import BATCH
from core.selection.limits import LISTED, SLICE
from core.selection.strategies import Pool
from tests.benchmarks.texts.data_sets import DataSet

EVERY = 20  # labels between two measurements
RANDOM_SHARE = 0.15
DEV_SEED = 999  # of the development part, within the training part

Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class World:
    """A data set as the quick model sees it: what may be labelled (N), and what only measures."""

    reader: Reader
    train: Seen
    train_targets: NDArray[np.bool_]
    test: Seen
    test_targets: NDArray[np.bool_]
    groups: NDArray[np.intp]

    @property
    def n(self) -> int:
        return len(self.train)


@dataclass(slots=True)
class Labelling:
    """What was labelled, in order, and how often models of the first 20, 40 … labels were right."""

    rows: list[int] = field(default_factory=list)
    chosen: list[int] = field(default_factory=list)  # places in `rows` that a strategy chose
    accuracies: list[float] = field(default_factory=list)


def job() -> Job:
    return Job("benchmark", lambda _: None)


def see(data: DataSet, part: str, *, has_encoder: bool, seed: int = 0) -> World:
    """Learn from the training texts alone; on `dev` a fifth of them measures, and the test part is not looked at."""
    texts, labels = list(data.train_texts), data.train_labels
    test_texts, test_labels = list(data.test_texts), data.test_labels
    if part == "dev":
        order = np.random.default_rng(DEV_SEED).permutation(len(texts))
        kept, held = np.split(order, [len(texts) * 8 // 10])
        test_texts, test_labels = [texts[row] for row in held], labels[held]
        texts, labels = [texts[row] for row in kept], labels[kept]
    reader = Reader(foundation(texts, seed, has_encoder=has_encoder))
    flags = np.eye(len(data.names), dtype=bool)
    groups = np.unique([hash(text.strip()) for text in texts], return_inverse=True)[1]
    return World(reader, reader.read(texts), flags[labels], reader.read(test_texts), flags[test_labels], groups)


def label(world: World, budget: int, seed: int, *, is_active: bool) -> Labelling:
    """Label `budget` documents, ten at a time, by margin after a cold start, or at random."""
    order = np.random.default_rng(seed).permutation(world.n)
    done = Labelling()
    is_free = np.ones(world.n, dtype=bool)
    model: QuickModel | None = None
    listed = np.empty(0, dtype=np.intp)
    cursor = 0
    while len(done.rows) < budget:
        ranked = np.empty(0, dtype=np.intp)
        if is_active:
            cursor, candidates = _candidates(order, is_free, cursor, listed)
            listed = ranked = candidates[_ranking(world, model, candidates, done)]
        _take(done, is_free, order, ranked.tolist())
        is_due = len(done.rows) // EVERY > len(done.accuracies)
        if is_active or is_due:  # nothing else asks a model
            model = _fit(world, np.array(done.rows), seed)
            if is_due:
                done.accuracies.append(accuracy(world, model))
    return done


def accuracy(world: World, model: QuickModel) -> float:
    said = model.probabilities(world.test).argmax(axis=1)
    return float((said == world.test_targets.argmax(axis=1)).mean())


def foundation(texts: list[str], seed: int, *, has_encoder: bool) -> Foundation:
    ngrams = pretraining.learn_ngrams(texts, seed, job())
    if not has_encoder:
        return Foundation(ngrams=ngrams)
    words = pretraining.learn_words(texts, pretraining.wanted_by(model_settings.find("auto").resolve({}), seed), job())
    return Foundation(words, ngrams, pretraining.learn_encoder(texts, words, ngrams, job()))


def _fit(world: World, rows: Rows, seed: int) -> QuickModel:
    return QuickModel.fit(world.reader, world.train.part(rows), world.train_targets[rows], LogisticConfig(seed=seed))


def _candidates(order: Rows, is_free: NDArray[np.bool_], cursor: int, listed: Rows) -> tuple[int, Rows]:
    """The next slice of the random order, round and round, and what the last list held."""
    turned = np.roll(order, -cursor)
    fresh = turned[is_free[turned]][:SLICE]
    ahead = int(np.flatnonzero(turned == fresh[-1])[0]) + 1
    old = listed[is_free[listed]][:LISTED]
    return (cursor + ahead) % len(order), np.concatenate([fresh, old[~np.isin(old, fresh)]])


def _ranking(world: World, model: QuickModel | None, candidates: Rows, done: Labelling) -> Rows:
    seen = world.train.part(candidates)
    rows = np.array(done.rows, dtype=np.intp)
    is_cold = model is None or len(rows) < limits.COLD
    probabilities = None if is_cold or model is None else model.probabilities(seen)
    shares = world.train_targets[rows].mean(axis=0) if len(rows) else np.zeros(world.train_targets.shape[1])
    pool = Pool(seen.vectors, world.train.vectors[rows], world.groups[candidates], shares, probabilities)
    ranking = strategies.typical(pool, BATCH) if is_cold else strategies.margin(pool, LISTED)
    return ranking.rows


def _take(done: Labelling, is_free: NDArray[np.bool_], order: Rows, ranked: list[int]) -> None:
    """The next batch: random documents in their places of the list, the ranked ones in the others."""
    share = RANDOM_SHARE if ranked else 1.0
    for slot in mixing.slots(len(done.rows), BATCH, random_share=share, holdout_share=0.0):
        is_chosen = slot == "chosen"
        source = ranked if is_chosen else order
        row = next(int(row) for row in source if is_free[row])
        is_free[row] = False
        if is_chosen:
            done.chosen.append(len(done.rows))
        done.rows.append(row)
