"""The alignment matrix and its arcs, alone."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from core.alignment.links import of_lists
from gui.widgets.alignment_data import Alignment, hypotheses, of_document
from gui.widgets.alignment_matrix import AlignmentMatrix

pytestmark = pytest.mark.usefixtures("english_and_light")

SHOWN = Alignment(
    ("The", "room", "is", "clean"),
    ("房间", "干净"),
    ((0.1, 0.7, 0.1, 0.1), (0.05, 0.05, 0.1, 0.8)),
    gold=of_lists([(1, 0)], [(0, 0)]),
    is_editable=True,
)
DOCUMENT = {
    "source": ["big", "dog"],
    "target": ["大", "狗"],
    "weights": [[0.9, 0.1], [0.2, 0.8]],
    "other_weights": [[0.5, 0.5], [0.5, 0.5]],
    "reading": "shifted",
    "replaced": [1],
}


@pytest.fixture
def matrix(qtbot: QtBot) -> AlignmentMatrix:
    widget = AlignmentMatrix()
    qtbot.addWidget(widget)
    widget.resize(500, 400)
    with qtbot.waitExposed(widget):
        widget.show()
    qtbot.waitUntil(lambda: widget.is_ready)
    widget.set_alignment(SHOWN)
    return widget


def grey_at(matrix: AlignmentMatrix, i: int, j: int) -> int:
    """What is drawn in the middle of a cell's corner region, 0 to 255."""
    plot = matrix._plot
    assert plot is not None
    place = plot.mapFromScene(plot._box.mapViewToScene(QPointF(i + 0.06, j + 0.94)))
    return plot.grab().toImage().pixelColor(place).red()


def test_black_is_0_and_white_1_whatever_the_matrix_holds(matrix: AlignmentMatrix) -> None:
    weights = ((0.0, 0.5, 0.25, 0.25), (0.0, 0.0, 0.5, 0.5))
    matrix.set_alignment(Alignment(SHOWN.source, SHOWN.target, weights))
    assert grey_at(matrix, 0, 0) == 0
    assert grey_at(matrix, 1, 0) == pytest.approx(127, abs=3)
    matrix.set_alignment(Alignment(("a",), ("b",), ((1.0,),)))
    assert grey_at(matrix, 0, 0) == 255


def test_keys_walk_over_the_cells_and_say_what_is_there(matrix: AlignmentMatrix, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(matrix, key)
    assert "房间 ← room: .70" in matrix._readout.text()
    assert "linked by a person" in matrix._readout.text()
    qtbot.keyClick(matrix, Qt.Key.Key_Down)
    assert "干净 ← room" in matrix._readout.text()


def test_keys_link_words_where_that_is_wanted(matrix: AlignmentMatrix, qtbot: QtBot) -> None:
    asked: list[tuple[object, bool]] = []
    matrix.link_toggled.connect(lambda link, is_possible: asked.append((link, is_possible)))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_P):
        qtbot.keyClick(matrix, key)
    assert asked == [((0, 1), False), ((0, 1), True)]
    matrix.set_alignment(Alignment(SHOWN.source, SHOWN.target, SHOWN.weights))
    qtbot.keyClick(matrix, Qt.Key.Key_Space)
    assert len(asked) == 2


def test_source_words_that_nobody_looked_at_are_named() -> None:
    assert Alignment(("a", "b"), ("x",), ((0.9, 0.1),)).uncovered() == [1]
    assert Alignment(("a", "b"), ("x",)).uncovered() == []


def test_both_readings_are_taken_from_what_the_worker_says() -> None:
    assert of_document(DOCUMENT, is_shifted=True).weights[0] == (0.9, 0.1)
    assert of_document(DOCUMENT, is_shifted=False).weights[0] == (0.5, 0.5)
    assert of_document(DOCUMENT, is_shifted=True).replaced == {1}
    assert hypotheses({"reading": "emitted", "hypotheses": [{"score": 1}]}) == [{"score": 1, "reading": "emitted"}]


@pytest.mark.parametrize("suffix", [".png", ".svg", ".csv"])
@pytest.mark.parametrize("is_arcs", [False, True])
def test_it_is_written_as_a_picture_a_drawing_or_numbers(
    matrix: AlignmentMatrix, tmp_path: Path, suffix: str, is_arcs: bool
) -> None:
    matrix.show_arcs(is_arcs)
    matrix.export(tmp_path / f"a{suffix}")
    assert (tmp_path / f"a{suffix}").stat().st_size > 50
    if suffix == ".csv":
        rows = list(csv.reader((tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()))
        assert rows[0] == ["", *SHOWN.source] and rows[1][:3] == ["房间", "0.10000", "0.70000"]


def test_a_file_that_cannot_be_written_is_said(matrix: AlignmentMatrix, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(matrix.failed):
        matrix.export(tmp_path / "nowhere" / "a.csv")


def test_an_empty_alignment_is_no_trouble(matrix: AlignmentMatrix, qtbot: QtBot) -> None:
    matrix.set_alignment(Alignment())
    matrix.show_arcs(True)
    qtbot.keyClick(matrix, Qt.Key.Key_Right)
    assert not matrix.grab().isNull()


def test_sixty_words_on_each_side_can_be_read(matrix: AlignmentMatrix) -> None:
    words = tuple(f"词语{n}" for n in range(60))
    row = tuple(1 / 60 for _ in range(60))
    matrix.resize(1000, 900)
    matrix.set_alignment(Alignment(words, words, (row,) * 60))
    assert matrix._plot is not None and not matrix._plot.grab().isNull()
