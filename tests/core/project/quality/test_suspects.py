"""Wrong labels as the worker finds them: told with both labels, gone when they are settled."""

from __future__ import annotations

from core.project.project import Project

ROWS = [
    {"id": 2, "first": ("bad", 0.031), "second": ("good", 0.94)},
    {"id": 1, "first": ("good", 0.2), "second": ("bad", 0.8)},
]


def told(project: Project, rows=ROWS) -> list[tuple[int, str]]:
    found = project.quality.suspects(rows)
    return [(row.row.id, str(row.why)) for row in project.quality.rows(found, 0, 10)]


def test_the_most_doubtful_comes_first_with_what_was_given_and_what_models_say(project: Project, fill) -> None:
    fill(2, "good", "bad")
    words = "bad (3%) is given, good (94%) is likelier, say models that never saw this answer"
    assert [id for id, _ in told(project)] == [2, 1]
    assert told(project)[0] == (2, words)


def test_what_was_judged_or_labelled_otherwise_is_left_out(project: Project, fill) -> None:
    fill(2, "good", "bad")
    project.adjudication.confirm(2)
    assert [id for id, _ in told(project)] == [1]
    project.annotations.annotate(1, [2])
    assert told(project) == []


def test_of_several_labels_one_is_too_much_or_missing(project: Project, fill) -> None:
    fill(2, "good")
    rows = [
        {"id": 1, "first": ("good", 0.1), "second": None},
        {"id": 2, "first": None, "second": ("bad", 0.9)},
    ]
    assert told(project, rows) == [
        (1, "good may be too much: models that never saw this answer find it 10% likely"),
        (2, "bad may be missing: models that never saw this answer find it 90% likely"),
    ]
