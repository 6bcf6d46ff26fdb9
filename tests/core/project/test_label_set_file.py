"""Label sets in files: shared by a team, and read from strangers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.errors import InputError
from core.project import label_set_file
from core.project.project import Project
from core.project.values import LabelSetChange


@pytest.fixture
def shared(project: Project, fill, tmp_path: Path) -> Path:
    """A set of two labels, one of them explained, with a key and an example."""
    fill(2)
    project.guidelines.define(1, "praise")
    project.guidelines.pin(1, 1, is_positive=True, note="plain")
    project.labels.recolor(2, 7)
    project.labels.set_key(2, "B")
    assert label_set_file.write(project, tmp_path / "labels.json") == 2
    return tmp_path / "labels.json"


def contents(project: Project) -> list[tuple[object, ...]]:
    guidelines = project.guidelines.all()
    return [
        (one.name, one.key, one.color, one.guideline, [(e.text, e.is_positive) for e in guidelines[one.id].examples])
        for one in project.labels.all()
    ]


def test_a_team_gets_the_same_labels_with_what_they_mean(shared: Path, project: Project, tmp_path: Path) -> None:
    with Project.create(tmp_path / "other.fovea") as other:
        change = label_set_file.take_in(other, shared)
        assert change == LabelSetChange(("good", "bad"), ("good",), 1)
        assert contents(other) == contents(project)
        [example] = other.guidelines.all()[1].examples
        assert (example.document_id, example.note) == (None, "plain")
        other.history.undo()
        assert other.labels.all() == []


def test_what_is_there_already_is_changed_and_nothing_is_taken_away(shared: Path, tmp_path: Path) -> None:
    with Project.create(tmp_path / "other.fovea", labels=["bad", "mixed"]) as other:
        other.guidelines.define(1, "blame")
        other.labels.set_key(2, "B")
        assert label_set_file.take_in(other, shared) == LabelSetChange(("good",), ("good",), 1)
        assert [row[:2] + row[3:4] for row in contents(other)] == [
            ("bad", "", "blame"),  # its key is taken here, and it is not explained there
            ("mixed", "B", ""),
            ("good", "", "praise"),
        ]


def test_the_same_set_again_changes_nothing(shared: Path, project: Project) -> None:
    assert label_set_file.take_in(project, shared) == LabelSetChange((), (), 0)


@pytest.mark.parametrize(
    "content",
    [
        "[]",
        "no JSON",
        "[" * 100_000,
        '{"kind": "fovea-labels", "version": 1, "labels": [3]}',
        '{"kind": "fovea-labels", "version": 1, "labels": [{"name": ""}]}',
        '{"kind": "fovea-labels", "version": 1, "labels": [{"name": ["x"]}]}',
        '{"kind": "fovea-labels", "version": 1, "labels": [{"name": "\\ud800"}]}',
        '{"kind": "fovea-labels", "version": 1, "labels": [{"name": "x", "examples": [{"text": "y"}]}]}',
    ],
)
def test_what_is_no_label_set_is_refused(project: Project, tmp_path: Path, content: str) -> None:
    file = tmp_path / "labels.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="holds no label set"):
        label_set_file.take_in(project, file)
    assert [label.name for label in project.labels.all()] == ["good", "bad"]


def test_a_newer_file_says_so(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "labels.json"
    file.write_text(json.dumps({"kind": "fovea-labels", "version": 2, "labels": []}), encoding="utf-8")
    with pytest.raises(InputError, match="newer Fovea"):
        label_set_file.take_in(project, file)
