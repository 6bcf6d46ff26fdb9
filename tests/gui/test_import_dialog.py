"""The import dialog on a real session: looking into files, choosing, importing, and what came of it."""

from __future__ import annotations

import csv
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.project.project import Project
from core.records import Rejected
from gui import i18n
from gui.dialogs import import_files
from gui.dialogs.import_dialog import ImportDialog
from gui.dialogs.import_summary import reason_text
from gui.session import Session
from gui.tasks import Notice

pytestmark = pytest.mark.usefixtures("english_and_light")
REVIEWS = "id,review,sentiment\n1,房间很大，服务不错,好评\n2,早餐太差了,差评\n3,房间很大，服务不错,好评\n4,,好评\n"
Open = Callable[..., ImportDialog]


@pytest.fixture
def reviews(tmp_path: Path) -> Path:
    path = tmp_path / "酒店评论.csv"
    path.write_bytes(REVIEWS.replace("，", "、").encode("gb18030"))
    return path


@pytest.fixture
def project(qtbot: QtBot, session: Session, tmp_path: Path) -> Path:
    path = tmp_path / "open.fovea"
    with qtbot.waitSignal(session.project_changed):
        session.create(path)
    return path


@pytest.fixture
def show_new(qtbot: QtBot, session: Session, tmp_path: Path) -> Iterator[Open]:
    """Opens the dialog and waits until it has looked into its files."""
    made: list[ImportDialog] = []

    def show(*paths: Path, is_new: bool | None = None) -> ImportDialog:
        dialog = ImportDialog(session, paths, is_new=is_new)
        made.append(dialog)
        dialog.new_project.place.setText(str(tmp_path / "projects"))
        dialog.show()
        qtbot.waitUntil(lambda: not any(file.is_reading for file in dialog.files))
        return dialog

    yield show
    for dialog in made:
        dialog.reject()


@pytest.fixture
def show(project: Path, show_new: Open) -> Open:
    """The same with a project open."""
    assert project.is_dir()
    return show_new


def finish(qtbot: QtBot, dialog: ImportDialog) -> None:
    dialog.import_button.click()
    qtbot.waitUntil(lambda: dialog.stack.currentWidget() is dialog.summary)


def test_a_chinese_file_is_understood_and_previewed(show: Open, reviews: Path) -> None:
    dialog = show(reviews)
    model = dialog.view.preview.model()
    assert dialog.form.encoding.currentText() == "GB18030 / GBK"
    assert (dialog.form.text.currentText(), dialog.form.label.currentText()) == ("review", "sentiment")
    assert (model.rowCount(), model.columnCount()) == (4, 3)
    assert model.index(0, 1).data() == "房间很大、服务不错"
    assert dialog.import_button.isEnabled()


def test_an_import_adds_up_and_lists_what_was_rejected(qtbot: QtBot, show: Open, reviews: Path, project: Path) -> None:
    dialog = show(reviews)
    finish(qtbot, dialog)
    assert dialog.summary.title.text() == "2 documents imported"
    assert dialog.summary.numbers.text() == "4 rows read = 2 imported + 1 duplicates + 1 rejected"
    model = dialog.summary.table.model()
    assert [model.index(0, column).data() for column in range(3)] == ["酒店评论.csv", "5", "The text is empty."]
    with Project.open(project) as opened:
        assert [label.name for label in opened.labels.all()] == ["好评", "差评"]
        document = opened.documents.get(1)
    assert (document.text, dict(document.meta)) == ("房间很大、服务不错", {"id": "1"})


def test_the_session_hears_of_the_new_labels(qtbot: QtBot, show: Open, session: Session, reviews: Path) -> None:
    dialog = show(reviews)
    with qtbot.waitSignal(session.labels_changed):
        finish(qtbot, dialog)


def test_a_new_project_is_made_where_the_dialog_says(
    qtbot: QtBot, show_new: Open, session: Session, reviews: Path, tmp_path: Path
) -> None:
    dialog = show_new(reviews)
    assert dialog.new_project.name.text() == "酒店评论"
    dialog.new_project.kind.setCurrentIndex(1)
    dialog.new_project.answers.setCurrentIndex(1)
    finish(qtbot, dialog)
    assert session.info is not None
    assert session.info.path == tmp_path / "projects" / "酒店评论.fovea"
    assert session.info.is_multi_label
    with Project.open(session.info.path) as project:
        assert project.rules.policy == "agreed"


def test_a_place_that_is_taken_is_not_offered(show: Open, reviews: Path, tmp_path: Path) -> None:
    dialog = show(reviews, is_new=True)
    dialog.new_project.place.setText(str(tmp_path))
    dialog.new_project.name.setText("open")
    assert not dialog.import_button.isEnabled()
    assert "open.fovea" in dialog.problem.text()


