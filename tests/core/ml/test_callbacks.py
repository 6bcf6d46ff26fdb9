from __future__ import annotations

import json
from pathlib import Path

import pytest
import safetensors.torch
import torch

from core.errors import AppError
from core.jobs import messages
from core.ml import notices
from core.ml.callbacks import KeepBest, SaveProgress, StopEarly, Tell
from core.ml.job import Job
from core.ml.text_training import TextTraining
from core.ml.train import train
from core.project import run_files
from tests.core.ml.tiny_training import examples, make

NOTICE = AppError("smaller-batch", "Not enough memory for {n} texts at once; goes on with {m}.", n=16, m=8)


def test_what_an_epoch_and_a_notice_say_can_be_sent_and_read():
    said = []
    training = make(valid=examples(60, seed=1, n_marked=20), epochs=1)
    training.fit([tell := Tell(Job("j1", said.append))])
    tell.on_notice(training, NOTICE)
    epoch = next(message for message in said if isinstance(message, messages.Epoch))
    assert 0 < epoch.auprc <= 1
    assert said[-1] == messages.Notice("j1", NOTICE.code, NOTICE.template, {"n": 16, "m": 8})
    for message in said:
        assert messages.from_line(messages.to_line(message)) == message


def test_an_older_worker_that_knows_no_agreement_is_understood():
    line = json.loads(messages.to_line(messages.Epoch("j1", 1, 2, 0.6, 0.5, 0.8, 0.79, (0.7, 0.86), 5e3, True)))
    del line["auprc"]
    assert messages.from_line(json.dumps(line)).auprc is None


def test_a_notice_is_kept_once_in_the_runs_folder(tmp_path):
    saver, training = SaveProgress(tmp_path), make()
    other = AppError("other", "Another {thing}.", thing="x")
    for notice in (NOTICE, other, NOTICE):
        saver.on_notice(training, notice)
    assert list(run_files.notices(tmp_path)) == [notices.fields(NOTICE), notices.fields(other)]


@pytest.mark.parametrize("n_marked", [0, 20])
def test_the_history_on_disk_is_that_of_the_training(tmp_path, n_marked):
    training = make(valid=examples(60, seed=1, n_marked=n_marked), epochs=2)
    training.fit([KeepBest(tmp_path), SaveProgress(tmp_path)])
    lines = [json.loads(line) for line in (tmp_path / "history.jsonl").read_text().splitlines()]
    assert [line["epoch"] for line in lines] == [1, 2]
    assert [line["auprc"] for line in lines] == [record.auprc for record in training.place.history]
    assert (lines[0]["auprc"] is None) == (n_marked == 0)


def test_a_run_that_was_over_stops_at_once_when_resumed():
    training = make(epochs=30)
    training.fit([StopEarly(patience=2)])
    done = training.place.epoch
    training.should_stop = False
    training.fit([StopEarly(patience=2)])
    assert training.place.epoch == done


def test_a_whole_run_that_breaks_down_finishes_with_its_best_epoch(make_run, job, said, monkeypatch):
    step = TextTraining._step

    def broken(self, batch):
        if self.place.step == 120:
            self.model.output.weight.data[0, 0] = float("nan")
        return step(self, batch)

    monkeypatch.setattr(TextTraining, "_step", broken)
    spec = make_run()
    result = train(spec, job)
    assert result["epochs"] == 2
    assert result["metrics"]["accuracy"] > 0.8
    assert [(message.code, message.values) for message in said if isinstance(message, messages.Notice)] == [
        ("broke-down", {"epoch": 3, "kept": 2})
    ]
    assert torch.isfinite(safetensors.torch.load_file(Path(spec.run_dir, "model.safetensors"))["output.weight"]).all()
