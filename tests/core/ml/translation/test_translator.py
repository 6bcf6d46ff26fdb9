import json

import numpy as np
import pytest
import sacrebleu
import torch

from core.errors import AppError, InputError
from core.jobs.pair_specs import AlignSpec, MeasureSpec, TranslateSpec
from core.ml.beam import BeamOptions
from core.ml.job import Job
from core.ml.translation import answers, card, measuring
from core.ml.translation.translator import TranslateOptions, Translator
from tests.core.ml.translation.conftest import ignore
from tests.core.ml.translation.toy import sentences


@pytest.fixture
def ask():
    models = answers.translators()
    return lambda spec: answers.answer(spec, Job("j", ignore), models)


def test_the_matrix_is_target_by_source_and_every_row_sums_to_one(toy_translator):
    found = toy_translator.translate(["Small blue dog", "cat runs"])
    for (best,), n_source in zip(found, (3, 2), strict=True):
        assert best.emitted.shape == best.shifted.shape == (len(best.target_words), n_source)
        assert np.allclose(best.emitted.sum(axis=1), 1, atol=1e-4)
    assert found[0][0].source_words == ("Small", "blue", "dog")


def test_a_word_that_the_model_cannot_say_is_taken_from_the_source(toy_run):
    translator = Translator.load(toy_run[0], torch.device("cpu"))
    translator._sides.target.tokenizer._ids.clear()
    loaded = card.load_model(toy_run[0], torch.device("cpu"))
    with torch.no_grad():
        loaded.model.output.bias[1] = 50  # the unknown piece is what it always says
        loaded.model.output.bias[loaded.target.end] = 49
    translator = Translator(loaded)
    replaced = translator.translate(["big dog"])[0][0]
    plain = translator.translate(["big dog"], TranslateOptions(has_unknown_replaced=False))[0][0]
    assert set(replaced.target_words) <= {"big", "dog"} and all(replaced.is_replaced)
    assert set(plain.target_words) == {"⁇"}


def test_the_beam_gives_alternatives_best_first(toy_translator):
    found = toy_translator.translate(["big red dog"], TranslateOptions(BeamOptions(4), n_best=4))[0]
    assert 1 < len(found) <= 4
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert len({one.text for one in found}) == len(found)


def test_nothing_and_signs_can_be_translated_too(toy_translator):
    for found in toy_translator.translate(["", "  ", "?!", "x" * 300]):
        assert isinstance(found[0].text, str)


def test_translations_come_as_documents_or_line_by_line(toy_run, ask, tmp_path):
    folder = str(toy_run[0])
    document = ask(TranslateSpec(folder, texts=("big dog",), n_best=2))["documents"][0]
    assert document["source"] == ["big", "dog"] and len(document["hypotheses"]) == 2
    assert len(document["weights"]) == len(document["target"])
    (tmp_path / "in.jsonl").write_text('{"text": "big dog", "id": 7}\n')
    assert ask(TranslateSpec(folder, input=str(tmp_path / "in.jsonl"), output=str(tmp_path / "out.jsonl")))["n"] == 1
    line = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert line["id"] == 7 and line["translation"] == document["translation"]


def test_pairs_are_linked(toy_run, ask):
    found = ask(AlignSpec(str(toy_run[0]), sources=("big dog",), targets=("大狗",)))["documents"][0]
    assert all(0 <= i < 2 and 0 <= j < 2 for i, j in found["links"])
    with pytest.raises(InputError, match="other direction"):
        ask(AlignSpec(str(toy_run[0]), sources=("a",), targets=("b",), method="grow-diag-final"))
    with pytest.raises(InputError, match="no way"):
        ask(AlignSpec(str(toy_run[0]), sources=("a",), targets=("b",), method="magic"))


def test_a_run_is_measured_against_itself_without_a_difference(toy_run, ask, tmp_path):
    lines = [{"source": source, "target": target} for source, target in sentences(30, seed=5)]
    data = tmp_path / "data.jsonl"
    data.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    found = ask(MeasureSpec(str(toy_run[0]), str(data), other=str(toy_run[0])))
    assert found["n"] == 30 and found["paired"]["difference"] == 0
    assert found["bleu_interval"][0] <= found["bleu"] <= found["bleu_interval"][1]


def test_bleu_and_chrf_are_sacrebleu_s():
    said, wanted = ["我想喝水。", "车站在那里。"], ["我要喝水。", "车站在哪里？"]
    found = measuring.evaluate(["a", "b"], said, wanted)
    assert found["bleu"] == pytest.approx(sacrebleu.corpus_bleu(said, [wanted], tokenize="zh").score)
    assert found["chrf"] == pytest.approx(sacrebleu.corpus_chrf(said, [wanted]).score)
    assert "tok:zh" in found["signature"]


def test_a_source_with_two_references_is_measured_once_against_both():
    found = measuring.evaluate(["a", "a", "b b"], ["x y", "x y", "z w"], ["x y", "q r", "z w"])
    assert found["n"] == 2 and found["bleu"] == pytest.approx(
        sacrebleu.corpus_bleu(["x y", "z w"], [["x y", "z w"], ["q r", "z w"]]).score
    )


def test_bleu_is_told_by_length():
    sources = ["one two", "one two three four five six seven eight"]
    found = measuring.evaluate(sources, ["a b c d e", "a b c d e"], ["a b c d e", "q q q q q"])["by_length"]
    assert [(band["from"], band["n"]) for band in found] == [(1, 1), (7, 1)]
    assert found[0]["bleu"] == pytest.approx(100)


@pytest.mark.parametrize("damage", [{"model": "magic"}, {"reading": "x"}, {"config": {}}, {"source_sha256": "0"}])
def test_a_damaged_card_is_refused(toy_run, tmp_path, damage):
    for file in toy_run[0].glob("*.*"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    data = json.loads((tmp_path / "model.json").read_text(encoding="utf-8"))
    (tmp_path / "model.json").write_text(json.dumps(data | damage), encoding="utf-8")
    with pytest.raises(AppError, match="damaged"):
        Translator.load(tmp_path, torch.device("cpu"))
