"""Hugging Face datasets: a folder or archive with a file for each split, and a card that names the classes."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from core.errors import N_
from core.formats.common.flatten import flatten
from core.formats.common.format import Export, Format, Options, Sample
from core.formats.common.json_records import OWN_NAMES, reader
from core.formats.common.losses import Facet, Kind, holding
from core.formats.common.roles import KEY, column_of
from core.formats.common.source import Source
from core.formats.common.writing import Piles, replaced
from core.records import Row

SPLITS = {"train": "train", "holdout": "test", "": "unsupervised"}
"""Ours → its name there; what is not settled has no label in most projects."""
_KNOWN = frozenset({*SPLITS.values(), "validation", "valid", "dev", "unlabelled", "unlabeled"})
_CARD = "README.md"
_HELD: Kind = frozenset({Facet.LABELS, Facet.SEVERAL_LABELS, Facet.FLAG, Facet.SPLIT, Facet.RATIONALES, Facet.METADATA})


def flat(record: Mapping[str, Any], source: Source) -> Iterator[dict[str, Any]]:
    yield flatten(record) | {"split": _split(source.inner)}


def knows(sample: Sample) -> bool:
    names = {_split(name) for name in sample.names if not name.endswith(".md")}
    return sample.container in ("zip", "folder") and "train" in names and names <= _KNOWN


def _split(name: str) -> str:
    """Also of train-00000-of-00002.jsonl."""
    return PurePosixPath(name).stem.partition("-")[0].partition(".")[0]


def write(rows: Iterable[Row], path: Path, options: Options) -> None:
    """An archive that `load_dataset` reads when it is unpacked."""
    with Piles(path) as piles:
        for row in rows:
            piles.add(SPLITS[row.split], json.dumps(_record(row, options), ensure_ascii=False) + "\n")
        with replaced(path) as temporary, zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in piles.names():
                piles.pack(name, archive, f"{name}.jsonl")
            archive.writestr(_CARD, _card(piles.names(), options))


def _record(row: Row, options: Options) -> dict[str, Any]:
    labels = {"labels": list(row.labels)} if options.is_multi_label else {"label": next(iter(row.labels), None)}
    spans = [[span.start, span.end] for span in row.rationales]
    meta = {column_of(name): row.meta.get(name) for name in options.meta}
    return {KEY: row.key, "text": row.text, **labels, "is_flagged": row.is_flagged, "rationales": spans, **meta}


def _card(splits: list[str], options: Options) -> str:
    """YAML, whose strings may be written as in JSON."""

    def quoted(text: str) -> str:
        return json.dumps(text, ensure_ascii=False)

    classes = [f"            '{number}': {quoted(name)}" for number, name in enumerate(options.labels)]
    label = ["    dtype:", "      class_label:", "        names:", *(line[2:] for line in classes)]
    if options.is_multi_label:
        label = ["    sequence:", "      class_label:", "        names:", *(line[2:] for line in classes)]
    lines = [
        "---",
        "configs:",
        "- config_name: default",
        "  data_files:",
        *(line for name in splits for line in (f"  - split: {name}", f"    path: {name}.jsonl")),
        "dataset_info:",
        "  features:",
        f"  - name: {KEY}",
        "    dtype: string",
        "  - name: text",
        "    dtype: string",
        f"  - name: {'labels' if options.is_multi_label else 'label'}",
        *label,
        "  - name: is_flagged",
        "    dtype: bool",
        "  - name: rationales",
        "    sequence:",
        "      sequence: int64",
        *(line for name in options.meta for line in (f"  - name: {quoted(column_of(name))}", "    dtype: string")),
        "---",
        "",
    ]
    return "\n".join(lines)


FORMATS = (
    Format(
        "huggingface",
        N_("core", "Hugging Face dataset"),
        (".zip", ".jsonl", ".json"),
        *reader(flat, roles=OWN_NAMES),
        export=Export(
            write,
            holding(*_HELD),
            N_("core", "For load_dataset: an archive to be unpacked; the hold-out is its test split."),
        ),
        dialect_of="jsonl",
        knows=knows,
    ),
)
