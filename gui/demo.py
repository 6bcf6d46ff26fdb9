"""The sample, end to end, in the real window: import → label → learn from all texts → train → review → compare.

Pictures and a report are left.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler

from core import sample
from core.errors import AppError
from core.formats.tables import write_csv
from core.jobs.messages import Message, Progress
from core.project.values import PredictionFilter
from core.report import review_html
from core.settings import Settings
from gui import driver
from gui.app import make_app, make_window
from gui.dialogs.import_dialog import ImportDialog

if TYPE_CHECKING:
    from core.project.project import Project
    from gui.main_window import MainWindow
    from gui.pages.label import LabelPage
    from gui.pages.review import ReviewPage
    from gui.pages.train import TrainPage
    from gui.session import Session

LABELLED_BY_KEYS = 12
LABELLED_WHILE_LEARNING = 8
TRAIN_TIMEOUT_S = 600.0
SETTLE_S = 0.4
EXPLAINED = 40

Report = dict[str, Any]


class Demo:
    """Works through the sample like a person with a keyboard; every step leaves a picture in `out`."""

    def __init__(self, window: MainWindow, session: Session, out: Path, language: str) -> None:
        self._window = window
        self._session = session
        self._out = out
        self._language = language
        self._answers = {row.text: row.labels[0] for row in sample.rows(language, unlabelled_every=0)}
        self._n_pictures = 0
        self._is_learning_seen = False
        session.run_message.connect(self._on_run_message)

    def run(self) -> None:
        self._picture("home")
        self._import(self._table())
        self._label(LABELLED_BY_KEYS)
        self._picture("label")
        self._learn()
        run_id = self._train()
        self._review()
        self._write_report(run_id)
        self._compare(run_id)

    def _table(self) -> Path:
        """The sample as an analyst would have it: a CSV, some of its rows without a label."""
        path = self._out / "reviews.csv"
        rows = sample.rows(self._language)
        write_csv(({"text": row.text, "label": "".join(row.labels), **row.meta} for row in rows), path)
        return path

    def _import(self, table: Path) -> None:
        self._window.files.show_import([table])
        dialog = self._window.findChild(ImportDialog)
        assert dialog is not None
        dialog.new_project.name.setText("demo")
        dialog.new_project.place.setText(str(self._out))
        driver.wait_until(dialog.import_button.isEnabled, "the table's preview")
        self._picture("import", dialog)
        dialog.start()
        driver.wait_until(lambda: dialog.stack.currentWidget() is dialog.summary, "the end of the import")
        self._picture("imported", dialog)
        dialog.reject()

    def _label(self, n: int) -> None:
        """Answer the next documents without a label, each by its key."""
        self._window.show_page("label")
        page = cast("LabelPage", self._window.page("label"))
        names = [label.name for label in self._session.info.labels] if self._session.info else []
        for _ in range(n):
            driver.wait_until(lambda: page.desk.is_ready, "a document to label")
            document = page.desk.document
            assert document is not None
            digit = names.index(self._answers[document.text]) + 1
            driver.press(page, Qt.Key(Qt.Key.Key_0 + digit), str(digit))
            driver.wait_until(lambda seen=document.id: page.desk.document_id != seen, "the next document")  # type: ignore[misc]

    def _learn(self) -> None:
        """Learn from all texts; labelling goes on meanwhile."""
        self._window.show_page("train")
        page = cast("TrainPage", self._window.page("train"))
        driver.wait_until(page.texts.learn.isEnabled, "the texts")
        page.texts.learn.click()
        driver.wait_until(lambda: page.jobs.cards, "the learning to start")
        self._label(LABELLED_WHILE_LEARNING)
        self._window.show_page("train")
        driver.wait_until(lambda: self._is_learning_seen or not self._session.trainer.is_pretraining, "its progress")
        self._picture("learning")
        driver.wait_until(lambda: not self._session.trainer.is_pretraining, "the end of the learning", TRAIN_TIMEOUT_S)

    def _train(self) -> str:
        page = cast("TrainPage", self._window.page("train"))
        driver.wait_until(page.setup.start.isEnabled, "the training to be possible")
        page.setup.start.click()
        driver.wait_until(lambda: self._session.active_run_id is not None, "the end of the training", TRAIN_TIMEOUT_S)
        self._picture("trained")
        return str(self._session.active_run_id)

    def _compare(self, run_id: str) -> None:
        """Wait for what the program puts beside a run when nothing else is to do."""
        trainer = self._session.trainer
        driver.wait_until(lambda: not trainer.is_comparing(run_id), "the comparison", TRAIN_TIMEOUT_S)
        self._window.show_page("train")
        page = cast("TrainPage", self._window.page("train"))
        page.details.show_tab("beside")
        self._picture("compared")

    def _review(self) -> None:
        page = cast("ReviewPage", self._window.page("review"))
        explained: list[object] = []
        page.explaining.explained.connect(explained.append)
        self._window.show_page("review")
        driver.wait_until(lambda: explained, "the highlights")
        self._picture("review")

    def _write_report(self, run_id: str) -> None:
        def read(project: Project) -> Report:
            run = project.runs.get(run_id)
            rows = project.predictions.rows(run_id, PredictionFilter(holdout_only=True), after=None, limit=EXPLAINED)
            texts = [project.documents.get(row.document_id).text for row in rows]
            return {"run": {"id": run.id, "model": run.model, "metrics": run.metrics}, "path": run.path, "texts": texts}

        said = self._ask(lambda then: self._session.call(read, then))
        explanations = self._ask(lambda then: self._session.explain(said["texts"], then, run_id=run_id, key="demo"))
        page = review_html(title="Fovea", run=said["run"], keywords=_keywords(said["path"]), explanations=explanations)
        (self._out / "report.html").write_text(page, encoding="utf-8")

    def _on_run_message(self, run_id: str, message: Message) -> None:  # noqa: ARG002
        self._is_learning_seen |= isinstance(message, Progress)

    @staticmethod
    def _ask(ask: Callable[[Callable[[Any], None]], None]) -> Any:
        answers: list[Any] = []
        ask(answers.append)
        driver.wait_until(lambda: answers, "an answer", TRAIN_TIMEOUT_S)
        return answers[0]

    def _picture(self, name: str, widget: Any = None) -> None:
        driver.wait(SETTLE_S)
        self._n_pictures += 1
        path = self._out / f"{self._n_pictures}-{name}.png"
        driver.picture(widget or self._window, path)
        print(path, flush=True)


def main(argv: Sequence[str]) -> int:
    """Run the demo; 0 when it came to its end."""
    parser = argparse.ArgumentParser(prog="fovea demo", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("fovea-demo"), metavar="DIR")
    parser.add_argument("--language", choices=sorted(sample.FILES), default="zh", help="of the sample")
    args = parser.parse_args(argv)
    out = args.out.resolve()
    if (out / "demo.fovea").exists():
        print(f"fovea: {out / 'demo.fovea'} is there already; choose another folder", file=sys.stderr)
        return 2
    out.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("FOVEA_HOME", str(out / "settings"))
    prepare_platform()
    app = make_app()
    window, session = make_window(app, Settings.load())
    window.show()
    try:
        Demo(window, session, out, args.language).run()
    except AppError as error:
        print(f"fovea: {error}", file=sys.stderr)
        return 1
    finally:
        window.close()
        session.shutdown()
    print(out / "report.html")
    return 0


def prepare_platform() -> None:
    """Without a display the window lives off-screen, where Qt warns of what does not matter there."""
    has_display = not sys.platform.startswith("linux") or "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ
    if not has_display:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        qInstallMessageHandler(_say_what_matters)


def _say_what_matters(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    if "propagateSizeHints" not in text:
        print(text, file=sys.stderr)


def _keywords(run: Path) -> dict[str, Any]:
    return dict(json.loads((run / "keywords.json").read_text(encoding="utf-8"))["labels"])
