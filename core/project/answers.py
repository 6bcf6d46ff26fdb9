"""What is the answer to a document, out of all that its annotators said."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from core.project import schema
from core.records import Annotation

Policy = Literal["last", "agreed"]
"""last: the last person's word stands, as when one person labels or a colleague corrects. agreed: what most say, unless
there is a judgement."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How a project comes to its answers. `has_pairs`: its documents are sentences with their translations instead.

    `has_pictures`: they are pictures; an answer has no labels and says that there are captions.
    """

    policy: Policy = "last"
    is_multi_label: bool = False
    has_pairs: bool = False
    has_pictures: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands; `image` is what the row of the document has of it."""

    state: int = schema.UNLABELLED
    labels: tuple[int, ...] = ()
    is_imported: bool = False
    n_answers: int = 0
    answered_at: int | None = None
    revision: int = 0

    @property
    def image(self) -> Mapping[str, Any]:
        return {
            "state": self.state,
            "labels": json.dumps(self.labels) if self.state == schema.LABELLED else "",
            "is_imported": int(self.is_imported),
            "n_answers": self.n_answers,
            "answered_at": self.answered_at,
            "revision": self.revision,
        }


def standing(said: Sequence[Annotation], rules: Rules) -> Annotation | None:
    """The annotation that is the answer, or one of those that agree on it; None where nothing stands."""
    answer = resolve(said, rules)
    wanted = (answer.state == schema.SKIPPED, answer.labels)
    if answer.state in (schema.UNLABELLED, schema.DISPUTED):
        return None
    return next((one for one in reversed(_heard(said, rules)) if (one.is_skipped, one.labels) == wanted), None)


def resolve(said: Sequence[Annotation], rules: Rules) -> Answer:
    """What people say, else what a file said. Where the last word stands, a judgement is one; else it is above all.

    Second answers only tell how sure an annotator is.
    """
    heard = _heard(said, rules)
    if not heard:
        return Answer()
    n_answers = sum(one.is_person and one.round == schema.FIRST for one in said)
    answers = [one for one in heard if not one.is_skipped]
    labels = _majority([one.labels for one in answers], is_multi_label=rules.is_multi_label) if answers else ()
    agreeing = [one for one in answers if one.labels == labels] or heard
    state = schema.SKIPPED if not answers else schema.DISPUTED if labels is None else schema.LABELLED
    return Answer(
        state=state,
        labels=labels or (),
        is_imported=all(one.is_imported for one in agreeing),
        n_answers=n_answers,
        answered_at=max(milliseconds(one.at) for one in heard),
        revision=min(one.revision for one in agreeing),
    )


def milliseconds(at: str) -> int:
    """Since 1970."""
    return round(datetime.fromisoformat(at).timestamp() * 1000)


def _heard(said: Sequence[Annotation], rules: Rules) -> list[Annotation]:
    """Those whose word counts, in the order of time."""
    judged = [one for one in said if one.round == schema.ADJUDICATION]
    first = [one for one in said if one.round == schema.FIRST]
    people = [one for one in first if one.is_person]
    if rules.policy == "last":
        return sorted(people + judged or first, key=lambda one: one.at)[-1:]
    return sorted(judged or people or first, key=lambda one: one.at)[-1 if judged else 0 :]


def _majority(answers: Sequence[tuple[int, ...]], *, is_multi_label: bool) -> tuple[int, ...] | None:
    """Label by label, what more than half say; None when that decides nothing."""
    votes = Counter(label for answer in answers for label in answer)
    chosen = tuple(sorted(label for label, n in votes.items() if 2 * n > len(answers)))
    is_tied = any(2 * n == len(answers) for n in votes.values())
    if is_tied or (not chosen and not (is_multi_label and () in answers)):
        return None
    return chosen
