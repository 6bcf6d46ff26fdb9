"""What a report of a run holds, gathered from the project: figures, trust, weak slices, keywords, explanations."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from core.errors import N_
from core.progress import Report
from core.report import DOCUMENTS, ReportPart, review_html
from core.survey.slices import slices
from core.survey.words import documents, split
from core.trust import plain_sentence
from gui.i18n import translate
from gui.models.keywords_model import read_keywords
from gui.pages.review_slices import slice_name
from gui.pages.review_trust_words import of_probes, of_trust

if TYPE_CHECKING:
    from core.project.project import Project
    from core.project.values import Run

BELIEVED = N_("report", "Can the highlights be believed?")
REVIEWERS, SLICES = N_("report", "What reviewers say"), N_("report", "Weak slices")
REVIEWED = N_("report", "{accepted} explanations were accepted, {rejected} rejected.")
AGREED = N_("report", "Two people agree on {agreed} of {n}.")
WEAK = N_("report", "Of {tried} slices, {weak} are wrong clearly more often than all {n} documents.")
SLICE, WRONG, RIGHT = N_("report", "Slice"), N_("report", "Wrong"), N_("report", "Right (95 %)")
EXPLAINED = 100  # documents of the sample
MAX_SLICES = 20


def gather(project: Project, run_id: str, report: Report) -> str:
    """The page, from what is there: what was not checked or explained is left out. Off the GUI thread."""
    run = project.runs.get(run_id)
    report(0, 3)
    keywords = read_keywords(run.path / "keywords.json")
    parts = [*_trust(project, run), *_reviews(project, run)]
    report(1, 3)
    parts += _slices(project, run, [word.word for words in keywords.values() for word in words])
    report(2, 3)
    explained = [
        own for _, lines in islice(documents(project.runs.explained(run_id)), EXPLAINED) for own in split(lines)
    ]
    return review_html(
        title=project.name,
        run={"id": run.id, "model": run.model, "metrics": run.metrics or {"n": 0}},
        keywords={
            label: [{"word": word.word, "documents": word.documents, "weight": word.weight} for word in words]
            for label, words in keywords.items()
        },
        parts=parts,
        explanations=[own for own in explained[::2] if own is not None],
        say=partial(translate, "report"),
    )


def _trust(project: Project, run: Run) -> Iterator[ReportPart]:
    trust, probes = project.runs.trust(run.id)
    if trust is not None:
        template, values = plain_sentence(trust)
        yield ReportPart(translate("report", BELIEVED), translate("core", template).format(**values))
    sections = [*(of_trust(trust) if trust else ()), *(of_probes(probes) if probes else ())]
    for section in sections:
        text = " ".join([section.text, *section.warnings])
        yield ReportPart(section.title, text, section.head, section.rows)


def _reviews(project: Project, run: Run) -> Iterator[ReportPart]:
    progress = project.reviews.progress(run.id)
    if progress.accepted or progress.rejected:
        text = translate("report", REVIEWED).format(accepted=progress.accepted, rejected=progress.rejected)
        if progress.by_several:
            text += " " + translate("report", AGREED).format(agreed=progress.agreed, n=progress.by_several)
        yield ReportPart(translate("report", REVIEWERS), text)


def _slices(project: Project, run: Run, keywords: list[str]) -> Iterator[ReportPart]:
    found = slices(project.predictions.judged(run.id), keywords)
    if not found.n:
        return
    rows: list[tuple[Any, ...]] = [
        (
            slice_name(part),
            part.n,
            part.n_wrong,
            f"{part.accuracy:.2f} ({part.accuracy_interval[0]:.2f}–{part.accuracy_interval[1]:.2f})",
        )
        for part in found.weak[:MAX_SLICES]
    ]
    text = translate("report", WEAK).format(tried=found.n_tried, weak=len(found.weak), n=found.n)
    head = [translate("report", column) for column in (SLICE, DOCUMENTS, WRONG, RIGHT)]
    yield ReportPart(translate("report", SLICES), text, head, rows)
