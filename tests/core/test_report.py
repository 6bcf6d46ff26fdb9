"""Reports are self-contained, escaped, and colour the untouched text."""

import html
import re

from core.highlight import evidence_full
from core.report import explanations_html, review_html

TEXT = "不错 <b>&</b> 很好"
EXPLANATION = {
    "text": TEXT,
    "label": "好评",
    "probabilities": {"差评": 0.1, "好评": 0.9},
    "method": "attention",
    "tokens": [
        {"start": 0, "end": 2, "text": "不错", "weight": 0.9},
        {"start": 3, "end": 11, "text": "<b>&</b>", "weight": 0.1},
    ],
    "unread": [[12, 14]],
}
METRICS = {
    "n": 4,
    "accuracy": 0.75,
    "accuracy_interval": [0.3, 0.95],
    "macro_f1": 0.7,
    "per_class": {"好评": {"precision": 1.0, "recall": 0.5, "f1": 0.667, "n": 2}},
}


def test_the_text_comes_back_whole_when_the_marks_are_taken_off() -> None:
    page = explanations_html([EXPLANATION], title="t", run_id="r")
    paragraph = re.search(r'<p class="text">(.*?)</p>', page, re.DOTALL)
    assert paragraph
    assert html.unescape(re.sub(r"</?(mark|span)[^>]*>", "", paragraph[1])) == TEXT


def test_text_of_a_document_is_never_markup() -> None:
    page = explanations_html([EXPLANATION], title="<script>", run_id="r")
    assert "<b>" not in page
    assert "<script>" not in page


def test_a_report_fetches_and_runs_nothing() -> None:
    page = explanations_html([EXPLANATION], title="t", run_id="r")
    assert "default-src 'none'" in page
    assert not re.search(r"https?://|<script|<img|<link|url\(", page)


def test_heavier_words_are_stronger() -> None:
    page = explanations_html([EXPLANATION], title="t", run_id="r")
    strong, weak = (float(level) for level in re.findall(r"--level:([\d.]+)", page))
    assert strong > weak


def test_a_review_gives_every_figure_with_its_n() -> None:
    run = {"id": "r", "model": "attention-lstm", "metrics": METRICS}
    keywords = {"好评": [{"word": "不错", "documents": 3, "weight": 0.25}]}
    page = review_html(title="t", run=run, keywords=keywords, explanations=[EXPLANATION])
    assert "n = 4" in page
    assert "0.300 to 0.950" in page
    assert "不错" in page


def test_a_review_without_hold_out_says_why() -> None:
    run = {"id": "r", "model": "m", "metrics": {"n": 0, "reason": "No labelled document is in the hold-out."}}
    page = review_html(title="t", run=run, keywords={}, explanations=[])
    assert "No labelled document is in the hold-out." in page


EVIDENCE = {
    **EXPLANATION,
    "method": "evidence",
    "is_signed": True,
    "bias": -0.25,
    "logit": 0.808,
    "tokens": [
        {"start": 0, "end": 2, "text": "不错", "weight": 1.5},
        {"start": 3, "end": 11, "text": "<b>&</b>", "weight": -evidence_full(2) / 2},
    ],
}
SENTENCES = {
    **EXPLANATION,
    "sentences": [{"start": 0, "end": 3, "weight": 0.75}, {"start": 3, "end": 14, "weight": 0.25}],
}


def test_evidence_has_two_colours_and_says_how_it_adds_up() -> None:
    page = explanations_html([EVIDENCE], title="t", run_id="r")
    assert re.findall(r'class="(for|against)" style="--level:([\d.]+)"', page) == [("for", "1.00"), ("against", "0.50")]
    assert "words +1.06, base -0.25, score +0.81" in page
    assert "Words in orange" in page and "where the model looked" not in page


def test_a_weighed_sentence_begins_with_a_bar_and_the_text_stays_whole() -> None:
    page = explanations_html([SENTENCES], title="t", run_id="r")
    assert [float(level) for level in re.findall(r'class="sentence" style="--level:([\d.]+)"', page)] == [0.5, 0.17]
    paragraph = re.search(r'<p class="text">(.*?)</p>', page, re.DOTALL)
    assert paragraph
    assert html.unescape(re.sub(r"</?(mark|span)[^>]*>", "", paragraph[1])) == TEXT


def test_every_sentence_of_a_report_can_be_in_another_language() -> None:
    explanation = {**EXPLANATION, "method": "evidence", "bias": 0.1, "logit": 0.2, "is_signed": True}
    keywords = {"好评": [{"word": "不错", "documents": 3, "weight": 2.0}]}
    run = {"id": "r", "model": "m", "metrics": {**METRICS, "ece": 0.1}}

    def hidden(text: str) -> str:
        return "".join(re.findall(r"\{\w+\}", text)) or "‖"

    page = review_html(title="t", run=run, keywords=keywords, explanations=[explanation], say=hidden)
    words = html.unescape(re.sub(r"<style>.*?</style>|<[^>]*>", " ", page, flags=re.DOTALL))
    assert set(re.findall(r"[A-Za-z]{3,}", words)) == set()
