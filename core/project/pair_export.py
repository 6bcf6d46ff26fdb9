"""The pairs of a project as a file: both sides, the part of the data, the links of their words."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core import pairs
from core.alignment.links import to_pharaoh
from core.formats import jsonl
from core.formats.common.writing import replacing
from core.project.project import Project
from core.project.values import DocumentFilter
from core.words import counted_words

KINDS = ("tsv", "csv", "jsonl")


def write(project: Project, output: Path, kind: str, where: DocumentFilter) -> int:
    """All pairs of a filter with what people linked, in Pharaoh's form; how many."""
    rows = _exported(project, where)
    if kind == "jsonl":
        return jsonl.write_jsonl(rows, output)
    lines = ((row["source"], row["target"], row["split"], row["links"]) for row in rows)
    n = 0
    with replacing(output) as file:
        writer = csv.writer(file, delimiter="\t" if kind == "tsv" else ",", lineterminator="\n")
        writer.writerow(("source", "target", "split", "links"))
        for line in lines:
            writer.writerow(line)
            n += 1
    return n


def _exported(project: Project, where: DocumentFilter) -> Iterator[dict[str, Any]]:
    for ids in project.documents.ids(where):
        for id in ids:
            document = project.documents.get(id)
            pair = pairs.of_text(document.text)
            source, target = (counted_words(side) for side in (pair.source, pair.target))
            gold = pairs.in_words(project.links.of(id) or (), source, target)
            yield {
                "source": pair.source,
                "target": pair.target,
                "split": "holdout" if document.is_holdout else "train",
                "source_words": [pair.source[span.start : span.end] for span in source],
                "target_words": [pair.target[span.start : span.end] for span in target],
                "links": to_pharaoh(gold),
            }
