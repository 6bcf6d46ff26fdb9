"""The whole job by commands, as a script would do it: the real main(), the real worker, the sample."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "resources" / "sample" / "reviews_zh.jsonl"


def fovea(*arguments: str | Path, code: int = 0) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, str(ROOT / "main.py"), *map(str, arguments)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    result = subprocess.run(line, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)
    assert result.returncode == code, result.stderr
    return result


def answer(*arguments: str | Path) -> dict:
    return json.loads(fovea(*arguments, "--json").stdout)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> dict:
    """A project made, filled and trained by commands; what each of them said."""
    project = tmp_path_factory.mktemp("commands") / "评论.fovea"
    said = {"project": project}
    said["new"] = answer("new", project, "--labels", "好评,差评,中评")
    said["import"] = answer("import", project, SAMPLE)
    said["pretrain"] = answer("pretrain", project)
    said["train"] = answer("train", project, "--limit-labels", "120", "--set", "vocabulary=2000")
    return said


def test_the_numbers_of_an_import_add_up(trained: dict) -> None:
    report = trained["import"]
    lines = len(SAMPLE.read_text(encoding="utf-8").splitlines())
    assert report["read"] == lines == report["imported"] + report["duplicates"] + len(report["rejected"])


def test_training_reports_what_it_did(trained: dict) -> None:
    assert trained["train"].keys() >= {"run", "model", "device", "seconds", "epochs", "tokens_per_s", "metrics"}
    metrics = trained["train"]["metrics"]
    low, high = metrics["accuracy_interval"]
    assert low <= metrics["accuracy"] <= high
    assert metrics["n"] == trained["import"]["holdout"]
    assert (trained["train"]["epochs"], trained["train"]["tokens_per_s"]) == (0, 0.0)  # auto is fitted in one go


def test_a_training_begins_with_what_was_learned_from_all_texts(trained: dict) -> None:
    metrics = trained["pretrain"]["metrics"]
    assert metrics["documents"] == trained["import"]["imported"]
    assert metrics["pieces"] > 100 and metrics["ngrams"] > 100
    spec = json.loads((trained["project"] / "runs" / trained["train"]["run"] / "spec.json").read_text("utf-8"))
    assert Path(spec["pretrained"]).name == trained["pretrain"]["run"]


def test_simpler_models_stand_beside_the_run_on_the_same_hold_out(trained: dict) -> None:
    for other in ("uniform", "logistic"):
        beside = trained["train"]["comparison"][other]
        low, high = beside["interval"]
        assert low <= beside["accuracy_difference"] <= high
        assert beside["metrics"]["n"] == trained["import"]["holdout"]


def test_evaluate_measures_the_active_run(trained: dict) -> None:
    said = answer("evaluate", trained["project"], "--data", SAMPLE)
    assert said.keys() >= {"run", "n", "accuracy", "accuracy_interval", "macro_f1", "per_class", "ece"}
    assert said["n"] == trained["import"]["read"]


def test_predict_writes_a_row_for_every_row(trained: dict, tmp_path: Path) -> None:
    output = tmp_path / "predicted.csv"
    answer("predict", trained["project"], "--input", SAMPLE, "--output", output)
    with output.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == trained["import"]["read"]
    assert {row["label"] for row in rows} <= {"好评", "差评", "中评"}


def test_explanations_cover_the_original_text(trained: dict, tmp_path: Path) -> None:
    output = tmp_path / "explained.jsonl"
    text = "房间很大，服务也不错👍，就是早餐一般。"
    answer("explain", trained["project"], "--text", text, "--output", output, "--method", "attention")
    said = json.loads(output.read_text(encoding="utf-8"))
    assert said["text"] == text
    assert all(text[token["start"] : token["end"]] == token["text"] for token in said["tokens"])
    assert sum(token["weight"] for token in said["tokens"]) == pytest.approx(1, abs=1e-5)


def test_evidence_adds_up_to_the_score(trained: dict, tmp_path: Path) -> None:
    output = tmp_path / "evidence.jsonl"
    said = answer("explain", trained["project"], "--text", "房间很大，服务也不错👍。", "--output", output)
    found = json.loads(output.read_text(encoding="utf-8"))
    assert said["method"] == found["method"] == "evidence"
    assert sum(token["weight"] for token in found["tokens"]) + found["bias"] == pytest.approx(found["logit"], abs=1e-4)


def test_explanations_as_a_page(trained: dict, tmp_path: Path) -> None:
    output = tmp_path / "explained.html"
    answer("explain", trained["project"], "--text", "早餐太差了", "--output", output)
    assert "<mark" in output.read_text(encoding="utf-8")


def test_faithfulness_compares_with_random_words(trained: dict) -> None:
    said = answer("faithfulness", trained["project"], "--documents", 12)
    assert said["n"] == 12 and {"evidence", "attention", "integrated-gradients"} <= said["methods"].keys()
    for measured in (*said["methods"].values(), said["random"]):
        assert {"comprehensiveness", "sufficiency"} <= measured.keys()
    assert said["methods"]["evidence"]["comprehensiveness"] > said["random"]["comprehensiveness"]
    assert isinstance(said["plausibility"], dict)


def test_runs_lists_the_training(trained: dict) -> None:
    run, pretraining = answer("runs", trained["project"])["runs"]
    assert (run["kind"], pretraining["kind"]) == ("train", "pretrain")
    assert run["id"] == trained["train"]["run"]
    assert run["state"] == "finished"
    assert run["is_active"]


def test_export_and_check(trained: dict, tmp_path: Path) -> None:
    output = tmp_path / "all.jsonl"
    said = answer("export", trained["project"], "--output", output)
    assert said["n"] == trained["import"]["imported"] == len(output.read_text(encoding="utf-8").splitlines())
    assert answer("check", trained["project"])["problems"] == []


def test_bad_input_is_one_clear_line_and_exit_2(tmp_path: Path) -> None:
    result = fovea("train", tmp_path / "none.fovea", code=2)
    assert len(result.stderr.splitlines()) == 1
    assert "none.fovea" in result.stderr
    assert not result.stdout
