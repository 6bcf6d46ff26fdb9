"""Hierarchical attention hybrid for long documents: words make sentences, sentences make the document.

Abreu et al. 2019, "Hierarchical Attentional Hybrid Neural Networks for Document Classification", section 2; the
hierarchy is that of Yang et al. 2016, equations 1 to 10.

    E = embedding(pieces);  C = convolutions(E);  H = [BiGRU(C), C, E];  α = attention over a sentence's words;
    sentence = Σ α·H;  G = [BiGRU(sentences), sentences];  β = attention over the sentences;
    document = Σ β·G;  scores = FC(tanh(document))

Against the paper and its code: 'same' convolutions joined on channels and never pooled, so that every α belongs to a
word; what is below is joined to each GRU's state, which ties a weight to its word and to its sentence, and makes
Σ β·α·H a part of the document's vector; padding is never read. The weight shown for a word is β·α.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn

from core.ml.models.attention import attention
from core.ml.models.embedding import LockedDropout, WordDropout, start
from core.ml.models.encoders import Convolutions, TemporalConvolutions
from core.ml.models.output import Output
from core.ml.models.recurrent import Recurrent
from core.ml.text.batches import Batch
from core.ml.text.tokenizer import PAD

MAX_ROW = 64  # pieces; a longer sentence is read in equal rows
GROUPS = 4  # of rows of similar length, to compute little padding


@dataclass(frozen=True, slots=True)
class HAHNNConfig:
    """The shape of the model; it travels with the weights in model.json. `encoder` is "cnn" or "tcn"."""

    vocabulary: int
    n_labels: int
    embedding_size: int = 64
    channels: int = 32
    hidden_size: int = 32
    encoder: str = "cnn"
    dropout: float = 0.3
    word_dropout: float = 0.1
    is_uniform: bool = False

    def __post_init__(self) -> None:
        if self.encoder not in ENCODERS:
            raise ValueError(f"no encoder {self.encoder!r}"[:60])


ENCODERS: dict[str, type[Convolutions] | type[TemporalConvolutions]] = {
    "cnn": Convolutions,
    "tcn": TemporalConvolutions,
}


@dataclass(frozen=True, slots=True)
class Rows:
    """A batch with each sentence in a row of its own (a long sentence: in several), the shortest first.

    places (R, W): where in the batch, b·T + t, each piece of a row stands; B·T in the padding. lengths (R).
    sentences (R): the number of the row's sentence; slots (R): b·P + p for row p of text b; mask (B, P).
    """

    places: Tensor
    lengths: Tensor
    sentences: Tensor
    slots: Tensor
    mask: Tensor

    @classmethod
    def of(cls, batch: Batch) -> Rows:
        n_texts, width = batch.ids.shape
        pieces = batch.mask.flatten().nonzero().squeeze(1)  # (N) all there are, text after text
        texts, numbers = pieces // width, batch.sentences.flatten()
        sentence, within, n_pieces = _runs(texts * (numbers.max() + 1) + numbers[pieces])
        n_rows = (n_pieces + MAX_ROW - 1) // MAX_ROW
        share = ((n_pieces + n_rows - 1) // n_rows)[sentence]
        row, column, lengths = _runs(sentence * width + within // share)
        places = pieces.new_full((len(lengths), int(lengths.max())), n_texts * width)
        places[row, column] = pieces
        lengths, order = lengths.sort(stable=True)
        _, part, counts = _runs(places[:, 0] // width)  # of the rows of each text
        slots = places[:, 0] // width * counts.max() + part
        mask = torch.zeros(n_texts, int(counts.max()), dtype=torch.bool, device=pieces.device)
        mask.view(-1)[slots] = True
        return cls(places[order], lengths, numbers[places[order, 0]], slots[order], mask)

    def groups(self) -> Iterator[tuple[Tensor, Tensor]]:
        """Places (r, w) and lengths (r) of rows of similar length."""
        for places, lengths in zip(self.places.chunk(GROUPS), self.lengths.chunk(GROUPS), strict=True):
            yield places[:, : int(lengths[-1])], lengths


def _mask(lengths: Tensor, width: int) -> Tensor:
    return torch.arange(width, device=lengths.device) < lengths[:, None]


def _runs(keys: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Runs of equal keys (N): the run each is in (N), its place there (N), and the lengths of the runs."""
    _, run, lengths = torch.unique_consecutive(keys, return_inverse=True, return_counts=True)
    begins = lengths.cumsum(0) - lengths
    return run, torch.arange(len(keys), device=keys.device) - begins[run], lengths


class Read(NamedTuple):
    """Rows read: their places (r, w), vectors (r, H), the words' weights (r, w) and states (r, w, H)."""

    places: Tensor
    vectors: Tensor
    weights: Tensor
    states: Tensor


