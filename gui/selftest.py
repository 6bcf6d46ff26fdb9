"""What a bundle must be able to do, tried inside it: resources load, a window opens, the worker trains a step."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTranslator
from PySide6.QtGui import QIcon, QPixmap

from core import paths, sample
from core.errors import N_, AppError
from core.jobs.specs import SettingValue
from core.progress import Report
from core.project.values import ImportOptions
from core.settings import Settings
from gui import driver, i18n
from gui.app import make_app, make_window
from gui.demo import prepare_platform
from gui.main_window import PAGES

if TYPE_CHECKING:
    from core.project.project import Project
    from gui.main_window import MainWindow
    from gui.session import Session

ROWS = 40
MODELS: tuple[tuple[str, dict[str, SettingValue]], ...] = (
    ("auto", {"vocabulary": 300}),
    ("attention-lstm", {"epochs": 1, "vocabulary": 300, "embedding_size": 8, "hidden_size": 8}),
)
TRAIN_TIMEOUT_S = 240.0


def main() -> int:
    """Print an "ok" line for each thing that works; 1 at the first that does not."""
    prepare_platform()
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


def _checks(window: MainWindow, session: Session, folder: Path) -> Iterator[str]:
    yield f"version {paths.version()}"
    yield _icons()
    yield _translations()
    yield f"sample: {sum(1 for _ in sample.rows('zh'))} + {sum(1 for _ in sample.rows('en'))} reviews"
    window.show()
    driver.wait_until(window.isVisible, "the window")
    yield "window"
    session.create(folder / "selftest.fovea", sample.LABELS["en"])
    driver.wait_until(lambda: session.info is not None, "a new project")
    _do(lambda then: session.background(_import, then), "the import")
    yield f"import: {ROWS} documents"
    for model, settings in MODELS:
        run_id = _train(session, model, settings)
        yield f"worker: trained {model}"
        _do(lambda then, id=run_id: session.explain(["The room was clean."], then, run_id=id), "an explanation")  # type: ignore[misc]
        yield f"worker: explained a text by {model}"
    for name in PAGES:
        window.show_page(name)
        driver.wait(0.2)
        driver.picture(window, folder / f"{name}.png")
        yield f"page: {name}"


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
