"""Which answers deserve a second look: each list, its reasons, and what settles it."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pytest

from core.project import annotation_rows, schema
from core.project.project import Project
from core.project.quality.doubts import DOUBTS, Doubt
from core.project.quality.speed import running_medians
from core.project.search.building import bring_up_to_date
from core.project.values import ImportOptions
from core.records import Answer as Answered
from core.records import Row

Answer = Callable[..., None]


@pytest.fixture
def answer(project: Project) -> Answer:
    """answer("Li", 1, 2): Li gives label 2 to document 1."""

    def answer(who: str, document: int, *labels: int, **how: object) -> None:
        project.annotator = who
        project.annotations.annotate(document, labels, **how)

    return answer


@pytest.fixture
def again(project: Project) -> Answer:
    """A second answer."""

    def again(who: str, document: int, label: int) -> None:
        project.annotator = who
        with project._journal.action("answer-again", document) as action:
            key = (document, project._journal.annotator_id(), schema.SECOND)
            annotation_rows.put(action, key, annotation_rows.image(project.store, [label]))

    return again


def found(project: Project, doubt: Doubt) -> list[tuple[int, str]]:
    doubtful = project.quality.survey()[doubt]
    return [(row.row.id, str(row.why)) for row in project.quality.rows(doubtful, 0, 100)]


def test_in_a_new_project_nothing_is_in_doubt(project: Project, fill) -> None:
    fill(3, "good", "bad")
    assert {doubt: list(found.ids) for doubt, found in project.quality.survey().items()} == {
        doubt: [] for doubt in DOUBTS if doubt != "suspect"
    }


def test_people_who_disagree_are_named_with_what_they_said(project: Project, fill, answer: Answer) -> None:
    fill(3)
    for document, label in ((1, 1), (2, 1), (3, 2)):
        answer("Li", document, label)
    answer("Wang", 1, 2)
    answer("Wang", 2, 1)
    project.annotations.skip(3)
    assert found(project, "disagreement") == [(1, "Li: good · Wang: bad")]


def test_a_files_label_is_no_opinion(project: Project, fill, answer: Answer) -> None:
    fill(1, "good")
    answer("Li", 1, 2)
    assert found(project, "disagreement") == []


def test_a_judgement_settles_a_disagreement_until_it_is_undone(project: Project, fill, answer: Answer) -> None:
    fill(1)
    answer("Li", 1, 1)
    answer("Wang", 1, 2)
    project.adjudication.judge(1, [1])
    assert found(project, "disagreement") == []
    project.history.undo()
    assert len(found(project, "disagreement")) == 1


def test_somebody_who_said_otherwise_in_the_second_pass(project: Project, fill, answer: Answer, again: Answer) -> None:
    fill(3)
    for document in (1, 2, 3):
        answer("Li", document, 1)
    again("Li", 1, 2)
    again("Li", 2, 1)
    assert found(project, "second") == [(1, "Li said good, and bad in the second pass")]
    answer("Li", 1, 2)  # he has made up his mind
    assert found(project, "second") == []


def test_answers_are_too_fast_where_the_running_median_is(project: Project, fill, answer: Answer) -> None:
    fill(12)
    for document, seconds in enumerate((5.0, 4.0, 6.0, 1.0, 1.2, 0.9, 3.0, 1.1, 0.8, 0.7, 1.9, 5.0), 1):
        answer("Li", document, 1, seconds=seconds)
    assert found(project, "fast") == [
        (10, "Li answered in 0.7 s; the last 9 answers took 1.1 s (median)"),
        (9, "Li answered in 0.8 s; the last 9 answers took 1.2 s (median)"),
        (11, "Li answered in 1.9 s; the last 9 answers took 1.1 s (median)"),
    ]


def test_a_colleagues_answers_have_a_speed_too(project: Project) -> None:
    rows = [Row(f"text {n}", answers=(Answered(("good",), "Li", seconds=0.5),)) for n in range(5)]
    project.imports.add(rows, ImportOptions())
    assert [id for id, _ in found(project, "fast")] == [5]  # the fifth of his


def test_one_persons_speed_says_nothing_about_another(project: Project, fill, answer: Answer) -> None:
    fill(10)
    for document in range(1, 11):
        answer(("Li", "Wang")[document % 2], document, 1, seconds=(9.0, 0.5)[document % 2])
    assert {id for id, _ in found(project, "fast")} == {9}  # the fifth of hers


def test_the_running_median_is_that_of_nine() -> None:
    assert running_medians(np.array([3.0, 1, 2, 10])).tolist() == [3, 2, 2, 2.5]
    assert running_medians(np.array([9.0] * 9 + [1] * 9))[12:15].tolist() == [9, 1, 1]


def test_an_older_guideline_says_which_label_changed_and_when(project: Project, fill, answer: Answer) -> None:
    fill(2)
    answer("Li", 1, 1)
    answer("Li", 2, 2)
    project.guidelines.define(1, "praise")
    [(document, why)] = found(project, "outdated")
    assert (document, why[:40]) == (1, "“good” means something else since 20" + why[36:40])
    project.adjudication.confirm(1)
    assert found(project, "outdated") == []


def test_what_is_imported_goes_by_the_guideline_of_that_time(project: Project, fill) -> None:
    fill(1, "good", prefix="before")
    project.guidelines.define(1, "praise")
    fill(1, "good", prefix="after")
    assert [document for document, _ in found(project, "outdated")] == [1]


def test_copies_with_different_labels_are_found_the_exact_ones_first(project: Project) -> None:
    long = "The room was large and clean, the staff was friendly, and breakfast had everything we could wish for."
    rows = [Row(long, ("good",)), Row(long + " !", ("bad",)), Row("same text", ("good",)), Row("same text", ("bad",))]
    rows += [Row("same text", ("good",)), Row("no copy", ("bad",))]
    project.imports.add(rows, ImportOptions(duplicates="keep"))
    bring_up_to_date(project.store)
    assert found(project, "conflict") == [
        (3, "The same text is labelled bad ×1 elsewhere"),
        (4, "The same text is labelled good ×2 elsewhere"),
        (5, "The same text is labelled bad ×1 elsewhere"),
        (1, "Nearly the same text is labelled bad ×1 elsewhere"),
        (2, "Nearly the same text is labelled good ×1 elsewhere"),
    ]
    project.adjudication.confirm(3)
    assert [document for document, _ in found(project, "conflict")] == [4, 5, 1, 2]
    project.adjudication.judge(4, [1])
    assert [document for document, _ in found(project, "conflict")] == [1, 2]


def test_a_window_of_a_large_group_of_copies_takes_no_longer_than_one_row_of_it(project: Project) -> None:
    rows = [Row("same text", (("good", "bad")[n % 2],)) for n in range(3000)]
    project.imports.add(rows, ImportOptions(duplicates="keep"))
    bring_up_to_date(project.store)
    doubtful = project.quality.survey()["conflict"]

    def seconds(n: int) -> float:
        start = time.process_time()
        assert len(project.quality.rows(doubtful, 0, n)) == n
        return time.process_time() - start

    assert min(seconds(200) for _ in range(3)) < 20 * min(seconds(1) for _ in range(3))


def test_documents_that_are_settled_meanwhile_are_not_told(project: Project, fill, answer: Answer) -> None:
    fill(2)
    for document in (1, 2):
        answer("Li", document, 1)
    project.guidelines.define(1, "praise")
    doubtful = project.quality.survey()["outdated"]
    answer("Li", 1, 1)
    assert [row.row.id for row in project.quality.rows(doubtful, 0, 10)] == [2]


def test_withdrawn_documents_are_in_no_list(project: Project, fill, answer: Answer) -> None:
    fill(1)
    answer("Li", 1, 1)
    answer("Wang", 1, 2)
    for _ in range(3):
        project.history.undo()
    assert all(not found.ids for found in project.quality.survey().values())
