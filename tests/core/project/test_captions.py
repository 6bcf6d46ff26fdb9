import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import AppError, Cancelled, InputError
from core.pictures import reading
from core.pictures.thumbnails import Thumbnails
from core.project import sharing
from core.project.check import check
from core.project.merging.choices import MergeChoice
from core.project.merging.merge import merge, plan
from core.project.project import Project
from core.project.review_values import CaptionWord
from core.project.taking import copy_all
from core.project.values import DocumentFilter, TrainedOn
from core.records import Box, Region, Span
from tests.core.pictures.albums import DOG, bring_in, paint, row


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.fovea", kind="caption") as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return paint(tmp_path / "album", 60)


@pytest.fixture
def filled(project: Project, folder: Path) -> Project:
    """Fifty pictures with captions, the first with a region; ten without."""
    rows = [row(n, f"A dog {n}.", f"It runs {n}.", regions=[DOG] if n == 0 else ()) for n in range(50)]
    bring_in(project, folder, [*rows, *(row(n) for n in range(50, 60))])
    return project


def lines_of(project: Project, **chosen) -> list[dict]:
    spec = project.runs.create("nic", {}, seed=0, device="cpu", chosen=TrainedOn(**chosen))[1]
    return [json.loads(line) for line in Path(spec.run_dir, "snapshot.jsonl").read_text(encoding="utf-8").splitlines()]


def found(project: Project, words: str) -> list[int]:
    return [row.id for row in project.documents.rows(DocumentFilter(search=words), after_id=None, limit=99)]


def test_pictures_come_in_with_their_captions_and_regions(filled: Project) -> None:
    counts = filled.documents.counts()
    assert (counts.total, counts.labelled, counts.holdout) == (60, 50, 10)
    assert filled.captions.of(1) == ("A dog 0.", "It runs 0.") and filled.regions.of(1) == (DOG,)
    assert filled.documents.get(1).text == "p0.png\nA dog 0.\nIt runs 0."
    picture = filled.pictures.of(1)
    assert (picture.width, picture.height, picture.is_copied) == (24, 16, False)
    assert filled.pictures.path(1).is_file()


def test_pictures_are_found_by_the_words_of_their_captions(filled: Project) -> None:
    assert found(filled, "runs 7") == [8]
    filled.captions.put(8, ["Something else."])
    assert found(filled, "runs 7") == [] and found(filled, "something") == [8]


def test_captions_are_given_taken_back_and_given_again(filled: Project) -> None:
    filled.captions.put(60, ["  A red   house. ", ""])
    assert filled.captions.of(60) == ("A red house.",)
    assert filled.documents.counts().labelled == 51 and filled.documents.get(60).annotation is not None
    filled.captions.put(60, [])
    assert filled.captions.of(60) == () and filled.documents.counts().labelled == 50
    filled.history.undo()
    assert filled.captions.of(60) == ("A red house.",) and found(filled, "red house") == [60]
    filled.history.undo()
    assert filled.captions.of(60) == () and filled.documents.get(60).text == "p59.png"
    filled.history.redo()
    assert filled.captions.of(60) == ("A red house.",)
    assert filled.documents.get(60).annotation.annotator == "me"
    assert check(filled.path).problems == ()


def test_the_same_captions_again_are_no_act(filled: Project) -> None:
    before = filled.history.next()
    filled.captions.put(1, filled.captions.of(1))
    assert filled.history.next() == before


def test_what_has_no_captions_is_what_is_still_to_be_done(filled: Project) -> None:
    assert filled.documents.next_id(None, unlabelled_only=True) == 51
    filled.captions.put(51, ["A cat."])
    filled.annotations.skip(52)
    assert filled.documents.next_id(None, unlabelled_only=True) == 53


def test_regions_are_drawn_and_undone(filled: Project) -> None:
    region = Region(Box(0, 0, 0.5, 0.5), "tree")
    filled.regions.put(2, [region, DOG])
    assert filled.regions.of(2) == (region, DOG)
    filled.history.undo()
    assert filled.regions.of(2) == ()


@pytest.mark.parametrize(
    "region",
    [
        Region(Box(0.6, 0, 0.5, 0.5), "x"),
        Region(Box(0, 0, 0, 0.5), "x"),
        Region(Box(0, 0, 0.5, 0.5), "", 7, Span(0, 1)),
        Region(Box(0, 0, 0.5, 0.5), "", 0, Span(5, 99)),
    ],
)
def test_a_region_outside_is_refused(filled: Project, region: Region) -> None:
    with pytest.raises(InputError):
        filled.regions.put(1, [region])


