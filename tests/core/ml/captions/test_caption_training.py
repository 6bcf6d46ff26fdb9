"""A run from its snapshot to its files; the scenes are our own, so that it is known where everything is."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors.torch
import torch

from core.errors import InputError
from core.jobs.messages import Epoch, Message, Notice
from core.jobs.pair_specs import MeasureSpec
from core.jobs.picture_specs import CaptionSpec, OccludeSpec, PointSpec
from core.ml.captions import answers, card, lessons, pointing
from core.ml.captions.captioner import Captioner
from core.ml.captions.encoders import torchvision
from core.ml.captions.training import doubly_stochastic
from core.ml.job import Job
from core.pictures import geometry
from core.records import Box
from tests.core.ml.captions.conftest import ignore, train_on

Run = tuple[Path, dict[str, Any]]
Lines = list[dict[str, Any]]
FEW: dict[str, Any] = {"epochs": 1, "min_steps_per_epoch": 2}


def shifted(maps: np.ndarray, rows: int, columns: int) -> np.ndarray:
    return np.roll(maps.reshape(-1, rows, columns), (2, 2), axis=(1, 2)).reshape(maps.shape)


def transposed(maps: np.ndarray, rows: int, columns: int) -> np.ndarray:
    return maps.reshape(-1, rows, columns).transpose(0, 2, 1).reshape(maps.shape)


def of_another_step(maps: np.ndarray, rows: int, columns: int) -> np.ndarray:  # noqa: ARG001
    return np.roll(maps, 3, axis=0)


def accuracy(captioner: Captioner, found: Lines) -> float:
    pictures = [lessons.captioned(line) for line in found]
    return float(pointing.measure(captioner, pictures, ["attention"])["methods"]["attention"]["accuracy"])


def test_attention_points_at_what_its_word_names(scene_captioner: Captioner, scene_lines: Lines) -> None:
    assert accuracy(scene_captioner, [line for line in scene_lines if line["part"] == "holdout"]) >= 0.9


@pytest.mark.parametrize("bug", [shifted, transposed, of_another_step])
def test_a_planted_bug_fails_the_test_of_pointing(
    scene_captioner: Captioner, scene_lines: Lines, monkeypatch: pytest.MonkeyPatch, bug: Any
) -> None:
    right = Captioner.draw

    def wrong(self: Captioner, *given: Any) -> np.ndarray:
        return np.asarray(bug(right(self, *given), self.rows, self.columns))

    monkeypatch.setattr(Captioner, "draw", wrong)
    assert accuracy(scene_captioner, [line for line in scene_lines if line["part"] == "holdout"]) < 0.9


def test_the_middle_of_a_map_is_the_middle_of_the_thing(scene_captioner: Captioner, scene_lines: Lines) -> None:
    """A map shifted by a single cell would be off by one on average."""
    offsets = []
    for line in [line for line in scene_lines if line["part"] == "holdout"]:
        (one,) = [lessons.captioned(line)]
        view = scene_captioner.view(one.picture)
        caption = scene_captioner.read(view, one.captions[0])
        assert caption.attention is not None
        grid = (scene_captioner.rows, scene_captioner.columns)
        for item in pointing.items(one, 0, caption.spans, view, grid)[:1]:
            middles = [_middle(weights.reshape(grid)) for weights in (caption.attention[item.steps[0]], item.covered)]
            offsets.append(np.subtract(*middles))
    assert np.abs(np.mean(offsets, axis=0)).max() < 0.5


def _middle(weights: np.ndarray) -> tuple[float, float]:
    down, across = np.indices(weights.shape)
    return float((weights * down).sum() / weights.sum()), float((weights * across).sum() / weights.sum())


def test_a_run_leaves_what_others_read(scene_run: Run, scene_lines: Lines) -> None:
    run_dir, result = scene_run
    written = [json.loads(line) for line in (run_dir / "captions.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [one["id"] for one in written] == [line["id"] for line in scene_lines if line["part"] == "holdout"]
    assert result["metrics"]["n"] == len(written) and len(result["metrics"]["bleu"]) == 4
    assert json.loads((run_dir / "pointing.json").read_text())["best"] in ("attention", "attention-gradient")
    places = [json.loads(line) for line in (run_dir / "words.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {"star", "red", "grass"} <= {one["word"] for one in places}


def test_hiding_what_a_map_lights_costs_a_word_more_than_hiding_anything(scene_run: Run) -> None:
    found = json.loads((scene_run[0] / "pointing.json").read_text())["curves"]
    areas = {name: one["deletion_area"] for name, one in found["methods"].items()}
    assert areas["occlusion"] < areas["random"]
    assert found["methods"]["random"]["deletion"][0] == found["methods"]["random"]["insertion"][-1]


def test_attention_in_the_answer_is_the_tensor_of_the_beam(scene_captioner: Captioner, scene_lines: Lines) -> None:
    view = scene_captioner.view(Path(scene_lines[0]["picture"]))
    best = scene_captioner.write(view)[0]
    again = scene_captioner.read(view, best.text)
    assert best.attention is not None and again.attention is not None
    assert again.ids == best.ids
    np.testing.assert_allclose(best.attention, again.attention, atol=1e-4)
    np.testing.assert_allclose(best.attention.sum(axis=1), 1, atol=1e-5)


def test_the_page_gets_words_maps_and_checks(scene_run: Run, scene_lines: Lines) -> None:
    methods = ("attention", "grad-cam")
    spec = CaptionSpec(str(scene_run[0]), scene_lines[0]["picture"], n_best=3, methods=methods, device="cpu")
    found = answers.answer(spec, Job("j", ignore), answers.captioners())
    assert (found["rows"], found["columns"], found["view"]) == (7, 7, [0, 0, 1, 1])
    assert 1 <= len(found["captions"]) <= 3
    for caption in found["captions"]:
        assert [caption["text"][word["start"] : word["end"]] for word in caption["words"]] == caption["text"].split()
        assert np.shape(caption["maps"]["grad-cam"]) == (len(caption["words"]), 7, 7)
        assert caption["checks"]["level"] in ("points", "about-uniform", "same-for-all-words")


def test_a_typed_caption_is_followed_word_by_word(scene_run: Run, scene_lines: Lines) -> None:
    spec = CaptionSpec(str(scene_run[0]), scene_lines[0]["picture"], text="A red zebra.", device="cpu")
    (caption,) = answers.answer(spec, Job("j", ignore), answers.captioners())["captions"]
    assert [(word["text"], word["is_known"]) for word in caption["words"]] == [
        ("A", True),
        ("red", True),
        ("zebra", False),
    ]


def test_a_word_becomes_less_likely_when_its_thing_is_hidden(scene_run: Run, scene_lines: Lines) -> None:
    losses = []
    for line in [line for line in scene_lines if line["part"] == "holdout"][:10]:
        box = tuple(line["regions"][0]["box"])
        spec = OccludeSpec(str(scene_run[0]), line["picture"], line["captions"][0], (box, (0, 0, 0, 0)), "cpu")
        found = answers.answer(spec, Job("j", ignore), answers.captioners())
        losses.append(found["with"][1] - found["without"][1][0])  # of the colour
        assert found["without"][1][1] == pytest.approx(found["with"][1], abs=0.01)
    assert np.mean(losses) > 0.1


def test_pointing_is_measured_again_on_regions_drawn_since(scene_run: Run, scene_lines: Lines, tmp_path: Path) -> None:
    data = tmp_path / "drawn.jsonl"
    data.write_text("".join(json.dumps(line) + "\n" for line in scene_lines[:6]), encoding="utf-8")
    spec = PointSpec(str(scene_run[0]), str(data), ("attention",), "cpu")
    found = answers.answer(spec, Job("j", ignore), answers.captioners())
    assert found["n"] == 4 and set(found["baselines"]) == {"centre", "random"}


def test_a_run_is_measured_on_other_pictures(scene_run: Run, scene_lines: Lines, tmp_path: Path) -> None:
    data = tmp_path / "other.jsonl"
    gone = {"picture": str(tmp_path / "gone.png"), "captions": ["a red star"]}
    data.write_text("".join(json.dumps(line) + "\n" for line in [*scene_lines[:5], gone]), encoding="utf-8")
    spec = MeasureSpec(str(scene_run[0]), str(data), other=str(scene_run[0]), device="cpu")
    found = answers.answer(spec, Job("j", ignore), answers.captioners())
    assert found["n"] == 5 and found["captions"][-1] is None and found["paired"]["difference"] == 0


def test_epochs_are_told_with_samples(scene_lines: Lines, tmp_path: Path) -> None:
    said: list[Message] = []
    train_on(tmp_path / "run", scene_lines[:40], "nic", said.append, settings=FEW)
    (epoch,) = [message for message in said if isinstance(message, Epoch)]
    assert epoch.samples and epoch.samples[0][0].endswith(".png")


def test_where_no_word_has_a_region_nothing_is_said_of_pointing(scene_lines: Lines, tmp_path: Path) -> None:
    named = [{"box": [0, 0, 0.5, 0.5], "name": "star"}]
    result = train_on(tmp_path / "run", [{**line, "regions": named} for line in scene_lines[:30]], settings=FEW)
    assert "pointing" not in result["metrics"] and not (tmp_path / "run" / "pointing.json").exists()


def test_nothing_is_said_of_attention_that_is_not_there(scene_lines: Lines, tmp_path: Path) -> None:
    train_on(tmp_path / "run", scene_lines[:30], "nic", settings=FEW)
    spec = CaptionSpec(str(tmp_path / "run"), scene_lines[0]["picture"], text="a red star", device="cpu")
    (caption,) = answers.answer(spec, Job("j", ignore), answers.captioners())["captions"]
    assert caption["checks"] == {} and not any(word["gate"] for word in caption["words"])


@pytest.mark.parametrize("model", ["nic", "hard-attention"])
def test_every_model_goes_all_the_way(scene_lines: Lines, tmp_path: Path, model: str) -> None:
    result = train_on(tmp_path / "run", scene_lines[:30], model, settings=FEW | {"epochs": 2})
    assert result["epochs"] == 2
    captioner = Captioner.load(tmp_path / "run", torch.device("cpu"))
    assert captioner.methods and captioner.write(captioner.view(Path(scene_lines[0]["picture"])))


def test_captions_without_pictures_teach_the_words(scene_lines: Lines, tmp_path: Path) -> None:
    bare = {"id": 0, "picture": "", "part": "text", "captions": [line["captions"][0] for line in scene_lines]}
    settings = FEW | {"text_epochs": 30, "learning_rate": 1e-4}
    result = train_on(tmp_path / "run", [*scene_lines[:40], bare], settings=settings)
    assert result["metrics"]["bleu"][1] > 20  # two right words side by side, after two steps with pictures


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A network for pictures that has learned nothing."""
    path = tmp_path_factory.mktemp("encoder") / "weights.safetensors"
    torch.manual_seed(0)
    safetensors.torch.save_file(torchvision.ResNet("resnet18", 64).state_dict(), path)
    return str(path)


