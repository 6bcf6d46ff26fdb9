"""The ways to look at what a model counted, by themselves and on the review page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.highlight import evidence_full
from core.jobs import messages, specs
from core.progress import ignore
from core.project.project import Project
from core.project.values import ImportOptions
from core.records import Explanation, Row, Sentence, Span, Token
from core.settings import Settings
from gui import theme
from gui.pages import review_explaining
from gui.pages.review import ReviewPage
from gui.pages.review_views import explanation_of, highlights_of, units_of
from gui.session import Session
from gui.widgets.highlighted_text import HighlightedText
from gui.widgets.highlights import Highlights
from tests import fake_runs
from tests.fakes import FakeWorkers, Script, badge, explained, explanation

pytestmark = pytest.mark.usefixtures("english_and_light")

TEXT = "ab. cde."
TOKENS = tuple(Token(place, place + 1, TEXT[place], weight) for place, weight in ((0, 0.5), (1, 0.3), (4, 0.2)))
SENTENCES = (Sentence(0, 4, 0.8), Sentence(4, 8, 0.2))
HIERARCHY = Explanation(TEXT, "good", {}, "attention", TOKENS, sentences=SENTENCES)


def weights(highlights: Highlights) -> list[float]:
    return [round(token.weight, 6) for token in highlights.tokens]


def test_attention_is_shown_as_it_decided() -> None:
    shown = highlights_of(HIERARCHY, "word")
    assert weights(shown) == [0.5, 0.3, 0.2]
    assert shown.multiple(0) == pytest.approx(1.5)


def test_words_are_weighed_within_their_sentence() -> None:
    shown = highlights_of(HIERARCHY, "within")
    assert weights(shown) == [0.625, 0.375, 1.0]
    assert [shown.multiple(index) for index in range(3)] == pytest.approx([1.25, 0.75, 1.0])


def test_sentences_are_weighed_among_themselves() -> None:
    shown = highlights_of(HIERARCHY, "sentence")
    assert [(token.start, token.end, token.weight) for token in shown.tokens] == [(0, 4, 0.8), (4, 8, 0.2)]
    assert [shown.multiple(index) for index in range(2)] == pytest.approx([1.6, 0.4])


def test_phrases_and_sentences_have_the_sum_of_their_words() -> None:
    text = "房间大，服务好。差"
    tokens = tuple(Token(place, place + 1, text[place], 0.1 * place) for place in (0, 1, 2, 4, 5, 6, 8))
    spans = (Span(0, 8), Span(8, 9))
    shares = Explanation(text, "good", {}, "attention", tokens, sentence_spans=spans)
    by_phrase, by_sentence = highlights_of(shares, "phrase"), highlights_of(shares, "sentence")
    assert [token.text for token in by_phrase.tokens] == ["房间大", "服务好", "差"]
    assert weights(by_phrase) == pytest.approx([0.3, 1.5, 0.8])
    assert weights(by_sentence) == pytest.approx([1.8, 0.8])
    assert by_sentence.averages == pytest.approx([6 / 7, 1 / 7])  # as many words as they hold
    signed = replace(shares, is_signed=True)
    assert weights(highlights_of(signed, "phrase")) == pytest.approx([0.3, 1.5, 0.8])
    assert highlights_of(signed, "sentence").is_signed


def test_a_sentence_that_was_taken_out_keeps_what_was_lost() -> None:
    taken_out = replace(HIERARCHY, is_signed=True, sentences=(Sentence(0, 4, -0.5), Sentence(4, 8, 1.0)))
    assert weights(highlights_of(taken_out, "sentence")) == [-0.5, 1.0]


def test_evidence_keeps_its_sign_and_is_ranked_by_strength() -> None:
    found = explanation_of("abc", {**explanation("abc", "evidence"), "label": "good"})
    shown = highlights_of(found, "word")
    full = evidence_full(3)
    assert [shown.level(index) for index in range(3)] == pytest.approx([0.5 / full, -0.25 / full, 0.5 / full])
    assert [shown.rank(index) for index in range(3)] == [1, 3, 1]
    assert (found.bias, found.logit) == (0.5, 1.25)


def test_words_within_sentences_are_offered_where_sentences_are_weighed() -> None:
    assert units_of(HIERARCHY) == ("word", "phrase", "sentence", "within")
    assert units_of(replace(HIERARCHY, sentences=())) == units_of(replace(HIERARCHY, is_signed=True))
    assert units_of(replace(HIERARCHY, sentences=())) == ("word", "phrase", "sentence")


@pytest.fixture
def view(qtbot: QtBot) -> HighlightedText:
    view = HighlightedText()
    qtbot.addWidget(view)
    view.resize(400, 200)
    view.show()
    view.set_document(TEXT)
    return view


def colours(view: HighlightedText) -> set[int]:
    image = view.viewport().grab().toImage()
    return {image.pixelColor(x, y).rgb() for x in range(image.width()) for y in range(0, 80)}


def test_evidence_for_and_against_has_two_colours(view: HighlightedText) -> None:
    view.show_highlights(Highlights([Token(0, 1, "a", 0.9), Token(4, 5, "c", -0.9)]))
    look = theme.current()
    assert {look.signed(1.0).rgb(), look.signed(-1.0).rgb()} <= colours(view)
    assert look.attention(1.0).rgb() not in colours(view)


def test_a_sentence_has_a_bar_in_the_margin_and_tells_its_weight(view: HighlightedText) -> None:
    view.show_highlights(highlights_of(HIERARCHY, "word"))
    tips = {view._tool_tip(QPoint(5, y)) for y in range(80)}
    assert tips >= {"sentence weight 0.800 · 1.6 × the average of 2", "sentence weight 0.200 · 0.4 × the average of 2"}
    assert theme.current().attention(1.0).rgb() in colours(view)


def make_project(path: Path, model: str) -> Path:
    with Project.create(path, labels=("good", "bad")) as project:
        rows = [Row(f"clean room. number {i}", (("good", "bad")[i % 2],)) for i in range(40)]
        project.imports.add(rows, ImportOptions(), ignore)
        fake_runs.finished_pretraining(project)
        fake_runs.finished_run(project, model=model)
    return path


class Room:
    def __init__(self, page: ReviewPage, qtbot: QtBot, session: Session, workers: FakeWorkers) -> None:
        self.page, self.qtbot, self.session, self.workers = page, qtbot, session, workers

    def open(self, path: Path) -> None:
        self.session.open(path)
        self.settle()

    def settle(self) -> None:
        page = self.page
        self.qtbot.waitUntil(lambda: page.desk.is_ready and bool(page.middle.method) and not page.explaining.is_busy)

    def asked(self) -> list[specs.ExplainSpec]:
        found = [spec for worker in self.workers for spec in worker.specs.values()]
        return [spec for spec in found if isinstance(spec, specs.ExplainSpec)]

    @property
    def reading(self) -> str:
        return self.page.middle._reading.text()


@pytest.fixture
def room(qtbot: QtBot, session: Session, settings: Settings, workers: FakeWorkers) -> Iterator[Room]:
    page = ReviewPage(session, settings)
    qtbot.addWidget(page)
    page.resize(1224, 724)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.on_shown()
    yield Room(page, qtbot, session, workers)


def offering(*methods: str) -> Script:
    """A worker whose model offers these methods, the first being its own."""

    def answer(job: str, spec: specs.Spec) -> Sequence[messages.Message]:
        if isinstance(spec, specs.ExplainSpec):
            return explained(job, spec, methods)
        if isinstance(spec, specs.BadgeSpec):
            return [messages.Finished(job, badge(*methods[:2]))]
        return [messages.Finished(job)]

    return answer


def test_the_model_s_own_method_comes_first_and_one_key_switches(room: Room, tmp_path: Path) -> None:
    room.workers.script = offering("evidence", "attention", "leave-one-out")
    room.open(make_project(tmp_path / "a.fovea", "auto"))
    middle = room.page.middle
    assert list(middle.bar.chips) == ["evidence", "attention", "leave-one-out"]
    assert middle.evidence_legend.isVisible() and not middle.legend.isVisible()
    assert "the base +0.50, together" in room.reading and "“good”" in room.reading
    QTest.keyClick(room.page, Qt.Key.Key_V)
    assert middle.method == "attention" and middle.bar.chips["attention"].isChecked()
    assert middle.legend.isVisible() and "evenness" in room.reading
    room.page.list.go(1)
    room.settle()
    room.qtbot.waitUntil(lambda: middle.method == "attention")


def test_a_method_that_takes_long_is_computed_when_it_is_wanted(room: Room, tmp_path: Path) -> None:
    room.workers.script = offering("evidence", "attention", "gradient-input", "integrated-gradients", "lime", "rollout")
    room.open(make_project(tmp_path / "a.fovea", "auto"))
    middle = room.page.middle
    assert list(middle.bar.choices) == ["lime", "rollout"] and middle.bar.more.text() == "More"
    middle.bar.choices["lime"].trigger()
    room.qtbot.waitUntil(lambda: middle.method == "lime")
    assert room.asked()[-1].methods == ("lime",)
    assert middle.bar.more.text() == "LIME" and middle.bar.more.isChecked()
    assert "The line fits" in room.reading


def test_methods_stand_side_by_side_on_one_scale(room: Room, tmp_path: Path) -> None:
    room.workers.script = offering("evidence", "attention", "leave-one-out")
    room.open(make_project(tmp_path / "a.fovea", "auto"))
    middle = room.page.middle
    QTest.keyClick(room.page, Qt.Key.Key_B)
    (beside,) = middle.others
    assert beside.method == "attention" and beside.view.text == middle.view.text
    room.qtbot.waitUntil(lambda: "attention" in room.page.explaining.found)
    assert not beside.view._words.highlights.is_signed
    middle.target.unit.setCurrentIndex(middle.target.unit.findData("phrase"))
    assert len(beside.view._words.highlights.tokens) == len(middle._highlights().tokens) == 3
    middle.add_panel()
    middle.add_panel()
    assert len(middle.panels) == 3 and not middle.target.add.isEnabled()
    beside.close_button.click()
    assert len(middle.panels) == 2 and middle.target.add.isEnabled()


def test_another_label_can_be_explained(room: Room, tmp_path: Path) -> None:
    room.workers.script = offering("evidence")
    room.open(make_project(tmp_path / "a.fovea", "auto"))
    target = room.page.middle.target
    assert [target.label.itemText(place) for place in range(3)] == ["its answer", "good", "bad"]
    target.label.setCurrentIndex(2)
    assert room.page.middle.method == ""
    room.settle()
    assert (room.asked()[-1].options.label, room.asked()[-1].options.against) == ("bad", "")
    target.against.setCurrentIndex(1)
    room.settle()
    assert (room.asked()[-1].options.label, room.asked()[-1].options.against) == ("bad", "good")


def test_the_word_under_the_pointer_has_sign_and_unit(room: Room, tmp_path: Path) -> None:
    room.workers.script = offering("evidence")
    room.open(make_project(tmp_path / "a.fovea", "logistic"))
    middle = room.page.middle
    assert not middle.bar.isVisible()
    middle.view.token_hovered.emit(middle._highlights().tokens[1])
    assert room.reading.startswith("“l”: −0.25 logits · rank")


def test_the_badge_says_how_far_the_highlights_hold_up(room: Room, tmp_path: Path) -> None:
    room.workers.script = offering("evidence", "attention", "lime")
    room.open(make_project(tmp_path / "a.fovea", "auto"))
    trust = room.page.side.trust
    assert trust.word.text() == "Holds up in part" and ".40" in trust.sentence.text()
    assert not trust.table.isVisible()
    trust.details.click()
    assert [row[0] for row in trust.table.texts()] == ["Evidence", "Attention", "Random words"]
    assert "no attention to test" in trust._notes.text()
    room.page.middle.show_method("lime")
    room.qtbot.waitUntil(lambda: room.page.middle.method == "lime")
    assert "not part of the quick checks" in trust.sentence.text()
    room.page.desk.close()
    assert trust.word.text() == "Not checked"


def test_of_a_long_text_only_the_model_s_own_method_is_computed_unasked(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review_explaining, "LONG", 5)
    room.open(make_project(tmp_path / "a.fovea", "auto"))
    assert room.asked()[-1].methods == ("first", "auto")
    assert room.page.explaining.badge is None


def test_what_only_learned_words_is_not_offered_for_review(room: Room, tmp_path: Path) -> None:
    room.open(make_project(tmp_path / "a.fovea", "attention-lstm"))
    assert room.page.head.runs.count() == 1
