"""The ways to look at what a model counted, by themselves and on the review page."""

from __future__ import annotations

from collections.abc import Iterator
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
from core.records import Explanation, Row, Sentence, Token
from core.settings import Settings
from gui import theme
from gui.pages.review import ReviewPage
from gui.pages.review_views import explanation_of, highlights_of, views_of
from gui.session import Session
from gui.widgets.highlighted_text import HighlightedText
from gui.widgets.highlights import Highlights
from tests import fake_runs
from tests.fakes import FakeWorkers, explanation

pytestmark = pytest.mark.usefixtures("english_and_light")

TEXT = "ab. cde."
TOKENS = tuple(Token(place, place + 1, TEXT[place], weight) for place, weight in ((0, 0.5), (1, 0.3), (4, 0.2)))
SENTENCES = (Sentence(0, 4, 0.8), Sentence(4, 8, 0.2))
HIERARCHY = Explanation(TEXT, "good", {}, "attention", TOKENS, sentences=SENTENCES)


def weights(highlights: Highlights) -> list[float]:
    return [round(token.weight, 6) for token in highlights.tokens]


def test_attention_is_shown_as_it_decided() -> None:
    shown = highlights_of(HIERARCHY, "attention")
    assert weights(shown) == [0.5, 0.3, 0.2]
    assert shown.multiple(0) == pytest.approx(1.5)


def test_words_are_weighed_within_their_sentence() -> None:
    shown = highlights_of(HIERARCHY, "word")
    assert weights(shown) == [0.625, 0.375, 1.0]
    assert [shown.multiple(index) for index in range(3)] == pytest.approx([1.25, 0.75, 1.0])


def test_sentences_are_weighed_among_themselves() -> None:
    shown = highlights_of(HIERARCHY, "sentence")
    assert weights(shown) == [0.8, 0.8, 0.2]
    assert [shown.multiple(index) for index in range(3)] == pytest.approx([1.6, 1.6, 0.4])


def test_evidence_keeps_its_sign_and_is_ranked_by_strength() -> None:
    found = explanation_of("abc", {**explanation("abc", "evidence"), "label": "good"})
    shown = highlights_of(found, "evidence")
    full = evidence_full(3)
    assert [shown.level(index) for index in range(3)] == pytest.approx([0.5 / full, -0.25 / full, 0.5 / full])
    assert [shown.rank(index) for index in range(3)] == [1, 3, 1]
    assert (found.bias, found.logit) == (0.5, 1.25)


@pytest.mark.parametrize(
    ("shown", "views"),
    [
        (Explanation("", "", {}, "attention", ()), ("attention",)),
        (Explanation("", "", {}, "evidence", (), methods=("evidence", "attention")), ("evidence", "attention")),
        (Explanation("", "", {}, "none", (), methods=()), ()),
        (HIERARCHY, ("attention", "word", "sentence")),
    ],
)
def test_a_choice_is_offered_where_there_is_one(shown: Explanation, views: tuple[str, ...]) -> None:
    assert views_of(shown) == views


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
    view.show_highlights(highlights_of(HIERARCHY, "attention"))
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
        self.qtbot.waitUntil(lambda: self.page.desk.is_ready and self.page.middle._explanation is not None)

    def methods_asked(self) -> list[str]:
        found = [spec for worker in self.workers for spec in worker.specs.values()]
        return [spec.methods[0] for spec in found if isinstance(spec, specs.ExplainSpec)]

    def shown(self) -> list[str]:
        return [view for view, chip in self.page.middle.chips.items() if chip.isVisible()]


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


def answering(*methods: str) -> object:
    """A worker that offers these methods, the first one under auto."""

    def answer(job: str, spec: specs.Spec) -> list[messages.Message]:
        if not isinstance(spec, specs.ExplainSpec):
            return [messages.Finished(job)]
        method = methods[0] if spec.methods == ("auto",) else spec.methods[0]
        found = [{**explanation(text, method), "methods": methods} for text in spec.texts]
        return [messages.Finished(job, {"documents": found})]

    return answer


def test_evidence_comes_first_and_one_key_switches_to_attention(room: Room, tmp_path: Path) -> None:
    room.workers.script = answering("evidence", "attention")  # type: ignore[assignment]
    room.open(make_project(tmp_path / "a.fovea", "auto"))
    middle = room.page.middle
    assert room.shown() == ["evidence", "attention"]
    assert middle.evidence_legend.isVisible() and not middle.legend.isVisible()
    assert "the base +0.50, together" in middle._reading.text() and "“good”" in middle._reading.text()
    QTest.keyClick(room.page, Qt.Key.Key_V)
    room.qtbot.waitUntil(lambda: middle.legend.isVisible())
    assert middle.chips["attention"].isChecked() and "evenness" in middle._reading.text()
    room.page.list.go(1)
    room.qtbot.waitUntil(lambda: room.methods_asked()[-2:] == ["attention", "attention"])


def test_the_word_under_the_pointer_has_sign_and_unit(room: Room, tmp_path: Path) -> None:
    room.workers.script = answering("evidence")  # type: ignore[assignment]
    room.open(make_project(tmp_path / "a.fovea", "logistic"))
    middle = room.page.middle
    assert room.shown() == []
    middle.view.token_hovered.emit(middle._highlights.tokens[1])
    assert middle._reading.text().startswith("“l”: −0.25 logits · rank")


def test_a_model_with_sentences_offers_both_levels(room: Room, tmp_path: Path) -> None:
    def answer(job: str, spec: specs.Spec) -> list[messages.Message]:
        texts = spec.texts if isinstance(spec, specs.ExplainSpec) else ()
        parts = [{"start": 0, "end": 12, "weight": 0.7}, {"start": 12, "end": 30, "weight": 0.3}]
        return [messages.Finished(job, {"documents": [{**explanation(text), "sentences": parts} for text in texts]})]

    room.workers.script = answer
    room.open(make_project(tmp_path / "a.fovea", "hahnn"))
    middle = room.page.middle
    assert room.shown() == ["attention", "word", "sentence"]
    assert middle.chips["attention"].text() == "Sentence × word"
    middle.chips["sentence"].click()
    assert "Each of the 2 sentences" in middle._reading.text()
    assert middle.legend._uniform == pytest.approx(0.5)
    assert room.methods_asked() == ["auto"]


def test_a_model_without_attention_says_so(room: Room, tmp_path: Path) -> None:
    def answer(job: str, spec: specs.Spec) -> list[messages.Message]:
        texts = spec.texts if isinstance(spec, specs.ExplainSpec) else ()
        nothing = {"method": "none", "methods": [], "tokens": []}
        return [messages.Finished(job, {"documents": [{**explanation(text), **nothing} for text in texts]})]

    room.workers.script = answer
    room.open(make_project(tmp_path / "a.fovea", "lstm"))
    middle = room.page.middle
    assert middle._reading.text().startswith("This model has no attention")
    assert room.shown() == []
    assert not middle.legend.isVisible() and not middle.evidence_legend.isVisible()


def test_what_only_learned_words_is_not_offered_for_review(room: Room, tmp_path: Path) -> None:
    room.open(make_project(tmp_path / "a.fovea", "attention-lstm"))
    assert room.page.list.runs.count() == 1
