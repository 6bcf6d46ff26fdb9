"""Two runs' translations of their hold-out, as files: no model is asked."""

import json

import pytest

from core.jobs.pair_specs import PairedSpec
from core.ml.translation.comparing import compare

REFERENCES = [
    f"the {colour} dog runs over the {place}" for colour in ("red", "big", "old") for place in ("road", "hill")
]


def run(folder, said, ids=range(6)):
    folder.mkdir()
    lines = [{"id": n, "source": f"s{n}", "target": text, "part": "holdout"} for n, text in enumerate(REFERENCES)]
    lines.append({"id": 9, "source": "t", "target": "not held", "part": "train"})
    translations = [{"id": n, "translation": said(text), "score": 0.0} for n, text in enumerate(REFERENCES) if n in ids]
    for name, rows in (("snapshot", lines), ("translations", translations)):
        text = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    return str(folder)


def test_the_better_run_is_better_beyond_chance(tmp_path):
    worse = run(tmp_path / "worse", lambda text: text.replace("dog", "cat").replace("over", "on"))
    found = compare(PairedSpec(worse, run(tmp_path / "right", str)))
    assert found["n"] == 6 and found["bleu"][1] == pytest.approx(100)
    assert found["difference"] > 20 and found["p_value"] < 0.05


def test_two_runs_that_say_the_same_do_not_differ(tmp_path):
    one, other = (run(tmp_path / name, lambda text: text.replace("dog", "cat")) for name in ("one", "other"))
    found = compare(PairedSpec(one, other))
    assert found["difference"] == 0 and found["p_value"] == 1


def test_only_what_both_translated_is_compared(tmp_path):
    one, other = run(tmp_path / "one", str, ids=(0, 1, 2)), run(tmp_path / "other", str, ids=(2, 3))
    assert compare(PairedSpec(one, other))["n"] == 1
    assert compare(PairedSpec(one, run(tmp_path / "third", str, ids=(5,)))) == {"n": 0}


def test_runs_the_other_way_round_are_measured_by_the_sources(tmp_path):
    one, other = run(tmp_path / "one", str), run(tmp_path / "other", str)
    found = compare(PairedSpec(one, other, is_reversed=True))
    assert found["n"] == 6 and found["bleu"][0] < 5 and found["difference"] == 0
