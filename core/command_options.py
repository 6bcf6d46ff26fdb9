"""The options that several commands share, and what they come to."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.commands import TableChoice
    from core.jobs.explaining import ExplainOptions

METHODS_HELP = "evidence, attention, integrated-gradients, leave-one-out, lime…, several by commas"


def add_table(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "--format", dest="table_format", default="auto", metavar="F", help="of the file; default: found out"
    )
    sub.add_argument("--text-column", default="")
    sub.add_argument("--source-column", default="", help="of pairs; or the language in a TMX")
    sub.add_argument("--target-column", default="", help="of pairs; or the language in a TMX")
    sub.add_argument("--images", type=Path, nargs="+", default=[], metavar="DIR|ZIP", help="where the pictures are")
    sub.add_argument("--copy", action="store_true", help="pictures into the project; else they stay where they are")
    sub.add_argument("--text-only", action="store_true", help="captions whose pictures are not there")
    sub.add_argument("--label-column", default="")
    sub.add_argument("--annotator-column", default="", help="who gave the label")
    sub.add_argument("--label-separator", default="", help="between several labels in one cell")


def table_choice(args: argparse.Namespace) -> TableChoice:
    from core.commands import TableChoice

    return TableChoice(
        format="" if args.table_format == "auto" else args.table_format,
        text_column=args.text_column,
        label_column=args.label_column,
        label_separator=args.label_separator,
        annotator_column=args.annotator_column,
        source_column=args.source_column,
        target_column=args.target_column,
        images=tuple(args.images),
        is_copied=args.copy,
        is_text_only=args.text_only,
    )


def add_explaining(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--removal", default="delete", help="of words: delete, or unknown (a sign in their place)")
    sub.add_argument("--baseline", default="pad", help="of integrated gradients: pad, unk or mean")
    sub.add_argument("--samples", type=int, default=500, help="texts that lime tries")
    sub.add_argument("--seed", type=int, default=0)


def explain_options(args: argparse.Namespace) -> ExplainOptions:
    from core.jobs.explaining import ExplainOptions

    known = [field.name for field in dataclasses.fields(ExplainOptions)]
    return ExplainOptions(**{name: getattr(args, name) for name in known if name in args})


def names(text: str) -> tuple[str, ...]:
    """Several, with commas between them."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


def add_where(sub: argparse.ArgumentParser) -> None:
    help = "only these documents: a saved filter's name, or words and pairs like 早餐 is:labelled label:好评"
    sub.add_argument("--where", default="", metavar="QUERY", help=help)
