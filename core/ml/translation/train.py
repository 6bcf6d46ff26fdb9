"""The training job of a translation run: prepare, train, measure on the hold-out; it writes only in its run folder."""

from __future__ import annotations

import dataclasses
import functools
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

from core.errors import N_, AppError
from core.jobs import model_settings
from core.jobs.aligning import MUTUAL
from core.jobs.messages import Started
from core.jobs.specs import TRANSLATION, TrainSpec
from core.locks import Lock
from core.ml import device, kept, notices, state
from core.ml.beam import BeamOptions
from core.ml.files import write_bytes, write_json
from core.ml.job import Job
from core.ml.translation import card, gold, measuring, pairs, registry, sides
from core.ml.translation.card import TranslationCard
from core.ml.translation.comparing import TRANSLATIONS_FILE
from core.ml.translation.pairs import Pair, PairSequence
from core.ml.translation.sides import SourceSide, TargetSide
from core.ml.translation.training import Lessons, TranslationConfig, TranslationTraining, Validation, config_of
from core.ml.translation.translator import Sides, TranslateOptions, Translator

OWN_FILES = (card.SOURCE_FILE, card.TARGET_FILE, TRANSLATIONS_FILE)
GREEDY = TranslateOptions(BeamOptions(1))


@dataclass(frozen=True, slots=True)
class Plan:
    """What is trained, settled before the first step."""

    spec: TrainSpec
    model: str
    settings: dict[str, Any]
    run_dir: Path
    device: torch.device
    pairs: Sequence[Pair]

    def part(self, name: str) -> list[Pair]:
        return [pair for pair in self.pairs if pair.part == name]

    @property
    def is_taught(self) -> bool:
        """Whether what people linked teaches attention."""
        return self.settings.get("link_weight", 0.0) > 0 and any(pair.links for pair in self.part("train"))


def train(spec: TrainSpec, job: Job) -> dict[str, Any]:
    """Train, or go on with, the run in `spec.run_dir`; the result is what `train --json` prints."""
    run_dir = Path(spec.run_dir)
    with Lock(run_dir / state.LOCK_FILE), state.recorded(run_dir, job):
        started = time.monotonic()
        chosen, device_name = device.choose(spec.device)
        job.send(Started(job.id, device_name))
        plan = _prepare(spec, chosen, job)
        training = _learn(plan, job)
        result = _measure(plan, chosen, job)
        write_json(run_dir / kept.METRICS_FILE, result)
        own = {"model": plan.model, "device": device_name, "metrics": result}
        return kept.told(run_dir, training.place.history, started, **own)


def _prepare(spec: TrainSpec, chosen: torch.device, job: Job) -> Plan:
    job.progress("prepare", 0, 0)
    device.set_threads(spec.threads)
    info = model_settings.find(spec.model, TRANSLATION)
    run_dir = Path(spec.run_dir)
    if not spec.is_resumed:
        kept.clear(run_dir, OWN_FILES)
    found, settings = pairs.read_snapshot(run_dir / "snapshot.jsonl"), info.resolve(spec.settings)
    if settings["is_reversed"]:
        spec = dataclasses.replace(spec, languages=(spec.languages[1], spec.languages[0]))
        found = [pairs.turned(pair) for pair in found]
    plan = Plan(spec, info.name, settings, run_dir, chosen, found)
    if len(plan.part("train")) < pairs.MIN_PAIRS:
        raise pairs.too_few(len(plan.part("train")))
    job.check()
    return plan


def _learn(plan: Plan, job: Job) -> TranslationTraining:
    """Train from any place to the end; the best epoch's weights and the card are on disk then."""
    both = _sides(plan, job)
    own, held = _encoded(plan, both, job)
    config = config_of(plan.settings)
    training = _training(plan, both, own, held, config)
    kept.fit(plan.run_dir, training, job, is_resumed=plan.spec.is_resumed)
    model_config = dataclasses.asdict(training.model.config)  # type: ignore[call-overload]
    shas = both.source.tokenizer.sha256, both.target.tokenizer.sha256
    told = TranslationCard(plan.model, model_config, *shas, plan.spec.languages, registry.READING, plan.is_taught)
    card.save(plan.run_dir, told)
    return training


