"""A short form of the hostile and broken files of ./dev torture."""

from __future__ import annotations

import random
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from core.errors import AppError
from tests.torture import fuzzing
from tests.torture.cage import caged
from tests.torture.strangers import pictures, projects, tables

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the cage is made of what Linux has")


def test_tables_are_read_or_refused(tmp_path: Path) -> None:
    verdicts = {case.name: caged(case.read) for case in tables.cases(tmp_path, random.Random(1), 1, is_long=False)}
    assert len(verdicts) > 70
    assert {name: verdict for name, verdict in verdicts.items() if not verdict.is_good} == {}


def test_projects_are_opened_or_refused(tmp_path: Path) -> None:
    verdicts = {case.name: caged(case.read) for case in projects.cases(tmp_path, random.Random(1), 8)}
    assert len(verdicts) > 50
    assert {name: verdict for name, verdict in verdicts.items() if not verdict.is_good} == {}


def test_pictures_are_read_or_refused(tmp_path: Path) -> None:
    verdicts = {case.name: caged(case.read) for case in pictures.cases(tmp_path, random.Random(1), 4)}
    assert len(verdicts) > 80
    assert {name: verdict for name, verdict in verdicts.items() if not verdict.is_good} == {}


def test_models_and_vectors_are_read_or_refused(tmp_path: Path) -> None:
    from tests.torture.strangers import models

    verdicts = {case.name: caged(case.read) for case in models.cases(tmp_path, random.Random(1), 0)}
    assert len(verdicts) > 100
    assert {name: verdict for name, verdict in verdicts.items() if not verdict.is_good} == {}


@pytest.mark.parametrize(
    ("work", "kind"),
    [
        (lambda _: 1 / 0, "crashed"),
        (lambda _: __import__("subprocess").run(["true"]), "acted"),
        (lambda _: bytearray(3 << 30), "filled memory"),
        (lambda _: len(b"x" * (1200 << 20)), "filled memory"),
        (lambda _: __import__("os")._exit(3), "died"),
    ],
)
def test_the_cage_sees_what_a_file_makes_a_reader_do(work, kind) -> None:  # type: ignore[no-untyped-def]
    assert caged(work).kind == kind


def test_the_cage_opens_when_there_is_no_sign_of_life(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.torture.cage.SECONDS", 0.3)

    def spin(_: object) -> None:
        while True:
            pass

    assert caged(spin).kind == "hung"


@pytest.mark.parametrize("target", fuzzing.TARGETS)
def test_what_fuzzing_begins_with_is_read_or_refused(target: str, tmp_path: Path) -> None:
    take = fuzzing.TARGETS[target](tmp_path)
    for data in fuzzing.SEEDS[target]:
        with suppress(AppError, ValueError):
            take(data)
