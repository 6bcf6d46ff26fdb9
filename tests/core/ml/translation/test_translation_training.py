import json

import numpy as np
import pytest
import safetensors.torch
import torch

from core.errors import Cancelled, InputError
from core.jobs.messages import Epoch, Paused, Step
from core.jobs.pair_specs import AgreementSpec, AlignSpec
from core.ml.job import Job
from core.ml.rationales import guide_loss
from core.ml.translation import answers, pairs, train
from core.ml.translation.pairs import Pair, PairBatch, PairSequence
from tests.core.ml.translation.conftest import ignore, train_toy
from tests.core.ml.translation.toy import SIGN_OF, snapshot_lines


def test_it_learns_to_translate_and_to_look_at_the_right_word(toy_run, toy_translator):
    assert toy_run[1]["metrics"]["bleu"] > 60
    found = toy_translator.translate(["small blue cat runs"])[0][0]
    assert found.text == "".join(SIGN_OF[word] for word in ["small", "blue", "cat", "runs"])
    one = toy_translator.align([("big red dog", "大红狗")])[0]
    assert np.allclose(one.emitted.sum(axis=1), 1, atol=1e-4)


@pytest.mark.parametrize("name", ["seq2seq", "transformer"])
def test_the_other_models_train_on_the_same_pairs(tmp_path, name):
    _, result = train_toy(tmp_path / name, name, settings={"epochs": 2, "n_layers": 1})
    assert result["model"] == name
    assert result["metrics"]["n"] == 40
    assert result["metrics"]["bleu"] > 0


def test_every_epoch_is_told_with_bleu_and_samples(tmp_path):
    said = []
    train_toy(tmp_path / "run", lines=snapshot_lines(60, 5), send=said.append, settings={"epochs": 2})
    epochs = [message for message in said if isinstance(message, Epoch)]
    assert [epoch.epoch for epoch in epochs] == [1, 2]
    assert epochs[0].bleu is not None and len(epochs[0].samples) == 3
    assert any(isinstance(message, Step) for message in said)


def test_a_resumed_run_ends_with_the_same_weights(tmp_path):
    lines, settings = snapshot_lines(60, 5), {"epochs": 2, "min_steps_per_epoch": 8}
    whole, _ = train_toy(tmp_path / "whole", lines=lines, settings=settings)
    steps = 0

    def stop(message):
        nonlocal steps
        steps += isinstance(message, Epoch)
        if steps:
            raise Cancelled

    with pytest.raises(Cancelled):
        train_toy(tmp_path / "part", lines=lines, settings=settings, send=stop)
    part, _ = train_toy(tmp_path / "part", lines=lines, settings=settings, is_resumed=True)
    one, other = (safetensors.torch.load_file(folder / "model.safetensors") for folder in (whole, part))
    assert all(torch.equal(one[name], other[name]) for name in one)


def test_a_paused_training_waits_and_then_ends_with_the_same_weights(tmp_path):
    lines, settings, states = snapshot_lines(60, 5), {"epochs": 2, "min_steps_per_epoch": 8}, []
    whole, _ = train_toy(tmp_path / "whole", lines=lines, settings=settings)

    def pause_once(message):
        if isinstance(message, Epoch) and not states:
            job.control.pause()
        if isinstance(message, Paused):
            states.append(json.loads((tmp_path / "paused" / "state.json").read_text(encoding="utf-8"))["state"])
            job.control.resume()

    job = Job("j", pause_once)
    paused, _ = train_toy(tmp_path / "paused", lines=lines, settings=settings, job=job)
    assert states == ["paused"]
    one, other = (safetensors.torch.load_file(folder / "model.safetensors") for folder in (whole, paused))
    assert all(torch.equal(one[name], other[name]) for name in one)


