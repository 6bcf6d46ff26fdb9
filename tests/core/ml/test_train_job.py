"""The training job as the worker calls it: what it leaves behind, and how it meets odd projects."""

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path

import pytest

from core.errors import AppError, Cancelled, InputError
from core.jobs import messages
from core.jobs.control import HungUp
from core.locks import Lock, is_held
from core.ml.job import Job
from core.ml.text import tokenizer as tokenizers
from core.ml.train import train
from tests.core.ml.conftest import documents


def lines_of(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def state(folder):
    return json.loads((folder / "state.json").read_text())["state"]


def test_a_run_leaves_everything_that_the_window_needs(trained):
    metrics = json.loads((trained / "metrics.json").read_text())
    snapshot = documents(160)
    assert metrics["n"] == sum(line["part"] == "holdout" for line in snapshot)
    assert metrics["accuracy"] > 0.9
    assert {"accuracy_interval", "macro_f1", "macro_f1_interval", "per_class", "ece", "confusion"} <= metrics.keys()
    predictions = lines_of(trained / "predictions.jsonl")
    assert [line["id"] for line in predictions] == [line["id"] for line in snapshot]
    assert sum(predictions[0]["probabilities"]) == pytest.approx(1, abs=1e-5)
    assert len(lines_of(trained / "history.jsonl")) == 4
    keywords = json.loads((trained / "keywords.json").read_text())["labels"]
    assert {row["word"] for row in keywords["good"][:6]} & {"很好", "不错", "满意", "lovely", "clean", "推荐"}
    assert state(trained) == "finished"
    assert not is_held(trained / "run.lock")


def test_it_tells_its_phases_in_order(make_run, job, said):
    result = train(make_run(epochs=1), job)
    assert isinstance(said[0], messages.Started)
    phases = [message.phase for message in said if isinstance(message, messages.Progress)]
    assert list(dict.fromkeys(phases)) == ["prepare", "tokenizer", "words", "train", "evaluate", "predict", "keywords"]
    epochs = [message for message in said if isinstance(message, messages.Epoch)]
    assert [epoch.epoch for epoch in epochs] == [1]
    assert any(isinstance(message, messages.Step) for message in said)
    assert {"run", "model", "device", "seconds", "epochs", "tokens_per_s", "metrics"} == result.keys()
    for message in said:
        assert messages.from_line(messages.to_line(message)) == message


class KilledAt(Job):
    """A job that is hung up on at its n-th look."""

    def __init__(self, looks):
        super().__init__("j1", print)
        self.looks = looks

    def check(self):
        self.looks -= 1
        if self.looks == 0:
            raise HungUp


@pytest.mark.parametrize("looks", [2, 30, 120, 207])
def test_a_killed_and_resumed_run_ends_as_an_undisturbed_one(make_run, job, looks):
    undisturbed, broken = make_run(name="one"), make_run(name="other")
    train(undisturbed, job)
    with pytest.raises(HungUp):
        train(broken, KilledAt(looks))
    assert state(Path(broken.run_dir)) == "running"
    train(dataclasses.replace(broken, is_resumed=True), job)
    for name in ("model.safetensors", "model.json", "metrics.json", "predictions.jsonl", "keywords.json"):
        assert Path(undisturbed.run_dir, name).read_bytes() == Path(broken.run_dir, name).read_bytes()
    timed = {"tokens_per_s", "seconds"}
    histories = [lines_of(Path(spec.run_dir, "history.jsonl")) for spec in (undisturbed, broken)]
    assert [{k: v for k, v in line.items() if k not in timed} for line in histories[0]] == [
        {k: v for k, v in line.items() if k not in timed} for line in histories[1]
    ]


def test_cancel_keeps_a_checkpoint_and_says_so(make_run, said):
    spec = make_run(epochs=50)

    def cancel_soon(message):
        said.append(message)
        if isinstance(message, messages.Step):
            job.control.cancel()

    job = Job("j1", cancel_soon)
    with pytest.raises(Cancelled):
        train(spec, job)
    assert state(Path(spec.run_dir)) == "cancelled"
    assert Path(spec.run_dir, "checkpoint", "last.safetensors").is_file()


def test_training_afresh_forgets_the_old_attempt(make_run, trained, tmp_path, job):
    folder = shutil.copytree(trained, tmp_path / "old")
    for name in ("notices.jsonl", "foundation.json", "foundation.safetensors"):
        (folder / name).write_text("{}\n")
    spec = dataclasses.replace(make_run(labels=("bad", "good"), epochs=1), run_dir=str(folder))
    train(spec, job)
    assert not any((folder / name).exists() for name in ("notices.jsonl", "foundation.json", "foundation.safetensors"))
    assert len(lines_of(folder / "history.jsonl")) == 1


def test_a_folder_in_use_is_refused(make_run, job):
    spec = make_run()
    with Lock(Path(spec.run_dir, "run.lock")), pytest.raises(AppError) as caught:
        train(spec, job)
    assert caught.value.code == "locked"


def labelled(*pairs, part="train"):
    return [{"id": i, "text": text, "labels": list(labels), "part": part} for i, (text, labels) in enumerate(pairs)]


def failing(spec, job):
    with pytest.raises(AppError) as caught:
        train(spec, job)
    saved = json.loads(Path(spec.run_dir, "state.json").read_text())
    assert saved["state"] == "failed"
    assert saved["error"]["code"] == caught.value.code
    return caught.value.code


def test_without_labels_it_says_what_to_do(make_run, job):
    assert failing(make_run([]), job) == "no-labels"


def test_one_label_alone_cannot_be_learned(make_run, job):
    assert failing(make_run(labelled(("好", ["good"]), ("很好", ["good"]))), job) == "one-label"


def test_a_label_that_the_run_does_not_know_is_an_error(make_run, job):
    assert failing(make_run(labelled(("好", ["good"]), ("差", ["odd"]))), job) == "unknown-label"


def test_a_damaged_snapshot_is_an_error(make_run, job):
    spec = make_run()
    Path(spec.run_dir, "snapshot.jsonl").write_text('{"text": "x"}\n')
    assert failing(spec, job) == "bad-snapshot"
    Path(spec.run_dir, "snapshot.jsonl").write_text("rubbish\n")
    assert failing(spec, job) == "bad-line"


def test_settings_out_of_bounds_are_an_error(make_run, job):
    with pytest.raises(InputError, match="epochs"):
        train(make_run(epochs=0), job)


def test_two_documents_and_an_empty_holdout_are_enough(make_run, job):
    result = train(make_run(labelled(("房间很好", ["good"]), ("房间太差", ["bad"]))), job)
    assert result["metrics"] == {"n": 0, "reason": "no documents"}


def test_a_label_with_one_document_or_none_does_no_harm(make_run, job):
    lines = [line for line in documents(60) if line["part"] != "holdout"]
    lines += labelled(("只有一个", ["rare"]), ("再来一个", ["rare"]), part="holdout") + labelled(("唯一的", ["rare"]))
    result = train(make_run(lines, labels=("good", "bad", "rare", "never"), epochs=1), job)
    assert result["metrics"]["per_class"]["rare"]["n"] == 2
    assert result["metrics"]["per_class"]["never"]["n"] == 0


def test_several_labels_at_once(make_run, job):
    lines = []
    for line in documents(120):
        extra = ["rooms"] if "房间" in line["text"] or "room" in line["text"] else []
        lines.append(line | {"labels": [label for label in line["labels"] if label == "good"] + extra})
    result = train(make_run(lines, labels=("good", "rooms"), is_multi_label=True, epochs=6), job)
    assert result["metrics"]["per_class"]["good"]["f1"] > 0.7


def test_texts_of_the_holdout_never_reach_the_tokenizer(make_run, job):
    lines = documents(40) + labelled(*[("独角兽麒麟", ["good"])] * 9, part="holdout")
    spec = make_run(lines, epochs=1)
    train(spec, job)
    pieces = "".join(tokenizers.load(Path(spec.run_dir, "tokenizer.model").read_bytes()).vocabulary())
    assert "麒" not in pieces


def test_word_vectors_give_the_embedding_a_start(make_run, job, tmp_path):
    vectors = tmp_path / "vectors.txt"
    vectors.write_text("".join(f"{char} {i} 1 2 3 4\n" for i, char in enumerate("房间很好早餐")), encoding="utf-8")
    spec = make_run(vectors=str(vectors), epochs=1)
    train(spec, job)
    assert json.loads(Path(spec.run_dir, "model.json").read_text())["neural"]["embedding_size"] == 5


def test_a_snapshot_in_windows_line_ends_is_read(make_run, job):
    spec = make_run(epochs=1)
    path = Path(spec.run_dir, "snapshot.jsonl")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert train(spec, job)["epochs"] == 1
