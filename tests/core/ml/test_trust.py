from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.errors import Cancelled, InputError
from core.jobs.messages import Progress
from core.jobs.specs import BadgeSpec, FlipSpec, TrustSpec
from core.ml import ask
from core.ml.trust import trust
from tests.core.ml.conftest import documents, write_jsonl

TEXT = "the room 我们 awful staff"


@pytest.fixture
def run(trained_auto, tmp_path):
    """A run's folder that may be written to."""
    folder = tmp_path / "run"
    folder.mkdir()
    for path in Path(trained_auto).iterdir():
        if path.is_file():
            (folder / path.name).symlink_to(path)
    return folder


def lines_of(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_a_run_is_checked_and_keeps_what_was_found(run, tmp_path, job, said):
    marked = {"id": 1, "text": TEXT, "marks": {"anna": [[9, 14]]}}
    data = write_jsonl(tmp_path / "d.jsonl", [marked, *documents(12, seed=5)])
    found = trust(TrustSpec(str(run), str(data), is_kept=True, n_documents=6, device="cpu"), job)
    assert json.loads((run / "trust.json").read_text()) == json.loads(json.dumps(found))
    assert found["n"] == 6 and found["own"] == "evidence"
    assert found["plausibility"]["evidence"]["n"] == 1
    assert found["randomised"]["methods"]["evidence"][-1]["stage"] == "embedding"
    levels = lines_of(run / "trust.jsonl")
    assert len(levels) == 13 and {line["level"] for line in levels} <= {"good", "fair", "poor", "none"}
    assert {"check", "rate", "randomise"} <= {message.phase for message in said if isinstance(message, Progress)}


def test_other_documents_and_methods_leave_the_run_as_it_is(run, tmp_path, job):
    data = write_jsonl(tmp_path / "d.jsonl", [{"text": TEXT, "rationales": [[9, 14]]}])
    spec = TrustSpec(str(run), str(data), methods=("attention", "auto"), device="cpu")
    found = trust(spec, job)
    assert found["methods"].keys() == {"attention", "evidence"}
    assert found["plausibility"].keys() == {"attention", "evidence", "random"}
    assert not (run / "trust.json").exists() and not (run / "trust.jsonl").exists()


def test_a_method_that_the_model_lacks_is_refused(run, tmp_path, job):
    data = write_jsonl(tmp_path / "d.jsonl", [{"text": TEXT}])
    with pytest.raises(InputError, match="rollout"):
        trust(TrustSpec(str(run), str(data), methods=("rollout",), device="cpu"), job)


def test_checking_can_be_cancelled_and_leaves_nothing(run, tmp_path, job):
    data = write_jsonl(tmp_path / "d.jsonl", documents(12))
    job.control.cancel()
    with pytest.raises(Cancelled):
        trust(TrustSpec(str(run), str(data), is_kept=True, device="cpu"), job)
    assert not (run / "trust.json").exists()


def test_a_text_gets_its_badge(trained_auto, job):
    found = ask.answer(BadgeSpec(str(trained_auto), TEXT, device="cpu"), job, ask.models())
    assert found["own"] == "evidence" and found["target"] == "bad"
    assert found["methods"]["evidence"]["level"] in ("good", "fair", "poor", "none")


def test_the_smallest_change_is_told_as_spans_and_as_a_text(trained_auto, job):
    found = ask.answer(FlipSpec(str(trained_auto), TEXT, device="cpu"), job, ask.models())
    assert [TEXT[start:end] for start, end in found["removed"]] == ["awful"]
    assert found["label"] == "good" == max(found["probabilities"], key=found["probabilities"].get)
    assert "awful" not in found["text"]
