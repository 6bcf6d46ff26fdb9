"""What documents have, found out row by row: the project does it in SQL."""

from __future__ import annotations

from core.formats.common.losses import Facet, Kind
from core.formats.common.rows import answers_of
from core.records import Row


def kind_of(row: Row) -> Kind:
    given = answers_of(row)
    has = {
        Facet.LABELS: bool(row.labels) or any(answer.labels and not answer.round for answer in given),
        Facet.SEVERAL_LABELS: any(len(answer.labels) > 1 for answer in given),
        Facet.NO_LABEL: any(not answer.labels and not answer.is_skipped for answer in given),
        Facet.SEVERAL_ANSWERS: len(given) > 1,
        Facet.DISPUTED: any(answer.labels for answer in given) and not row.labels,
        Facet.ROUND: any(answer.round for answer in given),
        Facet.NOTE: any(answer.note for answer in given),
        Facet.MARKERS: bool(row.marked),
        Facet.ANNOTATOR: any(answer.annotator for answer in given),
        Facet.TIME: any(answer.at for answer in given),
        Facet.FRACTION: any(answer.at and ".000000" not in answer.at for answer in given),
        Facet.SECONDS: any(answer.seconds is not None for answer in given),
        Facet.SUGGESTION: any(answer.suggestion_seen for answer in given),
        Facet.SKIP: any(answer.is_skipped for answer in given),
        Facet.FLAG: row.is_flagged,
        Facet.SPLIT: bool(row.split),
        Facet.RATIONALES: bool(row.rationales),
        Facet.METADATA: bool(row.meta),
        Facet.EDITS: bool(row.edits),
        Facet.REVIEWS: bool(row.reviews),
    }
    return frozenset(facet for facet, is_there in has.items() if is_there)
