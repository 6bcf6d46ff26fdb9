import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import InputError
from core.project import counts
from core.project.project import Project
from core.project.values import ImportOptions, Undone
from core.project.visibility import visible_sql
from core.records import Row, Span

IMAGES = (  # what history answers for; which split a document is in is settled for good and not part of it
    "SELECT id, state, labels, is_imported, n_answers, answered_at, revision, is_flagged FROM documents WHERE {id}",
    "SELECT * FROM annotations WHERE {document_id}",
    "SELECT * FROM document_labels WHERE {document_id}",
    "SELECT * FROM rationales WHERE {document_id}",
    "SELECT * FROM labels WHERE is_removed = 0",
    "SELECT * FROM counts WHERE n != 0 AND key NOT LIKE 'holdout%'",
    "SELECT * FROM properties",
)


def image(project: Project) -> list[list[Any]]:
    seen = {column: visible_sql(project.store, column) for column in ("id", "document_id")}
    return [sorted(map(repr, project.store.sql(query.format(**seen)))) for query in IMAGES]


def rewind(project: Project) -> int:
    n = 0
    while project.history.undo():
        n += 1
    return n


def test_undo_says_what_it_was_about(project: Project, fill) -> None:
    fill(3)
    project.annotations.annotate(2, [1])
    assert project.history.undo() == Undone("annotate", 2)
    assert project.history.undo() == Undone("import", None)
    assert project.history.undo() is None
    assert project.history.redo() == Undone("import", None)


def test_undo_and_redo_reach_over_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "a.fovea"
    with Project.create(path, labels=["good"]) as project:
        project.imports.add([Row("x")], ImportOptions())
        project.annotations.annotate(1, [1])
        project.history.undo()
    with Project.open(path) as project:
        assert project.history.redo() == Undone("annotate", 1)
        assert project.documents.get(1).annotation is not None
        assert rewind(project) == 2
        assert project.documents.counts().total == 0


def test_a_fresh_act_drops_what_was_undone_but_keeps_it_on_record(project: Project, fill) -> None:
    fill(3)
    project.annotations.annotate(1, [1])
    project.history.undo()
    project.annotations.annotate(2, [2])
    assert not project.history.can_redo
    events = [(event.document_id, event.state) for event in project.history.events(2)]
    assert events == [(2, "done"), (1, "dropped")]


def test_events_are_read_by_windows(project: Project, fill) -> None:
    fill(3)
    for id in (1, 2, 3):
        project.annotations.annotate(id, [1])
    first = project.history.events(2)
    assert [event.document_id for event in first + project.history.events(2, before_id=first[-1].id)] == [3, 2, 1, None]


def test_undoing_a_second_answer_brings_the_first_back(project: Project, fill) -> None:
    fill(1)
    project.annotations.annotate(1, [1], seconds=2.5)
    before = image(project)
    project.annotations.annotate(1, [2])
    project.history.undo()
    assert image(project) == before


def test_an_imports_event_does_not_hold_its_rows(project: Project, fill) -> None:
    fill(3000, "good", "bad", "mixed")
    size = project.store.sql("SELECT length(changes) FROM events WHERE kind = 'import'").scalar_one()
    assert size < 1000


def test_an_undone_import_can_be_imported_again(project: Project, fill) -> None:
    fill(10, "good", "new")
    project.history.undo()
    assert fill(10, "good", "new").duplicates == 0
    assert project.documents.counts().total == 10


ACTS = (
    *("annotate", "skip", "flag", "unflag", "clear", "mark", "unmark", "import", "undo", "redo"),
    *("add", "rename", "merge", "remove", "move", "recolor"),
)
acts = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(1, 12), st.integers(1, 4)), max_size=20)


def perform(project: Project, act: str, document: int, label: int) -> None:
    annotations, labels, span = project.annotations, project.labels, Span(label - 1, label + 1)
    table = {
        "annotate": lambda: annotations.annotate(document, [label]),
        "skip": lambda: annotations.skip(document),
        "flag": lambda: annotations.flag(document, True),
        "unflag": lambda: annotations.flag(document, False),
        "clear": lambda: annotations.clear(document),
        "mark": lambda: annotations.add_rationale(document, span),
        "unmark": lambda: annotations.remove_rationale(document, span),
        "import": lambda: project.imports.add(
            [Row(f"text {document + i}", (f"label {label}",) if i % 2 else ()) for i in range(3)], ImportOptions()
        ),
        "add": lambda: labels.add(f"label {label}"),
        "rename": lambda: labels.rename(label, f"name {document}"),
        "merge": lambda: labels.merge(label, 1 + document % 4),
        "remove": lambda: labels.remove(label),
        "move": lambda: labels.move(label, document % 4),
        "recolor": lambda: labels.recolor(label, document),
        "undo": project.history.undo,
        "redo": project.history.redo,
    }
    with suppress(InputError):
        table[act]()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(acts)
def test_undoing_all_returns_to_the_start_and_redoing_all_to_the_end(script: list[tuple[str, int, int]]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Project.create(Path(folder, "a.fovea"), labels=["good", "bad"]) as project,
    ):
        project.store.sql("PRAGMA synchronous = OFF")
        start = image(project)
        for act, document, label in script:
            perform(project, act, document, label)
        while project.history.redo():
            pass
        end = image(project)
        rewind(project)
        assert image(project) == start
        while project.history.redo():
            pass
        assert image(project) == end
        assert {key: n for key, n in counts.kept_counts(project.store).items() if n} == {
            key: n for key, n in counts.recount(project.store).items() if n
        }


def test_a_clock_that_was_set_back_changes_nothing_about_the_order_of_acts(project, fill, monkeypatch) -> None:
    fill(3)
    project.annotations.annotate(1, [1])
    monkeypatch.setattr("core.project.event_log.now", lambda: "1999-01-01T00:00:00.000000+00:00")
    project.annotations.annotate(1, [2])
    assert project.history.events(1)[0].at.startswith("1999")
    assert project.history.undo().document_id == 1
    assert project.documents.get(1).annotation.labels == (1,)
