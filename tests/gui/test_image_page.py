"""The page of pictures on a real project, with a fake worker."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from core import captions
from core.jobs import messages, specs
from core.jobs.picture_specs import CaptionSpec, OccludeSpec
from core.pictures import reading
from core.progress import ignore
from core.project.project import Project
from core.project.values import ImportOptions
from core.records import Box, Picture, Region, Row, Span
from core.settings import Settings
from gui.pages.image import ImagePage
from gui.pages.open_picture import Shown
from gui.session import Session
from tests.fakes import FakeWorkers
from tests.gui import image_answers
from tests.gui.image_answers import dog_answer, peak, picture

pytestmark = pytest.mark.usefixtures("english_and_light")
DOG = Region(Box(0.2, 0.3, 0.2, 0.2), "dog", 0, Span(2, 5))


def answer(job: str, spec: specs.Spec) -> list[messages.Message]:
    if isinstance(spec, CaptionSpec):
        return [messages.Finished(job, said(spec.text, spec.methods))]
    if isinstance(spec, OccludeSpec):
        words = image_answers.caption(spec.text, [])["words"]
        found = {"words": words, "with": [-0.1] * len(words), "without": [[-0.1]] + [[-3.0]] * (len(words) - 1)}
        return [messages.Finished(job, found)]
    return [messages.Finished(job)]


def said(text: str, methods: Sequence[str]) -> dict[str, object]:
    """What the model writes; or its maps of a text, by the methods."""
    if not text:
        return dog_answer()
    n = len(text.split())
    found = image_answers.caption(text, [peak(0, 0)] * n, methods[0])
    return image_answers.answer(found, methods=("attention", "occlusion"))


def finished_run(project: Project) -> str:
    run, _ = project.runs.create("show-attend-tell", {}, seed=0, device="cpu")
    metrics = {"n": 4, "bleu": [40.0, 30.0, 20.0, 10.0]}
    (run.path / "metrics.json").write_text(json.dumps(metrics), encoding="utf-8")
    looks = [[1, 0, 1, 0.4, [0.1, 0.3, 0.2, 0.2]], [2, 0, 1, 0.9, [0.1, 0.3, 0.2, 0.2]]]
    lines = [{"word": "dog", "places": looks}, {"word": "a", "places": looks * 2}]
    (run.path / "words.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    one = {"n": 96, "accuracy": 0.6875, "accuracy_interval": [0.589, 0.771]}
    baselines = {"centre": {"accuracy": 0.3}, "random": {"area": 0.12}}
    measured = {"n": 96, "methods": {"attention": one}, "baselines": baselines}
    (run.path / "pointing.json").write_text(json.dumps(measured), encoding="utf-8")
    (run.path / "state.json").write_text('{"state": "finished"}', encoding="utf-8")
    project.runs.finish(run.id)
    return run.id


def make_project(path: Path, *, n: int = 30, has_run: bool = True) -> Path:
    """Every third picture has no captions."""
    folder = path.parent / "pictures"
    folder.mkdir(exist_ok=True)
    rows = []
    for number in range(n):
        file = folder / f"scene_{number}.png"
        picture(80 + number, 60).save(str(file))
        known = Picture(file.name, str(file), False, reading.digest(file.read_bytes()), 80 + number, 60)
        given = () if number % 3 == 2 else ("a dog runs", f"scene {number}")
        regions = (DOG,) if number == 0 else ()
        text = captions.to_text(file.name, given)
        rows.append(Row(text, picture=known, captions=given, regions=regions))
    with Project.create(path, kind="caption") as project:
        project.imports.add(rows, ImportOptions(), ignore)
        if has_run:
            finished_run(project)
    return path


class Room:
    def __init__(self, page: ImagePage, qtbot: QtBot, session: Session) -> None:
        self.page, self.qtbot, self.session = page, qtbot, session

    def open(self, path: Path) -> None:
        with self.qtbot.waitSignal(self.session.project_changed):
            self.session.open(path)
        self.qtbot.waitUntil(lambda: self.page.model.rowCount() > 0)
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.session._access._waiting_calls == 0)
        self.qtbot.waitUntil(lambda: not self.session.pictures.is_busy)

    def choose(self, document_id: int) -> None:
        self.page._on_document_chosen(document_id)
        self.qtbot.waitUntil(lambda: not self.page.desk.image.isNull())
        self.qtbot.waitUntil(lambda: not self.page.desk.answers.is_asking)
        self.settle()

    def press(self, key: Qt.Key, times: int = 1) -> None:
        for _ in range(times):
            self.qtbot.keyClick(self.page, key)

    def ask(self, work: Callable[[Project], object]) -> object:
        found: list[object] = []
        self.session.call(work, found.append)
        self.qtbot.waitUntil(lambda: bool(found))
        return found[0]

    def write(self, text: str, *, goes_on: bool = False) -> None:
        field = self.page.side.field
        field.setFocus()
        self.qtbot.keyClicks(field, text)
        held = Qt.KeyboardModifier.ControlModifier if goes_on else Qt.KeyboardModifier.NoModifier
        self.qtbot.keyClick(field, Qt.Key.Key_Return, held)
        self.settle()


@pytest.fixture
def room(
    qtbot: QtBot,
    session: Session,
    settings: Settings,
    workers: FakeWorkers,
    show_page: Callable[[ImagePage], None],
) -> Room:
    workers.script = answer
    page = ImagePage(session, settings)
    show_page(page)
    return Room(page, qtbot, session)


@pytest.fixture
def opened(room: Room, tmp_path: Path) -> Room:
    room.open(make_project(tmp_path / "p.fovea"))
    room.choose(1)
    return room


@pytest.fixture
def bare(room: Room, tmp_path: Path) -> Room:
    """Without a run."""
    room.open(make_project(tmp_path / "p.fovea", has_run=False))
    room.choose(1)
    return room


def test_a_picture_shows_what_people_and_the_model_say(opened: Room) -> None:
    side, middle = opened.page.side, opened.page.middle
    lines = [side.captions.item(n).text().split("\n")[0] for n in range(side.captions.count())]
    assert lines == ["a dog runs", "scene 0", "a dog runs", "a cat"]
    assert [chip.text() for chip in middle.words.chips] == ["a", "dog", "runs"]
    assert middle.image.cells is not None and middle.image.cells.shape == (7, 7)
    assert "BLEU-4 10.0" in middle.run.itemText(0) and opened.page.take_away.isVisible()


def test_keys_walk_over_the_words_and_the_map_follows(opened: Room) -> None:
    image = opened.page.middle.image
    before = image.cells
    opened.press(Qt.Key.Key_Right)
    assert image.cells is not before and image.cells is not None and image.cells[2, 1] > 0.7
    assert "Probability .50" in opened.page.side._facts_label.text()
    opened.press(Qt.Key.Key_Left)
    assert opened.page.middle.word == 0


def test_the_words_of_the_strip_choose_too(opened: Room) -> None:
    opened.page.middle.strip.word_chosen.emit(2)
    assert opened.page.middle.word == 2 and opened.page.middle.words.chips[2].isChecked()


def test_a_map_that_says_nothing_is_called_so(room: Room, tmp_path: Path, workers: FakeWorkers) -> None:
    def flat_answer(job: str, spec: specs.Spec) -> list[messages.Message]:
        found = dog_answer()
        for caption in found["captions"]:
            caption["checks"] = {"level": "about-uniform", "entropy": [0.99] * 3, "change": [0.0] * 3, "note": None}
        return [messages.Finished(job, found if isinstance(spec, CaptionSpec) else {})]

    workers.script = flat_answer
    room.open(make_project(tmp_path / "p.fovea"))
    room.choose(1)
    warning = room.page.side._warning
    assert "does not show where the model looked" in warning.text() and warning.property("warning")


def test_a_model_without_attention_says_so(room: Room, tmp_path: Path, workers: FakeWorkers) -> None:
    found = {**dog_answer(), "methods": []}
    found["captions"] = [{**one, "maps": {}} for one in found["captions"]]
    workers.script = lambda job, spec: [messages.Finished(job, found if isinstance(spec, CaptionSpec) else {})]
    room.open(make_project(tmp_path / "p.fovea"))
    room.choose(1)
    assert "no attention" in room.page.side._warning.text()
    assert room.page.middle.image.cells is None


def test_a_caption_of_ones_own_is_read_word_by_word(opened: Room) -> None:
    field = opened.page.side.field
    field.setFocus()
    opened.qtbot.keyClicks(field, "a red ball")
    opened.qtbot.waitUntil(
        lambda: opened.page.middle.image.cells is not None and opened.page.middle.image.cells[0, 0] > 0.7
    )
    assert [chip.text() for chip in opened.page.middle.words.chips] == ["a", "red", "ball"]
    opened.qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert opened.page.desk.shown == Shown("model", 0) and field.text() == ""


def test_a_caption_that_was_not_kept_waits_for_its_picture(opened: Room) -> None:
    field = opened.page.side.field
    field.setFocus()
    opened.qtbot.keyClicks(field, "a red ball")
    opened.qtbot.keyClick(field, Qt.Key.Key_PageDown)
    opened.qtbot.waitUntil(lambda: opened.page.desk.opened is not None and opened.page.desk.opened.id == 2)
    assert field.text() == ""
    opened.choose(1)
    assert field.text() == "a red ball" and opened.page.desk.shown == Shown("typed")
    opened.qtbot.keyClick(field, Qt.Key.Key_Return)
    opened.settle()
    assert opened.ask(lambda project: project.captions.of(1)) == ("a dog runs", "scene 0", "a red ball")


def test_what_is_typed_while_the_next_picture_comes_is_for_that_one(bare: Room) -> None:
    bare.choose(3)
    field = bare.page.side.field
    field.setFocus()
    bare.qtbot.keyClicks(field, "two balls")
    bare.qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bare.qtbot.keyClicks(field, "one")
    bare.qtbot.waitUntil(lambda: bare.page.desk.opened is not None and bare.page.desk.opened.id == 6)
    assert (field.text(), bare.page.desk.typed) == ("one", "one")
    bare.choose(3)
    assert field.text() == ""


def test_a_click_tells_which_words_look_there(opened: Room) -> None:
    image = opened.page.middle.image
    whole = image.picture_rect()
    x, y = 0.125 + 0.75 * 1.5 / 7, 2.5 / 7
    place = QPoint(round(whole.left() + x * whole.width()), round(whole.top() + y * whole.height()))
    opened.qtbot.mouseClick(image, Qt.MouseButton.LeftButton, pos=place)
    assert "look: dog 39.4 ×" in opened.page.side._place.text()


def test_another_method_is_asked_for_and_shown(opened: Room) -> None:
    opened.press(Qt.Key.Key_M)
    opened.qtbot.waitUntil(lambda: "occlusion" in opened.page.desk.reading().captions[0].maps)
    assert opened.page.middle.methods.chips["occlusion"].isChecked()
    assert opened.page.middle.image.cells is not None


def test_a_blurred_part_shows_which_words_needed_it(opened: Room) -> None:
    opened.press(Qt.Key.Key_O)
    opened.qtbot.waitUntil(lambda: opened.page.desk.occlusion is not None)
    text = opened.page.side._occlusion.text()
    assert "dog: .90 → .05" in text and "\na:" not in text


def test_a_region_for_a_word_is_on_disk_and_can_be_undone(opened: Room) -> None:
    opened.press(Qt.Key.Key_Right, 2)
    opened.press(Qt.Key.Key_R)
    opened.settle()
    opened.qtbot.waitUntil(lambda: len(opened.page.middle.image.regions.regions) == 2)
    last = opened.page.middle.image.regions.regions[1]
    assert (last.name, last.caption, last.span) == ("runs", 0, Span(6, 10))
    assert opened.page.middle.image.regions.selected == 1
    assert opened.ask(lambda project: len(project.regions.of(1))) == 2
    opened.session.undo()
    opened.qtbot.waitUntil(lambda: len(opened.page.middle.image.regions.regions) == 1)
    opened.session.redo()
    opened.qtbot.waitUntil(lambda: len(opened.page.middle.image.regions.regions) == 2)


def test_the_regions_of_the_word_stand_out(opened: Room) -> None:
    opened.press(Qt.Key.Key_Right)
    assert opened.page.desk.regions_of(1) == [0] and opened.page.desk.regions_of(2) == []
    assert opened.page.middle.image.regions._near == [0]


def test_a_region_is_moved_by_arrows_that_then_walk_again(opened: Room) -> None:
    opened.press(Qt.Key.Key_G)
    image = opened.page.middle.image
    opened.qtbot.keyClick(image, Qt.Key.Key_Right)
    opened.qtbot.keyClick(image, Qt.Key.Key_Escape)
    opened.settle()
    opened.qtbot.waitUntil(lambda: image.regions.regions[0].box.left == pytest.approx(0.21))
    assert opened.page.middle.word == 0
    opened.press(Qt.Key.Key_Right)
    assert opened.page.middle.word == 1


def test_verdicts_walk_over_the_words_and_on_to_the_next_picture(opened: Room) -> None:
    run_id = opened.page.desk.run_id
    assert run_id is not None
    opened.press(Qt.Key.Key_Y)
    opened.qtbot.waitUntil(lambda: opened.page.middle.word == 1)
    opened.press(Qt.Key.Key_N)
    opened.qtbot.waitUntil(lambda: opened.page.middle.word == 2)
    opened.press(Qt.Key.Key_Y)
    opened.qtbot.waitUntil(lambda: opened.page.desk.opened is not None and opened.page.desk.opened.id == 2)
    opened.settle()
    found = opened.ask(lambda project: project.word_reviews.of(run_id, 1, "a dog runs"))
    assert [one.review.verdict for one in found] == ["accepted", "rejected", "accepted"]  # type: ignore[attr-defined]


def test_without_a_run_captions_are_written_one_picture_after_the_other(bare: Room) -> None:
    assert "No model yet" in bare.page.side._warning.text() and not bare.page.take_away.isVisible()
    bare.press(Qt.Key.Key_PageDown, 1)
    bare.settle()
    bare.page._on_step(1, is_open=True)
    bare.qtbot.waitUntil(lambda: bare.page.desk.opened is not None and bare.page.desk.opened.id == 3)
    bare.write("two red balls", goes_on=True)
    bare.qtbot.waitUntil(lambda: bare.page.desk.opened is not None and bare.page.desk.opened.id == 6)
    assert bare.ask(lambda project: project.captions.of(3)) == ("two red balls",)
    bare.session.undo()
    bare.qtbot.waitUntil(lambda: bare.ask(lambda project: project.captions.of(3)) == ())


def test_captions_are_added_edited_and_deleted(bare: Room) -> None:
    bare.write("it barks")
    bare.qtbot.waitUntil(lambda: bare.page.side.captions.count() == 3)
    assert [chip.text() for chip in bare.page.middle.words.chips] == ["it", "barks"]
    bare.page.side.captions.edited.emit(2, "it barks loudly")
    bare.qtbot.waitUntil(lambda: bare.page.side.captions.item(2).text() == "it barks loudly")
    bare.page.side.captions.edited.emit(2, "")
    bare.qtbot.waitUntil(lambda: bare.page.side.captions.count() == 2)
    assert bare.ask(lambda project: project.captions.of(1)) == ("a dog runs", "scene 0")


def test_a_region_of_a_hand_written_word_is_tied_to_it(bare: Room) -> None:
    bare.page.middle.words.choose(2)
    bare.page.middle.image.regions.expect_new()
    bare.page.middle.image.regions.drawn.emit(Box(0.5, 0.5, 0.2, 0.2))
    bare.settle()
    bare.qtbot.waitUntil(lambda: len(bare.page.middle.image.regions.regions) == 2)
    assert bare.page.middle.image.regions.regions[1] == Region(Box(0.5, 0.5, 0.2, 0.2), "runs", 0, Span(6, 10))
    bare.qtbot.keyClick(bare.page.middle.image, Qt.Key.Key_Delete)
    bare.qtbot.waitUntil(lambda: len(bare.page.middle.image.regions.regions) == 1)


def test_the_list_finds_by_words_and_shows_what_has_no_captions(bare: Room) -> None:
    bare.page.left.open.click()
    bare.qtbot.waitUntil(lambda: bare.page.model.rowCount() == 10)
    bare.page.left.open.click()
    bare.page.left.search.setText("scene 7")
    bare.qtbot.waitUntil(lambda: bare.page.model.rowCount() == 1)


def test_after_a_caption_the_list_is_where_it_was_and_goes_up_to_the_first(room: Room, tmp_path: Path) -> None:
    room.open(make_project(tmp_path / "p.fovea", n=60, has_run=False))
    page, view = room.page, room.page.left.list
    room.choose(57)
    with room.qtbot.waitSignal(page.model.reloaded):
        room.write("it barks")
    room.qtbot.waitUntil(lambda: view.currentIndex().row() == page.model.row_of(57))
    assert view.viewport().rect().intersects(view.visualRect(view.currentIndex()))
    view.verticalScrollBar().setValue(0)
    room.qtbot.waitUntil(lambda: page.model.row_of(1) == 0)
    room.settle()


def test_a_picture_that_is_gone_says_why(bare: Room, tmp_path: Path) -> None:
    (tmp_path / "pictures" / "scene_3.png").unlink()
    bare.page._on_document_chosen(4)
    bare.qtbot.waitUntil(lambda: bare.page.desk.problem is not None)
    assert bare.page.middle._stack.currentWidget() is bare.page.middle._problem
    assert "scene_3.png" in bare.page.middle._problem.sentence.text()
    assert bare.page.middle._problem.button.isVisible()


def test_of_a_picture_that_is_gone_no_run_is_asked(opened: Room, tmp_path: Path) -> None:
    desk, run_id = opened.page.desk, opened.page.desk.run_id
    (tmp_path / "pictures" / "scene_3.png").unlink()
    opened.page._on_document_chosen(4)
    opened.qtbot.waitUntil(lambda: desk.problem is not None)
    opened.settle()
    for another in (None, run_id):
        desk.set_run(another)
    assert not opened.page.middle._waiting.isVisible()


def test_pictures_that_were_moved_are_found_again(bare: Room, tmp_path: Path) -> None:
    (tmp_path / "pictures").rename(tmp_path / "elsewhere")
    bare.page._on_document_chosen(4)
    bare.qtbot.waitUntil(lambda: bare.page.desk.problem is not None)
    with bare.qtbot.waitSignal(bare.session.notice, timeout=20_000) as told:
        bare.page.missing.look_in(tmp_path / "elsewhere")
    assert "30 pictures found again" in told.args[0].text
    bare.qtbot.waitUntil(lambda: not bare.page.desk.image.isNull() and bare.page.desk.problem is None)
    bare.settle()


def test_thumbnails_come_by_themselves(bare: Room) -> None:
    bare.qtbot.waitUntil(lambda: len(bare.page.thumbnails._kept) > 3)
    found = bare.page.thumbnails.get(1)
    assert found is not None and not found.isNull()


def test_every_look_can_be_chosen_by_keys(opened: Room) -> None:
    middle = opened.page.middle
    for key, chip in ((Qt.Key.Key_V, middle.hue), (Qt.Key.Key_S, middle.smooth), (Qt.Key.Key_L, middle.outline)):
        before = chip.isChecked()
        opened.press(key)
        assert chip.isChecked() is not before
    opened.press(Qt.Key.Key_Plus)
    assert middle.image.zoom > 1
    opened.press(Qt.Key.Key_0)
    assert middle.image.zoom == 1


def test_an_empty_project_says_that_pictures_are_on_their_way(room: Room, tmp_path: Path) -> None:
    with Project.create(tmp_path / "new.fovea", kind="caption"):
        pass
    with room.qtbot.waitSignal(room.session.counts_changed):
        room.session.open(tmp_path / "new.fovea")
    empty, go_on = room.page.empty, threading.Event()
    assert "no pictures yet" in empty.sentence.text() and empty.button.isVisible()

    def draw(_: Project, report: Callable[[int, int], None]) -> None:
        while not go_on.wait(0.05):
            report(30, 800)

    room.session.background(draw, title="Drawing the sample")
    room.qtbot.waitUntil(lambda: "30 of 800" in empty.sentence.text())
    assert empty.sentence.text().startswith("Drawing the sample…") and not empty.button.isVisible()
    go_on.set()
    room.qtbot.waitUntil(lambda: "no pictures yet" in empty.sentence.text())


def test_without_a_project_the_page_says_what_to_do(room: Room) -> None:
    assert room.page._stack.currentWidget() is room.page.empty
    with room.qtbot.waitSignal(room.session.page_requested):
        room.page.empty.button.click()


def test_a_project_without_pictures_offers_to_import_some(room: Room, tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.fovea", kind="caption"):
        pass
    with room.qtbot.waitSignal(room.session.project_changed):
        room.session.open(tmp_path / "p.fovea")
    with room.qtbot.waitSignal(room.page.action_requested) as asked:
        room.page.empty.button.click()
    assert asked.args == ["file.import"]


def test_before_a_picture_is_chosen_the_page_says_what_to_do(room: Room, tmp_path: Path) -> None:
    room.open(make_project(tmp_path / "p.fovea"))
    middle = room.page.middle
    assert middle._problem.isVisible() and middle._problem.sentence.text() == "Choose a picture at the left."
    assert not middle._problem.button.isVisible() and not room.page.side.occlude.isEnabled()
    room.choose(1)
    assert middle.image.isVisible() and room.page.side.occlude.isEnabled()


def test_a_worker_that_fails_is_told(room: Room, tmp_path: Path, workers: FakeWorkers) -> None:
    workers.script = lambda job, _: [messages.Failed(job, "bad-run", "The run is broken.", {}, "")]
    errors: list[object] = []
    room.session.error_raised.connect(errors.append)
    room.page.desk.failed.connect(errors.append)
    room.open(make_project(tmp_path / "p.fovea"))
    room.page._on_document_chosen(1)
    room.qtbot.waitUntil(lambda: bool(errors) and not room.page.desk.answers.is_asking)
    assert len(room.page.middle.words.chips) == 0
    room.page.side.captions.chosen.emit("person", 0)
    assert "no attention" not in room.page.side._warning.text()


def test_the_words_of_all_captions_lead_to_what_they_look_at(opened: Room) -> None:
    page, words = opened.page, opened.page.words
    opened.press(Qt.Key.Key_Right)  # to “dog”, which is not the most frequent one
    opened.press(Qt.Key.Key_I)
    opened.qtbot.waitUntil(lambda: words.words.rowCount() == 2)
    assert words.list.currentIndex().row() == 1
    words.search.setText("dog")
    words.list.setCurrentIndex(words.words.index(0))
    assert words.places.rowCount() == 2
    words.grid.place_chosen.emit(words.places.index(0).data(Qt.ItemDataRole.UserRole))
    opened.qtbot.waitUntil(lambda: page.desk.opened is not None and page.desk.opened.id == 2 and page.middle.word == 1)
    assert page.desk.shown == Shown("person", 0) and page.middle.isVisible()


def test_the_train_page_offers_captioners(opened: Room, settings: Settings) -> None:
    from gui.pages.train import TrainPage

    page = TrainPage(opened.session, settings)
    opened.qtbot.addWidget(page)
    page.resize(1200, 760)
    with opened.qtbot.waitExposed(page):
        page.show()
    opened.qtbot.waitUntil(lambda: len(page.runs.model.runs) == 1 and page.curves.is_ready)
    opened.settle()
    assert [page.setup.model.itemData(n) for n in range(3)] == ["show-attend-tell", "hard-attention", "nic"]
    assert "with captions" in page.setup._what.text() and "hold-out" in page.setup._what.text()
    header = [page.runs.model.headerData(n, Qt.Orientation.Horizontal) for n in range(9)]
    assert "BLEU-1" in header and "BLEU-4" in header
    figures = [page.details.per_label.item(n, 0) for n in range(4)]
    assert [item.text() for item in figures if item is not None] == [f"BLEU-{n}" for n in range(1, 5)]


def test_how_often_maps_point_at_the_right_place_is_said(opened: Room) -> None:
    label = opened.page.side._pointing
    opened.qtbot.waitUntil(lambda: "96 words" in label.text())
    assert ".69 (.59–.77)" in label.text() and "middle would in .30, any place in .12" in label.text()
    opened.page.desk.set_method("occlusion")
    assert label.text() == ""
