"""Models and word vectors from strangers."""

from __future__ import annotations

import gzip
import json
import pickle
import random
import shutil
import struct
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import torch

from core.jobs.control import Control
from core.jobs.specs import TrainSpec
from core.ml.explain.text import Explainer
from core.ml.job import Job
from core.ml.predictor import Predictor
from core.ml.text import vectors
from core.ml.train import train
from core.progress import Report
from tests.core.ml.conftest import documents, write_jsonl
from tests.torture.strangers.case import Case, damaged

MODELS = ("auto", "attention-lstm", "hahnn", "logistic")
CPU = torch.device("cpu")
TEXTS = ["the room was 很好", "", "the staff was awful " * 200]
WORDS = {"room", "staff", "好"}
VECTORS = "room 0.1 0.2 0.3\nstaff 0.4 0.5 0.6\n好 0.1 0.1 0.1\n" * 50


def cases(folder: Path, rng: random.Random, n_damaged: int) -> Iterator[Case]:
    """For each kind of model the handmade ones, and n damaged forms of each of its files; then vectors."""
    for model in MODELS:
        sound = _run(folder, model)
        for name, harm in HANDMADE.items():
            yield from _case(f"{model}, {name}", sound, folder, harm)
        for file in sorted(path.name for path in sound.iterdir() if path.suffix in (".json", ".safetensors", ".model")):
            if file in ("spec.json", "snapshot.jsonl"):
                continue
            for damage, data in damaged((sound / file).read_bytes(), rng, n_damaged):
                put: Callable[[Path], object] = lambda path, file=file, data=data: (path / file).write_bytes(data)  # noqa: E731
                yield from _case(f"{model}, {file}, {damage}", sound, folder, put)
        shutil.rmtree(sound)
    yield from _vectors(folder, rng, n_damaged)


def load_and_ask(path: Path, report: Report) -> str:
    """As the worker does it."""
    predictor = Predictor.load(path, CPU)
    report(0, 0)
    found = predictor.predict(TEXTS)
    report(0, 0)
    explained = list(Explainer(predictor).explain(TEXTS[:1]))
    return f"{found.shape}, {len(explained)} explanations"


def read_vectors(path: Path, report: Report) -> str:
    """As a training does it."""
    found = vectors.read_vectors(path, WORDS, report)
    return f"{len(found.vectors)} words of {found.size} numbers, {found.n_broken} broken lines"


def _run(folder: Path, model: str) -> Path:
    """A run of a tiny model, just trained."""
    path = folder / f"sound-{model}"
    path.mkdir()
    write_jsonl(path / "snapshot.jsonl", documents(120))
    settings = {"auto": {"vocabulary": 200}, "logistic": {}}.get(
        model, {"vocabulary": 200, "epochs": 1, "embedding_size": 8, "hidden_size": 8}
    )
    spec = TrainSpec(str(path), model=model, labels=("good", "bad"), settings=settings, device="cpu")
    train(spec, Job("torture", lambda _: None, Control()))
    return path


def _case(name: str, sound: Path, folder: Path, harm: Callable[[Path], object]) -> Iterator[Case]:
    path = folder / "stranger"
    shutil.copytree(sound, path)
    harm(path)
    yield Case(f"model {name}", path, partial(load_and_ask, path))
    shutil.rmtree(path)


def _weights(make: Callable[[dict[str, Any], bytes], bytes]) -> Callable[[Path], None]:
    """Other weights, out of the head and the numbers of the sound ones."""

    def harm(path: Path) -> None:
        for file in path.glob("*.safetensors"):
            data = file.read_bytes()
            (size,) = struct.unpack("<Q", data[:8])
            file.write_bytes(make(json.loads(data[8 : 8 + size]), data[8 + size :]))

    return harm


def _headed(head: dict[str, Any], numbers: bytes) -> bytes:
    text = json.dumps(head).encode()
    return struct.pack("<Q", len(text)) + text + numbers


def _each(**changed: Any) -> Callable[[Path], None]:
    """The same lie about every tensor."""
    return _weights(lambda head, rest: _headed({name: tensor | changed for name, tensor in head.items()}, rest))


def _card(**changed: Any) -> Callable[[Path], None]:
    def harm(path: Path) -> None:
        card = json.loads((path / "model.json").read_text())
        (path / "model.json").write_text(json.dumps(card | changed))

    return harm


def _sizes(**changed: Any) -> Callable[[Path], None]:
    """The same lie in both parts' configurations, as far as they have such a size."""

    def harm(path: Path) -> None:
        card = json.loads((path / "model.json").read_text())
        for part in ("neural", "ngrams"):
            if card.get(part):
                card[part] |= {key: value for key, value in changed.items() if key in card[part]}
        (path / "model.json").write_text(json.dumps(card))

    return harm


class _Evil:
    def __reduce__(self) -> tuple[Any, ...]:
        return (exec, ("import os; os.system('touch /tmp/fovea-was-here')",))