@pytest.mark.parametrize("model", ["nic", "show-attend-tell"])
def test_with_weights_from_a_file_pictures_speak_for_words(
    scene_lines: Lines, tmp_path: Path, encoder: str, model: str
) -> None:
    settings = FEW | {"encoder": encoder, "encoder_size": 64, "evidence": 8}
    train_on(tmp_path / "run", scene_lines[:30], model, settings=settings)
    captioner = Captioner.load(tmp_path / "run", torch.device("cpu"))
    assert captioner.card.config["evidence"] == 8
    assert float(captioner._model.state_dict()["evidence.usual"].max()) > 0.2
    assert captioner.write(captioner.view(Path(scene_lines[0]["picture"])))


def test_attention_that_nobody_taught_is_not_what_is_drawn_first(
    scene_lines: Lines, tmp_path: Path, encoder: str
) -> None:
    settings = FEW | {"encoder": encoder, "encoder_size": 64, "evidence": 8}
    train_on(tmp_path / "run", [{**line, "regions": []} for line in scene_lines[:30]], settings=settings)
    assert Captioner.load(tmp_path / "run", torch.device("cpu")).methods[0] == "both-gradients"


def test_a_network_that_is_trained_too_has_no_evidence(scene_lines: Lines, tmp_path: Path, encoder: str) -> None:
    settings = FEW | {"encoder": encoder, "encoder_size": 64, "is_encoder_trained": True, "evidence": 8}
    train_on(tmp_path / "run", scene_lines[:30], settings=settings)
    assert card.load(tmp_path / "run").config["evidence"] == 0


