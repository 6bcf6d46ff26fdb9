"""Photographs with captions and boxes that people made, as their files are. Skipped where they are not."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.formats import captions
from core.project import caption_export
from core.project.check import check
from core.project.project import Project
from core.project.taking import bring
from core.project.values import DocumentFilter, ImportOptions

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
COCO, FLICKR = DATA / "coco_mini_train", DATA / "caption_flickr8k_800"
pytestmark = pytest.mark.skipif(not (COCO.is_dir() and FLICKR.is_dir()), reason="the photographs are not here")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.fovea", kind="caption") as made:
        yield made


def bring_in(project: Project, files: list[Path], images: Path) -> captions.Album:
    with captions.opened(files, [images]) as told:
        done = bring(project, told.album.rows(), told.images, ImportOptions(), is_copied=False)
        assert (done.missing, done.broken, len(done.rows.rejected)) == (0, 0, 0)
        return told.album


def test_coco_comes_in_goes_out_and_comes_back(project: Project, tmp_path: Path) -> None:
    files = [COCO / "captions_train2017.json.gz", COCO / "instances_train2017.json.gz"]
    album = bring_in(project, files, COCO / "images.zip")
    assert (len(album), album.n_captions, album.n_regions) == (80, 400, 731)  # 8 of 739 are crowds
    assert len(project.regions.of(1)) > 0 and check(project.path).problems == ()
    caption_export.write(project, tmp_path / "out.jsonl", "", DocumentFilter())
    with Project.create(tmp_path / "again.fovea", kind="caption") as again:
        bring_in(again, [tmp_path / "out.jsonl"], COCO / "images.zip")
        for id in range(1, 81):
            assert again.captions.of(id) == project.captions.of(id)
            assert again.regions.of(id) == project.regions.of(id)
        assert again.documents.counts().holdout == project.documents.counts().holdout
    caption_export.write(project, tmp_path / "out.json", "", DocumentFilter())
    ids = {one["id"] for one in json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["images"]}
    assert 790 in ids  # as COCO calls it


def test_flickr_has_the_parts_that_its_table_says(project: Project) -> None:
    album = bring_in(project, [FLICKR / "captions.csv.gz"], FLICKR / "images.zip")
    counts = project.documents.counts()
    assert (len(album), album.n_captions) == (800, 4000)
    assert (counts.total, counts.labelled, counts.holdout) == (800, 800, 100)
    project.history.undo()
    assert project.documents.counts().total == 0 and check(project.path).problems == ()
