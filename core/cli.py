"""The headless commands: parse, run, print. Errors are one line on stderr; exit 2 for bad input, 1 for a failure."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core import command_options, terminal
from core.errors import N_, AppError, Cancelled, InputError
from core.paths import version

if TYPE_CHECKING:
    from core.command_tools import Result

# main.py asks for the names before anything heavy is loaded.
NAMES = (
    *("new", "import", "index", "pretrain", "train", "evaluate", "predict", "align", "explain", "faithfulness"),
    *("runs", "export", "share", "unpack", "backup", "restore", "merge", "agreement", "check", "privacy"),
)


def main(argv: Sequence[str]) -> int:
    """Run one command; its exit code."""
    args = _parser().parse_args(argv)
    try:
        result = args.run(args)
    except AppError as error:
        print(f"fovea: {error}", file=sys.stderr)
        return error.exit_code
    except Cancelled:
        print("fovea: cancelled", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"fovea: {error.filename or ''}: {error.strerror or error}", file=sys.stderr)
        return 1
    print(json.dumps(result, ensure_ascii=False) if args.json else "\n".join(terminal.lines(result)))
    return 1 if result.get("problems") else 0


def _new(args: argparse.Namespace) -> Result:
    from core import commands

    labels = command_options.names(args.labels)
    chosen = {"kind": args.kind, "is_multi_label": args.multi_label, "policy": args.answers, "seed": args.seed}
    return commands.new(args.project, labels=labels, **chosen)


def _import(args: argparse.Namespace) -> Result:
    from core import commands
    from core.project.importing import ImportOptions

    options = ImportOptions(duplicates=args.duplicates, split=args.split)
    return commands.import_files(args.project, args.files, command_options.table_choice(args), options)


def _index(args: argparse.Namespace) -> Result:
    from core import commands

    return commands.index(args.project)


def _pretrain(args: argparse.Namespace) -> Result:
    from core import commands

    if not 0 <= args.minutes < float("inf"):
        raise InputError("bad-minutes", N_("core", "“{minutes}” is no number of minutes."), minutes=args.minutes)
    return commands.pretrain(args.project, minutes=args.minutes, seed=args.seed)


def _train(args: argparse.Namespace) -> Result:
    from core import commands

    choice = commands.TrainChoice(
        model=args.model,
        pairs=tuple(args.set),
        device=args.device,
        seed=args.seed,
        limit_labels=args.limit_labels,
        has_comparison=args.compare,
        where=args.where,
    )
    return commands.train(args.project, choice)


def _evaluate(args: argparse.Namespace) -> Result:
    from core import commands

    how = commands.EvaluateChoice(args.run_id, args.device, args.gold, args.other)
    return commands.evaluate(args.project, args.data, command_options.table_choice(args), how)


def _predict(args: argparse.Namespace) -> Result:
    from core import commands

    return commands.predict(args.project, args.input, args.output, command_options.table_choice(args), args.run_id)


def _align(args: argparse.Namespace) -> Result:
    from core import pair_commands

    how = pair_commands.AlignChoice(args.method, args.reading, args.threshold, args.run_id, args.backward)
    data = pair_commands.PairData(tuple(args.input), command_options.table_choice(args))
    return pair_commands.align(args.project, data, args.output, how)


def _explain(args: argparse.Namespace) -> Result:
    from core import commands

    table, methods = command_options.table_choice(args), command_options.names(args.method) or ("auto",)
    texts = [args.text] if args.text else commands.texts_of(args.input, table)
    choice = commands.ExplainChoice(methods, command_options.explain_options(args), args.run_id, args.input, args.text)
    return commands.explain(args.project, texts, args.output, choice)


def _faithfulness(args: argparse.Namespace) -> Result:
    from core import commands

    choice = commands.TrustChoice(
        data=args.data,
        table=command_options.table_choice(args),
        n_documents=args.documents,
        methods=command_options.names(args.method),
        options=command_options.explain_options(args),
        run_id=args.run_id,
    )
    return commands.faithfulness(args.project, choice)


def _runs(args: argparse.Namespace) -> Result:
    from core import commands

    return commands.runs(args.project)


def _export(args: argparse.Namespace) -> Result:
    from core import commands
    from core.project.values import ExportChoice

    choice = ExportChoice(args.format, bom=args.bom, is_one_answer=args.one_answer, run_id=args.run_id)
    return commands.export(args.project, args.output, choice, args.where)


def _merge(args: argparse.Namespace) -> Result:
    from core import people_commands
    from core.project.merging.choices import MergeChoice

    names = dict(pair.split("=", 1) for pair in args.rename if "=" in pair)
    choice = MergeChoice(names, args.conflicts, not args.only_known, args.definitions)
    return people_commands.merge(args.project, args.other, choice, only_look=args.only_look)


def _agreement(args: argparse.Namespace) -> Result:
    from core import people_commands

    return people_commands.agreement(args.project)


def _share(args: argparse.Namespace) -> Result:
    from core import people_commands

    return people_commands.share(args.project, args.output, has_pictures=args.pictures)


def _unpack(args: argparse.Namespace) -> Result:
    from core import people_commands

    return people_commands.unpack(args.project, args.into)


def _backup(args: argparse.Namespace) -> Result:
    from core import people_commands

    return people_commands.backup(args.project)


def _restore(args: argparse.Namespace) -> Result:
    from core import people_commands

    return people_commands.restore(args.project, args.backup)


def _check(args: argparse.Namespace) -> Result:
    from core import commands

    return commands.check(args.project, args.images)


def _privacy(_: argparse.Namespace) -> Result:
    from core import written

    return dict(written.report())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="fovea", description="Label, train and review without a window.")
    parser.add_argument("--version", action="version", version=f"Fovea {version()}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def bare(name: str, run: Callable[[argparse.Namespace], Result], help: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=help, description=help)
        sub.add_argument("--json", action="store_true", help="one JSON object on stdout")
        sub.set_defaults(run=run)
        return sub

    def command(name: str, run: Callable[[argparse.Namespace], Result], help: str) -> argparse.ArgumentParser:
        sub = bare(name, run, help)
        sub.add_argument("project", type=Path, metavar="PROJECT")
        return sub

    _add_document_commands(command)
    _add_people_commands(command)
    _add_model_commands(command)
    privacy = bare("privacy", _privacy, "list every file that the program has written on this computer")
    privacy.add_argument("what", choices=["report"])
    return parser


Command = Callable[[str, Callable[[argparse.Namespace], "Result"], str], argparse.ArgumentParser]


def _add_document_commands(command: Command) -> None:
    new = command("new", _new, "make an empty project")
    new.add_argument(
        "--kind",
        choices=["text", "caption", "translation"],
        default="text",
        help="caption: pictures; translation: pairs of sentences",
    )
    new.add_argument("--labels", default="", metavar="A,B,…")
    new.add_argument("--multi-label", action="store_true", help="a document may have several labels")
    new.add_argument(
        "--answers",
        choices=["last", "agreed"],
        default="last",
        help="where people differ: the last, or what most say",
    )
    new.add_argument("--seed", type=int, default=0, help="draws the hold-out")

    add = command("import", _import, "bring documents in from tables")
    add.add_argument("files", type=Path, nargs="+", metavar="FILE", help="tables; of pictures also folders and zips")
    add.add_argument(
        "--split",
        choices=["auto", "train", "test"],
        default="auto",
        help="auto: hold-out is what the file calls so, and of the other labelled rows a part by lot",
    )
    add.add_argument("--duplicates", choices=["skip", "keep"], default="skip")
    command_options.add_table(add)

    command("index", _index, "make ready what is searched by: words, metadata, near duplicates")

    export = command("export", _export, "write the documents and their labels")
    export.add_argument(
        "--format", default="", metavar="F", help="such as csv, excel, label-studio; default: as OUTPUT ends"
    )
    export.add_argument("--output", type=Path, required=True)
    command_options.add_where(export)
    export.add_argument("--run", dest="run_id", default="", metavar="ID", help="of coco-results: what a run wrote")
    export.add_argument("--bom", action="store_true", help="mark a CSV as UTF-8, so that Excel reads it")
    export.add_argument("--one-answer", action="store_true", help="of several answers only the one that counts")


def _add_people_commands(command: Command) -> None:
    merge = command("merge", _merge, "take a colleague's project in: one act, one undo")
    merge.add_argument("other", type=Path, metavar="OTHER", help="its folder, or the zip that was shared")
    merge.add_argument("--only-look", action="store_true", help="say what it would do, and change nothing")
    merge.add_argument(
        "--conflicts", choices=["newer", "ours", "theirs"], default="newer", help="where one person said two things"
    )
    merge.add_argument("--only-known", action="store_true", help="leave documents out that are not in PROJECT")
    merge.add_argument("--definitions", action="store_true", help="take their definitions of labels over")
    merge.add_argument("--rename", action="append", default=[], metavar="THERE=HERE", help="what a person is called")
    command("agreement", _agreement, "how far people agree: alpha and kappa with intervals")

    share = command("share", _share, "write the project as one zip, for somebody else")
    share.add_argument("--output", type=Path, required=True, metavar="ZIP")
    share.add_argument("--pictures", action="store_true", help="copy those that lie elsewhere into it first")
    unpack = command("unpack", _unpack, "make a project of a shared zip")
    unpack.add_argument("--into", type=Path, default=Path(), metavar="FOLDER")
    command("backup", _backup, "make a backup within the project's folder, if anything changed; list them")
    restore = command("restore", _restore, "bring the project back to a backup; what it is now becomes one first")
    restore.add_argument("--backup", required=True, metavar="NAME")
    check = command("check", _check, "look for damage, mend what can be mended")
    check.add_argument(
        "--images", type=Path, nargs="+", default=[], metavar="DIR", help="look there for pictures that were moved"
    )


def _add_model_commands(command: Command) -> None:
    pretrain = command("pretrain", _pretrain, "learn words from all the project's texts; trainings begin with them")
    pretrain.add_argument("--minutes", type=float, default=0.0, metavar="M", help="at most about so long")
    pretrain.add_argument("--seed", type=int, default=0)
    train = command("train", _train, "train a model on the labelled documents")
    train.add_argument("--model", default="auto")
    train.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    train.add_argument("--limit-labels", type=int, metavar="N")
    train.add_argument("--seed", type=int, default=0)
    command_options.add_where(train)
    train.add_argument(
        "--no-compare",
        dest="compare",
        action="store_false",
        help="don't put uniform attention and n-gram logistic regression beside the run",
    )
    evaluate = command("evaluate", _evaluate, "measure a run on labelled data")
    evaluate.add_argument("--data", type=Path, required=True)
    evaluate.add_argument("--gold", type=Path, metavar="FILE", help="links of the pairs: Pharaoh i-j or JSONL")
    evaluate.add_argument("--other", default="", metavar="ID", help="of pairs: test the difference to this run too")
    predict = command("predict", _predict, "label a table with a run; in a project of pairs: translate it")
    align = command("align", _align, "link the words of pairs by where a translation run looked")
    align.add_argument("--input", type=Path, nargs="+", required=True, metavar="FILE", help="pairs")
    align.add_argument("--method", default="mutual", help="mutual, argmax, threshold, grow-diag-final")
    align.add_argument("--threshold", type=float, default=0.3, help="the least weight of a link (threshold)")
    align.add_argument("--reading", choices=["", "shifted", "emitted"], default="", help="default: the run's own")
    align.add_argument("--backward", default="", metavar="ID", help="a run of the other direction (grow-diag-final)")
    align.add_argument("--output", type=Path, required=True, help="Pharaoh i-j, or .jsonl")
    explain = command("explain", _explain, "show what a run looked at")
    explain.add_argument("--text", default="")
    explain.add_argument(
        "--method", default="auto", metavar="NAME", help=f"{command_options.METHODS_HELP}; default: the model's own"
    )
    explain.add_argument("--label", default="", help="whose score is explained; default: the predicted one's")
    explain.add_argument("--against", default="", metavar="LABEL", help="less this label's; default: the mean of all")
    explain.add_argument("--window", type=int, default=3, help="words of a group (ngram-occlusion)")
    trust = command("faithfulness", _faithfulness, "check how far a run's explanations can be trusted")
    trust.add_argument("--data", type=Path, metavar="FILE", help="other documents; default: the project's hold-out")
    trust.add_argument("--documents", type=int, default=200, metavar="N", help="to look at closely, at most")
    trust.add_argument(
        "--method", default="", metavar="NAME", help=f"{command_options.METHODS_HELP}; default: the quick ones"
    )
    for sub in (explain, trust):
        command_options.add_explaining(sub)
    command("runs", _runs, "list the trainings")

    for sub in (train, evaluate):
        sub.add_argument("--device", choices=["auto", "cpu", "cuda"], default="auto")
    for sub in (predict, explain):
        sub.add_argument("--input", type=Path, required=sub is predict)
        sub.add_argument("--output", type=Path, required=True)
    for sub in (evaluate, predict, align, explain, trust):
        sub.add_argument("--run", dest="run_id", default="", metavar="ID", help="default: the active run")
        command_options.add_table(sub)