def test_the_run_folder_holds_what_was_translated_and_measured(toy_run):
    folder, result = toy_run
    lines = [json.loads(line) for line in (folder / "translations.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(lines) == 40 and {"id", "translation", "score"} <= lines[0].keys()
    assert json.loads((folder / "metrics.json").read_text(encoding="utf-8"))["bleu"] == result["metrics"]["bleu"]
    assert result["metrics"]["signature"].startswith("nrefs:1|")


def test_links_of_people_teach_attention(tmp_path):
    few = {"epochs": 1, "min_steps_per_epoch": 40}
    lines = snapshot_lines(200, 40, links=True)
    _, taught = train_toy(tmp_path / "taught", lines=lines, settings=few)
    _, alone = train_toy(tmp_path / "alone", lines=lines, settings=few | {"link_weight": 0.0})
    table = (one["metrics"]["alignment"]["emitted argmax"]["aer"] for one in (taught, alone))
    assert next(table) < next(table)
    assert taught["metrics"]["n_gold"] == 40 and alone["metrics"]["n_gold"] == 240


def test_the_guide_s_loss_is_the_cross_entropy_of_the_linked_rows():
    weights = torch.tensor([[[0.5, 0.5], [0.1, 0.9]]])
    guide = torch.tensor([[[1.0, 0.0], [0.0, 0.0]]])
    assert guide_loss(weights, guide).item() == pytest.approx(np.log(2))


def test_too_few_pairs_are_refused_with_their_number(tmp_path):
    with pytest.raises(InputError, match="There are 5 pairs"):
        train_toy(tmp_path / "run", lines=snapshot_lines(5, 1))


def test_overlong_pairs_are_left_out_and_said(tmp_path):
    lines = snapshot_lines(60, 5)
    lines[0] |= {"source": "red " * 50, "target": "红" * 50}
    said = []
    train_toy(tmp_path / "run", lines=lines, send=said.append, settings={"epochs": 1, "max_pieces": 20})
    assert "overlong-pairs" in [getattr(message, "code", "") for message in said]


def test_a_source_is_never_both_trained_on_and_validated():
    found = [Pair(number, f"s{number // 3}", "t", "train") for number in range(300)]
    kept, held = pairs.split_validation(found, 0)
    assert len(kept) + len(held) == 300 and len(held) == 30
    assert not {found[row].source for row in kept} & {found[row].source for row in held}


def test_batches_hold_each_pair_once_and_parts_of_a_batch_are_the_batch():
    rng = np.random.default_rng(0)
    sequences = [PairSequence(np.ones(rng.integers(1, 9)), np.ones(rng.integers(1, 9))) for _ in range(45)]
    found = pairs.batches(sequences, 8, rng)
    assert sorted(id(one) for batch in found for one in batch.sequences) == sorted(map(id, sequences))
    parts = list(PairBatch(sequences[:7]).parts(3))
    assert [len(part) for part in parts] == [3, 3, 1]
    assert sum(part.n_tokens for part in parts) == PairBatch(sequences[:7]).n_tokens


def test_a_job_can_be_cancelled_before_it_learns(tmp_path):
    job = Job("j", ignore)
    job.control.cancel()
    (tmp_path / "snapshot.jsonl").write_text(
        "".join(json.dumps(line) + "\n" for line in snapshot_lines(60, 5)), encoding="utf-8"
    )
    with pytest.raises(Cancelled):
        train.train(train.TrainSpec(str(tmp_path), task="translation", device="cpu"), job)


def test_a_run_can_go_the_other_way_round_and_links_of_both_be_joined(toy_run, tmp_path):
    few = {"epochs": 1, "is_reversed": True, "source_tokenizer": "characters"}
    backward, _ = train_toy(tmp_path / "run", settings=few, languages=("en", "zh"))
    models = answers.translators()
    spec = AlignSpec(str(toy_run[0]), ("big dog",), ("大狗",), method="grow-diag-final", backward=str(backward))
    found = answers.answer(spec, Job("j", ignore), models)["documents"][0]
    assert found["links"] and all(i < 2 and j < 2 for i, j in found["links"])
    assert json.loads((backward / "model.json").read_text(encoding="utf-8"))["languages"] == ["zh", "en"]
    pairs = ({"id": 9001, "source": "big dog", "target": "大狗", "links": [[[0, 3], [0, 1], True]]},)
    agreed = answers.answer(AgreementSpec(str(toy_run[0]), pairs, str(backward)), Job("j", ignore), models)
    assert agreed["n_gold"] == 1 and {"emitted grow-diag-final", "diagonal"} <= agreed["alignment"].keys()


def test_pairs_whose_links_taught_a_run_do_not_measure_it(tmp_path):
    lines = snapshot_lines(60, 5)
    lines[0]["links"] = [[[0, 1], [0, 1], True]]
    taught, _ = train_toy(tmp_path / "run", lines=lines, settings={"epochs": 1, "link_weight": 1.0})
    pairs = tuple({**lines[0], "id": id} for id in (lines[0]["id"], 9001))
    found = answers.answer(AgreementSpec(str(taught), pairs), Job("j", ignore), answers.translators())
    assert found["n_gold"] == 1 and found["reading"] == "emitted"