def test_regions_stay_with_their_words(filled: Project) -> None:
    filled.captions.put(1, ["New first.", "A dog 0."])
    assert filled.regions.of(1) == (Region(DOG.box, "", 1, Span(2, 5)),)
    filled.captions.put(1, ["New first.", "Look, a dog!"])
    assert filled.regions.of(1) == (Region(DOG.box, "", 1, Span(8, 11)),)
    filled.captions.put(1, ["New first.", "Look, a cat!"])
    assert filled.regions.of(1) == (Region(DOG.box, "dog"),)
    filled.history.undo()
    filled.history.undo()
    filled.history.undo()
    assert filled.regions.of(1) == (DOG,)


def test_the_same_picture_comes_once_and_its_captions_join(filled: Project, folder: Path) -> None:
    (folder / "twin.png").write_bytes((folder / "p3.png").read_bytes())
    twin = row(3, "Another word.", "A dog 3.", regions=[Region(Box(0, 0, 0.5, 0.5), "", 0, Span(0, 7))])
    done = bring_in(filled, folder, [twin, row(55, "At last.")]).rows
    assert (done.imported, done.duplicates, done.answers_added) == (0, 2, 2)
    assert filled.captions.of(4) == ("A dog 3.", "It runs 3.", "Another word.")
    assert filled.regions.of(4)[0].caption == 2
    assert filled.documents.counts().labelled == 51
    assert bring_in(filled, folder, [twin]).rows.answers_added == 0
    filled.history.undo()
    assert filled.captions.of(4) == ("A dog 3.", "It runs 3.") and filled.documents.counts().labelled == 50
    assert check(filled.path).problems == ()


def test_an_import_that_is_undone_takes_its_pictures_with_it(filled: Project) -> None:
    filled.history.undo()
    assert filled.documents.counts().total == 0 and list(filled.pictures.all()) == []
    filled.history.redo()
    assert len(list(filled.pictures.all())) == 60


def test_the_hold_out_is_by_content(project: Project, folder: Path) -> None:
    for n in range(60):
        (folder / f"q{n}.png").write_bytes((folder / f"p{n}.png").read_bytes())
    rows = [row(n, f"A {n}.") for n in range(60)]
    twins = [row(n, f"B {n}.") for n in range(60)]
    for n, twin in enumerate(twins):
        twin.picture = type(twin.picture)(f"q{n}.png")
    bring_in(project, folder, [*rows, *twins], duplicates="keep")
    parts: dict[str, set[str]] = {}
    for line in lines_of(project):
        parts.setdefault(line["part"], set()).add(line["digest"])
    assert parts["holdout"] and not parts["train"] & parts["holdout"]


def test_a_run_freezes_pictures_and_bare_captions(filled: Project) -> None:
    assert filled.captions.add_bare("more.csv", ["A man sits.", "", "x" * 3000]) == 1
    lines = lines_of(filled)
    parts = [line["part"] for line in lines]
    assert (parts.count("train"), parts.count("holdout"), parts.count("text")) == (40, 10, 1)
    assert 0 < parts.count("pool") <= 10
    [marked] = [line["regions"] for line in lines if line["regions"]]
    assert marked == [{"box": [0.1, 0.2, 0.3, 0.4], "name": "", "caption": 0, "span": [2, 5]}]
    assert all(Path(line["picture"]).is_file() for line in lines if line["part"] != "text")
    assert sum(line["part"] == "train" for line in lines_of(filled, limit=7)) == 7
    filled.history.undo()
    assert all(line["part"] != "text" for line in lines_of(filled))


def test_nothing_to_learn_from_is_said(project: Project, folder: Path) -> None:
    bring_in(project, folder, [row(1)])
    with pytest.raises(InputError, match="captions"):
        project.runs.create("nic", {}, seed=0, device="cpu")


def test_copied_pictures_live_in_the_project(project: Project, folder: Path) -> None:
    done = bring_in(project, folder, [row(n) for n in range(5)], is_copied=True)
    assert done.copied == 5
    shutil.rmtree(folder)
    assert reading.read(project.pictures.path(3)).size == (24, 16)
    assert check(project.path).problems == ()


def test_missing_and_broken_pictures_are_counted_and_named(project: Project, folder: Path) -> None:
    (folder / "p1.png").write_bytes(b"no picture")
    (folder / "p2.png").write_bytes((folder / "p3.png").read_bytes()[:50])
    done = bring_in(project, folder, [row(0), row(1), row(2), row(99)])
    assert (done.rows.read, done.rows.imported, done.missing, done.broken) == (4, 1, 1, 2)
    said = {one.line: one.reason for one in done.rows.rejected}
    assert sorted(said) == [1, 2, 99] and all(f"p{line}.png" in reason for line, reason in said.items())


