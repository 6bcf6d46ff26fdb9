from __future__ import annotations

import dataclasses
import json
import os
import shutil

import pytest
import torch

from core.errors import AppError, InputError
from core.jobs.messages import Partial
from core.jobs.specs import EvaluateSpec, ExplainSpec, PredictSpec
from core.ml import ask
from tests.core.ml.conftest import documents, write_jsonl

CPU = torch.device("cpu")


@pytest.fixture
def models():
    return ask.models()


def lines_of(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_predicting_adds_to_each_line_of_a_file(trained, tmp_path, job, models, monkeypatch):
    monkeypatch.setattr(ask, "CHUNK", 3)
    source = write_jsonl(tmp_path / "in.jsonl", [{"text": "房间很好", "id": "a"}, {"text": "太差", "more": 1}] * 4)
    target = tmp_path / "out.jsonl"
    assert ask.predict(PredictSpec(str(trained), str(source), str(target), "cpu"), job, models)["n"] == 8
    first, second = lines_of(target)[:2]
    assert (first["id"], first["label"], first["labels"]) == ("a", "good", ["good"])
    assert (second["more"], second["label"]) == (1, "bad")
    assert first["probabilities"]["good"] == max(first["probabilities"].values())


def test_evaluating_gives_the_metrics_object(trained, tmp_path, job, models):
    lines = [line for line in documents(60, seed=5) if line["labels"]] + [{"text": "x", "labels": []}, {"text": "y"}]
    source = write_jsonl(tmp_path / "data.jsonl", lines)
    got = ask.evaluate(EvaluateSpec(str(trained), str(source), "cpu"), job, models)
    assert got["n"] == len(lines) - 2
    assert got["accuracy"] > 0.9


@pytest.mark.parametrize(("labels", "match"), [(["odd"], "does not know"), (["good", "bad"], "several labels")])
def test_evaluating_refuses_labels_that_do_not_fit(trained, tmp_path, job, models, labels, match):
    source = write_jsonl(tmp_path / "data.jsonl", [{"text": "x", "labels": labels}])
    with pytest.raises(InputError, match=match):
        ask.evaluate(EvaluateSpec(str(trained), str(source), "cpu"), job, models)


def test_explaining_a_file_writes_a_line_each(trained, tmp_path, job, models):
    source = write_jsonl(tmp_path / "in.jsonl", [{"text": "房间很好", "id": 7}, {"text": "😀"}])
    target = tmp_path / "out.jsonl"
    spec = ExplainSpec(str(trained), input=str(source), output=str(target), device="cpu")
    assert ask.explain(spec, job, models) == {"n": 2}
    first, second = lines_of(target)
    assert first["id"] == 7
    assert [token["text"] for token in second["tokens"]] == ["😀"]


def test_a_bad_line_leaves_no_half_a_file(trained, tmp_path, job, models):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"text": "x"}\nrubbish\n')
    with pytest.raises(InputError, match="line 2"):
        ask.predict(PredictSpec(str(trained), str(source), str(target), "cpu"), job, models)
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


def test_of_several_methods_each_is_told_as_soon_as_it_is_there(trained, tmp_path, job, models, said):
    spec = ExplainSpec(str(trained), ("房间很好", "bad"), methods=("attention", "leave-one-out"), device="cpu")
    found = ask.explain(spec, job, models)["documents"]
    parts = [message.result["documents"][0] for message in said if isinstance(message, Partial)]
    assert parts == found
    assert [part["method"] for part in parts] == ["attention", "leave-one-out"] * 2
    source = write_jsonl(tmp_path / "in.jsonl", [{"text": "房间很好", "id": 1}, {"text": "bad", "id": 2}])
    ask.explain(dataclasses.replace(spec, texts=(), input=str(source), output=str(tmp_path / "out")), job, models)
    lines = lines_of(tmp_path / "out")
    assert [line["id"] for line in lines] == [1, 1, 2, 2]
    assert [line["tokens"] for line in lines] == [line["tokens"] for line in found]


def test_an_unknown_method_is_refused(trained, job, models):
    with pytest.raises(InputError, match="attention"):
        ask.explain(ExplainSpec(str(trained), ("x",), methods=("magic",)), job, models)


def test_a_model_is_loaded_once_and_anew_when_its_files_change(trained, tmp_path, models):
    folder = shutil.copytree(trained, tmp_path / "copy")
    first = models.get(str(folder), CPU)
    assert models.get(str(folder), CPU) is first
    os.utime(folder / "model.safetensors", ns=(1, 1))
    assert models.get(str(folder), CPU) is not first


def test_only_a_few_models_are_kept(trained, tmp_path, models):
    folders = [str(shutil.copytree(trained, tmp_path / name)) for name in "abc"]
    first = models.get(folders[0], CPU)
    for folder in folders[1:]:
        models.get(folder, CPU)
    assert models.get(folders[0], CPU) is not first


def test_a_run_without_a_model_says_so(tmp_path, models):
    with pytest.raises(AppError, match="no trained model"):
        models.get(str(tmp_path), CPU)
