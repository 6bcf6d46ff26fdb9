"""A corpus so small that a model learns it in a second, and run folders on it."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import torch

from core.jobs import specs
from core.jobs.messages import Message
from core.jobs.specs import TrainSpec
from core.ml import fitting
from core.ml.job import Job
from core.ml.text import tokenizer as tokenizers
from core.ml.text.tokenizer import Tokenizer
from core.ml.train import train

GOOD = ("很好", "不错", "满意", "lovely", "clean", "推荐")
BAD = ("太差", "很脏", "失望", "awful", "noisy", "投诉")
REST = ("房间", "酒店", "早餐", "服务员", "前台", "room", "staff", "breakfast", "昨天", "我们", "location", "the")
TINY = {
    "embedding_size": 16,
    "hidden_size": 12,
    "vocabulary": 200,
    "epochs": 4,
    "batch_size": 8,
    "learning_rate": 0.02,
    "dropout": 0.2,
    "word_dropout": 0.1,
}

torch.set_num_threads(1)


def sentence(rng: random.Random, keys: Sequence[str]) -> str:
    words = rng.choices(REST, k=rng.randint(2, 9))
    words.insert(rng.randrange(len(words) + 1), rng.choice(keys))
    return rng.choice([" ", "，", ", "]).join(words) + rng.choice(["。", "!", " 😀"])


def documents(n: int, seed: int = 0) -> list[dict[str, Any]]:
    """Good and bad reviews in turn; every fourth is hold-out, every fifth of the rest unlabelled."""
    rng = random.Random(seed)
    lines = []
    for i in range(n):
        label = ("good", "bad")[i % 2]
        part = "holdout" if i % 4 > 2 or i % 8 == 2 else "pool" if i % 5 == 0 else "train"
        text = sentence(rng, GOOD if label == "good" else BAD)
        lines.append({"id": i + 1, "text": text, "labels": [] if part == "pool" else [label], "part": part})
    return lines


def write_jsonl(path: Path, lines: Sequence[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture
def make_run(tmp_path: Path) -> Callable[..., TrainSpec]:
    """A new run folder with a snapshot, and the spec to train it."""

    def make(
        lines: Sequence[dict[str, Any]] | None = None,
        name: str = "run-1",
        labels: tuple[str, ...] = ("good", "bad"),
        is_multi_label: bool = False,
        **settings: Any,
    ) -> TrainSpec:
        folder = tmp_path / name
        folder.mkdir()
        write_jsonl(folder / "snapshot.jsonl", documents(120) if lines is None else lines)
        return TrainSpec(
            str(folder),
            "attention-lstm",
            settings=TINY | settings,
            labels=labels,
            is_multi_label=is_multi_label,
            device="cpu",
        )

    return make


@pytest.fixture
def said() -> list[Message]:
    return []


@pytest.fixture
def job(said: list[Message]) -> Job:
    return Job("j1", said.append)


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    return tokenizers.train([line["text"] for line in documents(200)], 200, seed=0)


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one finished run; not to be changed."""
    folder = tmp_path_factory.mktemp("trained")
    write_jsonl(folder / "snapshot.jsonl", documents(160))
    train(
        TrainSpec(str(folder), "attention-lstm", settings=TINY, labels=("good", "bad"), device="cpu"), Job("j1", print)
    )
    return folder


@pytest.fixture(scope="session")
def trained_auto(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one finished run of `auto`; not to be changed."""
    return _finished(tmp_path_factory.mktemp("auto"), "auto", {"vocabulary": 200})


@pytest.fixture(scope="session")
def trained_reader(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one finished run of `auto`, to which a hundred labels are many; not to be changed."""
    with pytest.MonkeyPatch.context() as patch:
        few_labels_are_many(patch)
        return _finished(tmp_path_factory.mktemp("reader"), "auto", {"vocabulary": 200})


def few_labels_are_many(patch: pytest.MonkeyPatch) -> None:
    """From now on `auto` learns all of its weights from the labels, quickly."""
    patch.setattr(fitting, "MANY", 50)
    small = {"hidden_size": 8, "batch_size": 8, "min_steps_per_epoch": 30, "learning_rate": 0.02}
    patch.setattr(fitting, "READER", {**fitting.READER, **small})


@pytest.fixture(scope="session")
def trained_logistic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one finished run of `logistic`; not to be changed."""
    return _finished(tmp_path_factory.mktemp("logistic"), "logistic", {})


def _finished(folder: Path, model: str, settings: dict[str, Any]) -> Path:
    write_jsonl(folder / "snapshot.jsonl", documents(160))
    spec = TrainSpec(str(folder), model, settings=settings, labels=("good", "bad"), device="cpu", seed=5000)
    (folder / "spec.json").write_text(json.dumps(specs.to_json(spec)))
    train(spec, Job("j1", print))
    return folder


def sha256_of(folder: Path | str, names: Sequence[str]) -> dict[str, str]:
    """A run's files by name, to be compared with another's."""
    return {name: hashlib.sha256(Path(folder, name).read_bytes()).hexdigest() for name in names}
