"""A toy language: each of twelve English words is one Chinese character, in the same order."""

from __future__ import annotations

import numpy as np

WORDS = ["red", "blue", "big", "small", "dog", "cat", "house", "tree", "runs", "sleeps", "fast", "slowly"]
SIGNS = "红蓝大小狗猫屋树跑睡快慢"
SIGN_OF = dict(zip(WORDS, SIGNS, strict=True))


def sentences(n: int, seed: int = 0) -> list[tuple[str, str]]:
    """(source, target), with different sources."""
    rng = np.random.default_rng(seed)
    found: dict[str, str] = {}
    while len(found) < n:
        chosen = rng.permutation(WORDS)[: rng.integers(2, 6)].tolist()
        found[" ".join(chosen)] = "".join(SIGN_OF[word] for word in chosen)
    return list(found.items())


def snapshot_lines(n: int, n_holdout: int, seed: int = 0, links: bool = False) -> list[dict]:
    lines = []
    for number, (source, target) in enumerate(sentences(n + n_holdout, seed)):
        part = "train" if number < n else "holdout"
        line = {"id": number, "source": source, "target": target, "part": part, "links": []}
        if links:
            starts = np.cumsum([0, *(len(word) + 1 for word in source.split())])
            ends = [start + len(word) for start, word in zip(starts.tolist(), source.split(), strict=False)]
            line["links"] = [
                [[int(a), int(b)], [j, j + 1], True] for j, (a, b) in enumerate(zip(starts, ends, strict=False))
            ]
        lines.append(line)
    return lines
