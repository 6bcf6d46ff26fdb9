from __future__ import annotations

import pytest

from core.errors import InputError
from core.project.project import Project
from core.project.review_values import ReviewProgress
from tests.core.project.conftest import Fill


@pytest.fixture
def run(project: Project, fill: Fill) -> str:
    fill(6, "good", "bad")
    return project.runs.create("logistic", {}, seed=0, device="cpu")[0].id


def test_a_person_s_last_word_stands_and_the_history_has_all(project: Project, run: str) -> None:
    project.reviews.give(run, 1, "rejected", comment=" not the point ", method="attention")
    project.reviews.give(run, 1, "accepted", method="evidence")
    (review,) = project.reviews.of(run, 1)
    assert (review.annotator, review.verdict, review.comment, review.method) == ("me", "accepted", "", "evidence")
    said = [event.details["verdict"] for event in project.history.events(9) if event.kind == "review"]
    assert said == ["accepted", "rejected"]
    project.history.undo()
    assert project.reviews.of(run, 1)[0].comment == "not the point"


def test_nothing_said_takes_it_back(project: Project, run: str) -> None:
    project.reviews.give(run, 1, "", comment="why?")
    assert project.reviews.of(run, 1)[0].verdict == ""
    project.reviews.give(run, 1, "")
    assert project.reviews.of(run, 1) == []


def test_progress_counts_mine_everybody_s_and_where_two_agree(project: Project, run: str) -> None:
    for name, verdicts in {
        "anna": {1: "accepted", 2: "rejected", 3: "accepted"},
        "ben": {1: "accepted", 2: "accepted"},
    }.items():
        project.annotator = name
        for document_id, verdict in verdicts.items():
            project.reviews.give(run, document_id, verdict)  # type: ignore[arg-type]
    project.reviews.give(run, 4, "", comment="only a remark")
    assert project.reviews.progress(run) == ReviewProgress(mine=2, accepted=2, rejected=0, by_several=2, agreed=1)


def test_another_run_has_its_own_reviews(project: Project, run: str) -> None:
    other = project.runs.create("logistic", {}, seed=1, device="cpu")[0].id
    project.reviews.give(run, 1, "accepted")
    assert project.reviews.of(other, 1) == [] and project.reviews.progress(other) == ReviewProgress()
    with pytest.raises(InputError, match="no run"):
        project.reviews.give("nothing", 1, "accepted")
