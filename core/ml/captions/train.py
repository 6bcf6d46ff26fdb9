"""The training job of a run of captions: prepare, see, train, measure; it writes in its folder and among features."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import torch
from torch import Tensor, nn

from core.errors import N_, AppError
from core.jobs import model_settings
from core.jobs.captioning import ATTENTION, BOTH, GRAD_CAM
from core.jobs.messages import Started
from core.jobs.specs import CAPTION, TrainSpec
from core.locks import Lock
from core.ml import checkpoint, device, kept, notices, state
from core.ml.callbacks import Obey, TellProgress
from core.ml.captions import card, evidence, lessons, maps, measuring, results, wording, writing
from core.ml.captions.card import CaptionCard, EncoderCard
from core.ml.captions.encoders import registry as encoders
from core.ml.captions.encoders.interface import Grid, Network
from core.ml.captions.encoders.registry import EncoderChoice
from core.ml.captions.features import Eye, Features, folder_of
from core.ml.captions.lessons import Captioned, Lesson
from core.ml.captions.registry import build, config_for
from core.ml.captions.training import CaptionConfig, CaptionTraining, Validation, config_of
from core.ml.captions.wording import Wording
from core.ml.files import read_json, write_json
from core.ml.job import Job
from core.ml.models.captioning import CaptionerConfig, Writer
from core.ml.rationales import choose_rationale_weight
from core.ml.training_config import TrainingConfig

LANGUAGE_FILE = "language.safetensors"
TEXT_RATE, TEXT_BATCH = 2e-3, 64  # of captions without pictures
WEIGHT_FILE = "region_weight.json"
OWN_FILES = (LANGUAGE_FILE, WEIGHT_FILE, card.WORDS_FILE, card.ENCODER_FILE, *results.FILES)
GENTLE = 0.5  # of the learning rate, for a decoder that can write already
SAID_BY_PICTURES = ("context.weight", "out_seen.weight")
MIN_DRAWN = 20  # pictures with regions, for attention to learn from them
CANDIDATES = (0.3, 1.0)
TRIAL_EPOCHS = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """What is trained, settled before the first step."""

    spec: TrainSpec
    model: str
    settings: dict[str, Any]
    run_dir: Path
    device: torch.device
    pictures: Sequence[Captioned]

    def part(self, name: str) -> list[Captioned]:
        return [one for one in self.pictures if one.part == name and one.captions]

    @property
    def is_encoder_trained(self) -> bool:
        return not self.settings["encoder"] or bool(self.settings["is_encoder_trained"])

    @property
    def model_settings(self) -> dict[str, Any]:
        """What a network sees must stay as it is for its evidence to be found beforehand."""
        return self.settings | ({"evidence": 0} if self.is_encoder_trained else {})


@dataclass(frozen=True, slots=True)
class Seen:
    """The pictures as numbers: the cache, the network, and what it gives; the key of each picture that can be read."""

    features: Features
    network: Network
    keys: dict[Path, str]

    @property
    def grid(self) -> Grid:
        return self.network.grid

    def look(self, keys: Sequence[str]) -> Tensor:
        found = self.features.get(keys)
        return found.float() if found.is_floating_point() else found


def train(spec: TrainSpec, job: Job) -> dict[str, Any]:
    """Train, or go on with, the run in `spec.run_dir`; the result is what `train --json` prints."""
    run_dir = Path(spec.run_dir)
    with Lock(run_dir / state.LOCK_FILE), state.recorded(run_dir, job):
        started = time.monotonic()
        chosen, device_name = device.choose(spec.device)
        job.send(Started(job.id, device_name))
        plan = _prepare(spec, chosen, job)
        seen = _see(plan, job)
        training = _learn(plan, seen, job)
        result = results.measure(plan.run_dir, plan.pictures, plan.settings["beam"], chosen, job)
        write_json(run_dir / kept.METRICS_FILE, result)
        own = {"model": plan.model, "device": device_name, "metrics": result}
        return kept.told(run_dir, training.place.history, started, **own)


def _prepare(spec: TrainSpec, chosen: torch.device, job: Job) -> Plan:
    job.progress("prepare", 0, 0)
    device.set_threads(spec.threads)
    info = model_settings.find(spec.model, CAPTION)
    run_dir = Path(spec.run_dir)
    if not spec.is_resumed:
        kept.clear(run_dir, OWN_FILES)
    found = lessons.read_snapshot(run_dir / "snapshot.jsonl")
    plan = Plan(spec, info.name, info.resolve(spec.settings), run_dir, chosen, found)
    if len(plan.part("train")) < lessons.MIN_PICTURES:
        raise lessons.too_few(len(plan.part("train")))
    job.check()
    return plan


def _see(plan: Plan, job: Job) -> Seen:
    """Every picture through the encoder, as far as that is not known from an earlier run."""
    settings, run_dir = plan.settings, plan.run_dir
    choice = EncoderChoice(
        settings["encoder"], settings["encoder_layer"], settings["encoder_size"], settings["encoder_fit"]
    )
    torch.manual_seed(plan.spec.seed)
    network = encoders.open_encoder(choice, settings["encoder_channels"])
    name = encoders.fingerprint(choice)
    if plan.is_encoder_trained:
        eye = Eye(choice, f"pixels-{choice.pixels}-{choice.fit}", None, plan.device)
    else:
        checkpoint.save_weights(run_dir, network.state_dict(), card.ENCODER_FILE)
        eye = Eye(choice, name, network.to(plan.device), plan.device)
    features = Features(folder_of(run_dir), eye)
    wanted = [one.picture for part in ("train", "holdout") for one in plan.part(part)]
    found = features.prepare(wanted, job.phase("pictures"))
    broken = [value for value in found.values() if isinstance(value, AppError)]
    if broken:
        template = N_("core", "{n} pictures can't be read and are left out; the first: {reason}")
        notices.tell(run_dir, job, AppError("broken-pictures", template, n=len(broken), reason=str(broken[0])))
    keys = {path: key for path, key in found.items() if isinstance(key, str)}
    return Seen(features, network, keys)


def _learn(plan: Plan, seen: Seen, job: Job) -> CaptionTraining:
    """Train from any place to the end; the best epoch's weights and the card are on disk then."""
    there = [one for one in plan.part("train") if one.picture in seen.keys]
    if not there:
        raise lessons.too_few(0)
    words = _words(plan, job)
    rows, held = lessons.split_validation(len(there), plan.spec.seed)
    taught = [_lesson(plan, seen, words, one) for one in there]
    config = config_of(plan.settings)
    model_config = config_for(plan.model_settings, vocabulary=len(words), channels=seen.grid.channels)
    known = [caption for row in rows for caption in there[row].captions]
    language = _language(plan, seen, words, model_config, known, job)
    if language:
        config = dataclasses.replace(config, learning_rate=GENTLE * config.learning_rate)
    learned, found = _with_evidence(seen, words, model_config, [taught[row] for row in rows], job)

    def make(config: TrainingConfig) -> CaptionTraining:
        model = _model(plan, seen, model_config, {**language, **found})
        assert isinstance(config, CaptionConfig)
        valid = _validation(plan, seen, words, [there[row] for row in held], [taught[row] for row in held])
        return CaptionTraining(model, learned, seen.look, words.end, config, valid, seed=plan.spec.seed)

    config = _with_region_weight(plan, taught, make, config, job)
    training = make(config)
    kept.fit(plan.run_dir, training, job, is_resumed=plan.spec.is_resumed)
    told = dataclasses.replace(_card(plan, seen, words, model_config), method=_method(plan, model_config, taught))
    card.save(plan.run_dir, told)
    return training


