"""The choice of a run stands alone."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from gui.widgets.run_choice import RunChoice

RUNS = [("a", "first"), ("b", "second"), ("c", "third")]


def test_the_active_run_is_shown_until_another_is_chosen_which_then_stays(qtbot: QtBot) -> None:
    choice = RunChoice()
    qtbot.addWidget(choice)
    with qtbot.assertNotEmitted(choice.currentIndexChanged):
        choice.set_runs(RUNS, "b")
        assert choice.run_id == "b"
    choice.setCurrentIndex(2)
    choice.set_runs([("d", "fourth"), *RUNS], "b")
    assert choice.run_id == "c"


def test_a_run_that_is_gone_gives_way_to_the_active_one_or_the_first(qtbot: QtBot) -> None:
    choice = RunChoice()
    qtbot.addWidget(choice)
    choice.set_runs(RUNS, "c")
    choice.set_runs(RUNS[:2], "b")
    assert choice.run_id == "b"
    choice.set_runs(RUNS[:1], None)
    assert choice.run_id == "a"
    choice.set_runs([], None)
    assert choice.run_id is None