def test_small_pictures_are_there_after_an_import(filled: Project) -> None:
    thumbnails = Thumbnails(filled.path)
    assert thumbnails.get(filled.pictures.of(9).digest).size == (24, 16)
    thumbnails.close()


def test_a_cancelled_import_leaves_nothing_that_check_does_not_find(project: Project, folder: Path) -> None:
    from core.formats import images
    from core.project.taking import bring
    from core.project.values import ImportOptions

    def report(done: int, total: int) -> None:
        if done == total:
            raise Cancelled

    with images.opened([folder]) as album, pytest.raises(Cancelled):
        bring(project, [row(n) for n in range(9)], album, ImportOptions(), is_copied=True, report=report)
    assert project.documents.counts().total == 0
    assert "9 copies" in check(project.path).mended[0]
    assert list(project.pictures.folder.rglob("*.png")) == []


def test_pictures_that_are_gone_are_said_and_found_again(filled: Project, folder: Path, tmp_path: Path) -> None:
    folder.rename(tmp_path / "moved")
    assert len(filled.pictures.missing()) == 60
    assert "60 pictures are not where they were" in check(filled.path).problems[0]
    assert filled.pictures.find_again(tmp_path) == 60
    assert filled.pictures.missing() == [] and check(filled.path).problems == ()
    filled.history.undo()
    assert len(filled.pictures.missing()) == 60


@pytest.mark.parametrize("file", ["../../secret.png", "/etc/passwd"])
def test_a_copy_is_never_outside_of_the_project(project: Project, folder: Path, file: str) -> None:
    bring_in(project, folder, [row(0)], is_copied=True)
    project.store.sql("UPDATE pictures SET file = ?", (file,))
    with pytest.raises(AppError, match="damaged"):
        project.pictures.path(1)


@pytest.mark.parametrize("file", [r"\\server\share\a.png", "//server/a.png", "here.png"])
def test_a_picture_is_never_on_another_machine(project: Project, folder: Path, file: str) -> None:
    bring_in(project, folder, [row(0)])
    project.store.sql("UPDATE pictures SET file = ?", (file,))
    with pytest.raises(AppError, match="damaged"):
        project.pictures.path(1)


@pytest.mark.parametrize("file", [r"C:\Users\Wang\a.png", "/home/wang/a.png"])
def test_a_picture_that_lies_with_a_colleague_is_missing(project: Project, folder: Path, file: str) -> None:
    bring_in(project, folder, [row(0)])
    project.store.sql("UPDATE pictures SET file = ?", (file,))
    assert project.pictures.missing() == [1] and project.pictures.path(1).is_absolute()
    assert project.pictures.find_again(folder) == 1 and project.pictures.missing() == []


def test_verdicts_are_about_single_words(filled: Project) -> None:
    run = filled.runs.create("nic", {}, seed=0, device="cpu")[0].id
    word = CaptionWord(1, "a dog runs", Span(2, 5))
    filled.word_reviews.give(run, word, "rejected", comment=" it looks at the grass ", method="attention")
    [said] = filled.word_reviews.of(run, 1, "a dog runs")
    assert (said.span, said.review.verdict, said.review.comment) == (Span(2, 5), "rejected", "it looks at the grass")
    assert filled.word_reviews.of(run, 1, "another") == [] and filled.word_reviews.count(run) == {"rejected": 1}
    filled.word_reviews.give(run, word, "")
    assert filled.word_reviews.of(run, 1, "a dog runs") == []
    filled.history.undo()
    assert filled.word_reviews.count(run) == {"rejected": 1}


def test_a_shared_project_has_its_copied_pictures(project: Project, folder: Path, tmp_path: Path) -> None:
    bring_in(project, folder, [row(n, "A dog.") for n in range(3)], is_copied=True)
    sharing.share(project.store, tmp_path / "p.zip")
    path = sharing.unpack(tmp_path / "p.zip", tmp_path / "elsewhere")
    shutil.rmtree(project.path / "pictures")
    with Project.open(path) as other:
        assert other.pictures.missing() == [] and other.captions.of(1) == ("A dog.",)
        assert other.pictures.path(1).is_relative_to(path)


def test_pictures_that_lie_elsewhere_are_copied_in(filled: Project, folder: Path) -> None:
    (folder / "p5.png").write_bytes(b"another one")
    (folder / "p6.png").unlink()
    assert copy_all(filled) == 58 and copy_all(filled) == 0
    shutil.rmtree(folder)
    assert filled.pictures.missing() == [6, 7] and filled.pictures.of(1).is_copied
    filled.history.undo()
    assert len(filled.pictures.missing()) == 60


