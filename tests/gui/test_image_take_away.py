"""Maps of words taken away: pictures, a report, numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from gui import picture_export
from gui.pages.image_take_away import ImageTakeAway, Taken
from gui.picture_export import TakenAway
from gui.session import Session
from gui.widgets.heat_drawing import HeatLook
from gui.widgets.image_reading import of_answer, of_text
from tests.gui.image_answers import dog_answer, picture

pytestmark = pytest.mark.usefixtures("english_and_light")
READ = of_answer(dog_answer())
DRAWN = TakenAway("dog.jpg", picture(), READ.captions[0], "attention", READ.view, HeatLook(), "{n} times")
TAKEN = Taken(DRAWN, 1, "run 1", "Attention", ("a <dog>",), "About uniform")


@pytest.fixture
def take_away(qtbot: QtBot, session: Session) -> Iterator[ImageTakeAway]:
    widget = ImageTakeAway(session, lambda: TAKEN)
    qtbot.addWidget(widget)
    yield widget


def written(take_away: ImageTakeAway, qtbot: QtBot, kind: str, path: Path) -> Path:
    with qtbot.waitSignal(take_away._session.notice, timeout=20_000):
        take_away.write(kind, path)
    return path


def test_a_word_is_a_picture_of_its_own_size(take_away: ImageTakeAway, qtbot: QtBot, tmp_path: Path) -> None:
    image = QImage(str(written(take_away, qtbot, "word", tmp_path / "dog.png")))
    assert (image.width(), image.height()) == (400, 300)
    looked, not_looked = image.pixelColor(114, 107), image.pixelColor(320, 250)  # the dog's cell, and another
    assert looked.lightness() > 3 * not_looked.lightness()


def test_the_strip_has_every_word_on_the_same_scale(take_away: ImageTakeAway, qtbot: QtBot, tmp_path: Path) -> None:
    image = QImage(str(written(take_away, qtbot, "strip", tmp_path / "strip.png")))
    assert image.width() == 16 + 3 * (240 + 16)
    shades = [image.pixelColor(16 + n * 256 + 40, 16 + 24 + 16 + 60 + 20) for n in range(3)]
    assert len({QColor(shade).name() for shade in shades}) > 1


def test_every_word_gets_a_file(take_away: ImageTakeAway, qtbot: QtBot, tmp_path: Path) -> None:
    written(take_away, qtbot, "words", tmp_path / "words")
    assert sorted(path.name for path in (tmp_path / "words").iterdir()) == [
        "01-a.png",
        "02-dog.png",
        "03-runs.png",
        "strip.png",
    ]


def test_the_report_stands_alone_and_says_what_to_believe(
    take_away: ImageTakeAway, qtbot: QtBot, tmp_path: Path
) -> None:
    text = written(take_away, qtbot, "report", tmp_path / "r.html").read_text(encoding="utf-8")
    assert text.count("data:image/jpeg;base64,") == 4 and "http" not in text.replace("http-equiv", "")
    assert "About uniform" in text and "a &lt;dog&gt;" in text and "<script" not in text


def test_the_numbers_are_those_of_the_maps(take_away: ImageTakeAway, qtbot: QtBot, tmp_path: Path) -> None:
    line = json.loads(written(take_away, qtbot, "maps", tmp_path / "m.jsonl").read_text(encoding="utf-8"))
    assert (line["image"], line["caption"], len(line["words"])) == ("dog.jpg", "a dog runs", 3)
    assert np.asarray(line["words"][1]["map"]) == pytest.approx(READ.captions[0].maps["attention"][1])


def test_a_file_that_cannot_be_written_is_said(take_away: ImageTakeAway, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(take_away._session.error_raised):
        take_away.write("word", tmp_path / "nowhere" / "a.png")


def test_a_caption_without_maps_is_no_trouble() -> None:
    bare = TakenAway("dog.jpg", picture(), of_text("", ()), "attention", READ.view, HeatLook(), "")
    assert not picture_export.strip_image(bare).isNull() and not picture_export.word_image(bare, 0).isNull()


def test_where_there_is_nothing_it_says_so(qtbot: QtBot, session: Session) -> None:
    widget = ImageTakeAway(session, lambda: None)
    qtbot.addWidget(widget)
    with qtbot.waitSignal(session.notice):
        widget.choose("word")
