"""Self-contained HTML reports: one file, no scripts, nothing fetched from anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from core.errors import N_
from core.highlight import attention_level, evidence_level, sentence_level

STYLE = """
:root { color-scheme: light dark;
  --ground: #fff; --text: #1d2327; --muted: #5c666d; --line: #d9dee2; --amber: 224 130 20;
  --for: 234 138 44; --against: 148 112 205; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #181b1e; --text: #e6e9eb; --muted: #98a3ab; --line: #363c41; --amber: 240 160 50;
    --for: 190 110 30; --against: 130 98 190; }
}
body { background: var(--ground); color: var(--text); max-width: 52rem; margin: 2rem auto; padding: 0 1rem;
  font: 15px/1.6 "Noto Sans", "DejaVu Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
h1, h2 { font-weight: 600; } h1 { font-size: 24px; } h2 { font-size: 18px; margin-top: 2.5rem; }
p.text { font-size: 18px; line-height: 1.9; white-space: pre-wrap; margin: .5rem 0; }
mark { color: inherit; border-radius: 2px; background: rgb(var(--amber) / var(--level)); }
mark.for { background: rgb(var(--for) / var(--level)); }
mark.against { background: rgb(var(--against) / var(--level)); }
.sentence { display: inline-block; width: 3px; height: calc(1.2em * var(--level)); margin-right: 4px;
  vertical-align: baseline; background: rgb(var(--amber)); }
.unread { opacity: .45; } .muted { color: var(--muted); font-size: 13px; }
table { border-collapse: collapse; margin: 1rem 0; } td, th { padding: 4px 12px; border-bottom: 1px solid var(--line); }
th { text-align: left; font-weight: 600; } td.n { text-align: right; font-variant-numeric: tabular-nums; }
article { border-top: 1px solid var(--line); padding: 1rem 0; }
""".strip()

CAUTION = N_(
    "report",
    "The colours show where the model looked: the weights of the very forward pass that made the prediction. "
    "They do not prove why it decided so.",
)
EVIDENCE = N_(
    "report",
    "Words in orange speak for the label, words in purple against it, in logits. "
    "That is what the model counted, not what is true.",
)
RUN = N_("report", "Run {run}.")
RUN_AND_MODEL = N_("report", "Run {run}, model {model}.")
KEYWORDS = N_("report", "Keywords of {label}")
WORD, DOCUMENTS, WEIGHT = N_("report", "Word"), N_("report", "Documents"), N_("report", "Weight, in even shares")
LOOKED_AT = N_("report", "What the model looked at")
HOLD_OUT, NO_HOLD_OUT = N_("report", "Hold-out"), N_("report", "No hold-out documents.")
FIGURES = N_(
    "report",
    "Accuracy {accuracy} (95 % interval {low} to {high}), macro-F1 {f1}, on n = {n} documents that were never trained "
    "on.",
)
LABEL, PRECISION, RECALL = N_("report", "Label"), N_("report", "Precision"), N_("report", "Recall")
OFF_BY = N_("report", "Its probabilities are off by {ece} on average (expected calibration error).")
SUMS = N_("report", "{label}: words {words}, base {base}, score {score}.")
Say = Callable[[str], str]
"""Translates one of the above."""
Cells = Sequence[object]


@dataclass(frozen=True, slots=True)
class ReportPart:
    """Something else that a report holds: a heading, a text, and rows of figures."""

    title: str
    text: str = ""
    head: Cells = ()
    rows: Sequence[Cells] = ()


def explanations_html(explanations: Iterable[Mapping[str, Any]], *, title: str, run_id: str, say: Say = str) -> str:
    """The given explanations (objects as `explain` writes them), one article each."""
    found = list(explanations)
    head = f"{say(RUN).format(run=run_id)} {say(_caution(found))}"
    return page(title, [f'<p class="muted">{escape(head)}</p>', *(_article(one, say) for one in found)])


def review_html(
    *,
    title: str,
    run: Mapping[str, Any],
    keywords: Mapping[str, Sequence[Mapping[str, Any]]],
    explanations: Iterable[Any],
    parts: Iterable[ReportPart] = (),
    say: Say = str,
) -> str:
    """A whole review: `run` has id, model and metrics (as `evaluate` prints them); `keywords` by label."""
    head = say(RUN_AND_MODEL).format(run=run["id"], model=run["model"])
    body = [f'<p class="muted">{escape(head)}</p>', *_metrics(run["metrics"], say)]
    for part in parts:
        body.append(f"<h2>{escape(part.title)}</h2><p>{escape(part.text)}</p>")
        if part.rows:
            body.append(_table(part.head, part.rows))
    for label, words in keywords.items():
        rows = [(word["word"], word["documents"], f"{word['weight']:.1f} ×") for word in words[:15]]
        body.append(f"<h2>{escape(say(KEYWORDS).format(label=label))}</h2>")
        body.append(_table((say(WORD), say(DOCUMENTS), say(WEIGHT)), rows))
    found = list(explanations)
    body.append(f'<h2>{escape(say(LOOKED_AT))}</h2><p class="muted">{escape(say(_caution(found)))}</p>')
    return page(title, [*body, *(_article(one, say) for one in found)])


def _metrics(metrics: Mapping[str, Any], say: Say) -> Iterator[str]:
    yield f"<h2>{escape(say(HOLD_OUT))}</h2>"
    if not metrics.get("n"):
        yield f"<p>{escape(str(metrics.get('reason') or say(NO_HOLD_OUT)))}</p>"
        return
    low, high = metrics["accuracy_interval"]
    figures = {"accuracy": metrics["accuracy"], "low": low, "high": high, "f1": metrics["macro_f1"]}
    text = say(FIGURES).format(n=metrics["n"], **{name: f"{value:.3f}" for name, value in figures.items()})
    yield f"<p>{escape(text)}</p>"
    rows = [
        (label, f"{row['precision']:.3f}", f"{row['recall']:.3f}", f"{row['f1']:.3f}", row["n"])
        for label, row in metrics["per_class"].items()
    ]
    yield _table((say(LABEL), say(PRECISION), say(RECALL), "F1", "n"), rows)
    if "ece" in metrics:
        off = say(OFF_BY).format(ece=f"{metrics['ece']:.3f}")
        yield f"<p>{escape(off)}</p>"


def _article(explanation: Mapping[str, Any], say: Say) -> str:
    probabilities = sorted(explanation["probabilities"].items(), key=lambda item: -item[1])
    shares = " · ".join(f"{escape(label)} {value:.2f}" for label, value in probabilities)
    sums = f'<p class="muted">{_sums(explanation, say)}</p>' if explanation["method"] == "evidence" else ""
    made = f'<p class="muted">{_provenance(explanation)}</p>' if explanation.get("provenance") else ""
    text = "".join(_marked(explanation))
    return f'<article><p class="muted">{shares}</p><p class="text">{text}</p>{sums}{made}</article>'


def _provenance(explanation: Mapping[str, Any]) -> str:
    """How it was made: model, text, method, parameters."""
    made = explanation["provenance"]
    parameters = ", ".join(f"{key} {value}" for key, value in sorted(made["parameters"].items()) if value != "")
    hashes = f"model {made['model_sha256'][:12]}, text {made['text_sha256'][:12]}"
    return escape(f"{made['method']}{f' ({parameters})' if parameters else ''} · {hashes}")


def _caution(explanations: Iterable[Mapping[str, Any]]) -> str:
    """How to read the colours that are there."""
    are_signed = {bool(explanation.get("is_signed")) for explanation in explanations}
    return EVIDENCE if are_signed == {True} else CAUTION


def _sums(explanation: Mapping[str, Any], say: Say) -> str:
    """How the words' evidence adds up."""
    base, score = explanation.get("bias", 0.0), explanation.get("logit", 0.0)
    words = sum(token["weight"] for token in explanation["tokens"])
    figures = {"words": words, "base": base, "score": score}
    named = {name: f"{value:+.2f}" for name, value in figures.items()}
    return escape(say(SUMS).format(label=explanation["label"], **named))


def _marked(explanation: Mapping[str, Any]) -> Iterator[str]:
    """The untouched text, its words coloured, what was not read greyed, a bar before each weighed sentence."""
    text = explanation["text"]
    pieces = [(start, end, "", _bar(weight, n)) for start, end, weight, n in _sentences(explanation)]
    pieces += [(token["start"], token["end"], *_tags(token["weight"], explanation)) for token in explanation["tokens"]]
    pieces += [(start, end, '<span class="unread">', "</span>") for start, end in explanation.get("unread", ())]
    position = 0
    for start, end, opening, closing in sorted(pieces, key=lambda piece: (piece[0], bool(piece[2]))):
        yield escape(text[position:start])
        position = max(position, start)
        if opening:
            yield f"{opening}{escape(text[start:end])}{closing}"
            position = end
        else:
            yield closing
    yield escape(text[position:])


def _tags(weight: float, explanation: Mapping[str, Any]) -> tuple[str, str]:
    """What goes around a word."""
    if explanation.get("is_signed"):
        level = evidence_level(weight, len(explanation["tokens"]))
        side = "for" if weight > 0 else "against"
        return f'<mark class="{side}" style="--level:{abs(level):.2f}" title="{weight:+.3f} logits">', "</mark>"
    level = attention_level(weight, 1 / len(explanation["tokens"]))
    return f'<mark style="--level:{level:.2f}" title="{weight:.4f}">', "</mark>"


def _sentences(explanation: Mapping[str, Any]) -> Iterator[tuple[int, int, float, int]]:
    found = explanation.get("sentences", ())
    for sentence in found:
        yield sentence["start"], sentence["end"], sentence["weight"], len(found)


def _bar(weight: float, n: int) -> str:
    """As high as the sentence is heavy, beside the other n."""
    level = sentence_level(weight, n)
    return f'<span class="sentence" style="--level:{level:.2f}" title="sentence {weight:.3f}"></span>'


def _table(head: Cells, rows: Iterable[Cells]) -> str:
    cells = "".join(f"<th>{escape(str(cell))}</th>" for cell in head)
    body = "".join(f"<tr><td>{escape(str(row[0]))}</td>{_numbers(row[1:])}</tr>" for row in rows)
    return f"<table><tr>{cells}</tr>{body}</table>"


def _numbers(cells: Cells) -> str:
    return "".join(f'<td class="n">{escape(str(cell))}</td>' for cell in cells)


def page(title: str, body: Iterable[str], style: str = "") -> str:
    """One file; pictures may stand in it, and nothing is fetched."""
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    return (
        f'<!doctype html><html><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<title>{escape(title)}</title><style>{STYLE}{style}</style></head>"
        f"<body><h1>{escape(title)}</h1>{''.join(body)}</body></html>\n"
    )
