import json
from pathlib import Path

import pytest

from core import pairs
from core.jobs import specs
from core.project.importing import ImportOptions
from core.project.project import Project
from core.records import Row, Span, SpanLink

LINK = SpanLink(Span(0, 3), Span(0, 1))


def row(source, target, **fields):
    return Row(pairs.to_text(source, target), **fields)


@pytest.fixture
def project(tmp_path):
    with Project.create(tmp_path / "p.fovea", kind="translation") as made:
        yield made


@pytest.fixture
def filled(project):
    rows = [row(f"Sentence {n // 2}", f"句子{n}", links=(LINK,) if n < 3 else ()) for n in range(200)]
    project.imports.add(rows, ImportOptions())
    return project


def lines_of(spec):
    return [json.loads(line) for line in Path(spec.run_dir, "snapshot.jsonl").read_text(encoding="utf-8").splitlines()]


def test_the_same_source_may_be_translated_twice_but_not_alike(project):
    rows = [row("Water", "水"), row("Water", "喝水"), row("Water", "水")]
    report = project.imports.add(rows, ImportOptions())
    assert (report.imported, report.duplicates) == (2, 1)


def test_the_hold_out_is_drawn_by_source(filled):
    spec = filled.runs.create("bahdanau", {}, seed=0, device="cpu")[1]
    parts = {part: {line["source"] for line in lines_of(spec) if line["part"] == part} for part in ("train", "holdout")}
    assert not parts["train"] & parts["holdout"]
    assert 35 <= sum(line["part"] == "holdout" for line in lines_of(spec)) <= 45
    assert filled.documents.counts().holdout == sum(line["part"] == "holdout" for line in lines_of(spec))


def test_a_later_pair_with_a_source_of_the_hold_out_is_not_trained_on(filled):
    held = next(
        line
        for line in lines_of(filled.runs.create("bahdanau", {}, seed=0, device="cpu")[1])
        if line["part"] == "holdout"
    )
    filled.imports.add([row(held["source"], "另一种译法")], ImportOptions(split="train"))
    later = lines_of(filled.runs.create("bahdanau", {}, seed=0, device="cpu")[1])
    assert "另一种译法" not in {line["target"] for line in later if line["part"] == "train"}


def test_a_run_knows_its_task_and_languages_and_can_be_resumed(filled):
    filled.runs.set_languages("en", "zh")
    filled.runs.set_languages("fr", "de")
    run, spec = filled.runs.create("bahdanau", {"epochs": 2}, seed=3, device="cpu")
    assert (spec.task, spec.languages) == ("translation", ("en", "zh"))
    assert specs.from_json(json.loads(json.dumps(specs.to_json(spec)))) == spec
    resumed = filled.runs.resume_spec(run.id)
    assert resumed.is_resumed and resumed.task == "translation"


def test_links_come_with_an_import_and_go_into_the_snapshot(filled):
    assert filled.links.count() == 3
    linked = [line for line in lines_of(filled.runs.create("bahdanau", {}, seed=0, device="cpu")[1]) if line["links"]]
    assert linked[0]["links"] == [[[0, 3], [0, 1], True]]


def test_links_are_given_taken_back_and_given_again(filled):
    assert filled.links.of(10) is None
    filled.links.put(10, [LINK])
    assert filled.links.of(10) == (LINK,)
    filled.links.put(10, [])
    assert filled.links.of(10) is None
    filled.history.undo()
    assert filled.links.of(10) == (LINK,)
    filled.history.undo()
    assert filled.links.of(10) is None
    filled.history.redo()
    assert filled.links.of(10) == (LINK,)


def test_an_import_that_is_undone_takes_its_pairs_with_it(filled):
    filled.history.undo()
    assert filled.documents.counts().total == 0 and filled.links.count() == 0


def test_so_many_pairs_are_trained_on_as_is_wanted(filled):
    from core.project.values import TrainedOn

    spec = filled.runs.create("bahdanau", {}, seed=0, device="cpu", chosen=TrainedOn(50))[1]
    assert sum(line["part"] == "train" for line in lines_of(spec)) == 50


def test_words_and_characters_stand_for_the_same_links():
    source, target = [Span(0, 3), Span(4, 8)], [Span(0, 2), Span(2, 3)]
    gold = pairs.in_words([SpanLink(Span(0, 8), Span(2, 3)), SpanLink(Span(4, 5), Span(0, 1), False)], source, target)
    assert gold.sure == {(0, 1), (1, 1)} and gold.possible == {(1, 0)}
    assert pairs.in_words(pairs.in_spans(gold, source, target), source, target) == gold
