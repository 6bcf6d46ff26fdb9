"""A run on few and simple scenes of our own, whose regions are known: a dozen seconds of training."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from core.jobs.messages import Message
from core.jobs.specs import CAPTION, TrainSpec
from core.ml.captions import train
from core.ml.captions.captioner import Captioner
from core.ml.job import Job
from core.pictures import scenes

SMALL: dict[str, Any] = {
    "encoder_size": 56,
    "encoder_channels": 32,
    "hidden_size": 64,
    "embedding_size": 32,
    "dropout": 0.0,
    "picture_dropout": 0.0,
    "learning_rate": 5e-3,
    "epochs": 3,
}


def ignore(message: Message) -> None:
    """A listener for those who do not care."""


def lines(folder: Path, n: int, *, n_things: int = 1, every: int = 5) -> list[dict[str, Any]]:
    """Drawn scenes as lines of a snapshot; each `every`th is of the hold-out."""
    folder.mkdir(parents=True, exist_ok=True)
    found: list[dict[str, Any]] = []
    for scene in scenes.scenes(20 * n):
        if len(scene.things) != n_things:
            continue
        path = folder / f"{scene.number}.png"
        scenes.picture(scene).save(path)
        regions = [
            {
                "box": [one.box.left, one.box.top, one.box.width, one.box.height],
                "name": one.name,
                "caption": one.caption,
                "span": None if one.span is None else [one.span.start, one.span.end],
            }
            for one in scenes.regions(scene, "en")
        ]
        regions += [ground(number, text, scene.background) for number, text in enumerate(scenes.captions(scene, "en"))]
        part = "holdout" if len(found) % every == 0 else "train"
        captions = list(scenes.captions(scene, "en"))
        found.append({"id": scene.number, "picture": str(path), "part": part, "captions": captions, "regions": regions})
        if len(found) == n:
            break
    return found


def ground(number: int, caption: str, background: str) -> dict[str, Any]:
    """The word for the background belongs to the upper edge: another place than the thing's."""
    start = caption.rindex(background)
    return {"box": [0, 0, 1, 0.15], "name": background, "caption": number, "span": [start, start + len(background)]}


def train_on(
    folder: Path,
    snapshot: list[dict[str, Any]],
    model: str = "show-attend-tell",
    send: Callable[[Message], None] = ignore,
    **fields: Any,
) -> dict[str, Any]:
    """The result of a training in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps(line) + "\n" for line in snapshot)
    (folder / "snapshot.jsonl").write_text(text, encoding="utf-8")
    looking = {} if model == "nic" else {"attention_size": 32, "region_weight": 1.0}
    settings = SMALL | looking | fields.pop("settings", {})
    spec = TrainSpec(str(folder), model, settings, **{"task": CAPTION, "device": "cpu", "threads": 1} | fields)
    return train.train(spec, Job("j", send))


@pytest.fixture(scope="session")
def scene_lines(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    return lines(tmp_path_factory.mktemp("scenes"), 150)


@pytest.fixture(scope="session")
def scene_run(
    tmp_path_factory: pytest.TempPathFactory, scene_lines: list[dict[str, Any]]
) -> tuple[Path, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("captions") / "run"
    return folder, train_on(folder, scene_lines)


@pytest.fixture(scope="session")
def scene_captioner(scene_run: tuple[Path, dict[str, Any]]) -> Captioner:
    return Captioner.load(scene_run[0], torch.device("cpu"))