def _words(plan: Plan, job: Job) -> Wording:
    """The words of the captions of pictures; a resumed run keeps those that it began with."""
    if not (plan.spec.is_resumed and (plan.run_dir / card.WORDS_FILE).is_file()):
        job.progress("tokenizer", 0, 0)
        captions = [caption for one in plan.part("train") for caption in one.captions]
        card.save_words(plan.run_dir, wording.train(captions, plan.settings["vocabulary"]))
    return card.load_words(plan.run_dir)


def _lesson(plan: Plan, seen: Seen, words: Wording, one: Captioned) -> Lesson:
    grid = seen.grid.rows, seen.grid.columns
    view = one.view(plan.settings["encoder_fit"])
    return lessons.lesson(one, seen.keys[one.picture], words, grid, view, plan.settings["max_words"])


def _with_evidence(
    seen: Seen, words: Wording, config: CaptionerConfig, taught: Sequence[Lesson], job: Job
) -> tuple[list[Lesson], dict[str, Tensor]]:
    """Lessons with what must be taken off their pictures' evidence, and its part of the model; as they were without."""
    if not config.evidence:
        return list(taught), {}
    job.progress("evidence", 0, 0)
    found = evidence.find(taught, seen.look, len(words), words.end, config.evidence)
    learned = [dataclasses.replace(one, surplus=row) for one, row in zip(taught, found.surplus, strict=True)]
    return learned, {f"evidence.{name}": tensor for name, tensor in found.buffers.items()}


