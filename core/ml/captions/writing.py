"""Captions out of pictures with whatever model: by beam, greedily, or drawn by chance; every one with its looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

import numpy as np
import torch
from torch import Tensor, nn

from core.ml import beam
from core.ml.beam import BeamOptions, Hypothesis
from core.ml.captions.wording import Wording
from core.ml.models.captioning import Pictures, Writer
from core.ml.models.decoding import Decoder, select
from core.ml.models.hard_attention import HardAttention
from core.ml.text.tokenizer import PAD, UNK
from core.progress import Report, ignore

PICTURES_AT_ONCE = 16
NEVER = -1e30


@dataclass(frozen=True, slots=True)
class Options:
    """How to write: the width of the beam (1: greedy), what length counts, and the most words.

    `temperature` > 0: words are drawn instead, `size` captions of each picture; the same for the same `seed`.
    """

    size: int = 5
    exponent: float = 0.7
    longest: int = 30
    temperature: float = 0.0
    seed: int = 0


def write(  # noqa: PLR0913
    model: nn.Module,
    look: Callable[[Sequence[str]], Tensor],
    keys: Sequence[str],
    wording: Wording,
    options: Options,
    device: torch.device,
    report: Report = ignore,
) -> list[list[Hypothesis]]:
    """The best captions of each picture, best first: at least one, whatever the model says."""
    found: list[list[Hypothesis]] = []
    for start in range(0, len(keys), PICTURES_AT_ONCE):
        report(start, len(keys))
        seen = look(keys[start : start + PICTURES_AT_ONCE]).to(device)
        found += of(model, seen, wording, options)
    report(len(keys), len(keys))
    return found


@torch.inference_mode()
def of(model: nn.Module, seen: Tensor, wording: Wording, options: Options) -> list[list[Hypothesis]]:
    """As `write`, of pictures (P, …) that are there."""
    pictures = Pictures.one_caption_each(cast(Writer, model).vectors(seen))
    if options.temperature > 0:
        return [_drawn(model, pictures, row, wording, options) for row in range(len(seen))]
    searched = BeamOptions(options.size, options.exponent, options.longest, has_unknown=False)
    return beam.search(model, pictures, wording.end, searched)


def _drawn(model: nn.Module, pictures: Pictures, row: int, wording: Wording, options: Options) -> list[Hypothesis]:
    """Captions of one picture, each word drawn with its chance at this temperature; the likeliest first."""
    torch.manual_seed(options.seed)
    decoder = cast(Decoder, model)
    rows = torch.full((options.size,), row, device=pictures.seen.device)
    state = select(decoder.begin(pictures), rows)
    ids = torch.full((options.size, 1), wording.end, dtype=torch.long, device=rows.device)
    total, looks = torch.zeros(options.size, device=rows.device), []
    is_open = torch.ones(options.size, dtype=torch.bool, device=rows.device)
    with _places_drawn(model):
        for _ in range(options.longest):
            states, looked, state = decoder.step(state, ids[:, -1])
            scores = decoder.score(states).float()
            scores[:, [PAD, UNK]] = NEVER
            logs = torch.log_softmax(scores, dim=-1)
            drawn = torch.multinomial(torch.softmax(scores / options.temperature, dim=-1), 1)  # (N, 1)
            total += logs.gather(1, drawn).squeeze(1) * is_open
            ids = torch.cat([ids, drawn], dim=1)
            looks += [] if looked is None else [looked]
            is_open &= drawn.squeeze(1) != wording.end
            if not bool(is_open.any()):
                break
    joined = torch.stack(looks, dim=1).float().cpu().numpy() if looks else None
    found = []
    for number, said in enumerate(ids[:, 1:].tolist()):
        n = said.index(wording.end) if wording.end in said else len(said)
        steps = min(n + 1, len(said))
        own = None if joined is None else np.ascontiguousarray(joined[number, :steps])
        found.append(Hypothesis(tuple(said[:n]), float(total[number]) / steps**options.exponent, own, n < len(said)))
    return sorted(found, key=lambda one: -one.score)


@contextmanager
def _places_drawn(model: nn.Module) -> Iterator[None]:
    """While it lasts, hard attention draws its places by chance too."""
    hard = [model] if isinstance(model, HardAttention) else []
    for one in hard:
        one.is_drawn = True
    try:
        yield
    finally:
        for one in hard:
            one.is_drawn = False
