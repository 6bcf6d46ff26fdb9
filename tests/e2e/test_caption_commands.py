"""The commands of a project of pictures, through the real main()."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from core.project.project import Project
from tests.core.pictures.albums import paint
from tests.e2e.test_commands import answer, fovea


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict:
    """Forty pictures in a zip, three of them broken, missing or there twice; a table of their captions."""
    folder = tmp_path_factory.mktemp("pictures")
    album = paint(folder / "album", 40)
    (album / "broken.png").write_bytes(b"no picture")
    (album / "twin.png").write_bytes((album / "p0.png").read_bytes())
    with zipfile.ZipFile(folder / "images.zip", "w") as archive:
        for path in album.iterdir():
            archive.write(path, f"images/{path.name}")
    lines = [f"p{n}.png,A dog {n}.,{'test' if n < 8 else 'train'}" for n in range(30)]
    lines += ["broken.png,x,", "gone.png,x,", "twin.png,Another.,"]
    (folder / "captions.csv").write_text("image,caption,split\n" + "\n".join(lines), encoding="utf-8")
    project = folder / "p.fovea"
    answer("new", project, "--kind", "caption")
    said = answer("import", project, folder / "captions.csv", "--images", folder / "images.zip")
    return {"folder": folder, "project": project, "said": said}


def test_pictures_are_imported_counted_and_copied_out_of_the_archive(made: dict) -> None:
    said = made["said"]
    assert said["read"] == said["imported"] + said["duplicates"] + len(said["rejected"]) == 33
    assert (said["imported"], said["duplicates"], said["missing"], said["broken"]) == (30, 1, 1, 1)
    assert (said["holdout"], said["captions"], said["formats"]) == (8, 33, ["table"])
    reasons = {one["line"]: one["reason"] for one in said["rejected"]}
    assert "broken.png" in reasons[32] and "gone.png" in reasons[33]


def test_what_is_exported_can_be_imported_elsewhere(made: dict) -> None:
    folder, other = made["folder"], made["folder"] / "other.fovea"
    for format, suffix in (("table", "csv"), ("jsonl", "jsonl"), ("coco", "json"), ("flickr8k", "txt")):
        output = folder / f"out.{suffix}"
        said = answer("export", made["project"], "--output", output)
        assert (said["n"], said["format"]) == (30, format)
        assert {loss["what"] for loss in said["losses"]} <= {"split"}
    answer("new", other, "--kind", "caption")
    said = answer("import", other, folder / "out.jsonl", "--images", folder / "album")
    assert (said["imported"], said["holdout"], said["copied"]) == (30, 8, 0)
    with Project.open(made["project"]) as one, Project.open(other) as two:
        assert [one.captions.of(id) for id in range(1, 31)] == [two.captions.of(id) for id in range(1, 31)]


def test_the_project_is_whole_and_the_import_can_be_undone(made: dict) -> None:
    assert answer("check", made["project"]) == {"problems": [], "mended": []}
    with Project.open(made["project"]) as project:
        assert project.captions.of(1) == ("A dog 0.", "Another.")
        project.history.undo()
        assert project.documents.counts().total == 0
        project.history.redo()
        assert project.documents.counts().total == 30
    assert answer("check", made["project"]) == {"problems": [], "mended": []}


def test_boxes_come_with_coco_and_captions_without_pictures_as_text(made: dict, tmp_path: Path) -> None:
    coco = {
        "images": [{"id": 5, "file_name": "p3.png", "width": 24, "height": 16}],
        "annotations": [{"image_id": 5, "bbox": [0, 0, 12, 16], "category_id": 1}],
        "categories": [{"id": 1, "name": "dog"}],
    }
    (tmp_path / "instances.json").write_text(json.dumps(coco), encoding="utf-8")
    (tmp_path / "more.csv").write_text("image,caption\nx.jpg,A man sits.\n", encoding="utf-8")
    boxes = answer("import", made["project"], tmp_path / "instances.json", "--images", made["folder"] / "album")
    assert (boxes["imported"], boxes["joined"], boxes["regions"]) == (0, 1, 1)
    assert answer("import", made["project"], tmp_path / "more.csv", "--text-only")["captions_without_pictures"] == 1


def test_pictures_that_were_moved_are_found_again_and_can_be_taken_along(tmp_path: Path) -> None:
    album, project = paint(tmp_path / "album", 3), tmp_path / "p.fovea"
    answer("new", project, "--kind", "caption")
    assert answer("import", project, album)["copied"] == 0
    album.rename(tmp_path / "moved")
    assert "3 pictures are not where they were" in fovea("check", project, code=1).stdout
    assert answer("check", project, "--images", tmp_path) == {"problems": [], "mended": ["found 3 pictures again"]}
    assert answer("share", project, "--output", tmp_path / "p.zip")["pictures_left_out"] == 3
    assert answer("share", project, "--output", tmp_path / "p.zip", "--pictures")["pictures_left_out"] == 0
    answer("unpack", tmp_path / "p.zip", "--into", tmp_path / "elsewhere")
    assert answer("check", tmp_path / "elsewhere" / "p.fovea") == {"problems": [], "mended": []}


def test_what_is_neither_pictures_nor_captions_is_refused(made: dict, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    assert "a.pdf" in fovea("import", made["project"], tmp_path / "a.pdf", code=2).stderr


SMALL = ("epochs=1", "hidden_size=16", "embedding_size=16", "encoder_channels=16", "vocabulary=50")


@pytest.fixture(scope="module")
def trained(made: dict) -> dict:
    settings = [part for pair in SMALL for part in ("--set", pair)]
    return made | {"run": answer("train", made["project"], "--model", "show-attend-tell", *settings)}


def test_a_captioner_is_trained_and_measured_on_what_is_held_out(trained: dict) -> None:
    assert trained["run"]["model"] == "show-attend-tell" and trained["run"]["metrics"]["n"] == 8
    folder = trained["folder"]
    said = answer("evaluate", trained["project"], "--data", folder / "captions.csv", "--images", folder / "images.zip")
    assert (said["n"], len(said["bleu"]), said["left_out"]) == (8, 4, 2)


def test_where_it_looked_at_each_word_is_written_down(trained: dict) -> None:
    output = trained["folder"] / "looked.jsonl"
    picture = trained["folder"] / "album" / "p3.png"
    said = answer("explain", trained["project"], "--input", picture, "--text", "a dog", "--output", output)
    [line] = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert said["n"] == 1 and line["image"] == "p3.png" and line["caption"] == "a dog" and "picture" not in line
    assert [word["text"] for word in line["words"]] == ["a", "dog"]
    assert all(abs(sum(map(sum, word["map"])) - 1) < 1e-3 for word in line["words"])


def test_the_hold_out_is_explained_as_a_page(trained: dict) -> None:
    output = trained["folder"] / "looked.html"
    said = answer("explain", trained["project"], "--text", "a dog", "--method", "attention", "--output", output)
    html = output.read_text(encoding="utf-8")
    assert said["n"] == 8 and html.count("<article>") == 8 and html.count("data:image/jpeg") == 24


def test_captions_are_written_for_a_folder_and_as_coco_results(trained: dict) -> None:
    folder = trained["folder"]
    said = answer("predict", trained["project"], "--input", folder / "images.zip", "--output", folder / "written.csv")
    lines = (folder / "written.csv").read_text(encoding="utf-8").splitlines()
    assert said["n"] == len(lines) - 1 == 41 and said["left_out"] == 1 and lines[0] == "image,caption"
    said = answer("export", trained["project"], "--format", "coco-results", "--output", folder / "results.json")
    results = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    assert said["n"] == len(results) == 8 and results[0].keys() == {"image_id", "caption"}
