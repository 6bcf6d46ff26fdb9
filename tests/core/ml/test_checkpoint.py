from __future__ import annotations

import json
import shutil
import struct

import pytest
import safetensors.torch
import torch

from core.errors import AppError
from core.ml import checkpoint

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