def test_a_project_that_cannot_be_made_leads_back_to_the_form(
    qtbot: QtBot, show_new: Open, session: Session, reviews: Path, tmp_path: Path
) -> None:
    dialog = show_new(reviews)
    (tmp_path / "projects").write_text("a file where the folder should be")
    with qtbot.waitSignal(session.error_raised):
        dialog.import_button.click()
    assert dialog.stack.currentWidget() is not dialog.progress
    assert dialog.import_button.isVisible()


def test_another_encoding_is_previewed_anew_and_warned_about(qtbot: QtBot, show: Open, reviews: Path) -> None:
    dialog = show(reviews)
    dialog.form.encoding.setCurrentIndex(dialog.form.encoding.findData("utf-8"))
    dialog.form.encoding.activated.emit(0)
    assert not dialog.import_button.isEnabled()
    qtbot.waitUntil(lambda: not dialog.files[0].is_reading)
    assert "not valid in this encoding" in dialog.view.warning.text()
    assert dialog.files[0].table is not None
    assert dialog.files[0].table.encoding == "utf-8"


def test_another_separator_and_header_are_previewed_anew(qtbot: QtBot, show: Open, reviews: Path) -> None:
    dialog = show(reviews)
    dialog.form.header.click()
    qtbot.waitUntil(lambda: not dialog.files[0].is_reading)
    assert dialog.form.text.itemText(0) == "Column 1"
    dialog.form.delimiter.setCurrentIndex(4)
    dialog.form.delimiter.activated.emit(4)
    qtbot.waitUntil(lambda: not dialog.files[0].is_reading)
    assert dialog.view.preview.model().columnCount() == 1


