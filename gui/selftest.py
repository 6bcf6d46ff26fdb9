"""What a bundle must be able to do, tried inside it: resources load, a window opens, the worker trains, stops, dies."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QEvent, QObject, QTimer, QTranslator
from PySide6.QtGui import QIcon, QImage, QPixmap

from core import licences, manual, paths, sample
from core.errors import N_, AppError
from core.jobs.messages import Epoch, Step
from core.jobs.specs import PingSpec, SettingValue
from core.progress import Report
from core.project.values import ImportOptions
from core.report import review_html
from core.settings import Settings
from gui import driver, i18n
from gui.app import make_app, make_window
from gui.demo import prepare_platform
from gui.dialogs.manual_dialog import ManualDialog
from gui.page_list import PAGES
from gui.worker_client import QProcessWorker

if TYPE_CHECKING:
    from core.project.project import Project
    from gui.main_window import MainWindow
    from gui.session import Session

ROWS = 40
MODELS: tuple[tuple[str, dict[str, SettingValue]], ...] = (
    ("auto", {"vocabulary": 300}),
    ("attention-lstm", {"epochs": 1, "vocabulary": 300, "embedding_size": 8, "hidden_size": 8}),
)
PICTURES = ("PNG", "JPG", "WEBP", "GIF", "BMP")
WRITTEN = ("PNG", "JPG", "BMP")
ENDLESS: dict[str, SettingValue] = {"epochs": 500, "patience": 50, "vocabulary": 300}
TRAIN_TIMEOUT_S = 240.0


def main(argv: Sequence[str] = ()) -> int:
    """Print an "ok" line for each thing that works; 1 at the first that does not. --start: only how fast it starts."""
    prepare_platform()
    if list(argv) == ["--start"]:
        return _start()
    with tempfile.TemporaryDirectory(prefix="fovea-") as folder:
        os.environ.setdefault("FOVEA_HOME", str(Path(folder, "settings")))
        app = make_app()
        window, session = make_window(app, Settings.load())
        try:
            for done in _checks(window, session, Path(folder)):
                print(f"ok {done}", flush=True)
        except AppError as error:
            print(f"failed: {error}", file=sys.stderr)
            return 1
        finally:
            window.close()
            session.shutdown()
    return 0


def _start() -> int:
    """Show the window, say at what moment of the system's clock it was painted, and end."""

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, tell)
            return False

    def tell() -> None:
        print(f"ok painted {time.clock_gettime_ns(time.CLOCK_MONOTONIC)}", flush=True)
        app.quit()

    app = make_app()
    window, session = make_window(app, Settings.load())
    watch = Watch()
    window.installEventFilter(watch)
    window.show()
    app.exec()
    session.shutdown()
    return 0


def _checks(window: MainWindow, session: Session, folder: Path) -> Iterator[str]:
    yield f"version {paths.version()}"
    yield from _resources()
    window.show()
    driver.wait_until(window.isVisible, "the window")
    yield "window"
    yield from _project(session, folder / "selftest.fovea")
    for model, settings in MODELS:
        run_id = _train(session, model, settings)
        yield f"worker: trained {model}"
        said = _do(lambda then, id=run_id: session.explain(["The room was clean."], then, run_id=id), "an explanation")  # type: ignore[misc]
        yield f"worker: explained a text by {model}"
        run = {"id": run_id, "model": model, "metrics": {}}
        yield _report(run, said, folder / f"{model}.html")
    yield _cancelled(session)
    yield _killed()
    for name in PAGES:
        window.show_page(name)
        driver.wait(0.2)
        driver.picture(window, folder / f"{name}.png")
        yield f"page: {name}"


def _resources() -> Iterator[str]:
    yield _icons()
    yield _translations()
    yield _images()
    yield _pictures()
    yield _manual()
    yield f"sample: {sum(1 for _ in sample.rows('zh'))} + {sum(1 for _ in sample.rows('en'))} reviews"
    yield f"licences: {sum(1 for work in licences.all_works() if work.text())}"


def _project(session: Session, path: Path) -> Iterator[str]:
    """Made, filled, closed, and there again."""
    session.create(path, sample.LABELS["en"])
    driver.wait_until(lambda: session.info is not None, "a new project")
    _do(lambda then: session.background(_import, then), "the import")
    yield f"import: {ROWS} documents"
    session.close()
    driver.wait_until(lambda: session.info is None, "the closing")
    session.open(path)
    driver.wait_until(lambda: session.info is not None, "the project again")
    if session.counts is None or session.counts.total != ROWS:
        raise AppError("selftest", N_("core", "{file} does not load"), file=path)
    yield "project: closed and opened again"


