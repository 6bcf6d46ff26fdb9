"""The commands of a project of pairs, through the real main(): import, train, translate, align, measure, export."""

from __future__ import annotations

import json

import pytest

from tests.core.ml.translation.toy import sentences
from tests.e2e.test_commands import answer, fovea

SMALL = ("hidden_size=32", "embedding_size=32", "epochs=2", "learning_rate=0.01", "min_steps_per_epoch=60")


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> dict:
    folder = tmp_path_factory.mktemp("pairs")
    project, table = folder / "toy.fovea", folder / "toy.tsv"
    table.write_text("en\tzh\n" + "".join(f"{a}\t{b}\n" for a, b in sentences(200)), encoding="utf-8")
    answer("new", project, "--kind", "translation")
    imported = answer("import", project, table, "--source-column", "en", "--target-column", "zh")
    settings = [part for pair in SMALL for part in ("--set", pair)]
    return {"folder": folder, "project": project, "imported": imported, "run": answer("train", project, *settings)}


def test_pairs_are_imported_with_a_hold_out(trained: dict) -> None:
    found = trained["imported"]
    assert found["read"] == found["imported"] + found["duplicates"] + len(found["rejected"]) == 200
    assert found["holdout"] == 40 and found["languages"] == ["en", "zh"]


def test_a_translator_is_trained_and_measured(trained: dict) -> None:
    assert trained["run"]["model"] == "bahdanau" and trained["run"]["metrics"]["n"] == 40
    assert trained["run"]["metrics"]["bleu"] > 20


def test_texts_are_translated_and_explained(trained: dict) -> None:
    source = trained["folder"] / "in.txt"
    source.write_text("big red dog\nsmall cat\n", encoding="utf-8")
    answer("predict", trained["project"], "--input", source, "--output", trained["folder"] / "out.csv")
    assert (trained["folder"] / "out.csv").read_text(encoding="utf-8").startswith("text,translation")
    answer("explain", trained["project"], "--text", "big dog", "--output", trained["folder"] / "out.jsonl")
    found = json.loads((trained["folder"] / "out.jsonl").read_text(encoding="utf-8"))
    assert found["source"] == ["big", "dog"] and len(found["weights"]) == len(found["target"])
    assert all(abs(sum(row) - 1) < 1e-3 for row in found["weights"])


def test_words_are_linked_and_the_links_are_their_own_gold(trained: dict) -> None:
    few, links = trained["folder"] / "few.tsv", trained["folder"] / "few.links"
    few.write_text("source\ttarget\nbig dog\t大狗\nred cat\t红猫\n", encoding="utf-8")
    assert answer("align", trained["project"], "--input", few, "--output", links)["n"] == 2
    assert len(links.read_text(encoding="utf-8").splitlines()) == 2
    found = answer("evaluate", trained["project"], "--data", few, "--gold", links)
    assert {"n", "bleu", "chrf", "aer", "precision", "recall"} <= found.keys() and found["n"] == 2
    assert found["aer"] == pytest.approx(0)


def test_a_run_of_the_other_direction_is_found_and_its_links_joined(trained: dict) -> None:
    few, links = trained["folder"] / "both.tsv", trained["folder"] / "both.links"
    few.write_text("source\ttarget\nbig dog\t大狗\nred cat\t红猫\n", encoding="utf-8")
    asked = ("align", trained["project"], "--input", few, "--output", links, "--method", "grow-diag-final")
    assert "--set is_reversed=true" in fovea(*asked, code=2).stderr
    quick = [part for pair in (*SMALL[:2], "epochs=1", "is_reversed=true") for part in ("--set", pair)]
    turned = answer("train", trained["project"], *quick)["run"]
    assert answer(*asked, "--run", trained["run"]["run"])["backward"] == turned
    found = answer("evaluate", trained["project"], "--data", few, "--gold", links, "--run", trained["run"]["run"])
    assert found["backward"] == turned and "emitted grow-diag-final" in found["alignment"]


def test_gold_that_does_not_fit_is_refused(trained: dict) -> None:
    few, links = trained["folder"] / "two.tsv", trained["folder"] / "one.links"
    few.write_text("source\ttarget\nbig dog\t大狗\nred cat\t红猫\n", encoding="utf-8")
    links.write_text("0-0\n", encoding="utf-8")
    done = fovea("evaluate", trained["project"], "--data", few, "--gold", links, code=2)
    assert "1 lines" in done.stderr


def test_pairs_come_out_again(trained: dict) -> None:
    output = trained["folder"] / "all.jsonl"
    assert answer("export", trained["project"], "--output", output)["n"] == 200
    line = json.loads(output.read_text(encoding="utf-8").splitlines()[0])
    assert {"source", "target", "split", "source_words", "target_words", "links"} == line.keys()
