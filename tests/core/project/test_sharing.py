import zipfile
from pathlib import Path

import pytest

from core.errors import AppError, Cancelled, InputError
from core.project import sharing
from core.project.check import check
from core.project.project import Project
from core.project.values import CheckReport


@pytest.fixture
def shared(project: Project, fill, tmp_path: Path) -> Path:
    fill(20, "good", "bad")
    run, _ = project.runs.create("logistic", {}, seed=0, device="cpu")
    (run.path / "model.safetensors").write_bytes(b"weights")
    project.backups.make()
    path = tmp_path / "out" / "Hotel.zip"
    sharing.share(project.store, path)
    return path


def test_a_shared_project_is_the_same_elsewhere(shared: Path, tmp_path: Path) -> None:
    assert sharing.is_shared(shared)
    path = sharing.unpack(shared, tmp_path / "elsewhere")
    assert path == tmp_path / "elsewhere" / "Hotel.fovea"
    with Project.open(path) as project:
        assert project.documents.counts().labelled == 20
        [run] = project.runs.all()
        assert (run.path / "model.safetensors").read_bytes() == b"weights"
        assert project.backups.all() == []
    assert check(path) == CheckReport()


def test_a_name_that_is_taken_gets_a_number(shared: Path, tmp_path: Path) -> None:
    assert sharing.unpack(shared, tmp_path).name == "Hotel 2.fovea"


def test_other_zips_are_no_projects(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("reviews.csv", "text\nx\n")
    assert not sharing.is_shared(path)
    with pytest.raises(InputError, match="holds no Fovea project"):
        sharing.unpack(path, tmp_path)
    assert not sharing.is_shared(tmp_path / "none.zip")


def test_files_that_reach_out_are_left_in_the_zip(shared: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(shared, "a") as archive:
        for name in ("../evil", "Hotel.fovea/../evil", "/evil", "Hotel.fovea/runs/a/../../../evil", "Hotel.fovea/evil"):
            archive.writestr(name, "x")
    path = sharing.unpack(shared, tmp_path / "in")
    assert not list(tmp_path.rglob("evil"))
    assert sorted(file.name for file in path.iterdir()) == ["project.db", "runs"]


def test_a_broken_zip_leaves_nothing(shared: Path, tmp_path: Path) -> None:
    content = bytearray(shared.read_bytes())
    content[2000:2400] = bytes(400)
    shared.write_bytes(content)
    with pytest.raises(AppError):
        sharing.unpack(shared, tmp_path / "in")
    assert list((tmp_path / "in").iterdir()) == []


def test_a_cancelled_unpacking_leaves_nothing(shared: Path, tmp_path: Path) -> None:
    def cancel(*_: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        sharing.unpack(shared, tmp_path / "in", cancel)
    assert list((tmp_path / "in").iterdir()) == []
