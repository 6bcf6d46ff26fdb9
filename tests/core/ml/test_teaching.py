"""Marked words teach attention, through the real job."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from core.jobs.messages import Epoch, Progress
from core.jobs.specs import TrainSpec
from core.ml.plausibility import auprc
from core.ml.predictor import Predictor
from core.ml.train import train
from tests.core.ml.conftest import BAD, GOOD, documents, write_jsonl


def marked(text):
    return [[text.index(key), text.index(key) + len(key)] for key in (*GOOD, *BAD) if key in text]


def attention_on_marks(run_dir, texts):
    readings = Predictor.load(run_dir, torch.device("cpu")).read(texts)
    flags = [
        np.array([any(span.start < end and span.end > start for start, end in marked(text)) for span in reading.spans])
        for text, reading in zip(texts, readings, strict=True)
    ]
    return auprc([reading.weights for reading in readings], flags)


@pytest.mark.parametrize("model", ["auto", "attention-lstm"])
def test_attention_comes_closer_to_the_marks_of_people(tmp_path, job, model):
    lines = [line | {"rationales": marked(line["text"])} for line in documents(160) if line["labels"]]
    texts = [line["text"] for line in documents(60, seed=9)]
    settings = {} if model == "auto" else {"epochs": 2, "embedding_size": 16, "hidden_size": 12}
    found = {}
    for weight in (0.0, 3.0):
        folder = tmp_path / f"weight-{weight}"
        folder.mkdir()
        write_jsonl(folder / "snapshot.jsonl", lines)
        given = settings | {"vocabulary": 200, "rationale_weight": weight}
        train(TrainSpec(str(folder), model, given, ("good", "bad"), device="cpu"), job)
        found[weight] = attention_on_marks(folder, texts)
    assert found[3.0] > found[0.0] + 0.05
    assert Path(tmp_path, "weight-3.0", "history.jsonl").is_file()


def test_while_the_weight_is_chosen_progress_is_told_and_the_trials_epochs_are_not(tmp_path, job, said):
    lines = [line | {"rationales": marked(line["text"])} for line in documents(60) if line["labels"]]
    write_jsonl(tmp_path / "snapshot.jsonl", lines)
    settings = {"epochs": 1, "embedding_size": 8, "hidden_size": 4, "vocabulary": 200, "encoder": "average"}
    train(TrainSpec(str(tmp_path), "attention-lstm", settings, ("good", "bad"), device="cpu"), job)
    steps = [message for message in said if isinstance(message, Progress) and message.phase == "train"]
    assert sum(step.done == step.total for step in steps) > 1
    assert sum(isinstance(message, Epoch) for message in said) == 1
