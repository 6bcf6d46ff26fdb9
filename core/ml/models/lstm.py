"""LSTM without attention: the state at the end of the text stands for the document.

    E = embedding(pieces);  document = [last state forwards, last state backwards];  scores = FC(document)

The layer of Hochreiter and Schmidhuber 1997 with a forget gate (Gers et al. 2000), each text read at its own length.
"""

from __future__ import annotations

from dataclasses import dataclass

from torch import nn

from core.ml.models import embedding
from core.ml.models.embedding import LockedDropout, WordDropout
from core.ml.models.output import Output
from core.ml.models.recurrent import Recurrent
from core.ml.text.batches import Batch
from core.ml.text.tokenizer import PAD


@dataclass(frozen=True, slots=True)
class LSTMConfig:
    """The shape of the model; it travels with the weights in model.json."""

    vocabulary: int
    n_labels: int
    embedding_size: int = 64
    hidden_size: int = 64
    is_bidirectional: bool = True
    dropout: float = 0.5
    word_dropout: float = 0.3


class LSTM(nn.Module):
    """Piece ids to label scores."""

    def __init__(self, config: LSTMConfig) -> None:
        super().__init__()
        self.config = config
        self.word_dropout = WordDropout(config.word_dropout)
        self.embedding = nn.Embedding(config.vocabulary, config.embedding_size, padding_idx=PAD)
        self.embedding_dropout = LockedDropout(config.dropout)
        self.lstm = Recurrent(
            "lstm", config.embedding_size, config.hidden_size, is_bidirectional=config.is_bidirectional
        )
        self.document_dropout = nn.Dropout(config.dropout)
        self.output = nn.Linear(self.lstm.size, config.n_labels)
        embedding.start(self.embedding)

    def forward(self, batch: Batch) -> Output:
        embedded = self.embedding_dropout(self.embedding(self.word_dropout(batch.ids, batch.mask)))  # (B, T, E)
        states = self.lstm(embedded, batch.lengths)  # (B, T, S)
        document = self.lstm.last(states, batch.lengths)  # (B, S)
        return Output(self.output(self.document_dropout(document)))  # (B, C)
