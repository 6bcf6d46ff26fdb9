import shutil
from pathlib import Path

import pytest

from core.errors import AppError, Cancelled, InputError
from core.project import damage
from core.project.check import check
from core.project.project import Project
from core.project.values import CheckReport, ImportOptions
from core.records import Row, Span


@pytest.fixture(autouse=True)
def some_documents(project: Project, fill) -> None:
    fill(30, "good", "bad")
    fill(10, prefix="unlabelled")
    project.annotations.annotate(35, [1])


def test_a_sound_project_has_nothing_to_report(project: Project) -> None:
    assert check(project.path) == CheckReport()


def test_counts_that_are_off_are_mended(project: Project) -> None:
    right = project.documents.counts()
    project.store.sql("UPDATE counts SET n = n + 3 WHERE key IN ('total', 'label:1')")
    assert check(project.path).mended == ("the count of label:1 was off by 3", "the count of total was off by 3")
    assert project.documents.counts() == right


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("UPDATE documents SET state = 2 WHERE id = 1", "whose answer is not"),
        ("DELETE FROM document_labels WHERE document_id = 1", "whose labels are not"),
        ("INSERT INTO document_labels VALUES (2, 1)", "whose labels are not"),
        ("UPDATE lengths SET length = 9999 WHERE document_id = 1", "missing from the order by length"),
        ("UPDATE documents SET split = NULL WHERE id = 1", "not settled whether"),
        ("UPDATE documents SET split = 7 WHERE id = 1", "no known split"),
        ("UPDATE labels SET is_removed = 1 WHERE id = 1", "with a removed label"),
        ("INSERT INTO rationales VALUES (1, 1, 2, 9999)", "outside their text"),
    ],
)
def test_contradictions_are_reported(project: Project, damage: str, words: str) -> None:
    project.store.sql(damage)
    assert any(words in problem for problem in check(project.path).problems)


def test_a_rationale_behind_a_nul_character_is_no_problem(project: Project) -> None:
    project.imports.add([Row("a\x00bcd", rationales=(Span(3, 5),))], ImportOptions())
    assert check(project.path) == CheckReport()


def test_rows_that_point_to_nothing_are_reported(project: Project) -> None:
    project.store.sql("PRAGMA foreign_keys = OFF")
    project.store.sql("INSERT INTO rationales VALUES (999, 1, 0, 1)")
    assert any("points to nothing in documents" in problem for problem in check(project.path).problems)


def test_a_database_that_cannot_be_read_is_a_problem_and_not_a_crash(project: Project) -> None:
    project.close()
    file = project.path / "project.db"
    file.write_bytes(file.read_bytes()[:100] + b"\xff" * 20_000)
    assert check(project.path).problems == ("The project's database is damaged.",)


def test_folders_and_runs_that_miss_each_other_are_reported_and_drafts_removed(project: Project) -> None:
    run, _ = project.runs.create("attention-lstm", {}, seed=0, device="cpu")
    shutil.rmtree(run.path)
    for name in ("stranger", "half.new"):
        (project.runs_folder / name).mkdir()
    report = check(project.path)
    assert report.problems == (f"the folder of run {run.id} is gone", "runs/stranger belongs to no run of this project")
    assert report.mended == ("removed runs/half.new, which was never finished being made",)
    assert [path.name for path in project.runs_folder.iterdir()] == ["stranger"]


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ("UPDATE documents SET labels = '[[['", "rows of documents hold what does not belong there"),
        ("UPDATE texts SET text = x'00'", "rows of texts hold what does not belong there"),
        ("UPDATE events SET state = 99", "acts in no known state"),
    ],
)
def test_what_does_not_belong_there_is_found(project: Project, harm: str, said: str) -> None:
    project.store.sql(harm)
    assert any(said in problem for problem in check(project.path).problems)


def test_what_fails_over_nonsense_in_the_database_is_told_as_damage(project: Project) -> None:
    project.store.sql("UPDATE documents SET labels = '[[['")
    with pytest.raises(AppError, match="damaged"), project.sound():
        project.documents.listed([1])


def test_what_fails_over_a_sound_database_is_our_mistake(project: Project) -> None:
    with pytest.raises(KeyError), project.sound():
        raise KeyError(99)


def test_runs_that_are_a_link_are_not_followed(project: Project, tmp_path: Path) -> None:
    (project.path / "runs").rmdir()
    (project.path / "runs").symlink_to(tmp_path)
    with pytest.raises(InputError, match="never puts there"):
        Project.open(project.path)


def test_looking_a_project_through_ends_when_nobody_wants_it(project, fill) -> None:
    fill(2000)
    damage.look_through(project.store, lambda: False)
    with pytest.raises(Cancelled):
        damage.look_through(project.store, lambda: True)
    project.annotations.annotate(1, [1])
    assert project.documents.get(1).annotation.labels == (1,)
