"""What is learned from texts alone, before any label is looked at: pieces, their first meanings, n-grams, topics.

The pretraining job learns it from all texts of the project and keeps it for later runs; a run without one learns what
it needs from its own snapshot.
"""

from __future__ import annotations

import dataclasses
import functools
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import safetensors.numpy
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.errors import AppError
from core.jobs import model_settings
from core.jobs.common_settings import AUTO
from core.jobs.messages import Started
from core.jobs.specs import PretrainSpec, SettingValue
from core.locks import Lock
from core.ml import contrastive, corpus, device, meaning, state
from core.ml.contrastive import ContrastiveConfig
from core.ml.corpus import Example
from core.ml.files import read_json, write_bytes, write_json
from core.ml.job import Job
from core.ml.models.auto import Auto, AutoConfig
from core.ml.text import cooccurrence
from core.ml.text import tokenizer as tokenizers
from core.ml.text.ngrams import NgramFeatures
from core.ml.text.normalise import normalise
from core.ml.text.tokenizer import PAD, Tokenizer
from core.ml.text.topics import TopicConfig, Topics

FORMAT = 1
TOKENIZER_FILE = "tokenizer.model"
TENSORS_FILE = "foundation.safetensors"
ABOUT_FILE = "foundation.json"
MAX_TENSOR_BYTES = 2 << 30
EMBEDDING_SIZE = 64  # where a model has no setting for it
PIECES_CHUNK = 1000  # texts cut into pieces at a time
TOPIC_TEXTS, CONTRASTIVE_TEXTS = 20_000, 40_000
Tensors = dict[str, Tensor]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run builds on. Runs that want the same share it."""

    tokenizer: str
    vocabulary: int
    embedding_size: int
    seed: int


@dataclass(frozen=True, slots=True)
class Words:
    """A tokenizer, and an embedding (V, E) to start from."""

    wanted: Wanted
    tokenizer: Tokenizer
    embedding: NDArray[np.float32]

    def fits(self, wanted: Wanted) -> bool:
        """Whether a run that wants this can do with these, whichever seed drew them."""
        return dataclasses.replace(self.wanted, seed=wanted.seed) == wanted


@dataclass(frozen=True, slots=True)
class Ngrams:
    """N-gram features, and the topics that they make up."""

    features: NgramFeatures
    topics: Topics


@dataclass(frozen=True, slots=True)
class Foundation:
    """What was learned; None: nothing of the kind. `encoder` are the weights of `auto` without its last layer."""

    words: Words | None = None
    ngrams: Ngrams | None = None
    encoder: Tensors | None = None


@dataclass(frozen=True, slots=True)
class Contrast:
    """How an encoder is to learn: from a given embedding (V, E), which may be frozen; for how long (0: as it needs)."""

    start: NDArray[np.float32] | None = None
    is_frozen: bool = False
    is_uniform: bool = False
    minutes: float = 0.0


def pretrain(spec: PretrainSpec, job: Job) -> dict[str, Any]:
    """Learn what any model may want from all texts of the snapshot: the hold-out's too, since no label is looked at."""
    run_dir = Path(spec.run_dir)
    with Lock(run_dir / state.LOCK_FILE), state.recorded(run_dir, job):
        started = time.monotonic()
        job.send(Started(job.id, "cpu"))
        device.set_threads(spec.threads)
        wanted = wanted_by(model_settings.find("auto").resolve(spec.settings), spec.seed)
        documents = corpus.read_snapshot(run_dir / "snapshot.jsonl")
        texts = [document.text for document in documents]
        words = learn_words(texts, wanted, job)
        ngrams = learn_ngrams(texts, wanted.seed, job)
        found = Foundation(words, ngrams, learn_encoder(texts, words, ngrams, job, Contrast(minutes=spec.minutes)))
        save(run_dir, found)
        place(run_dir, documents, found, job)
        return {
            "run": run_dir.name,
            "model": "pretrain",
            "device": "cpu",
            "seconds": time.monotonic() - started,
            "epochs": 0,
            "tokens_per_s": 0.0,
            "metrics": {
                "documents": len(texts),
                "pieces": len(words.tokenizer),
                "ngrams": len(ngrams.features),
                "topics": ngrams.topics.size,
            },
        }