class HAHNN(nn.Module):
    """Piece ids and sentence numbers to label scores, and the weights of sentences and words they were made with."""

    reads_sentences = True

    def __init__(self, config: HAHNNConfig) -> None:
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocabulary, config.embedding_size, padding_idx=PAD)
        self.word_dropout = WordDropout(config.word_dropout)
        self.embedding_dropout = LockedDropout(config.dropout)
        self.encoder = ENCODERS[config.encoder](config.embedding_size, config.channels)
        self.words = Recurrent("gru", self.encoder.size, config.hidden_size)
        self.state_dropout = LockedDropout(config.dropout)
        size = self.words.size + self.encoder.size + config.embedding_size
        self.word_attention = attention(size, config.hidden_size, is_uniform=config.is_uniform)
        self.sentences = Recurrent("gru", size, config.hidden_size)
        size += self.sentences.size
        self.sentence_attention = attention(size, config.hidden_size, is_uniform=config.is_uniform)
        self.document_dropout = nn.Dropout(config.dropout)
        self.output = nn.Linear(size, config.n_labels)
        start(self.embedding)

    def forward(self, batch: Batch) -> Output:
        rows = Rows.of(batch)
        read = self.read(batch, rows)
        document, row_weights = self.sentence_attention(self.read_sentences(read, rows), rows.mask)  # (B, G), (B, P)
        scores = self.decide(document)  # (B, C)
        by_row = row_weights.flatten()[rows.slots]  # (R)
        texts = rows.slots // rows.mask.shape[1]
        n_sentences = int(rows.sentences.max()) + 1
        sentence_weights = by_row.new_zeros(len(scores) * n_sentences)
        sentence_weights = sentence_weights.index_add(0, texts * n_sentences + rows.sentences, by_row)
        shares = by_row.split([len(group.places) for group in read])
        places = [group.places for group in read]
        weights = _put_back([g.weights * share[:, None] for g, share in zip(read, shares, strict=True)], places, batch)
        states = _put_back([group.states for group in read], places, batch)
        return Output(scores, weights, sentence_weights.view(len(scores), -1), states=states)

    def decide(self, context: Tensor) -> Tensor:
        """The scores (B, C) that the weighted sum of the sentences' states (B, G) leads to."""
        scores: Tensor = self.output(self.document_dropout(torch.tanh(context)))
        return scores

    def read(self, batch: Batch, rows: Rows) -> list[Read]:
        """The words of every sentence, and its vector: their weighted sum."""
        ids = self.word_dropout(batch.ids, batch.mask).flatten()
        ids = torch.cat([ids, ids.new_full((1,), PAD)])  # what stands in the padding of rows
        return [self._read(ids, places, lengths) for places, lengths in rows.groups()]

    def read_sentences(self, read: Sequence[Read], rows: Rows) -> Tensor:
        """The states of each text's rows (B, P, G) that sentence attention weighs."""
        vectors = torch.cat([group.vectors for group in read])  # (R, H)
        laid = vectors.new_zeros(rows.mask.numel(), vectors.shape[1]).index_copy(0, rows.slots, vectors)
        laid = laid.view(*rows.mask.shape, -1)  # (B, P, H)
        return torch.cat([self.sentences(laid, rows.mask.sum(dim=1)), laid], dim=-1)

    def by_piece(self, values: Sequence[Tensor], batch: Batch) -> Tensor:
        """Values (r, w) of each call of the word attention in turn, laid out as the batch (B, T)."""
        places = [places for places, _ in Rows.of(batch).groups()]
        return _put_back(values, places, batch)

    def _read(self, ids: Tensor, places: Tensor, lengths: Tensor) -> Read:
        embedded = self.embedding_dropout(self.embedding(ids[places]))  # (r, w, E)
        convolved = self.encoder(embedded, lengths)  # (r, w, K)
        states = torch.cat([self.words(convolved, lengths), convolved], dim=-1)
        states = torch.cat([self.state_dropout(states), embedded], dim=-1)  # (r, w, H)
        vectors, weights = self.word_attention(states, _mask(lengths, places.shape[1]))
        return Read(places, vectors, weights, states)


def _put_back(values: Sequence[Tensor], places: Sequence[Tensor], batch: Batch) -> Tensor:
    """Values (r, w, …) of every group of rows to the places (r, w) of their pieces (B, T, …); 0 in the padding."""
    flat = torch.cat([value.flatten(0, 1) for value in values])
    laid = flat.new_zeros(batch.ids.numel() + 1, *flat.shape[1:])
    laid = laid.index_copy(0, torch.cat([place.flatten() for place in places]), flat)
    return laid[:-1].view(*batch.ids.shape, *flat.shape[1:])
