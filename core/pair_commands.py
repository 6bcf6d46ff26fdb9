"""What the headless commands do in a project of pairs: import, translate, align, measure, export."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core import pairs, temporary, written
from core.alignment.links import from_pharaoh
from core.command_tools import Result, ask_worker, imported, only_good, read_lines, run_of, write_rows
from core.commands import EvaluateChoice, TableChoice
from core.errors import N_, InputError
from core.formats import jsonl, parallel
from core.formats.parallel import PairChoice
from core.jobs.aligning import BOTH
from core.jobs.pair_specs import AlignSpec, MeasureSpec, TranslateSpec
from core.project import pair_export
from core.project.importing import ImportOptions
from core.project.opposite import is_reversed, opposite
from core.project.project import Project
from core.project.runs import Run
from core.project.values import ExportChoice
from core.records import Row, SpanLink
from core.terminal import ProgressBar
from core.words import counted_words


@dataclass(frozen=True, slots=True)
class PairData:
    """Files of pairs to look at: two of parallel lines are read together."""

    files: tuple[Path, ...]
    table: TableChoice


def import_pairs(project: Project, files: Sequence[Path], choice: TableChoice, options: ImportOptions) -> Result:
    """Two files of parallel lines are read together; all else by itself."""
    reports = []
    for group in parallel.groups(files):
        wanted = _pair_choice(choice)
        found = parallel.sides(group, wanted)
        bar = ProgressBar(group[0].name)
        reports.append(project.imports.add(parallel.read(group, wanted, bar), options))
        bar.close()
        if reports[-1].imported:
            project.runs.set_languages(found.source, found.target)
    return imported(reports) | {"languages": list(project.runs.languages())}


def translate(run: Run, source: Path, output: Path) -> Result:
    """Every text of the JSONL file `source` with its translation, as a table or JSON lines."""
    raw = source.with_name("translated.jsonl")
    result = ask_worker(TranslateSpec(run_dir=str(run.path), input=str(source), output=str(raw)), "predict")
    if output.suffix.lower() in (".txt", ""):
        output.write_text("".join(line["translation"] + "\n" for line in read_lines(raw)), encoding="utf-8")
        written.note(output)
    else:
        rows = ({"text": line["text"], "translation": line["translation"]} for line in read_lines(raw))
        write_rows(rows, output)
    return {"run": run.id, **result, "output": str(output)}


def explain(run: Run, source: Path, output: Path) -> Result:
    """A line for each text: its words, those of its translation, and the matrix of weights (target × source)."""
    raw = source.with_name("translated.jsonl")
    result = ask_worker(TranslateSpec(run_dir=str(run.path), input=str(source), output=str(raw)), "explain")
    jsonl.write_jsonl(read_lines(raw), output)
    return {"run": run.id, "n": result["n"], "method": "attention", "output": str(output)}


@dataclass(frozen=True, slots=True)
class AlignChoice:
    """How words are linked; reading, run_id, backward "": the run's own, the active run, the best of the other way."""

    method: str = "mutual"
    reading: str = ""
    threshold: float = 0.3
    run_id: str = ""
    backward: str = ""


def align(path: Path, data: PairData, output: Path, choice: AlignChoice) -> Result:
    """A line of Pharaoh links for each pair; with .jsonl the words and the matrix too."""
    with Project.open(path) as project, temporary.folder() as folder:
        run = run_of(project, choice.run_id)
        source, raw = folder / "pairs.jsonl", folder / "links.jsonl"
        jsonl.write_jsonl(_lines(_good_pairs(data)), source)
        backward = _backward(project, run, choice)
        spec = AlignSpec(
            run_dir=str(run.path),
            input=str(source),
            output=str(raw),
            method=choice.method,
            threshold=choice.threshold,
            reading=choice.reading,
            backward=str(backward.path) if backward else "",
        )
        result = ask_worker(spec, "align")
        if output.suffix.lower() == ".jsonl":
            jsonl.write_jsonl(read_lines(raw), output)
        else:
            output.write_text("".join(line["pharaoh"] + "\n" for line in read_lines(raw)), encoding="utf-8")
            written.note(output)
    joined = {"backward": backward.id} if backward else {}
    return {"run": run.id, "n": result["n"], "method": choice.method, **joined, "output": str(output)}


