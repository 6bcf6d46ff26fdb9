"""MinHash: what two texts have in common, estimated from 64 bytes each.

A. Broder, "On the resemblance and containment of documents", 1997; of each minimum 16 bits are kept: P. Li and
C. König, "b-bit minwise hashing", 2010.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.project.search import tokens

N_MINIMA = 32
SHINGLE = 3  # characters
_random = np.random.default_rng(20_261_127)
FACTORS = _random.integers(0, 1 << 32, N_MINIMA, dtype=np.uint32) | np.uint32(1)
TERMS = _random.integers(0, 1 << 32, N_MINIMA, dtype=np.uint32)
PLACES = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)


def signatures(texts: Sequence[str]) -> NDArray[np.uint16]:
    """(texts, N_MINIMA): equal in about the share of three-character pieces that two texts have in common.

    Letters and digits count alone, upper and lower case alike.
    """
    plain = ["".join(tokens.WORDLIKE.findall(tokens.fold(text))).ljust(SHINGLE, "\0") for text in texts]
    codes = np.frombuffer("".join(plain).encode("utf-32-le"), np.uint32).astype(np.uint64)
    lengths = np.fromiter(map(len, plain), np.int64, len(plain))
    starts = np.cumsum(lengths) - lengths
    parts = [codes[i : len(codes) - SHINGLE + 1 + i] * PLACES[i] for i in range(SHINGLE)]
    shingles = _mixed(parts[0] + parts[1] + parts[2])
    shingles = np.concatenate((shingles, np.zeros(SHINGLE - 1, np.uint32)))
    ends = (starts + lengths)[:, None] - np.arange(1, SHINGLE)[None, :]
    shingles[ends.ravel()] = shingles[np.repeat(starts, SHINGLE - 1)]  # none reaches into the next text
    minima = np.empty((len(plain), N_MINIMA), np.uint16)
    for k in range(N_MINIMA):
        minima[:, k] = np.minimum.reduceat(shingles * FACTORS[k] + TERMS[k], starts) & np.uint32(0xFFFF)
    return minima


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint32]:
    values = (values ^ (values >> np.uint64(31))) * np.uint64(0x7FB5D329728EA185)
    return (values >> np.uint64(32)).astype(np.uint32)
