"""All scores of a run as a table: a row a word, each with all that it depends on."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from core import written
from core.formats.common.formulas import defused
from core.progress import Report, ignore

HEAD = (
    *("document", "label", "probability", "method", "target", "against", "word", "start", "end", "weight", "is_signed"),
    *("model_sha256", "text_sha256", "parameters"),
)


def write_csv(source: Path, target: Path, report: Report = ignore) -> int:
    """From a file of explanations, as `explain` writes them; the number of words. The target appears whole or not."""
    temporary, n = target.with_name(target.name + ".tmp"), 0
    total = source.stat().st_size
    try:
        with (
            source.open(encoding="utf-8") as lines,
            temporary.open("w", encoding="utf-8-sig", newline="") as file,
        ):
            writer, done = csv.writer(file), 0
            writer.writerow(HEAD)
            for line in lines:
                for row in _rows(json.loads(line)):
                    writer.writerow(row)
                    n += 1
                done += len(line.encode())
                report(done, total)
        temporary.replace(target)
        written.note(target)
    finally:
        temporary.unlink(missing_ok=True)
    return n


def _rows(found: Mapping[str, Any]) -> Iterator[tuple[object, ...]]:
    made = found["provenance"]
    label = found["label"]
    shared = (found.get("id", ""), defused(label), f"{found['probabilities'][label]:.6g}", found["method"])
    target = (defused(found["target"]), defused(found["against"]))
    how = (
        made["model_sha256"],
        made["text_sha256"],
        json.dumps(made["parameters"], ensure_ascii=False, sort_keys=True),
    )
    for token in found["tokens"]:
        word = (defused(token["text"]), token["start"], token["end"], f"{token['weight']:.6g}")
        yield (*shared, *target, *word, int(found["is_signed"]), *how)