def test_a_guessed_encoding_says_so(show: Open, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n1,\xa9\n")
    assert "guess" in show(path).view.warning.text()


def test_columns_can_be_chosen_and_left_out(qtbot: QtBot, show: Open, reviews: Path, project: Path) -> None:
    dialog = show(reviews)
    dialog.form.label.setCurrentIndex(0)
    dialog.form.label.activated.emit(0)
    assert [dialog.form.meta.item(row).text() for row in range(dialog.form.meta.count())] == ["id", "sentiment"]
    dialog.form.meta.item(0).setCheckState(dialog.form.meta.item(0).checkState().Unchecked)
    finish(qtbot, dialog)
    with Project.open(project) as opened:
        assert dict(opened.documents.get(1).meta) == {"sentiment": "好评"}
        assert opened.labels.all() == []


def test_all_metadata_can_be_left_out_at_once(show: Open, reviews: Path) -> None:
    dialog = show(reviews)
    dialog.form.all_meta.click()
    assert dialog.files[0].dropped == {"id"}
    dialog.form.all_meta.click()
    assert dialog.files[0].dropped == set()


def test_labels_are_parted_only_in_a_multi_label_project(
    qtbot: QtBot, show_new: Open, tmp_path: Path, session: Session
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,label\nroom,good;cheap\nfood,bad\n")
    dialog = show_new(path)
    assert dialog.form.separator.isHidden() or not dialog.form.separator.isVisible()
    dialog.new_project.kind.setCurrentIndex(1)
    dialog.new_project.kind.activated.emit(1)
    assert dialog.form.separator.isVisible()
    assert dialog.form.separator.currentData() == ";"
    finish(qtbot, dialog)
    qtbot.waitUntil(lambda: session.info is not None and len(session.info.labels) == 3)


def test_a_refused_file_says_why_and_can_be_removed(show: Open, reviews: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_text("")
    dialog = show(reviews, empty)
    dialog.view.list.setCurrentRow(1)
    assert dialog.view.error.text() == "empty.csv is empty."
    assert not dialog.import_button.isEnabled()
    dialog.view.remove_button.click()
    assert dialog.import_button.isEnabled()
    assert len(dialog.files) == 1


def test_files_with_the_same_columns_share_the_choice(qtbot: QtBot, show: Open, reviews: Path, tmp_path: Path) -> None:
    other = tmp_path / "more.csv"
    other.write_text("id,review,sentiment\n9,很好,好评\n", encoding="utf-8")
    dialog = show(reviews, other)
    dialog.form.label.setCurrentIndex(0)
    dialog.form.label.activated.emit(0)
    assert dialog.files[1].label == ""
    finish(qtbot, dialog)
    assert dialog.summary.title.text() == "3 documents imported"


def test_duplicates_and_hold_out_are_a_choice(qtbot: QtBot, show: Open, reviews: Path) -> None:
    dialog = show(reviews)
    dialog.options.duplicates.setCurrentIndex(1)
    dialog.options.holdout.setCurrentIndex(2)
    assert dialog.options.values == {"duplicates": "keep", "split": "test"}
    finish(qtbot, dialog)
    assert "3 of them set aside" in dialog.summary.facts.text()


def test_a_stopped_import_leaves_nothing(
    qtbot: QtBot, show: Open, reviews: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, goes_on = threading.Event(), threading.Event()

    def waiting(*args: object) -> Iterator[object]:
        started.set()
        assert goes_on.wait(10)
        yield from rows(*args)  # type: ignore[arg-type]

    rows = import_files._rows
    monkeypatch.setattr(import_files, "_rows", waiting)
    dialog = show(reviews)
    dialog.import_button.click()
    qtbot.waitUntil(started.is_set)
    dialog.progress.stop_button.click()
    goes_on.set()
    qtbot.waitUntil(lambda: dialog.import_button.isVisible())
    with Project.open(project) as opened:
        assert opened.documents.counts().total == 0


def test_an_import_goes_on_when_the_dialog_is_closed(qtbot: QtBot, show: Open, session: Session, reviews: Path) -> None:
    dialog = show(reviews)
    notices: list[Notice] = []
    session.notice.connect(notices.append)
    dialog.import_button.click()
    dialog.close_button.click()
    qtbot.waitUntil(lambda: len(notices) == 1)
    assert notices[0].text == "2 documents imported"
    assert notices[0].action is not None
    notices[0].action()
    assert dialog.summary.isVisible()


def test_rejected_rows_can_be_copied_and_saved(qtbot: QtBot, show: Open, reviews: Path, tmp_path: Path) -> None:
    from PySide6.QtGui import QGuiApplication

    dialog = show(reviews)
    finish(qtbot, dialog)
    dialog.summary.copy_button.click()
    assert QGuiApplication.clipboard().text() == "酒店评论.csv\t5\tThe text is empty."
    path = tmp_path / "rejected.csv"
    dialog.summary.save_requested.emit(path)
    qtbot.waitUntil(path.exists)
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [["file", "line", "reason"], ["酒店评论.csv", "5", "The text is empty."]]


def test_the_texts_follow_the_language(show: Open, reviews: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = show(reviews)
    monkeypatch.setattr(type(dialog), "tr", lambda _self, text, *_: f"<{text}>", raising=False)
    dialog.retranslate()
    assert dialog.import_button.text() == "<Import>"
    assert dialog.view.preview.model().columnCount() == 3


def test_a_reason_is_translated_with_its_values(monkeypatch: pytest.MonkeyPatch) -> None:
    from core.formats.common.reasons import WIDTH, Reason

    monkeypatch.setattr("gui.dialogs.import_summary.translate", lambda _, text: text.replace("row", "line"))
    rejected = Rejected("a.csv", 3, Reason(WIDTH, found=2, expected=5))
    assert str(rejected.reason) == "Cells in this row: 2; expected: 5."
    assert reason_text(rejected.reason) == "Cells in this line: 2; expected: 5."
    assert i18n.current() == "en"


def test_every_control_can_be_reached_and_is_named(show: Open, reviews: Path) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QListWidget, QTableView, QWidget

    dialog = show(reviews)
    named_by_label = {label.buddy() for label in dialog.findChildren(QLabel) if label.buddy()}
    for kind in (QAbstractButton, QComboBox, QLineEdit, QListWidget, QTableView):
        for widget in dialog.findChildren(kind):
            assert isinstance(widget, QWidget)
            if not widget.isVisible():
                continue
            is_named = widget.accessibleName() or widget in named_by_label or getattr(widget, "text", str)()
            assert is_named, widget
            assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus, widget


def test_a_tools_export_is_recognised_and_what_it_tells_is_said(show: Open, tmp_path: Path) -> None:
    record = {"text": "nice", "label": "good", "answer": "accept", "_annotator_id": "anna", "_timestamp": 1}
    (tmp_path / "a.jsonl").write_text(json.dumps(record), encoding="utf-8")
    dialog = show(tmp_path / "a.jsonl")
    assert dialog.form.format.currentText() == "Prodigy"
    assert "who labelled" in dialog.form.told.text()
    assert not dialog.form.annotator.isVisible()


def test_another_format_can_be_chosen(qtbot: QtBot, show: Open, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("__label__good nice\n__label__bad rude\n", encoding="utf-8")
    dialog = show(tmp_path / "a.txt")
    assert dialog.form.format.currentText() == "fastText"
    dialog.form.format.setCurrentText("Table or lines of text")
    dialog.form.format.activated.emit(0)
    qtbot.waitUntil(lambda: not dialog.files[0].is_reading)
    assert dialog.view.preview.model().index(0, 0).data() == "__label__good nice"


def test_people_and_the_hold_out_of_a_table_are_taken(qtbot: QtBot, show: Open, project: Path, tmp_path: Path) -> None:
    lines = "text,label,coder,split\nnice,good,anna,test\nrude,bad,ben,train\n"
    (tmp_path / "a.csv").write_text(lines, encoding="utf-8")
    dialog = show(tmp_path / "a.csv")
    assert dialog.form.annotator.currentText() == "coder"
    assert dialog.options.holdout.currentText() == "As the file says"
    finish(qtbot, dialog)
    with Project.open(project) as opened:
        first, second = opened.documents.get(1), opened.documents.get(2)
    assert (first.is_holdout, first.annotations[0].annotator) == (True, "anna")
    assert (second.is_holdout, second.meta) == (False, {})