def test_what_a_link_leads_to_is_not_shared(project: Project, folder: Path, tmp_path: Path) -> None:
    bring_in(project, folder, [row(0)], is_copied=True)
    (tmp_path / "secret.png").write_bytes(b"secret")
    (project.path / "pictures" / "link.png").symlink_to(tmp_path / "secret.png")
    sharing.share(project.store, tmp_path / "p.zip")
    with zipfile.ZipFile(tmp_path / "p.zip") as archive:
        names = archive.namelist()
    assert len(names) == 2 and not any("link" in name for name in names)


@pytest.fixture
def theirs(tmp_path: Path, folder: Path) -> Iterator[Project]:
    """Wang's project of pictures 0, 1 and 59, copied."""
    with Project.create(tmp_path / "Wang.fovea", kind="caption", seed=5) as made:
        made.annotator = "Wang"
        bring_in(made, folder, [row(0), row(1), row(59)], is_copied=True)
        made.captions.put(1, ["Wang sees a dog."], marked=[Region(DOG.box, "", 0, Span(12, 15))])
        made.captions.put(3, ["New here."])
        yield made


def test_a_colleague_s_captions_stand_beside_ours(filled: Project, theirs: Project) -> None:
    merge(filled, theirs.path, MergeChoice())
    assert filled.captions.of(1) == ("A dog 0.", "It runs 0.", "Wang sees a dog.")
    assert filled.regions.of(1) == (DOG, Region(DOG.box, "", 2, Span(12, 15)))
    assert filled.captions.of(60) == ("New here.",) and filled.documents.get(60).annotation.annotator == "Wang"
    assert filled.documents.counts().labelled == 51 and check(filled.path).problems == ()
    filled.history.undo()
    assert filled.captions.of(1) == ("A dog 0.", "It runs 0.") and filled.captions.of(60) == ()


def test_a_person_s_newer_captions_take_the_older_ones_place(filled: Project, theirs: Project) -> None:
    merge(filled, theirs.path, MergeChoice())
    theirs.captions.put(3, ["Better."])
    merge(filled, theirs.path, MergeChoice())
    assert filled.captions.of(60) == ("Better.",)
    theirs.captions.put(3, ["Even better."])
    merge(filled, theirs.path, MergeChoice(conflicts="ours"))
    assert filled.captions.of(60) == ("Better.",)


def test_captions_that_contradict_are_said_before_a_merge(filled: Project, theirs: Project) -> None:
    merge(filled, theirs.path, MergeChoice())
    assert plan(filled, theirs.path, MergeChoice()).n_conflicts == 0
    theirs.captions.put(3, ["Better."])
    found = plan(filled, theirs.path, MergeChoice())
    assert (found.n_conflicts, found.people["Wang"].same, found.people["Wang"].conflicting) == (1, 1, 1)
    assert (found.conflicts[0].ours, found.conflicts[0].theirs) == (("New here.",), ("Better.",))
    report = merge(filled, theirs.path, MergeChoice())
    assert (report.answers, report.replaced) == (1, 1)


def test_a_person_s_newer_captions_take_nobody_else_s_away(filled: Project, theirs: Project) -> None:
    merge(filled, theirs.path, MergeChoice())
    theirs.captions.put(1, ["Wang sees a big dog."])
    merge(filled, theirs.path, MergeChoice())
    assert filled.captions.of(1) == ("A dog 0.", "It runs 0.", "Wang sees a dog.", "Wang sees a big dog.")


def test_a_colleague_s_new_pictures_are_copied(project: Project, theirs: Project) -> None:
    assert merge(project, theirs.path, MergeChoice()).documents == 3
    shutil.rmtree(theirs.path / "pictures")
    assert project.pictures.missing() == [] and project.captions.of(1) == ("Wang sees a dog.",)
    assert reading.read(project.pictures.path(1)).size == (24, 16)
    assert check(project.path).problems == ()


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE captions SET captions = '[1, 2]'",
        "UPDATE captions SET captions = '{}'",
        "UPDATE captions SET captions = '[\"not what the text says\"]'",
        "UPDATE regions SET regions = '[[0, 0, 1]]'",
        "UPDATE regions SET regions = '[[0, 0, 1, 1, 5.5, null, null, null]]'",
        'UPDATE regions SET regions = \'[["0", 0, 1, 1, "x", null, null, null]]\'',
        "UPDATE pictures SET digest = 'x'",
    ],
)
def test_nonsense_in_the_tables_is_found(filled: Project, harm: str) -> None:
    assert check(filled.path).problems == ()
    filled.store.sql(harm)
    assert len(check(filled.path).problems) >= 1