def _pickled(path: Path) -> None:
    for file in (*path.glob("*.safetensors"), *path.glob("*.model")):
        file.write_bytes(pickle.dumps(_Evil()))


def _torch(path: Path) -> None:
    for file in path.glob("*.safetensors"):
        torch.save({"a": torch.zeros(3)}, file)


def _everything(data: bytes) -> Callable[[Path], None]:
    def harm(path: Path) -> None:
        for file in path.iterdir():
            if file.is_file():
                file.write_bytes(data)

    return harm


HANDMADE: dict[str, Callable[[Path], object]] = {
    "nothing wrong": lambda _: None,
    "pickled": _pickled,
    "torch.save": _torch,
    "empty files": _everything(b""),
    "zeros": _everything(bytes(10_000)),
    "deep": _everything(b"[" * 1_000_000),
    "head of 2^63": _weights(lambda _, rest: struct.pack("<Q", 1 << 63) + rest),
    "head of 200 MB": _weights(lambda head, rest: struct.pack("<Q", 200 << 20) + json.dumps(head).encode() + rest),
    "no numbers": _weights(lambda head, _: _headed(head, b"")),
    "no tensors": _weights(lambda _, rest: _headed({}, rest)),
    "huge shapes": _each(shape=[1 << 40, 1 << 20]),
    "negative shapes": _each(shape=[-1, 5]),
    "huge offsets": _each(data_offsets=[0, 1 << 62]),
    "same offsets": _each(data_offsets=[0, 64]),
    "unknown numbers": _each(dtype="F1024"),
    "other numbers": _each(dtype="I8"),
    "not numbers": _weights(lambda head, rest: _headed(head, b"\xff" * len(rest))),
    "other names": _weights(lambda head, rest: _headed({f"x{name}": value for name, value in head.items()}, rest)),
    "vocabulary of a billion": _sizes(vocabulary=1_000_000_000),
    "sizes of a billion": _sizes(hidden_size=1_000_000_000, embedding_size=1_000_000_000, document_size=1_000_000_000),
    "negative sizes": _sizes(vocabulary=-1, hidden_size=-1, embedding_size=-1, max_topic_rows=-1),
    "sizes of text": _sizes(vocabulary="x", hidden_size="x", ngram_strength="x"),
    "no sizes": _sizes(vocabulary=0, hidden_size=0, embedding_size=0),
    "unknown model": _card(model="../../evil"),
    "another model": _card(model="transformer"),
    "no labels": _card(labels=[]),
    "a million labels": _card(labels=[str(n) for n in range(1_000_000)]),
    "labels of objects": _card(labels=[{}, []]),
    "infinite scale": _card(neural_scale=1e308, ngram_scale=float("nan")),
    "newer": _card(format=1_000_000),
}


def _vectors(folder: Path, rng: random.Random, n_damaged: int) -> Iterator[Case]:
    for name, data in VECTORS_HANDMADE.items():
        path = folder / name
        path.write_bytes(data)
        yield Case(f"vectors {name}", path, partial(read_vectors, path))
        path.unlink()
    binary = b"3 3\n" + b"".join(f"{word} ".encode() + struct.pack("<3f", 1, 2, 3) + b"\n" for word in sorted(WORDS))
    for kind, sound in (("text", f"150 3\n{VECTORS}".encode()), ("binary", binary), ("gz", gzip.compress(binary))):
        for damage, data in damaged(sound, rng, n_damaged):
            path = folder / f"vectors.{kind}"
            path.write_bytes(data)
            yield Case(f"vectors {kind}, {damage}", path, partial(read_vectors, path))


VECTORS_HANDMADE = {
    "lying.txt": b"999999999 300\n" + VECTORS.encode(),
    "wide.txt": b"3 999999999\n" + VECTORS.encode(),
    "negative.txt": b"-1 -1\n" + VECTORS.encode(),
    "huge word.txt": b"1 3\n" + b"a" * 50_000_000 + b" 1 2 3\n",
    "one line.txt": b"room " + b"0.1 " * 20_000_000,
    "nan.txt": b"room nan inf -inf\nstaff 1e400 -1e400 1\n" * 100,
    "empty words.txt": b" 1 2 3\n  1 2 3\n\t1 2 3\n" * 1000,
    "ragged.txt": b"".join(b"room" + b" 1" * (n % 50) + b"\n" for n in range(1000)),
    "binary.bin": b"1000000000 1000000000\n" + bytes(10_000),
    "random.bin": random.Random(0).randbytes(1 << 20),
    "bomb.gz": gzip.compress(b"2 3\nroom 1 2 3\n" + bytes(1 << 28)),
    "cut.gz": gzip.compress(VECTORS.encode() * 100)[:-50],
    "zeros.txt": bytes(1 << 20),
    "lines.txt": b"\n" * 20_000_000,
}