def test_a_run_from_before_there_was_evidence_is_read(scene_run: Run, tmp_path: Path) -> None:
    shutil.copytree(scene_run[0], tmp_path / "run")
    path = tmp_path / "run" / "model.json"
    told = json.loads(path.read_text())
    del told["config"]["evidence"]
    path.write_text(json.dumps(told))
    assert Captioner.load(tmp_path / "run", torch.device("cpu")).card.config["evidence"] == 0


def test_broken_pictures_are_told_and_left_out(scene_lines: Lines, tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"no picture")
    broken = {**scene_lines[1], "id": 10_000, "picture": str(tmp_path / "broken.png")}
    said: list[Message] = []
    train_on(tmp_path / "run", [*scene_lines[:30], broken], send=said.append, settings=FEW)
    (notice,) = [message for message in said if isinstance(message, Notice) and message.code == "broken-pictures"]
    assert notice.values["n"] == 1


def test_too_few_pictures_are_refused(scene_lines: Lines, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="at least 20"):
        train_on(tmp_path / "run", scene_lines[:10], settings=FEW)


def test_pictures_that_are_all_broken_are_refused_in_words(scene_lines: Lines, tmp_path: Path) -> None:
    gone = [{**line, "picture": str(tmp_path / f"{line['id']}.png")} for line in scene_lines[:30]]
    with pytest.raises(InputError, match="There are 0 pictures"):
        train_on(tmp_path / "run", gone, settings=FEW)


