from __future__ import annotations

import json
import shutil
import struct

import numpy as np
import pytest
import safetensors.numpy
import safetensors.torch
import torch

from core.errors import AppError
from core.ml import checkpoint
from core.ml.text import ngrams

CPU = torch.device("cpu")


@pytest.fixture
def run_dir(trained, tmp_path):
    return shutil.copytree(trained, tmp_path / "copy")


def refused(run_dir):
    with pytest.raises(AppError) as caught:
        checkpoint.load_model(run_dir, CPU)
    return str(caught.value)


def edit(run_dir, **changes):
    path = run_dir / "model.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_a_saved_model_comes_back_as_it_was(run_dir):
    model = checkpoint.load_model(run_dir, CPU)
    assert model.card.labels == ("good", "bad")
    assert len(model.tokenizer) == model.card.neural["vocabulary"]
    checkpoint.save_weights(run_dir, model.neural.state_dict())
    again = checkpoint.load_model(run_dir, CPU)
    pairs = zip(model.neural.parameters(), again.neural.parameters(), strict=True)
    assert all(torch.equal(one, other) for one, other in pairs)
    assert not model.neural.training


def test_nothing_on_disk_is_a_pickle(run_dir):
    for path in run_dir.rglob("*"):
        assert not path.is_file() or path.suffix in (".json", ".jsonl", ".safetensors", ".model", ".lock")
        assert not path.is_file() or not path.read_bytes().startswith((b"\x80\x02", b"\x80\x04", b"PK"))


def test_a_run_without_a_model_says_so(tmp_path, run_dir):
    assert "no trained model" in refused(tmp_path)
    (run_dir / "model.safetensors").unlink()
    assert "no trained model" in refused(run_dir)


@pytest.mark.parametrize("n_bytes", [0, 4, 100, 2000])
@pytest.mark.parametrize("name", ["model.safetensors", "model.json", "tokenizer.model"])
def test_a_truncated_file_is_refused(run_dir, name, n_bytes):
    path = run_dir / name
    path.write_bytes(path.read_bytes()[: min(n_bytes, path.stat().st_size - 1)])
    assert name in refused(run_dir) or "tokenizer" in refused(run_dir)


def test_a_header_that_promises_too_much_is_refused(run_dir):
    header = json.dumps({"embedding.weight": {"dtype": "F32", "shape": [1 << 40, 8], "data_offsets": [0, 1 << 45]}})
    (run_dir / "model.safetensors").write_bytes(struct.pack("<Q", len(header)) + header.encode() + b"\0" * 64)
    assert "model.safetensors" in refused(run_dir)


def test_other_shapes_names_types_and_numbers_are_refused(run_dir):
    weights = safetensors.torch.load_file(run_dir / "model.safetensors")

    def refused_with(changed):
        safetensors.torch.save_file(changed, run_dir / "model.safetensors")
        return refused(run_dir)

    assert "shape" in refused_with(weights | {"output.bias": torch.zeros(5)})
    assert "type" in refused_with(weights | {"output.bias": torch.zeros(2, dtype=torch.float64)})
    assert "finite" in refused_with(weights | {"output.bias": torch.tensor([0.0, float("nan")])})
    assert "tensors" in refused_with(weights | {"more": torch.zeros(1)})


@pytest.mark.parametrize(
    "changes",
    [
        {"format": 99},
        {"model": "os.system"},
        {"model": ["attention-lstm"]},
        {"neural": {"vocabulary": 10}},
        {"neural": None},
        {"ngrams": {"seed": 0}},
        {"labels": ["good"]},
        {"labels": [1, 2]},
        {"is_multi_label": "yes"},
        {"neural_scale": -1.0},
        {"neural_scale": "hot"},
        {"tokenizer_sha256": "0"},
        {"tokenizer_sha256": None},
        {"more": 1},
    ],
)
def test_an_implausible_card_is_refused(run_dir, changes):
    edit(run_dir, **changes)
    assert refused(run_dir)


@pytest.mark.parametrize("size", [10**12, -5, 2.5, "64", None, True])
def test_sizes_that_no_model_has_are_refused_before_anything_is_built(run_dir, size):
    config = json.loads((run_dir / "model.json").read_text())["neural"]
    edit(run_dir, neural=config | {"hidden_size": size})
    assert refused(run_dir)


@pytest.mark.parametrize("encoder", ["bert", 3, "", None])
def test_a_choice_that_no_model_has_is_refused(run_dir, encoder):
    config = json.loads((run_dir / "model.json").read_text())["neural"]
    edit(run_dir, neural=config | {"encoder": encoder})
    assert refused(run_dir)


def test_a_card_that_is_not_an_object_is_refused(run_dir):
    for text in ("[]", "null", '"x"', "[" * 100_000):
        (run_dir / "model.json").write_text(text)
        assert "model.json" in refused(run_dir)


def test_progress_comes_back_or_is_refused(tmp_path):
    tensors = {"a": torch.arange(3.0), "b": torch.ones(2, 2)}
    assert checkpoint.load_progress(tmp_path, tensors) is None
    checkpoint.save_progress(tmp_path, tensors, {"epoch": 2})
    loaded, state = checkpoint.load_progress(tmp_path, tensors)
    assert state == {"epoch": 2}
    assert torch.equal(loaded["a"], tensors["a"])
    with pytest.raises(AppError, match="shape"):
        checkpoint.load_progress(tmp_path, tensors | {"a": torch.zeros(4)})
    path = tmp_path / checkpoint.CHECKPOINT_FILE
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(AppError, match="unreadable"):
        checkpoint.load_progress(tmp_path, tensors)