def wanted_by(settings: Mapping[str, SettingValue], seed: int) -> Wanted:
    """What a run with these settings builds on (nothing of what its model has no setting for)."""
    kind = str(settings.get("tokenizer", AUTO))
    kind = tokenizers.SentencePieceTokenizer.kind if kind == AUTO else kind
    return Wanted(kind, int(settings.get("vocabulary", 0)), int(settings.get("embedding_size", EMBEDDING_SIZE)), seed)


def learn_words(texts: Sequence[str], wanted: Wanted, job: Job, tokenizer: Tokenizer | None = None) -> Words:
    """A tokenizer, unless there is one already, and first meanings of its pieces."""
    job.progress("tokenizer", 0, 0)
    train = functools.partial(tokenizers.train, texts, wanted.vocabulary, wanted.seed, wanted.tokenizer)
    tokenizer = tokenizer or job.wait_for(train)
    ids = _piece_ids(texts, tokenizer, job)
    size = wanted.embedding_size
    learn = functools.partial(cooccurrence.embeddings, ids, len(tokenizer), size, wanted.seed)
    return Words(wanted, tokenizer, job.wait_for(learn))


def learn_ngrams(texts: Sequence[str], seed: int, job: Job) -> Ngrams:
    features = NgramFeatures.fit(texts, report=job.phase("ngrams"))
    rows = features.transform(_drawn(texts, TOPIC_TEXTS, seed), job.phase("ngrams"))
    return Ngrams(features, Topics.fit(rows, TopicConfig(max_texts=TOPIC_TEXTS, seed=seed), job.phase("topics")))


def learn_encoder(texts: Sequence[str], words: Words, ngrams: Ngrams, job: Job, how: Contrast | None = None) -> Tensors:
    """The weights of `auto` but for its last layer, learned by contrast."""
    how = how or Contrast()
    tokenizer, seed = words.tokenizer, words.wanted.seed
    texts = _drawn(texts, CONTRASTIVE_TEXTS, seed)
    start = _first_meanings(texts, tokenizer, seed, job) if how.start is None else how.start
    torch.manual_seed(seed)
    model = Auto(AutoConfig(len(tokenizer), 1, embedding_size=start.shape[1], is_uniform=how.is_uniform))
    model.embedding.weight.data.copy_(torch.from_numpy(start))
    model.embedding.weight.data[PAD] = 0
    model.embedding.requires_grad_(not how.is_frozen)
    normalised = [normalise(text).text for text in texts]
    topics = ngrams.topics.project(ngrams.features.transform(texts, job.phase("ngrams")))
    config = ContrastiveConfig(minutes=how.minutes, seed=seed)
    contrastive.learn(model, tokenizer, normalised, _evened(topics), config, job.phase("contrast"))
    return {name: weight for name, weight in model.state_dict().items() if not name.startswith("output.")}


def _first_meanings(texts: Sequence[str], tokenizer: Tokenizer, seed: int, job: Job) -> NDArray[np.float32]:
    """Half from the neighbours of pieces, half from the texts that they stand in (V, E)."""
    half = AutoConfig(len(tokenizer), 1).embedding_size // 2
    ids = _piece_ids(texts, tokenizer, job)
    parts = [
        job.wait_for(functools.partial(learn, ids, len(tokenizer), half, seed))
        for learn in (cooccurrence.embeddings, cooccurrence.topical)
    ]
    return np.concatenate(parts, axis=1)


def _drawn(texts: Sequence[str], most: int, seed: int) -> Sequence[str]:
    """The texts, or of very many a random lot."""
    if len(texts) <= most:
        return texts
    rows = np.random.default_rng(seed).choice(len(texts), most, replace=False)
    return [texts[row] for row in np.sort(rows)]


def _evened(topics: NDArray[np.float32]) -> NDArray[np.float32]:
    """Topics (N, K), the strong ones less overbearing: each divided by the root of its spread."""
    return np.asarray(topics / np.maximum(np.sqrt(topics.std(axis=0)), 1e-6))