def test_a_resumed_run_takes_the_steps_that_it_would_have_taken(scene_lines: Lines, tmp_path: Path) -> None:
    settings, lines, model = FEW | {"epochs": 2}, scene_lines[:26], "hard-attention"
    train_on(tmp_path / "whole", lines, model, settings=settings)

    def stop(message: Message) -> None:
        if isinstance(message, Epoch) and message.epoch == 1:
            raise KeyError

    with pytest.raises(KeyError):
        train_on(tmp_path / "parts", lines, model, stop, settings=settings)
    train_on(tmp_path / "parts", lines, model, settings=settings, is_resumed=True)
    one, other = ((tmp_path / name / "model.safetensors").read_bytes() for name in ("whole", "parts"))
    assert one == other


def test_the_doubly_stochastic_term_is_zero_where_all_is_looked_at_equally() -> None:
    is_there = torch.tensor([[True, True, False]])
    even = torch.tensor([[[0.5, 0.5], [0.5, 0.5], [9.0, 9.0]]])  # what stands in the padding counts nothing
    assert float(doubly_stochastic(even, is_there)) == 0
    once = torch.tensor([[[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]]])
    assert float(doubly_stochastic(once, is_there)) == 0
    always = torch.tensor([[[1.0, 0.0], [1.0, 0.0], [0.0, 0.0]]])
    assert float(doubly_stochastic(always, is_there)) == pytest.approx(1)


def test_half_of_the_weight_of_a_word_lies_in_its_box(scene_run: Run, scene_lines: Lines) -> None:
    lines = (scene_run[0] / "words.jsonl").read_text(encoding="utf-8").splitlines()
    places = next(one["places"] for one in map(json.loads, lines) if one["word"] == "star")
    boxes = {line["id"]: line["regions"][0]["box"] for line in scene_lines}
    meeting = [_area_shared(box, boxes[id]) > 0 for id, *_, box in places]
    assert np.mean(meeting) > 0.9


def _area_shared(one: list[float], other: list[float]) -> float:
    cells = [geometry.covered(Box(*box), geometry.WHOLE, 40, 40) for box in (one, other)]
    return float((cells[0] * cells[1]).sum())
