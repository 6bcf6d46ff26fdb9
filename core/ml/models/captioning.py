"""What the captioners share: pictures in a batch, how they are seen, and the LSTM that writes.

P pictures, B captions (or hypotheses) of them, L places in a picture with D numbers each, T words, V different ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from core.ml.models.decoding import PieceEmbedding, PieceScores
from core.ml.models.embedding import LockedDropout
from core.ml.models.evidence import WordEvidence

VECTORS_DIM = 3
ONE = 0.5413  # ln(1 + exp(it)) = 1


@dataclass(frozen=True, slots=True)
class Pictures:
    """Pictures to look at; `rows` (B) says whose each caption is.

    `seen` is (P, L, D), or pixels (P, 3, size, size) where the encoder is a part of the model. `places` is L, where a
    map of them is asked for. `surplus` (P, R) is taken off the evidence: see core.ml.captions.evidence.
    """

    seen: Tensor
    rows: Tensor
    places: int = 0
    surplus: Tensor | None = None

    @classmethod
    def one_caption_each(cls, vectors: Tensor) -> Pictures:
        return cls(vectors, torch.arange(len(vectors), device=vectors.device), vectors.shape[1])

    @property
    def lengths(self) -> Tensor:
        """What a map of each caption holds beside its L places: see Looks."""
        return torch.full_like(self.rows, self.places + 2)


@dataclass(frozen=True, slots=True)
class Looks:
    """Where a decoder looked before each word, as it goes through the beam: α, then β, then the place chosen or −1."""

    weights: Tensor  # (B, L)
    gate: Tensor  # (B)
    choice: Tensor  # (B)

    def joined(self) -> Tensor:
        return torch.cat([self.weights, self.gate[:, None], self.choice[:, None].to(self.weights.dtype)], dim=1)


@dataclass(frozen=True, slots=True)
class Told:
    """What a captioner made of captions that it was told: states (B, T, E) to score, α (B, T, L), β (B, T).

    `choices` (B, T) are the places that hard attention drew, `choice_logs` the logarithms of their chances.
    """

    states: Tensor
    weights: Tensor | None = None
    gates: Tensor | None = None
    choices: Tensor | None = None
    choice_logs: Tensor | None = None


@dataclass(frozen=True, slots=True)
class CaptionerConfig:
    """The shape of a captioner; it travels with the weights in model.json.

    `is_started_by_picture`: the first state comes of the mean over the places, as in the papers; else it is learned.
    `evidence`: R of WordEvidence, 0 for none. With neither, all that a model with attention knows of a picture it has
    from where it looks.
    """

    vocabulary: int
    channels: int
    embedding_size: int = 256
    hidden_size: int = 512
    attention_size: int = 256
    dropout: float = 0.4
    word_dropout: float = 0.0
    picture_dropout: float = 0.0
    is_started_by_picture: bool = False
    evidence: int = 0


class Writer(nn.Module):
    """Seeing, embedding, LSTM and output, with everything in them that does not depend on where one looks.

    An annotation vector is what a place looks like (H), then its evidence for words (R), if there is any. The mean of
    the evidence goes past attention and LSTM to the scores: λ_t times what speaks for each word that the caption does
    not have yet; λ_t = ln(1 + exp(w h_t + b)) begins at 1.
    """

    def __init__(self, config: CaptionerConfig, encoder: nn.Module | None, *, n_context: int) -> None:
        super().__init__()
        self.config, self.encoder = config, encoder
        embedded, hidden = config.embedding_size, config.hidden_size
        self.seeing = nn.Linear(config.channels, hidden)
        self.vector_dropout = LockedDropout(config.picture_dropout)
        self.norm = nn.LayerNorm(config.channels, elementwise_affine=False)
        self.words = PieceEmbedding(config.vocabulary, embedded, config.dropout, config.word_dropout)
        self.lstm = nn.LSTM(embedded, hidden, batch_first=True)
        self.first = nn.Parameter(torch.zeros(2, hidden))  # h_0 and c_0 where the picture does not decide
        self.starting = nn.Linear(hidden, 2 * hidden) if config.is_started_by_picture else None
        self.context = nn.Linear(n_context, 4 * hidden, bias=False) if n_context else None
        self.out_said = nn.Linear(embedded, embedded, bias=False)
        self.out_state = nn.Linear(hidden, embedded)
        self.out_seen = nn.Linear(n_context, embedded, bias=False) if n_context else None
        if config.evidence:
            self.evidence = WordEvidence(config.channels, config.vocabulary, config.evidence)
            self.trust = nn.Linear(hidden, 1)
            nn.init.zeros_(self.trust.weight)
            nn.init.constant_(self.trust.bias, ONE)
        self.dropout = nn.Dropout(config.dropout)
        self.output = PieceScores(self.words, is_tied=True)
        nn.init.orthogonal_(cast(Tensor, self.lstm.weight_hh_l0))

    def score(self, states: Tensor) -> Tensor:
        """States (…, E), or (…, E + V) with what else speaks for each word behind, to scores (…, V)."""
        size = self.config.embedding_size
        scores: Tensor = self.output(states[..., :size], self.words)
        return scores if states.shape[-1] == size else scores + states[..., size:]

    def language(self) -> list[nn.Parameter]:
        """What captions without pictures teach."""
        parts = (self.words, self.lstm, self.out_said, self.out_state, self.output)
        return [self.first, *(parameter for part in parts for parameter in part.parameters())]

    def write(self, given: Tensor) -> Tensor:
        """Captions without pictures (B, T) to states (B, T, E): what a decoder learns of language alone."""
        said = self.words(given)
        hidden, cell = (state.expand(len(given), -1)[None].contiguous() for state in self.first)
        states, _ = self.lstm(said, (hidden, cell))
        return self._read_out(said, states, None)

    def see(self, source: Pictures) -> Tensor:
        """Pictures as they come to annotation vectors (P, L, H + R)."""
        annotations = self.project(self.vectors(source.seen))
        if source.surplus is None:
            return annotations
        return annotations - functional.pad(source.surplus, (self.config.hidden_size, 0))[:, None]

    def vectors(self, seen: Tensor) -> Tensor:
        """What the encoder makes of them (P, L, D); such vectors stay as they are."""
        if seen.dim() == VECTORS_DIM:
            return seen
        assert self.encoder is not None
        found: Tensor = self.encoder(seen)
        return found

    def project(self, vectors: Tensor) -> Tensor:
        """Normed, and brought to the size of a state, with their evidence behind."""
        normed = self.norm(vectors.to(self.seeing.weight.dtype))
        found: Tensor = self.dropout(self.seeing(self.vector_dropout(normed)))
        return torch.cat([found, self.evidence(normed)], dim=-1) if self.config.evidence else found

    def pulled_back(self, vectors: Tensor, gradients: Tensor) -> Tensor:
        """Gradients (N, L, H + R) of what `project` makes of vectors (1, L, D), to theirs, the mean over places (N, D).

        As by autograd over N copies of the vectors, but the large product comes behind the mean.
        """
        known = vectors[0].to(self.seeing.weight.dtype)
        variance, mean = torch.var_mean(known, dim=-1, keepdim=True, correction=0)
        spread = (variance + self.norm.eps).sqrt()  # (L, 1)
        normed, weight = (known - mean) / spread, self.seeing.weight  # (L, D), (H, D)
        if self.config.evidence:
            weight = torch.cat([weight, self.evidence.get_buffer("inward")])  # (H + R, D)
        scaled = gradients / spread
        straight = scaled.mean(dim=1) @ weight  # (N, D)
        along = (scaled * (normed @ weight.T)).sum(dim=-1) / weight.shape[1]  # (N, L)
        return straight - straight.mean(dim=1, keepdim=True) - along @ normed / len(normed)

    def _start(self, annotations: Tensor) -> tuple[Tensor, Tensor]:
        """h_0 and c_0 (B, H)."""
        if self.starting is None:
            hidden, cell = (state.expand(len(annotations), -1) for state in self.first)
            return hidden, cell
        hidden, cell = torch.tanh(self.starting(annotations.mean(dim=1))).chunk(2, dim=-1)
        return hidden, cell

    def _shown(self, annotations: Tensor) -> Tensor:
        """What places look like (…, H), without their evidence."""
        return annotations[..., : self.config.hidden_size]

    def _speaks(self, annotations: Tensor) -> Tensor:
        """What in pictures (P, L, H + R) speaks for each word (P, V); (P, 0) without evidence."""
        evidence = annotations[..., self.config.hidden_size :].mean(dim=1)
        return self.evidence.scores(evidence) if self.config.evidence else evidence

    def _gates_of(self, said: Tensor) -> Tensor:
        """The part of the LSTM's gates (…, 4H) that comes of the words."""
        weight, *biases = (
            cast(Tensor, getattr(self.lstm, name)) for name in ("weight_ih_l0", "bias_ih_l0", "bias_hh_l0")
        )
        return functional.linear(said, weight, biases[0] + biases[1])

    def _read_out(self, said: Tensor, states: Tensor, context: Tensor | None, speaks: Tensor | None = None) -> Tensor:
        """tanh(L_y E y + L_h h + L_z ẑ): the deep output without its last layer, which is the embedding.

        λ times what `speaks` (…, V) for each word stands behind it, where there is any.
        """
        found = self.out_said(said) + self.out_state(self.dropout(states))
        if context is not None and self.out_seen is not None:
            found = found + self.out_seen(context)
        out: Tensor = self.dropout(torch.tanh(found))
        if speaks is None or not self.config.evidence:
            return out
        return torch.cat([out, functional.softplus(self.trust(states)) * speaks], dim=-1)


def left(speaks: Tensor, ids: Tensor) -> Tensor:
    """What speaks for each word (B, V), or nothing (B, 0), before each of the next ones: (B, T, V).

    It is spent once the word has been said: `ids` (B, T) are the words that were.
    """
    if not speaks.shape[-1]:
        return speaks[:, None].expand(-1, ids.shape[1], -1)
    is_said = torch.zeros(*ids.shape, speaks.shape[-1], dtype=torch.uint8, device=ids.device)
    is_said = is_said.scatter_(2, ids[:, :, None], 1).cummax(dim=1).values
    return speaks[:, None].masked_fill(is_said.bool(), 0)


def lstm_step(gates: Tensor, cell: Tensor) -> tuple[Tensor, Tensor]:
    """Gates (B, 4H), in torch's order i, f, g, o, to the next h and c."""
    into, forget, new, out = gates.chunk(4, dim=-1)
    cell = torch.sigmoid(forget) * cell + torch.sigmoid(into) * torch.tanh(new)
    return torch.sigmoid(out) * torch.tanh(cell), cell