def _cancelled(session: Session) -> str:
    """A training that would take for ever, in the middle."""
    begun: list[str] = []
    ends: list[object] = []

    def hear(run_id: str, message: object) -> None:
        if isinstance(message, Step | Epoch):
            begun.append(run_id)

    session.run_message.connect(hear)
    session.notice.connect(ends.append)
    session.trainer.train("attention-lstm", ENDLESS, "cpu")
    driver.wait_until(lambda: begun, "the first step", TRAIN_TIMEOUT_S)
    session.trainer.cancel(begun[0])
    driver.wait_until(lambda: ends and not session.trainer.is_training, "the end of the training")
    return "worker: cancelled a training"


def _killed() -> str:
    """One that is killed is missed, and the next question starts another."""
    worker = QProcessWorker()
    heard: list[object] = []
    worker.message.connect(heard.append)
    worker.died.connect(heard.append)
    for kill in (True, False):
        heard.clear()
        worker.start(PingSpec())
        driver.wait_until(lambda: any(getattr(one, "kind", "") == "finished" for one in heard), "an answer")
        worker.kill() if kill else worker.quit()
        driver.wait_until(lambda: any(isinstance(one, str) for one in heard), "its end")
    return "worker: killed, and another one started"


def _report(run: dict[str, Any], said: list[dict[str, Any]], path: Path) -> str:
    path.write_text(review_html(title="Fovea", run=run, keywords={}, explanations=said), encoding="utf-8")
    return f"report: {path.name}"


def _train(session: Session, model: str, settings: dict[str, SettingValue]) -> str:
    """Train a run to its end; its id."""
    ends: list[object] = []
    session.error_raised.connect(ends.append)
    session.trainer.taken_in.connect(ends.append)
    session.trainer.train(model, settings, "cpu")
    driver.wait_until(lambda: ends, f"a step of {model}", TRAIN_TIMEOUT_S)
    if isinstance(ends[0], Exception):
        raise ends[0]
    runs = _do(lambda then: session.call(lambda project: project.runs.all(), then), "the runs")
    return str(runs[0].id)


def _icons() -> str:
    files = sorted(paths.resource("icons").glob("*.[ps][nv]g"))
    broken = [file.name for file in files if QIcon(str(file)).pixmap(16, 16).isNull() and QPixmap(str(file)).isNull()]
    if broken or not files:
        raise AppError("selftest", N_("core", "icons do not load: {names}"), names=broken)
    return f"icons: {len(files)}"


def _images() -> str:
    """Of each kind that is written here, one is read again; the others are there to be read."""
    from PySide6.QtGui import QImageReader

    known = {bytes(kind.data()).decode().upper() for kind in QImageReader.supportedImageFormats()}
    broken = [kind for kind in PICTURES if kind not in known]
    for kind in WRITTEN:
        buffer = QBuffer()
        QImage(8, 8, QImage.Format.Format_RGB32).save(buffer, kind)  # type: ignore[call-overload]
        if QImage.fromData(buffer.data()).isNull():
            broken.append(kind)
    if broken:
        raise AppError("selftest", N_("core", "images do not load: {names}"), names=broken)
    return f"images: {', '.join(PICTURES)}"


def _pictures() -> str:
    """Of each kind that projects of pictures take, one is written and read."""
    from PIL import Image

    from core.pictures import kinds, reading

    for kind in kinds.FORMATS:
        buffer = BytesIO()
        Image.new("RGB", (8, 8)).save(buffer, kind)
        reading.read(buffer.getvalue(), kind)
    return f"pictures: {', '.join(kinds.FORMATS)}"


def _manual() -> str:
    """Each page, as it is shown."""
    dialog = ManualDialog()
    names = {language: [page.name for page in manual.pages(language)] for language in manual.LANGUAGES}
    for name in dialog.names:
        dialog.show_page(name)
        if not dialog.shown or any(name not in others for others in names.values()):
            raise AppError("selftest", N_("core", "{file} does not load"), file=name)
    dialog.close()
    return f"manual: {len(dialog.names)} pages in {len(names)} languages"


def _translations() -> str:
    for language in i18n.LANGUAGES:
        file = paths.resource("translations", f"fovea_{language}.qm")
        translator = QTranslator()
        if not translator.load(str(file)) or (language != "en" and translator.isEmpty()):
            raise AppError("selftest", N_("core", "{file} does not load"), file=file)
    return f"translations: {', '.join(i18n.LANGUAGES)}"


def _import(project: Project, report: Report) -> None:
    project.imports.add(islice(sample.rows("en", unlabelled_every=0), ROWS), ImportOptions(), report)


def _do(ask: Callable[[Callable[[Any], None]], object], what: str) -> Any:
    answers: list[Any] = []
    ask(answers.append)
    driver.wait_until(lambda: answers, what, TRAIN_TIMEOUT_S)
    return answers[0]
