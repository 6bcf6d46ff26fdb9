import pytest

from core.project import schema
from core.project.answers import Answer, Rules, resolve, standing
from core.project.check import check
from core.project.project import Project
from core.project.values import CheckReport
from core.records import Annotation

LAST, AGREED = Rules("last"), Rules("agreed")
SEVERAL = Rules("agreed", is_multi_label=True)


def said(by: str, *labels: int, minute: int = 0, round: int = 0, is_skipped: bool = False) -> Annotation:
    at = f"2026-01-01T00:{minute:02}:00.000000+00:00"
    is_file = by == "import"
    return Annotation(1, by, labels, is_skipped, is_file, False, at, round=round, is_person=not is_file)


def skipped(by: str) -> Annotation:
    return said(by, is_skipped=True)


def test_nobody_said_anything() -> None:
    assert resolve([], LAST) == Answer()


def test_a_persons_word_stands_before_a_files_whoever_came_last() -> None:
    both = [said("Li", 1), said("import", 2, minute=5)]
    for rules in (LAST, AGREED):
        answer = resolve(both, rules)
        assert (answer.labels, answer.is_imported, answer.n_answers) == ((1,), False, 1)
    assert resolve(both[1:], LAST).is_imported


def test_the_last_person_corrects_the_ones_before() -> None:
    answers = [said("Li", 1, minute=3), said("Wang", 2, minute=9)]
    assert resolve(answers, LAST).labels == (2,)
    assert standing(answers, LAST) == answers[1]


@pytest.mark.parametrize(
    ("rules", "answers", "labels"),
    [
        (AGREED, [said("Li", 1), said("Wang", 1)], (1,)),
        (AGREED, [said("Li", 1), said("Wang", 2)], None),
        (AGREED, [said("Li", 1), said("Wang", 2), said("Zhao", 1)], (1,)),
        (AGREED, [said("Li", 1), said("Wang", 2), said("Zhao", 3)], None),
        (AGREED, [said("Li", 1), skipped("Wang")], (1,)),
        (SEVERAL, [said("Li", 1, 2), said("Wang", 2), said("Zhao", 2, 3)], (2,)),
        (SEVERAL, [said("Li", 1, 2), said("Wang", 2)], None),
        (SEVERAL, [said("Li"), said("Wang"), said("Zhao", 1)], ()),
        (SEVERAL, [said("Li", 1), said("Wang", 2), said("Zhao", 3)], None),
    ],
)
def test_where_several_answer_the_majority_decides_label_by_label(rules, answers, labels) -> None:
    answer = resolve(answers, rules)
    assert answer.state == (schema.DISPUTED if labels is None else schema.LABELLED)
    assert answer.labels == (labels or ())
    assert answer.n_answers == len(answers)


def test_a_judgement_settles_a_dispute() -> None:
    answers = [said("Li", 1), said("Wang", 2), said("Zhao", 3, round=schema.ADJUDICATION)]
    assert resolve(answers, AGREED).labels == (3,)
    assert standing(answers, AGREED) == answers[2]
    assert standing(answers[:2], AGREED) is None


def test_a_second_answer_of_the_same_person_decides_nothing() -> None:
    answers = [said("Li", 1), said("Li", 2, round=schema.SECOND, minute=9)]
    for rules in (LAST, AGREED):
        assert resolve(answers, rules).labels == (1,)
        assert resolve(answers, rules).n_answers == 1


def test_where_all_skipped_the_document_is_skipped() -> None:
    assert resolve([skipped("Li"), skipped("Wang")], AGREED).state == schema.SKIPPED


def test_an_answer_leaves_that_of_the_file_and_of_others_beside_it(project: Project, fill) -> None:
    fill(2, "good")
    for name, label in (("Li", 2), ("Wang", 1)):
        project.annotator = name
        project.annotations.annotate(1, [label])
    document = project.documents.get(1)
    assert [(one.annotator, one.labels) for one in document.annotations] == [
        ("import", (1,)),
        ("Li", (2,)),
        ("Wang", (1,)),
    ]
    assert document.annotation == document.annotations[2]
    assert project.documents.counts().by_label == {1: 2, 2: 0}


def test_clearing_takes_all_of_them_away_and_undo_brings_them_back(project: Project, fill) -> None:
    fill(1, "good")
    project.annotations.annotate(1, [2])
    before = project.documents.get(1)
    project.annotations.clear(1)
    assert project.documents.get(1).annotations == ()
    project.history.undo()
    assert project.documents.get(1) == before
    assert check(project.path) == CheckReport()