@pytest.mark.parametrize(
    "changes",
    [
        {"dropout": 5.0},
        {"dropout": 1.0},
        {"dropout": -0.1},
        {"dropout": float("nan")},
        {"word_dropout": 1e300},
        {"hidden_size": 0},
        {"hidden_size": 4096},
        {"embedding_size": 0},
        {"embedding_size": 10**30},
        {"n_labels": 0},
        {"vocabulary": 0},
        {"vocabulary": 10**6},
        {"is_linear": 1},
    ],
)
def test_numbers_that_no_layer_can_have_are_refused(run_dir, changes):
    config = json.loads((run_dir / "model.json").read_text())["neural"]
    edit(run_dir, neural=config | changes)
    assert refused(run_dir)


@pytest.mark.parametrize("scale", ["NaN", "Infinity", "-1.0", "1e400", "1" + "0" * 400, "1" + "0" * 5000, "true"])
def test_scales_that_no_run_has_are_refused(run_dir, scale):
    path = run_dir / "model.json"
    text = path.read_text()
    own = json.dumps(json.loads(text)["neural_scale"])
    path.write_text(text.replace(f'"neural_scale": {own}', f'"neural_scale": {scale}'))
    assert "model.json" in refused(run_dir)


@pytest.fixture
def ngram_dir(trained_logistic, tmp_path):
    return shutil.copytree(trained_logistic, tmp_path / "copy")


@pytest.mark.parametrize("changes", [{"ngram_strength": float("nan")}, {"seed": -1}, {"seed": 2**64}, {"more": 0}])
def test_an_n_gram_part_that_no_run_has_is_refused(ngram_dir, changes):
    edit(ngram_dir, ngrams=json.loads((ngram_dir / "model.json").read_text())["ngrams"] | changes)
    assert refused(ngram_dir)


@pytest.mark.parametrize("n_bytes", [0, 4, 100, 2000])
def test_a_truncated_file_of_n_grams_is_refused(ngram_dir, n_bytes):
    path = ngram_dir / "ngrams.safetensors"
    path.write_bytes(path.read_bytes()[:n_bytes])
    assert "ngrams.safetensors" in refused(ngram_dir)


def test_a_run_without_its_file_of_n_grams_has_no_model(ngram_dir):
    (ngram_dir / "ngrams.safetensors").unlink()
    assert "no trained model" in refused(ngram_dir)


@pytest.mark.parametrize(
    "change",
    [
        lambda t: {"weights": t["weights"][:-1]},
        lambda t: {"weights": t["weights"].astype(np.float64)},
        lambda t: {"weights": np.full_like(t["weights"], np.nan)},
        lambda t: {"weights": t["weights"][:, :1], "bias": t["bias"][:1]},
        lambda t: {"bias": np.full_like(t["bias"], np.inf)},
        lambda t: {"idf": np.full_like(t["idf"], np.nan)},
        lambda t: {"idf": t["idf"][:-1]},
        lambda t: {"keys": t["keys"][::-1].copy()},
        lambda t: {"keys": -t["keys"]},
        lambda t: {"keys": np.zeros_like(t["keys"])},
        lambda t: {"keys": t["keys"].astype(np.float64)},
        lambda t: {"keys": t["keys"][:0], "idf": t["idf"][:0]},
    ],
)
def test_n_grams_of_other_shapes_types_and_numbers_are_refused(ngram_dir, change):
    path = ngram_dir / "ngrams.safetensors"
    tensors = safetensors.numpy.load_file(path)
    safetensors.numpy.save_file(tensors | change(tensors), path)
    assert "ngrams.safetensors" in refused(ngram_dir)


def test_n_grams_of_a_type_that_numpy_lacks_are_refused(ngram_dir):
    path = ngram_dir / "ngrams.safetensors"
    tensors = safetensors.torch.load_file(path)
    safetensors.torch.save_file(tensors | {"idf": tensors["idf"].bfloat16()}, path)
    assert "ngrams.safetensors" in refused(ngram_dir)


def test_too_many_n_grams_or_too_large_a_file_are_refused(ngram_dir, monkeypatch):
    monkeypatch.setattr(ngrams, "MAX_FEATURES", 10)
    assert "ngrams.safetensors" in refused(ngram_dir)
    monkeypatch.undo()
    monkeypatch.setattr(checkpoint, "MAX_NGRAMS_BYTES", 1000)
    assert "too large" in refused(ngram_dir)


def test_n_grams_made_up_to_crowd_one_place_are_refused_soon(ngram_dir):
    """With keys · STIR small, all of 20,000 keys want the first slots of the table: looking one up would walk them."""
    path = ngram_dir / "ngrams.safetensors"
    inverse = pow(int(ngrams.STIR), -1, 2**64)
    keys = [key for i in range(1, 60_000) if (key := i * inverse % 2**64) < 2**63][:20_000]
    made_up = {"keys": np.sort(np.array(keys, np.int64)), "idf": np.ones(len(keys), np.float32)}
    weights = {"weights": np.zeros((len(keys), 2), np.float32), "bias": np.zeros(2, np.float32)}
    safetensors.numpy.save_file(made_up | weights, path)
    assert "ngrams.safetensors" in refused(ngram_dir)
