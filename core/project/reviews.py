"""What people say of a run's explanations: accepted, rejected, commented; one word of each person on each document."""

from __future__ import annotations

from core.errors import N_, InputError
from core.project import annotators, schema
from core.project.changes import now
from core.project.journal import Journal
from core.project.review_values import CaptionWord, Review, ReviewProgress, Verdict, WordReview
from core.project.store import Store
from core.project.visibility import visible_sql
from core.records import Span

RUN = "SELECT number FROM runs WHERE id = ?"
OF = (
    "SELECT name, verdict, comment, method, reviews.at FROM reviews JOIN annotators ON annotators.id = annotator_id"
    " WHERE run = ? AND document_id = ? ORDER BY reviews.at"
)
SAID = (
    "SELECT count(*) AS n, count(DISTINCT verdict) AS verdicts, max(verdict) AS verdict,"
    " max(annotator_id = ?) AS is_mine FROM reviews"
    " WHERE run = ? AND verdict != '' AND {visible} GROUP BY document_id"
)
OF_WORDS = (
    "SELECT start, stop, name, verdict, comment, method, word_reviews.at FROM word_reviews"
    " JOIN annotators ON annotators.id = annotator_id WHERE run = ? AND document_id = ? AND caption = ?"
    " ORDER BY start, word_reviews.at"
)
WORD_VERDICTS = "SELECT verdict, count(*) FROM word_reviews WHERE run = ? AND verdict != '' GROUP BY verdict"
THERE = "SELECT 1 FROM documents WHERE id = ? AND {visible}"


class Reviews:
    """The reviewer is the project's annotator. Undo takes a word back; the history has them all."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._store = journal.store

    def of(self, run_id: str, document_id: int) -> list[Review]:
        """What everybody says, the oldest first."""
        return [Review(*row) for row in self._store.sql(OF, (number_of(self._store, run_id), document_id))]

    def give(self, run_id: str, document_id: int, verdict: Verdict, *, comment: str = "", method: str = "") -> None:
        """In the place of what was said before; no verdict and no comment takes it back."""
        with self._journal.action("review", document_id) as action:
            if self._store.sql(THERE.format(visible=visible_sql(self._store)), (document_id,)).scalar() is None:
                raise InputError("no-document", N_("core", "There is no such document any more."))
            key = (number_of(self._store, run_id), document_id, self._journal.annotator_id())
            comment = comment.strip()
            image = {"verdict": verdict, "comment": comment, "method": method, "at": now()}
            action.details.update(run=run_id, verdict=verdict)
            action.put(schema.reviews, key, image if verdict or comment else None)

    def progress(self, run_id: str) -> ReviewProgress:
        """Of the documents that are there."""
        me = {name: id for id, name in annotators.names(self._store).items()}.get(self._journal.annotator, -1)
        query = SAID.format(visible=visible_sql(self._store, "document_id"))
        rows = self._store.sql(query, (me, number_of(self._store, run_id))).all()
        several = [row for row in rows if row.n > 1]
        return ReviewProgress(
            mine=sum(row.is_mine for row in rows),
            accepted=sum(row.verdict == "accepted" for row in rows if row.verdicts == 1),
            rejected=sum(row.verdict == "rejected" for row in rows if row.verdicts == 1),
            by_several=len(several),
            agreed=sum(row.verdicts == 1 for row in several),
        )


class WordReviews:
    """What people say of where a run looked at a word of a caption, which need not be one of a person."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._store = journal.store

    def of(self, run_id: str, document_id: int, caption: str) -> list[WordReview]:
        """What everybody says of the words of a caption, in their order."""
        rows = self._store.sql(OF_WORDS, (number_of(self._store, run_id), document_id, caption))
        return [WordReview(Span(start, stop), Review(*row)) for start, stop, *row in rows]

    def give(self, run_id: str, word: CaptionWord, verdict: Verdict, *, comment: str = "", method: str = "") -> None:
        """In the place of what was said before; no verdict and no comment takes it back."""
        with self._journal.action("review-word", word.document_id) as action:
            me = self._journal.annotator_id()
            key = (number_of(self._store, run_id), word.document_id, me, word.caption, word.span.start)
            comment = comment.strip()
            image = {"stop": word.span.end, "verdict": verdict, "comment": comment, "method": method, "at": now()}
            action.details.update(run=run_id, verdict=verdict, word=word.text)
            action.put(schema.word_reviews, key, image if verdict or comment else None)

    def count(self, run_id: str) -> dict[str, int]:
        """Verdict → how many words."""
        found = self._store.sql(WORD_VERDICTS, (number_of(self._store, run_id),))
        return {verdict: n for verdict, n in found}


def number_of(store: Store, run_id: str) -> int:
    """Of a run's row."""
    found = store.sql(RUN, (run_id,)).scalar()
    if found is None:
        raise InputError("no-run", N_("core", "The project has no run “{run}”."), run=run_id)
    return int(found)
