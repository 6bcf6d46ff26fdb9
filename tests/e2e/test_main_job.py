"""An analyst's whole job in the real window, with a real worker: 600 hotel reviews, import → label → train → review."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from core.settings import Settings
from gui import driver
from gui.app import make_window
from gui.dialogs.import_dialog import ImportDialog

N_LABELLED, N_OPEN = 560, 40
TRAIN_TIMEOUT_S = 300


@pytest.fixture
def window(qapp: QApplication) -> Iterator[Any]:
    settings = Settings.load()
    settings.set("compare", False)  # what stands beside a run: tests/e2e/test_commands.py, test_demo.py
    window, session = make_window(qapp, settings)
    errors: list[Exception] = []
    session.error_raised.connect(errors.append)
    window.show()
    yield window, session
    window.close()
    session.shutdown()
    window.deleteLater()
    session.deleteLater()
    assert errors == []


@pytest.fixture
def table(shared_data: Path, tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A CSV of hotel reviews, the last ones without a label; and every text's true label."""
    with gzip.open(shared_data / "zh_hotel_htl" / "hotel.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["text"].strip()]
    step = len(rows) // (N_LABELLED + N_OPEN)
    rows = rows[::step][: N_LABELLED + N_OPEN]
    path = tmp_path / "hotel.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["标签", "评论"])
        writer.writerows(
            ({"1": "好评", "0": "差评"}[row["label"]] if number < N_LABELLED else "", row["text"])
            for number, row in enumerate(rows)
        )
    return path, {row["text"]: {"1": "好评", "0": "差评"}[row["label"]] for row in rows}


def test_the_whole_job_in_the_window(window: Any, table: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    main_window, session = window
    path, answers = table
    import_table(main_window, session, path, tmp_path)
    assert session.counts.total == N_LABELLED + N_OPEN
    assert session.counts.holdout == round(N_LABELLED * 0.2)

    page = label_by_keys(main_window, session, answers, n=5)
    assert session.counts.labelled == N_LABELLED + 5
    undo(session)
    assert session.counts.labelled == N_LABELLED + 4

    session.trainer.train("auto", {}, "cpu", 0)
    driver.wait_until(lambda: session.trainer.is_training, "the training")
    label_by_keys(main_window, session, answers, n=3)  # labelling goes on meanwhile
    driver.wait_until(lambda: session.active_run_id is not None, "the trained run", TRAIN_TIMEOUT_S)
    driver.wait_until(lambda: session.counts.labelled == N_LABELLED + 7, "the counts")
    run = ask(session, lambda project: project.runs.active())
    assert run.metrics["n"] >= round(N_LABELLED * 0.2)
    assert run.metrics["accuracy"] > run.metrics["majority_accuracy"]

    look_at_the_highlights(main_window)
    opinions: list[Any] = []
    page.opinions.opinion_changed.connect(opinions.append)
    label_by_keys(main_window, session, answers, n=1)
    driver.wait_until(lambda: opinions and opinions[-1].words, "what the model said")
    assert set(opinions[-1].probabilities) == set(answers.values())
    assert page is main_window.page("label")


def look_at_the_highlights(window: Any) -> None:
    """Evidence comes first and adds up; one step further is attention."""
    page = window.page("review")
    window.show_page("review")
    driver.wait_until(lambda: page.middle.explanation is not None, "the highlights")
    found, text = page.middle.explanation, page.desk.document.text
    assert found.method == "evidence"
    assert sum(token.weight for token in found.tokens) + found.bias == pytest.approx(found.logit, abs=1e-4)
    driver.wait_until(lambda: page.explaining.badge is not None, "the badge")
    assert page.side.trust.level in ("good", "fair", "poor", "none")
    page.middle.show_next_method()
    attention = page.middle.explanation
    assert attention.method == "attention"
    assert sum(token.weight for token in attention.tokens) == pytest.approx(1, abs=1e-4)
    assert all(text[token.start : token.end] == token.text for token in (*found.tokens, *attention.tokens))
    page.middle.show_method("evidence")
    play_with_the_text(page, found.probabilities)


def play_with_the_text(page: Any, before: Mapping[str, float]) -> None:
    """What the model says follows what is typed, and goes back with it."""
    page.middle.play.setChecked(True)
    what_if = page.middle.what_if
    driver.wait_until(lambda: what_if._after, "the model's word on the copy")
    assert what_if._after == pytest.approx(before, abs=1e-4)
    what_if.text.replace_with("早餐太差，服务态度恶劣，再也不会来")
    driver.wait_until(lambda: what_if._after["差评"] > 0.5 and what_if.text._words.tokens, "the new answer")
    what_if.back.click()
    driver.wait_until(lambda: what_if._after == pytest.approx(before, abs=1e-4), "the old answer")
    page.middle.play.setChecked(False)


def import_table(window: Any, session: Any, path: Path, folder: Path) -> None:
    window.files.show_import([path])
    dialog = window.findChild(ImportDialog)
    dialog.new_project.name.setText("hotel")
    dialog.new_project.place.setText(str(folder))
    driver.wait_until(dialog.import_button.isEnabled, "the preview")
    dialog.start()
    driver.wait_until(lambda: dialog.stack.currentWidget() is dialog.summary, "the import")
    dialog.reject()
    driver.wait_until(lambda: session.counts is not None and session.counts.total > 0, "the counts")


def label_by_keys(window: Any, session: Any, answers: dict[str, str], *, n: int) -> Any:
    window.show_page("label")
    page = window.page("label")
    names = [label.name for label in session.info.labels]
    for _ in range(n):
        driver.wait_until(lambda: page.desk.is_ready and page.desk.document.annotation is None, "a document")
        document = page.desk.document
        digit = names.index(answers[document.text]) + 1
        labelled = session.counts.labelled
        driver.press(page, Qt.Key(Qt.Key.Key_0 + digit), str(digit))
        driver.wait_until(lambda before=labelled: session.counts.labelled > before, "the count")
    return page


def undo(session: Any) -> None:
    undone: list[Any] = []
    session.undone.connect(undone.append)
    session.undo()
    driver.wait_until(lambda: undone, "the undo")
    session.undone.disconnect()


def ask(session: Any, work: Any) -> Any:
    answers: list[Any] = []
    session.call(work, answers.append)
    driver.wait_until(lambda: answers, "an answer")
    return answers[0]