def _backward(project: Project, run: Run, choice: AlignChoice) -> Run | None:
    """The run of the other direction that is asked for, or the one that is there, where the method needs one."""
    if choice.backward:
        return run_of(project, choice.backward)
    if choice.method != BOTH:
        return None
    found = opposite(run, project.runs.all())
    if found is None:
        template = N_("core", "{method} joins the links of both directions: train a run with {setting}, too.")
        turned = f"--set is_reversed={'false' if is_reversed(run) else 'true'}"
        raise InputError("no-backward", template, method=BOTH, setting=turned)
    return found


def evaluate(project: Project, run: Run, data: Path, table: TableChoice, how: EvaluateChoice) -> Result:
    """BLEU and chrF on pairs; with gold links the alignment error rate; with another run, a test of the difference."""
    rows = list(_good_pairs(PairData((data,), table)))
    if how.gold is not None:
        rows = _with_links(rows, how.gold)
    if not rows:
        raise InputError("no-pairs", N_("core", "{file} holds no pairs to measure with."), file=data)
    with temporary.folder() as folder:
        path = folder / "pairs.jsonl"
        jsonl.write_jsonl(_lines(rows), path)
        other = str(run_of(project, how.other).path) if how.other else ""
        turned = opposite(run, project.runs.all()) if any(row.links for row in rows) else None
        backward = str(turned.path) if turned else ""
        spec = MeasureSpec(run_dir=str(run.path), data=str(path), other=other, backward=backward, device=how.device)
        joined = {"backward": turned.id} if turned else {}
        return {"run": run.id, **joined, **ask_worker(spec, "evaluate")}


def export(project: Project, output: Path, choice: ExportChoice, query: str) -> Result:
    """The pairs of a filter with what people linked, as numbers of words and in Pharaoh's form."""
    kind = choice.format or output.suffix.lower().lstrip(".")
    if kind not in pair_export.KINDS:
        known = ", ".join(pair_export.KINDS)
        template = N_("core", "Pairs are written as {known}, not “{format}”.")
        raise InputError("unknown-format", template, format=kind, known=known)
    n = pair_export.write(project, output, kind, project.filter(query))
    return {"n": n, "format": kind, "output": str(output), "losses": []}


def _good_pairs(data: PairData) -> Iterator[Row]:
    for group in parallel.groups(data.files):
        yield from only_good(parallel.read(group, _pair_choice(data.table)))


def _with_links(rows: Sequence[Row], gold: Path) -> list[Row]:
    """The rows with the links of a file beside: Pharaoh line by line, or JSON lines of "links" or "sure"."""
    lines = gold.read_text(encoding="utf-8-sig").splitlines()
    if len(lines) != len(rows):
        template = N_("core", "{file} has {n} lines, but there are {pairs} pairs.")
        raise InputError("uneven-gold", template, file=gold.name, n=len(lines), pairs=len(rows))
    found = []
    for number, (row, line) in enumerate(zip(rows, lines, strict=True), start=1):
        pair = pairs.of_text(row.text)
        try:
            row.links = _linked(pair, line)
        except (InputError, IndexError, ValueError, AttributeError) as error:
            template = N_("core", "{file}, line {line}: these are no links of the words of its pair.")
            raise InputError("bad-link", template, file=gold.name, line=number) from error
        found.append(row)
    return found


def _linked(pair: pairs.SentencePair, line: str) -> tuple[SpanLink, ...]:
    if line.lstrip().startswith("{"):
        data = {key: value if isinstance(value, str) else json.dumps(value) for key, value in json.loads(line).items()}
        gold = parallel.links_of(data)
    else:
        gold = from_pharaoh(line)
    return pairs.in_spans(gold, counted_words(pair.source), counted_words(pair.target))


def _lines(rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    return (pairs.to_line(row.text, row.links) for row in rows)


def _pair_choice(choice: TableChoice) -> PairChoice:
    return PairChoice(choice.source_column, choice.target_column, choice.format)
