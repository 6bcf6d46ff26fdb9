"""Whether one run translates better than another, by what both left of their hold-out; no model is loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from core.jobs.pair_specs import PairedSpec
from core.ml.corpus import read_jsonl
from core.ml.translation import measuring, pairs
from core.ml.translation.pairs import Pair

TRANSLATIONS_FILE = "translations.jsonl"


def compare(spec: PairedSpec) -> dict[str, Any]:
    """{"n"} and what measuring.paired says, on the sources that both translated; or {"n": 0}."""
    one, other = (_said(Path(folder)) for folder in (spec.run_dir, spec.other))
    both = [pair for pair in one if pair in other]
    if not both:
        return {"n": 0}
    found = [pairs.turned(pair) if spec.is_reversed else pair for pair in both]
    sources, references = [pair.source for pair in found], [pair.target for pair in found]
    _, first, streams = measuring.grouped(sources, [one[pair] for pair in both], references)
    second = measuring.grouped(sources, [other[pair] for pair in both], references)[1]
    return {"n": len(first), **measuring.paired(first, second, streams)}


def _said(run_dir: Path) -> dict[Pair, str]:
    """The pairs of a run's hold-out, and what it made of each."""
    held = {pair.id: pair for pair in pairs.read_snapshot(run_dir / "snapshot.jsonl") if pair.part == "holdout"}
    lines = read_jsonl(run_dir / TRANSLATIONS_FILE, keys=("translation",))
    return {_bare(held[line["id"]]): str(line["translation"]) for line in lines if line.get("id") in held}


def _bare(pair: Pair) -> Pair:
    """Without its links, which people may have given between the two runs."""
    return Pair(pair.id, pair.source, pair.target, pair.part)
