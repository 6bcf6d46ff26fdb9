"""What is learned from texts alone: by the job, and by runs that build on it."""

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy

from core import meanings
from core.errors import AppError, Cancelled
from core.jobs import messages
from core.jobs.specs import PretrainSpec
from core.locks import is_held
from core.ml import pretraining
from core.ml.job import Job
from core.ml.pretraining import Foundation
from core.ml.text import tokenizer as tokenizers
from core.ml.text import vectors
from core.ml.train import train
from tests.core.ml.conftest import documents, sha256_of, write_jsonl

FILES = ("tokenizer.model", "foundation.safetensors", "foundation.json")
SMALL = {"vocabulary": 200}


def pretrain(folder, lines=None, job=None, **fields):
    folder.mkdir(exist_ok=True)
    write_jsonl(folder / "snapshot.jsonl", documents(120) if lines is None else lines)
    return pretraining.pretrain(PretrainSpec(str(folder), **{"settings": SMALL, **fields}), job or Job("j1", print))


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A finished pretraining, not to be changed: its folder, its result and what it said."""
    folder, said = tmp_path_factory.mktemp("pretrained"), []
    return folder, pretrain(folder, job=Job("j1", said.append)), said


@pytest.fixture
def pretrained(finished):
    return finished[0]


def test_it_leaves_a_foundation_and_says_what_it_is_made_of(finished):
    folder, result, said = finished
    found = pretraining.load(folder)
    assert result["model"] == "pretrain" and result["epochs"] == 0
    assert result["metrics"] == {
        "documents": 120,
        "pieces": len(found.words.tokenizer),
        "ngrams": len(found.ngrams.features),
        "topics": found.ngrams.topics.size,
    }
    assert json.loads((folder / "state.json").read_text()) == {"state": "finished"}
    assert not is_held(folder / "run.lock")
    phases = [message.phase for message in said if isinstance(message, messages.Progress)]
    assert list(dict.fromkeys(phases)) == ["tokenizer", "words", "ngrams", "topics", "contrast", "meanings"]


def test_it_places_every_text_among_those_that_it_is_like(pretrained):
    ids = [line["id"] for line in documents(120)]
    assert meanings.count(pretrained) == 120
    near = meanings.nearest(pretrained, ids[0], 200)
    assert {id for id, _ in near} == set(ids[1:])
    assert -1.1 < near[-1][1] < near[0][1] < 1.1


def test_what_was_saved_comes_back_as_it_was(pretrained, tmp_path):
    found = pretraining.load(pretrained)
    pretraining.save(tmp_path, found)
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (pretrained / name).read_bytes()


def test_labels_and_parts_are_never_looked_at(pretrained, tmp_path):
    lines = [line | {"labels": ["rubbish", str(line["id"])], "part": "holdout"} for line in documents(120)]
    pretrain(tmp_path / "other", lines)
    assert sha256_of(tmp_path / "other", FILES) == sha256_of(pretrained, FILES)


def test_another_seed_learns_something_else(pretrained, tmp_path):
    pretrain(tmp_path / "other", seed=1)
    assert sha256_of(tmp_path / "other", FILES) != sha256_of(pretrained, FILES)


def test_a_run_reuses_all_of_it(pretrained, make_run, job, monkeypatch):
    for name in ("learn_words", "learn_ngrams", "learn_encoder"):
        monkeypatch.delattr(pretraining, name)
    spec = dataclasses.replace(make_run(), model="auto", settings=SMALL, pretrained=str(pretrained), seed=3)
    train(spec, job)
    run_dir = Path(spec.run_dir)
    assert (run_dir / "tokenizer.model").read_bytes() == (pretrained / "tokenizer.model").read_bytes()
    saved = safetensors.numpy.load_file(run_dir / "model.safetensors")
    encoder = pretraining.load(pretrained).encoder
    assert all(np.array_equal(saved[name], weight.numpy()) for name, weight in encoder.items())
    keys = safetensors.numpy.load_file(run_dir / "ngrams.safetensors")["keys"]
    assert np.array_equal(keys, pretraining.load(pretrained).ngrams.features.keys)


def test_a_run_that_wants_other_pieces_learns_them_anew(pretrained, make_run, job):
    spec = dataclasses.replace(make_run(), model="auto", settings={"vocabulary": 150}, pretrained=str(pretrained))
    train(spec, job)
    assert sha256_of(spec.run_dir, ["tokenizer.model"]) != sha256_of(pretrained, ["tokenizer.model"])


def _nan(tensors, name):
    return {name: np.full_like(tensors[name], np.nan)}


DAMAGED = {
    "a tensor less": lambda t: dict.fromkeys(t.keys() & {"encoder.projection.bias"}),
    "no topics": lambda t: dict.fromkeys(t.keys() & {"topics.directions"}),
    "other pieces": lambda t: {"encoder.embedding.weight": t["encoder.embedding.weight"][:-1]},
    "fewer numbers": lambda t: {"embedding": t["embedding"][:, :-1]},
    "fewer words": lambda t: {"embedding": t["embedding"][:-1]},
    "not a number": lambda t: _nan(t, "encoder.projection.weight"),
    "no number for a word": lambda t: _nan(t, "embedding"),
    "another type": lambda t: {"embedding": t["embedding"].astype(np.int32)},
    "n-grams of another text": lambda t: {
        "features.keys": t["features.keys"][:-1],
        "features.idf": t["features.idf"][:-1],
    },
}


@pytest.mark.parametrize("change", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_foundation_is_none(pretrained, tmp_path, change):
    folder = shutil.copytree(pretrained, tmp_path / "damaged")
    tensors = safetensors.numpy.load_file(folder / "foundation.safetensors")
    tensors |= change(tensors)
    kept = {name: tensor for name, tensor in tensors.items() if tensor is not None}
    safetensors.numpy.save_file(kept, folder / "foundation.safetensors")
    assert pretraining.load(folder) == Foundation()


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("n_bytes", [0, 3, 60, None])
def test_a_foundation_that_was_cut_off_or_is_gone_is_none(pretrained, tmp_path, name, n_bytes):
    folder = shutil.copytree(pretrained, tmp_path / "damaged")
    data = (folder / name).read_bytes()
    (folder / name).unlink()
    if n_bytes is not None:
        (folder / name).write_bytes(data[:n_bytes])
    assert pretraining.load(folder) == Foundation()


@pytest.mark.parametrize(
    "about", ["[]", "[" * 100_000, '{"format": 99}', '{"format": 1, "tokenizer": 3}', "{}", "\x00"]
)
def test_a_description_that_is_none_of_ours_is_no_foundation(pretrained, tmp_path, about):
    folder = shutil.copytree(pretrained, tmp_path / "damaged")
    (folder / "foundation.json").write_text(about)
    assert pretraining.load(folder) == Foundation()


def test_without_its_pretraining_a_run_learns_for_itself(make_run, job, tmp_path):
    alone, bereft = (
        dataclasses.replace(make_run(name=name), model="auto", settings=SMALL, pretrained=gone)
        for name, gone in (("alone", ""), ("bereft", str(tmp_path / "gone")))
    )
    train(alone, job)
    train(bereft, job)
    names = ("model.safetensors", "ngrams.safetensors", "model.json")
    assert sha256_of(alone.run_dir, names) == sha256_of(bereft.run_dir, names)


def test_nothing_to_learn_from_says_so(tmp_path):
    with pytest.raises(AppError) as caught:
        pretrain(tmp_path / "empty", [])
    assert caught.value.code == "tokenizer-failed"
    assert json.loads((tmp_path / "empty" / "state.json").read_text())["state"] == "failed"


@pytest.mark.parametrize("text", ["", "  ", "好", "😀"])
def test_hardly_anything_to_learn_from_does_no_harm(tmp_path, text):
    lines = [{"id": i, "text": text, "labels": [], "part": "pool"} for i in range(3)]
    try:
        pretrain(tmp_path / "tiny", lines)
    except AppError as error:
        assert error.code == "tokenizer-failed"
    else:
        assert pretraining.load(tmp_path / "tiny").words is not None


@pytest.mark.parametrize("phase", ["tokenizer", "ngrams", "contrast"])
def test_a_pretraining_can_be_cancelled_in_each_of_its_phases(tmp_path, phase):
    def cancel_there(message):
        if isinstance(message, messages.Progress) and message.phase == phase:
            job.control.cancel()

    job = Job("j1", cancel_there)
    with pytest.raises(Cancelled):
        pretrain(tmp_path / "cancelled", job=job)
    assert json.loads((tmp_path / "cancelled" / "state.json").read_text()) == {"state": "cancelled"}
    assert pretraining.load(tmp_path / "cancelled") == Foundation()


def test_word_vectors_are_counted_in_the_runs_folder_and_in_a_message(make_run, job, said, tmp_path):
    vectors = tmp_path / "some.txt"
    vectors.write_text("".join(f"{char} {i} 1 2 3 4\n" for i, char in enumerate("房间很好早餐早")), encoding="utf-8")
    spec = make_run(vectors=str(vectors), freeze_vectors=True, epochs=2)
    train(spec, job)
    (told,) = [message for message in said if isinstance(message, messages.Notice)]
    (line,) = Path(spec.run_dir, "notices.jsonl").read_text().splitlines()
    assert json.loads(line) == {"code": told.code, "template": told.template, "values": told.values}
    assert told.code == "vectors-read"
    assert told.values["name"] == "some.txt" and told.values["duplicates"] == 1 and told.values["broken"] == 0
    assert 0 < told.values["found"] < told.values["words"]
    assert "vectors" in {message.phase for message in said if isinstance(message, messages.Progress)}


def test_frozen_vectors_stay_as_they_were_and_others_do_not(make_run, job, tmp_path):
    path = tmp_path / "some.txt"
    path.write_text("".join(f"{char} {i} 1 2 3 4\n" for i, char in enumerate("房间很好早餐")), encoding="utf-8")

    def after_training(is_frozen):
        spec = make_run(name=str(is_frozen), vectors=str(path), freeze_vectors=is_frozen, epochs=1)
        train(spec, job)
        return safetensors.numpy.load_file(Path(spec.run_dir, "model.safetensors"))["embedding.weight"]

    frozen = after_training(True)
    tokenizer = tokenizers.load((tmp_path / "True" / "tokenizer.model").read_bytes())
    assert np.array_equal(frozen[1:], vectors.embeddings(path, tokenizer.vocabulary(), 0).rows[1:])
    assert not frozen[0].any()
    assert not np.array_equal(frozen, after_training(False))


def test_reading_word_vectors_can_be_cancelled(make_run, tmp_path):
    vectors = tmp_path / "some.txt"
    vectors.write_text("好 1 2 3\n很 3 2 1\n", encoding="utf-8")

    def cancel_there(message):
        if isinstance(message, messages.Progress) and message.phase == "vectors":
            job.control.cancel()

    job = Job("j1", cancel_there)
    with pytest.raises(Cancelled):
        train(make_run(vectors=str(vectors)), job)