def _sides(plan: Plan, job: Job) -> Sides:
    """The pieces of both languages, learned from what is trained on; a resumed run keeps those that it began with."""
    if not (plan.spec.is_resumed and (plan.run_dir / card.TARGET_FILE).is_file()):
        found = plan.part("train")
        sources, targets = [pair.source for pair in found], [pair.target for pair in found]
        settings, seed = plan.settings, plan.spec.seed
        job.progress("tokenizer", 0, 0)
        if settings["is_joint"]:
            joint = job.wait_for(lambda: sides.train_joint(sources, targets, settings["target_pieces"]))
            card.save_sides(plan.run_dir, joint, joint)
        else:
            learn = functools.partial(sides.train, seed=seed)
            kinds = settings["source_tokenizer"], settings["target_tokenizer"]
            source = job.wait_for(lambda: learn(sources, settings["source_pieces"], kinds[0], is_target=False))
            target = job.wait_for(lambda: learn(targets, settings["target_pieces"], kinds[1], is_target=True))
            card.save_sides(plan.run_dir, source, target)
    return Sides(*card.load_sides(plan.run_dir))


Encoded = list[tuple[Pair, PairSequence]]


def _encoded(plan: Plan, both: Sides, job: Job) -> tuple[Encoded, Encoded]:
    """The pairs that teach and those held back, in pieces; overlong ones are left out, with a notice."""
    found = plan.part("train")
    rows, held = pairs.split_validation(found, plan.spec.seed)
    all_of = _in_pieces(found, both.source, both.target)
    job.check()
    most = plan.settings["max_pieces"]
    is_short = [max(len(one.source), len(one.target)) <= most for one in all_of]
    n_long = is_short.count(False)
    if n_long:
        template = N_("core", "{n} pairs with more than {most} pieces on a side are not learned from.")
        notices.tell(plan.run_dir, job, AppError("overlong-pairs", template, n=n_long, most=most))
    parts = ([(found[row], all_of[row]) for row in part if is_short[row]] for part in (rows, held))
    kept, valid = parts
    if not kept:
        raise pairs.too_few(0)
    return kept, valid


def _in_pieces(
    found: Sequence[Pair], source: SourceSide, target: TargetSide, seed: int | None = None
) -> list[PairSequence]:
    sources = source.encode([pair.source for pair in found], seed)
    targets = target.encode([pair.target for pair in found])
    return [pairs.encode(*one, target) for one in zip(found, sources, targets, strict=True)]


def _training(plan: Plan, both: Sides, kept: Encoded, held: Encoded, config: TranslationConfig) -> TranslationTraining:
    resample = None
    if plan.settings["subword_sampling"]:
        resample = functools.partial(_in_pieces, [pair for pair, _ in kept], both.source, both.target)
    texts = [(pair.source, pair.target) for pair, _ in held]

    def translate(model: nn.Module, rows: Sequence[int]) -> list[str]:
        found = both.translate(model, [texts[row][0] for row in rows], GREEDY, plan.device)
        return [best.text for best, *_ in found]

    torch.manual_seed(plan.spec.seed)
    shape = registry.config_for(plan.model, plan.settings, source=len(both.source), target=len(both.target))
    return TranslationTraining(
        registry.build(plan.model, shape).to(plan.device).train(),
        Lessons([one for _, one in kept], both.target.end, resample),
        Validation([one for _, one in held], texts, translate, measuring.quick_bleu),
        config,
        seed=plan.spec.seed,
    )


def _measure(plan: Plan, chosen: torch.device, job: Job) -> dict[str, Any]:
    """BLEU and chrF on the hold-out, whose translations are kept, and the alignment where people linked words.

    Where enough pairs are linked that did not teach, they decide how the run's attention is read from now on.
    """
    translator, holdout = Translator.load(plan.run_dir, chosen), plan.part("holdout")
    options = TranslateOptions(BeamOptions(plan.settings["beam"]))
    found = translator.translate([pair.source for pair in holdout], options, job.phase("evaluate"))
    lines = [
        {"id": pair.id, "translation": best.text, "score": round(best.score, 4)}
        for pair, (best, *_) in zip(holdout, found, strict=True)
    ]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    write_bytes(plan.run_dir / TRANSLATIONS_FILE, text.encode("utf-8"))
    result = measuring.evaluate(
        [pair.source for pair in holdout], [best.text for best, *_ in found], [pair.target for pair in holdout]
    )
    linked = [pair for pair in plan.pairs if pair.links and (pair.part == "holdout" or not plan.is_taught)]
    aligned = gold.measure(translator, linked, job.phase("evaluate"))
    if len(linked) >= gold.ENOUGH and aligned:
        reading = gold.better_reading(aligned["alignment"], translator.card.reading)
        card.save(plan.run_dir, dataclasses.replace(translator.card, reading=reading))
        aligned |= aligned["alignment"][f"{reading} {MUTUAL}"]
    return result | aligned
