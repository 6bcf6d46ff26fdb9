from __future__ import annotations

import json

import pytest
import torch

from core.jobs.specs import TrainSpec
from core.ml.job import Job
from core.ml.translation import train
from core.ml.translation.translator import Translator
from tests.core.ml.translation.toy import snapshot_lines

SMALL = {
    "hidden_size": 32,
    "embedding_size": 32,
    "epochs": 5,
    "learning_rate": 0.01,
    "batch_size": 32,
    "min_steps_per_epoch": 60,
    "source_tokenizer": "words",
    "dropout": 0.1,
    "label_smoothing": 0.05,
}


def ignore(message):
    """A listener for those who do not care."""


def train_toy(folder, model="bahdanau", lines=None, send=ignore, job=None, **fields):
    """A run of the toy language; its folder and its result."""
    folder.mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps(line) + "\n" for line in lines or snapshot_lines(300, 40))
    (folder / "snapshot.jsonl").write_text(text, encoding="utf-8")
    settings = SMALL | fields.pop("settings", {})
    spec = TrainSpec(str(folder), model, settings, **{"task": "translation", "device": "cpu", "threads": 1} | fields)
    return folder, train.train(spec, job or Job("j", send))


@pytest.fixture(scope="session")
def toy_run(tmp_path_factory):
    return train_toy(tmp_path_factory.mktemp("toy") / "run")


@pytest.fixture(scope="session")
def toy_translator(toy_run):
    return Translator.load(toy_run[0], torch.device("cpu"))