def _model(plan: Plan, seen: Seen, config: CaptionerConfig, known: dict[str, Tensor]) -> nn.Module:
    """At its first step, with the parts of it that are known before: always the same one."""
    torch.manual_seed(plan.spec.seed)
    encoder = None
    if plan.is_encoder_trained:
        encoder = encoders.build(seen.network.kind, seen.network.size, seen.network.layer, seen.grid.channels)
        encoder.load_state_dict(seen.network.state_dict())
    model = build(plan.model, config, encoder)
    model.load_state_dict(known, strict=False)
    return model.to(plan.device).train()


def _language(
    plan: Plan, seen: Seen, words: Wording, config: CaptionerConfig, captions: Sequence[str], job: Job
) -> dict[str, Tensor]:
    """What captions without pictures, and these of pictures, teach a decoder; nothing: there are none without.

    Pictures begin with no say in it (zeros): noise would undo what it has learned before they are of use.
    """
    bare = [caption for one in plan.part("text") for caption in one.captions]
    if not bare or not plan.settings["text_epochs"]:
        return {}
    model = cast(Writer, _model(plan, seen, config, {}))
    path, own = plan.run_dir / LANGUAGE_FILE, {id(one) for one in model.language()}
    names = [name for name, parameter in model.named_parameters() if id(parameter) in own]
    if not (plan.spec.is_resumed and path.is_file()):
        taught = lessons.texts([*bare, *captions], words, plan.settings["max_words"])
        if not taught:  # too few words are known
            return {}
        options = dataclasses.replace(
            config_of(plan.settings),
            epochs=plan.settings["text_epochs"],
            learning_rate=TEXT_RATE,
            batch_size=TEXT_BATCH,
            rationale_weight=0.0,
        )
        training = CaptionTraining(model, taught, seen.look, words.end, options, seed=plan.spec.seed)
        training.fit([TellProgress(job, "texts"), Obey(job)])
        weights = training.averaged_weights()
        checkpoint.save_weights(plan.run_dir, {name: weights[name] for name in names}, LANGUAGE_FILE)
    wanted = {name: parameter for name, parameter in model.named_parameters() if name in set(names)}
    silent = {
        name: torch.zeros_like(parameter) for name, parameter in model.named_parameters() if name in SAID_BY_PICTURES
    }
    return silent | checkpoint.load_tensors(path, wanted)


def _validation(
    plan: Plan, seen: Seen, words: Wording, there: Sequence[Captioned], held: Sequence[Lesson]
) -> Validation:
    def write(model: nn.Module, keys: Sequence[str]) -> list[str]:
        options = writing.Options(1, plan.settings["length_exponent"], plan.settings["max_words"])
        found = writing.write(model, seen.look, keys, words, options, plan.device)
        return [words.compose(best.ids).text for best, *_ in found]

    texts = [(one.picture.name, one.captions) for one in there]
    return Validation(held, texts, write, measuring.quick_bleu)


def _with_region_weight(
    plan: Plan,
    taught: Sequence[Lesson],
    make: Callable[[TrainingConfig], CaptionTraining],
    config: CaptionConfig,
    job: Job,
) -> CaptionConfig:
    """λ of the regions: as it was set; or tried on the validation part, once for a run, where there are enough."""
    n_drawn = sum(any(guide is not None for guide in lesson.guides) for lesson in taught)
    has_choice = plan.settings.get("region_weight", 0.0) < 0 and n_drawn >= MIN_DRAWN
    if not has_choice:
        return config
    path = plan.run_dir / WEIGHT_FILE
    if not (plan.spec.is_resumed and path.is_file()):
        trial = dataclasses.replace(config, epochs=min(config.epochs, TRIAL_EPOCHS))
        weight = choose_rationale_weight(make, trial, [TellProgress(job), Obey(job)], CANDIDATES)
        write_json(path, {"region_weight": weight})
    return dataclasses.replace(config, rationale_weight=float(read_json(path)["region_weight"]))


def _method(plan: Plan, config: CaptionerConfig, taught: Sequence[Lesson]) -> str:
    """How maps are drawn until that is measured: attention that nobody taught hardly points, what has evidence does."""
    is_taught = any(guide is not None for lesson in taught for guide in lesson.guides)
    if is_taught or not config.evidence:
        return ATTENTION
    return BOTH if BOTH in maps.offered(plan.spec.model) else GRAD_CAM


def _card(plan: Plan, seen: Seen, words: Wording, config: CaptionerConfig) -> CaptionCard:
    eye, network = seen.features.eye, seen.network
    encoder = EncoderCard(network.kind, network.layer, network.size, eye.choice.fit, eye.name, plan.is_encoder_trained)
    settings = plan.settings
    sha, longest, exponent = words.tokenizer.sha256, settings["max_words"], settings["length_exponent"]
    return CaptionCard(plan.model, dataclasses.asdict(config), encoder, sha, longest, exponent)
