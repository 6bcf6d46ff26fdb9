from collections import Counter
from pathlib import Path

import pytest

from core.errors import InputError
from core.project.project import Project
from core.project.values import ImportOptions
from core.project.visibility import visible_sql
from core.records import Row


def holdout_ids(project: Project) -> list[int]:
    query = f"SELECT id FROM documents WHERE split = 1 AND {visible_sql(project.store)} ORDER BY id"
    return list(project.store.sql(query).scalars())


def label_all(project: Project, n: int) -> None:
    for id in range(1, n + 1):
        project.annotations.annotate(id, [1 + id % 2])


def test_a_fifth_of_the_labelled_rows_is_held_out(project: Project, fill) -> None:
    assert fill(200, "good", "bad").holdout == 40
    assert project.documents.counts().holdout == len(holdout_ids(project)) == 40


def test_the_draw_has_as_many_of_each_label_in_proportion(project: Project, fill) -> None:
    fill(400, *["good"] * 7, *["bad"] * 2, "rare")
    labels = Counter(project.documents.get(id).annotation.labels for id in holdout_ids(project))
    assert labels == {(1,): 56, (2,): 16, (3,): 8}


def test_the_draw_stops_at_its_maximum_over_all_imports(fill) -> None:
    assert fill(100, "good", "bad", holdout_max=15).holdout == 15
    assert fill(100, "good", "bad", prefix="more", holdout_max=18).holdout == 3
    assert fill(100, "good", "bad", prefix="yet more", holdout_max=10).holdout == 0


def test_the_same_seed_and_texts_give_the_same_hold_out_and_another_seed_another(tmp_path: Path) -> None:
    drawn = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        with Project.create(tmp_path / f"{name}.fovea", seed=seed) as project:
            project.imports.add([Row(f"text {i}", ("good",)) for i in range(100)], ImportOptions())
            drawn.append(holdout_ids(project))
    assert drawn[0] == drawn[1] != drawn[2]


def test_importing_again_after_an_undo_does_not_draw_again(project: Project, fill) -> None:
    fill(100, "good", "bad")
    first = {project.documents.get(id).text for id in holdout_ids(project)}
    project.history.undo()
    fill(100, "good", "bad")
    assert {project.documents.get(id).text for id in holdout_ids(project)} == first


@pytest.mark.parametrize(("split", "n"), [("train", 0), ("test", 50)])
def test_a_file_can_be_all_train_or_all_test(project: Project, fill, split: str, n: int) -> None:
    assert fill(50, "good", "bad", split=split, holdout_max=5).holdout == n
    fill(20, prefix="unlabelled", split=split)
    project.annotations.annotate(60, [1])
    assert project.documents.get(60).is_holdout is (split == "test")


def test_unlabelled_documents_are_settled_at_their_first_label(project: Project, fill) -> None:
    fill(500)
    assert project.documents.get(1).is_holdout is None
    label_all(project, 500)
    assert project.documents.counts().holdout == len(holdout_ids(project))
    assert 70 <= len(holdout_ids(project)) <= 130  # 100, give or take three standard deviations


def test_labelling_in_random_order_fills_hold_out_and_train_alike(project: Project, fill) -> None:
    fill(2000)
    current = None
    for _ in range(200):
        current = project.documents.next_id(current, order="random")
        assert current is not None
        project.annotations.annotate(current, [1])
    assert 23 <= len(holdout_ids(project)) <= 57  # 40, give or take three standard deviations


def test_a_full_hold_out_takes_no_more(project: Project, fill) -> None:
    fill(100, holdout_share=1, holdout_max=7)
    label_all(project, 100)
    assert holdout_ids(project) == list(range(1, 8))
    assert project.documents.get(8).is_holdout is False


def test_undo_of_the_label_keeps_what_was_settled(project: Project, fill) -> None:
    fill(2, holdout_share=1, holdout_max=1)
    label_all(project, 2)
    project.history.undo()
    project.history.undo()
    assert [project.documents.get(id).is_holdout for id in (1, 2)] == [True, False]
    project.annotations.clear(1)
    project.annotations.annotate(2, [1])
    assert holdout_ids(project) == [1]


def test_correcting_a_label_does_not_change_the_side(project: Project, fill) -> None:
    fill(50, "good", "bad")
    before = holdout_ids(project)
    label_all(project, 50)
    assert holdout_ids(project) == before


def test_skipping_settles_nothing(project: Project, fill) -> None:
    fill(1, holdout_share=1)
    project.annotations.skip(1)
    assert project.documents.get(1).is_holdout is None


def test_a_share_that_is_none_is_refused(project: Project) -> None:
    with pytest.raises(InputError, match="from 0 to 1"):
        project.imports.add([], ImportOptions(holdout_share=20))


def test_only_labelled_documents_count_for_metrics(project: Project, fill) -> None:
    fill(10, split="test")
    project.annotations.annotate(1, [1])
    assert (project.holdout.size(), project.holdout.labelled_size()) == (10, 1)