def _piece_ids(texts: Sequence[str], tokenizer: Tokenizer, job: Job) -> list[NDArray[np.int32]]:
    """As many texts as first meanings need."""
    report = job.phase("words")
    found: list[NDArray[np.int32]] = []
    n_pieces = 0
    for start in range(0, len(texts), PIECES_CHUNK):
        report(start, len(texts))
        found += [pieces.ids for pieces in tokenizer.pieces([normalise(t).text for t in texts[start:][:PIECES_CHUNK]])]
        n_pieces += sum(map(len, found[start:]))
        if n_pieces >= cooccurrence.MAX_PIECES:
            break
    return found


def save(folder: Path, foundation: Foundation) -> None:
    """Into a pretraining's folder; its tokenizer and description beside one file of tensors."""
    words, ngrams, encoder = foundation.words, foundation.ngrams, foundation.encoder
    assert words is not None and ngrams is not None and encoder is not None
    arrays = {"embedding": words.embedding}
    arrays |= {f"features.{key}": array for key, array in ngrams.features.tensors().items()}
    arrays |= {f"topics.{key}": array for key, array in ngrams.topics.tensors().items()}
    arrays |= {f"encoder.{key}": tensor.numpy() for key, tensor in encoder.items()}
    write_bytes(folder / TOKENIZER_FILE, words.tokenizer.data)
    write_bytes(folder / TENSORS_FILE, safetensors.numpy.save(arrays))
    write_json(folder / ABOUT_FILE, {"format": FORMAT, **dataclasses.asdict(words.wanted)})


def load(folder: Path) -> Foundation:
    """What a pretraining left; nothing when it cannot be used, since a run can always learn anew."""
    try:
        about = read_json(folder / ABOUT_FILE)
        if about.pop("format") != FORMAT or (folder / TENSORS_FILE).stat().st_size > MAX_TENSOR_BYTES:
            return Foundation()
        arrays = safetensors.numpy.load_file(folder / TENSORS_FILE)
        tokenizer = tokenizers.load((folder / TOKENIZER_FILE).read_bytes())
        words = Words(Wanted(**about), tokenizer, arrays["embedding"])
        features = NgramFeatures.from_tensors(part(arrays, "features."))
        ngrams = Ngrams(features, Topics.from_tensors(part(arrays, "topics.")))
        encoder = {key: torch.from_numpy(array) for key, array in part(arrays, "encoder.").items()}
        is_sound = _is_sound(words, ngrams, encoder)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Foundation()
    except (safetensors.SafetensorError, AppError):
        return Foundation()
    return Foundation(words, ngrams, encoder) if is_sound else Foundation()


def place(folder: Path, documents: Sequence[Example], found: Foundation, job: Job) -> None:
    """Where each of the documents lies by its meaning: beside what was learned."""
    model = encoder_of(found)
    assert model is not None and found.words is not None
    meaning.place(folder, documents, found.words.tokenizer, model, job)


def encoder_of(found: Foundation) -> Auto | None:
    """Ready to sum texts up; None where none was learned."""
    if found.encoder is None or found.words is None:
        return None
    vocabulary, size = found.encoder["embedding.weight"].shape
    model = Auto(AutoConfig(vocabulary, 1, embedding_size=size))
    model.load_state_dict(found.encoder, strict=False)
    return model.eval()


def _is_sound(words: Words, ngrams: Ngrams, encoder: Tensors) -> bool:
    """Whether the parts go together, and hold numbers."""
    own = Auto(AutoConfig(len(words.tokenizer), 1)).state_dict()
    shapes = {name: weight.shape for name, weight in own.items() if not name.startswith("output.")}
    numbers = [torch.from_numpy(words.embedding), *encoder.values()]
    return (
        words.embedding.shape == (len(words.tokenizer), words.wanted.embedding_size)
        and ngrams.topics.width == len(ngrams.features)
        and {name: weight.shape for name, weight in encoder.items()} == shapes
        and all(part.dtype == torch.float32 and bool(part.isfinite().all()) for part in numbers)
    )


def part(arrays: Mapping[str, NDArray[Any]], prefix: str) -> dict[str, NDArray[Any]]:
    """The arrays whose names begin with the prefix, by the rest of their names."""
    return {key.removeprefix(prefix): array for key, array in arrays.items() if key.startswith(prefix)}
