"""The page of pairs on a real project, with a fake worker."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from core import pairs
from core.jobs import messages, pair_specs, specs
from core.progress import ignore
from core.project.project import Project
from core.project.values import ImportOptions, Run
from core.records import Row, Span, SpanLink
from core.settings import Settings
from gui import i18n
from gui.file_commands import FileCommands
from gui.pages.translation import TranslationPage
from gui.session import Session
from tests.fakes import FakeWorkers

pytestmark = pytest.mark.usefixtures("english_and_light")


def translation(text: str, target: Sequence[str] = ("大", "狗")) -> dict[str, object]:
    words = text.split()
    row = [round(1 / max(1, len(words)), 5)] * len(words)
    one = {
        "translation": "".join(target),
        "source": words,
        "target": list(target),
        "weights": [row for _ in target],
        "other_weights": [row for _ in target],
        "score": -0.5,
        "is_finished": True,
        "replaced": [],
    }
    other = {**one, "translation": "狗", "target": ["狗"], "weights": [row], "other_weights": [row], "score": -0.9}
    return {"text": text, **one, "reading": "emitted", "hypotheses": [one, other]}


def agreement(spec: pair_specs.AgreementSpec) -> dict[str, object]:
    ways = ["mutual", "argmax", "threshold", *(["grow-diag-final"] if spec.backward else [])]
    rate = {"aer": 0.25, "precision": 0.8, "recall": 0.7}
    table = {f"{reading} {way}": rate for reading in ("emitted", "shifted") for way in ways}
    return {"n_gold": len(spec.pairs), "reading": "emitted", "alignment": {**table, "diagonal": rate}}


def answer(job: str, spec: specs.Spec) -> list[messages.Message]:
    if isinstance(spec, specs.TrainSpec):
        return [messages.Started(job)]
    if isinstance(spec, pair_specs.TranslateSpec):
        return [messages.Finished(job, {"documents": [translation(text) for text in spec.texts]})]
    if isinstance(spec, pair_specs.AlignSpec):
        links = [[1, 0]] if spec.backward else [[0, 0]]
        document = {**translation(spec.sources[0], tuple(spec.targets[0])), "links": links}
        return [messages.Finished(job, {"documents": [document]})]
    if isinstance(spec, pair_specs.AgreementSpec):
        return [messages.Finished(job, agreement(spec))]
    if isinstance(spec, pair_specs.PairedSpec):
        found = {"n": 4, "bleu": [40.0, 43.0], "difference": 3.0, "p_value": 0.021}
        return [messages.Finished(job, found)]
    return [messages.Finished(job)]


def finished_run(project: Project, bleu: float = 40.0, **settings: bool) -> str:
    run, _ = project.runs.create("bahdanau", settings, seed=0, device="cpu")
    metrics = {"n": 4, "bleu": bleu, "chrf": 30.0, "signature": "x", "by_length": []}
    (run.path / "metrics.json").write_text(json.dumps(metrics), encoding="utf-8")
    (run.path / "state.json").write_text('{"state": "finished"}', encoding="utf-8")
    project.runs.finish(run.id)
    return run.id


def make_project(path: Path, runs: int = 1) -> Path:
    with Project.create(path, kind="translation") as project:
        rows = [Row(pairs.to_text(f"big dog {n}", f"大狗{n}")) for n in range(30)]
        rows[3].links = (SpanLink(Span(0, 3), Span(0, 1)),)
        project.imports.add(rows, ImportOptions(), ignore)
        for number in range(runs):
            finished_run(project, 40.0 + number)
    return path


class Room:
    def __init__(self, page: TranslationPage, qtbot: QtBot, session: Session) -> None:
        self.page, self.qtbot, self.session = page, qtbot, session

    def open(self, path: Path) -> None:
        with self.qtbot.waitSignal(self.session.project_changed):
            self.session.open(path)
        self.qtbot.waitUntil(lambda: self.page.model.rowCount() > 0 and self.page.matrix.is_ready)
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.session._access._waiting_calls == 0)

    def choose(self, document_id: int) -> None:
        self.page._on_document_chosen(document_id)
        self.qtbot.waitUntil(lambda: bool(self.page.desk.translations))
        self.settle()


@pytest.fixture
def room(
    qtbot: QtBot,
    session: Session,
    settings: Settings,
    workers: FakeWorkers,
    show_page: Callable[[TranslationPage], None],
) -> Room:
    workers.script = answer
    page = TranslationPage(session, settings)
    show_page(page)
    return Room(page, qtbot, session)


@pytest.fixture
def opened(room: Room, tmp_path: Path) -> Room:
    room.open(make_project(tmp_path / "p.fovea"))
    return room


def test_a_pair_shows_its_own_target_and_what_the_model_makes_of_it(opened: Room) -> None:
    opened.choose(2)
    assert opened.page.sentence.text() == "big dog 1"
    assert [opened.page.side.list.item(n).text().split("\n")[0] for n in range(3)] == ["大狗1", "大狗", "狗"]
    assert opened.page.matrix.alignment.is_editable


def test_a_typed_sentence_is_translated_at_once(opened: Room) -> None:
    opened.page.sentence.setFocus()
    opened.qtbot.keyClicks(opened.page.sentence, "big dog")
    opened.qtbot.waitUntil(lambda: opened.page._translation.text() == "大狗")
    assert opened.page.matrix.alignment.source == ("big", "dog")
    assert not opened.page.matrix.alignment.is_editable


def test_a_link_is_on_disk_and_can_be_undone_and_done_again(opened: Room) -> None:
    opened.choose(2)
    opened.page.matrix.link_toggled.emit((0, 0), False)
    opened.qtbot.waitUntil(lambda: (0, 0) in opened.page.matrix.alignment.gold.sure)
    opened.page.matrix.link_toggled.emit((1, 0), True)
    opened.qtbot.waitUntil(lambda: (1, 0) in opened.page.matrix.alignment.gold.possible)
    opened.session.undo()
    opened.qtbot.waitUntil(lambda: not opened.page.matrix.alignment.gold.possible)
    opened.session.redo()
    opened.qtbot.waitUntil(lambda: (1, 0) in opened.page.matrix.alignment.gold.possible)
    opened.page.matrix.link_toggled.emit((1, 0), True)
    opened.qtbot.waitUntil(lambda: not opened.page.matrix.alignment.gold.possible)


def test_a_word_left_out_shows_what_changes(opened: Room) -> None:
    opened.choose(2)
    opened.page.words.chips[1].click()
    opened.qtbot.waitUntil(lambda: opened.page.second.isVisible())
    assert opened.page.second.alignment.source == ("big", "1")
    assert "Without dog" in opened.page.second.alignment.title
    opened.page.words.chips[1].click()
    assert not opened.page.second.isVisible()


def test_another_translation_or_run_stands_beside(room: Room, tmp_path: Path) -> None:
    room.open(make_project(tmp_path / "p.fovea", runs=2))
    room.choose(2)
    box = room.page.side.beside
    box.setCurrentIndex(box.findData(1))
    room.qtbot.waitUntil(lambda: room.page.second.isVisible() and bool(room.page.desk.translations))
    assert room.page.second.alignment.target == ("狗",)
    box.setCurrentIndex(1)
    room.qtbot.waitUntil(lambda: room.page.desk.other() is not None)
    assert room.page.second.isVisible()


def test_the_way_of_reading_is_said(opened: Room) -> None:
    opened.choose(2)
    assert "was said" in opened.page.side._note.text()
    opened.page.side.reading.setCurrentIndex(1)
    assert "shifted" in opened.page.side._note.text()


def test_the_next_linked_pair_is_found(opened: Room) -> None:
    opened.page.side.next_linked.click()
    opened.qtbot.waitUntil(lambda: opened.page.desk.open_pair is not None)
    assert opened.page.desk.open_pair is not None and opened.page.desk.open_pair.id == 4
    assert opened.page.matrix.alignment.gold.sure == {(0, 0)}


def test_without_a_run_links_can_be_given_all_the_same(room: Room, tmp_path: Path) -> None:
    room.open(make_project(tmp_path / "p.fovea", runs=0))
    room.page._on_document_chosen(2)
    room.qtbot.waitUntil(lambda: room.page.desk.open_pair is not None)
    assert "No model yet" in room.page._translation.text()
    room.page.matrix.link_toggled.emit((0, 0), False)
    room.qtbot.waitUntil(lambda: (0, 0) in room.page.matrix.alignment.gold.sure)


def test_without_a_project_the_page_says_what_to_do(room: Room) -> None:
    assert room.page._stack.currentWidget() is room.page.empty
    with room.qtbot.waitSignal(room.session.page_requested):
        room.page.empty.button.click()


def test_a_project_without_pairs_offers_to_import_some(room: Room, tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.fovea", kind="translation"):
        pass
    with room.qtbot.waitSignal(room.session.project_changed):
        room.session.open(tmp_path / "p.fovea")
    assert room.page._stack.currentWidget() is room.page.empty
    with room.qtbot.waitSignal(room.page.action_requested) as asked:
        room.page.empty.button.click()
    assert asked.args == ["file.import"]


def test_the_keys_reach_arcs_and_the_sentence(opened: Room) -> None:
    opened.page.keys.actions["arcs"].trigger()
    assert opened.page.arcs.isChecked()
    opened.page.keys.actions["type"].trigger()
    assert opened.page.sentence.hasFocus()


def test_pairs_are_exported_from_the_window(opened: Room, tmp_path: Path) -> None:
    files = FileCommands(opened.page, opened.session)
    with opened.qtbot.waitSignal(opened.session.notice):
        files.pairs.export_to(tmp_path / "out.tsv")
    lines = (tmp_path / "out.tsv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 31 and lines[4].startswith("big dog 3\t大狗3\t") and lines[4].endswith("0-0")


def test_the_chosen_kind_of_file_decides_how_pairs_are_written(opened: Room, tmp_path: Path) -> None:
    FileCommands(opened.page, opened.session).pairs.export()
    chooser = opened.page.findChild(QFileDialog)
    assert chooser is not None
    chooser.setDirectory(str(tmp_path))
    chooser.selectNameFilter("CSV (*.csv)")
    chooser.filterSelected.emit("CSV (*.csv)")
    chooser.selectFile("links")
    with opened.qtbot.waitSignal(opened.session.notice):
        chooser.accept()
    assert (tmp_path / "links.csv").read_text(encoding="utf-8").startswith("source,target,")


def test_the_sample_of_pairs_is_made_and_opened(room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gui.file_commands.projects_folder", lambda: tmp_path)
    files = FileCommands(room.page, room.session)
    with room.qtbot.waitSignal(room.session.notice, timeout=20_000):
        files.pairs.try_sample()
    room.qtbot.waitUntil(lambda: room.page.model.rowCount() > 0)
    assert room.session.info is not None and room.session.info.has_pairs
    assert room.session.counts is not None


def test_a_file_of_pairs_becomes_a_project(room: Room, tmp_path: Path) -> None:
    from gui.dialogs.pairs_dialog import PairsDialog

    file = tmp_path / "hotel.tsv"
    file.write_text("en\tzh\n" + "".join(f"Room {n}\t房间{n}\n" for n in range(30)), encoding="utf-8")
    dialog = PairsDialog(room.session, [file], room.page, folder=tmp_path)
    room.qtbot.waitUntil(lambda: dialog._ok.isEnabled())
    assert (dialog.source.currentText(), dialog.target.currentText()) == ("en", "zh")
    assert dialog.preview.item(0, 1).text() == "房间0"
    dialog.source.setCurrentText("zh")
    dialog.target.setCurrentText("en")
    with room.qtbot.waitSignal(room.session.notice, timeout=20_000):
        dialog.accept()
    room.settle()
    assert room.session.info is not None and room.session.info.name == "hotel"
    room.qtbot.waitUntil(lambda: room.session.counts is not None and room.session.counts.total == 30)


def test_a_file_that_holds_no_pairs_says_why(room: Room, tmp_path: Path) -> None:
    from gui.dialogs.pairs_dialog import PairsDialog

    (tmp_path / "a.csv").write_text("text\nalone\n", encoding="utf-8")
    dialog = PairsDialog(room.session, [tmp_path / "a.csv"], room.page, folder=tmp_path)
    room.qtbot.waitUntil(lambda: "one column" in dialog._problem.text())
    assert not dialog._ok.isEnabled()
    dialog.reject()


def test_why_a_file_can_not_be_read_is_said_in_the_language_of_the_window(room: Room, tmp_path: Path) -> None:
    from gui.dialogs.pairs_dialog import PairsDialog

    i18n.set_language("zh_CN")
    (tmp_path / "a.csv").write_text("text\nalone\n", encoding="utf-8")
    dialog = PairsDialog(room.session, [tmp_path / "a.csv"], room.page, folder=tmp_path)
    room.qtbot.waitUntil(lambda: bool(dialog._problem.text()))
    assert "一列" in dialog._problem.text() and "one column" not in dialog._problem.text()
    dialog.reject()


def test_runs_are_named_in_the_language_that_was_changed_to(opened: Room) -> None:
    i18n.set_language("zh_CN")
    opened.qtbot.waitUntil(lambda: "翻译" in opened.page.run.itemText(0))


def test_the_train_page_offers_translators_for_pairs(room: Room, tmp_path: Path, settings: Settings) -> None:
    from gui.pages.train import TrainPage

    room.open(make_project(tmp_path / "p.fovea"))
    page = TrainPage(room.session, settings)
    room.qtbot.addWidget(page)
    page.resize(1200, 760)
    with room.qtbot.waitExposed(page):
        page.show()
    room.qtbot.waitUntil(lambda: len(page.runs.model.runs) == 1 and page.curves.is_ready)
    room.settle()
    assert [page.setup.model.itemData(n) for n in range(3)] == ["bahdanau", "seq2seq", "transformer"]
    assert "24 pairs of sentences" in page.setup._what.text() and page.setup.start.isEnabled()
    header = [page.runs.model.headerData(n, Qt.Orientation.Horizontal) for n in range(9)]
    assert "BLEU" in header and "chrF" in header
    page.setup.start.click()
    room.qtbot.waitUntil(lambda: bool(page.jobs.cards))
    room.settle()


def test_two_runs_are_compared_by_a_paired_test(room: Room, tmp_path: Path, settings: Settings) -> None:
    from gui.pages.train import TrainPage

    room.open(make_project(tmp_path / "p.fovea", runs=2))
    page = TrainPage(room.session, settings)
    room.qtbot.addWidget(page)
    runs: list[Run] = []
    room.session.call(lambda project: project.runs.all(), runs.extend)
    room.qtbot.waitUntil(lambda: len(runs) == 2)
    page.runs.compare_changed.emit(runs)
    room.qtbot.waitUntil(lambda: "p = 0.021" in page.comparison._note.text())
    assert "+3.0 BLEU" in page.comparison._note.text() and "hardly chance" in page.comparison._note.text()


def test_with_a_run_of_the_other_direction_pair_and_links_are_turned(room: Room, tmp_path: Path) -> None:
    path = make_project(tmp_path / "p.fovea", runs=0)
    with Project.open(path) as project:
        finished_run(project, is_reversed=True)
    room.open(path)
    room.choose(4)
    assert room.page.sentence.text() == "大狗3" and room.page.desk.open_pair is not None
    assert room.page.matrix.alignment.target == ("big", "dog", "3")
    room.page.matrix.link_toggled.emit((1, 1), False)
    room.qtbot.waitUntil(lambda: (1, 1) in room.page.matrix.alignment.gold.sure)
    found: list[object] = []
    room.session.call(lambda project: project.links.of(4), found.append)
    room.qtbot.waitUntil(lambda: bool(found))
    assert SpanLink(Span(4, 7), Span(1, 2)) in tuple(found[0])  # type: ignore[arg-type]


def choose_links(room: Room, method: str) -> None:
    methods = room.page.side.agreement.methods
    methods.setCurrentIndex(methods.findData(method))


def test_the_model_s_links_are_shown_and_measured_beside_the_diagonal(opened: Room) -> None:
    opened.choose(2)
    assert not opened.page.matrix.alignment.links
    choose_links(opened, "mutual")
    opened.qtbot.waitUntil(lambda: opened.page.matrix.alignment.links == {(0, 0)})
    table = opened.page.side.agreement.table
    opened.qtbot.waitUntil(lambda: table.rowCount() == 4)
    assert [row[0] for row in table.texts()] == ["Mutual", "Most looked at", "At least .30", "Diagonal"]
    assert table.texts()[0][1:] == [".25", ".80", ".70"]
    assert "1 linked pair that" in opened.page.side.agreement._n.text()


def test_a_run_of_the_other_direction_is_found_named_and_joined(room: Room, tmp_path: Path) -> None:
    path = make_project(tmp_path / "p.fovea")
    with Project.open(path) as project:
        finished_run(project, 10.0, is_reversed=True)
    room.open(path)
    room.choose(2)
    agreement = room.page.side.agreement
    assert "BLEU 10.0" in agreement._way.text() and not agreement.train.isVisible()
    choose_links(room, "grow-diag-final")
    room.qtbot.waitUntil(lambda: room.page.matrix.alignment.links == {(1, 0)})
    room.qtbot.waitUntil(lambda: "Both directions" in [row[0] for row in agreement.table.texts()])


def test_without_one_a_button_trains_the_other_direction(opened: Room) -> None:
    opened.choose(2)
    agreement = opened.page.side.agreement
    choose_links(opened, "grow-diag-final")
    assert agreement.train.isVisible() and not opened.page.matrix.alignment.links
    agreement.train.click()
    opened.qtbot.waitUntil(lambda: "is learning" in agreement._way.text())
    assert not agreement.train.isVisible()
    runs: list[Run] = []
    opened.session.call(lambda project: project.runs.all(), runs.extend)
    opened.qtbot.waitUntil(lambda: len(runs) == 2)
    assert runs[0].settings["is_reversed"] is True


def test_a_model_without_attention_offers_no_links(room: Room, tmp_path: Path) -> None:
    path = make_project(tmp_path / "p.fovea", runs=0)
    with Project.open(path) as project:
        run, _ = project.runs.create("seq2seq", {}, seed=0, device="cpu")
        (run.path / "state.json").write_text('{"state": "finished"}', encoding="utf-8")
        project.runs.finish(run.id)
    room.open(path)
    room.choose(2)
    assert not room.page.side.agreement.methods.isVisible() and not room.page.side.agreement.table.isVisible()
