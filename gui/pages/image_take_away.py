"""Taking maps of words away: as pictures, as a report, as numbers. What is drawn is drawn on a thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton, QWidget

from core.caption_report import PictureReport, captions_html, map_lines
from core.errors import Cancelled
from core.highlight import ATTENTION_FULL
from core.progress import Report
from gui import figures, picture_export, theme
from gui.i18n import Retranslated, translate
from gui.picture_export import TakenAway
from gui.session import Session
from gui.tasks import Notice

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

ENDINGS = {"word": ".png", "strip": ".png", "words": "", "report": ".html", "maps": ".jsonl"}
REPORT_PX = 440


@dataclass(frozen=True)
class Taken:
    """What is looked at: the caption with its maps, which word of it; and what a report says beside."""

    drawn: TakenAway
    word: int
    run: str
    method: str
    people: tuple[str, ...] = ()
    warning: str = ""


class ImageTakeAway(Retranslated, QToolButton):
    """A button with a menu; `taken` gives what is looked at, None: nothing with maps."""

    def __init__(self, session: Session, taken: Callable[[], Taken | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._taken = taken
        self._menu = QMenu(self)
        self.actions_by_kind: dict[str, QAction] = {}
        for kind in ENDINGS:
            self.actions_by_kind[kind] = self._menu.addAction("")
            self.actions_by_kind[kind].triggered.connect(lambda _=False, kind=kind: self.choose(kind))
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setIcon(theme.icon("export", "muted"))
        self.retranslate()

    def retranslate(self) -> None:
        self.setToolTip(self.tr("Take the maps away: pictures, a report, the numbers"))
        self.setAccessibleName(self.tr("Take away"))
        texts = {
            "word": self.tr("This word (PNG)…"),
            "strip": self.tr("All words side by side (PNG)…"),
            "words": self.tr("A picture for each word (folder of PNG)…"),
            "report": self.tr("Report of this picture (HTML)…"),
            "maps": self.tr("The maps as numbers (JSONL)…"),
        }
        for kind, action in self.actions_by_kind.items():
            action.setText(texts[kind])

    def choose(self, kind: str) -> None:
        """Ask where it shall go."""
        taken = self._taken()
        if taken is None:
            self._session.notice.emit(Notice(self.tr("There is nothing to take away: no word has a map here.")))
            return
        ending, stem = ENDINGS[kind], Path(taken.drawn.name).stem
        name = f"{stem}-{taken.drawn.caption.words[taken.word].text}" if kind == "word" else stem
        chooser = QFileDialog(self.window(), self.actions_by_kind[kind].text().rstrip("…"))
        if ending:
            chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            chooser.setNameFilters([f"*{ending}"])
            chooser.setDefaultSuffix(ending[1:])
            chooser.selectFile(f"{name}{ending}")
        else:
            chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.fileSelected.connect(lambda path: self.write(kind, Path(path)))
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

    def write(self, kind: str, path: Path) -> None:
        """What was chosen, to where it shall go."""
        taken = self._taken()
        if taken is None:
            return
        does = {"word": _word, "strip": _strip, "words": _words, "report": self._report, "maps": _maps}

        def work(report: Report) -> None:
            does[kind](taken, path, report)

        def then(_: None) -> None:
            self._session.notice.emit(Notice(self.tr("Written: {path}").format(path=path)))

        self._session.detached(work, then, self._on_failed, self.tr("Writing"))

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, Cancelled):
            self._session.error_raised.emit(error)

    def _report(self, taken: Taken, path: Path, report: Report) -> None:
        """The template is translated here, as every text of the window; it may be done on any thread."""
        drawn = taken.drawn
        words = []
        for number, word in enumerate(drawn.caption.words):
            report(number, len(drawn.caption.words))
            note = "" if word.gate is None else f"β {figures.share(word.gate, 2)}"
            words.append((word.text, note, picture_export.as_data(_small(picture_export.word_image(drawn, number)))))
        one = PictureReport(
            drawn.name,
            picture_export.as_data(drawn.image),
            drawn.caption.text,
            taken.people,
            words,
            taken.warning,
        )
        html = captions_html(
            [one], title=drawn.caption.text, about=(taken.run, taken.method), n=f"{ATTENTION_FULL:g}", say=_say
        )
        path.write_text(html, encoding="utf-8")


def _say(template: str) -> str:
    return translate("report", template)


def _word(taken: Taken, path: Path, report: Report) -> None:
    report(0, 1)
    _save(picture_export.word_image(taken.drawn, taken.word), path)


def _strip(taken: Taken, path: Path, report: Report) -> None:
    report(0, 1)
    _save(picture_export.strip_image(taken.drawn), path)


def _words(taken: Taken, folder: Path, report: Report) -> None:
    """01-a.png, 02-dog.png … and strip.png."""
    words = taken.drawn.caption.words
    folder.mkdir(parents=True, exist_ok=True)
    for number, word in enumerate(words):
        report(number, len(words))
        kept = "".join(character for character in word.text if character.isalnum())
        _save(picture_export.word_image(taken.drawn, number), folder / f"{number + 1:02}-{kept or 'sign'}.png")
    _save(picture_export.strip_image(taken.drawn), folder / "strip.png")


def _maps(taken: Taken, path: Path, report: Report) -> None:
    report(0, 1)
    drawn = taken.drawn
    maps = drawn.maps
    words = [
        {"text": word.text, "start": word.span.start, "end": word.span.end, "gate": word.gate, "map": cells.tolist()}
        for word, cells in zip(drawn.caption.words, maps if maps is not None else (), strict=False)
    ]
    view = (drawn.view.left, drawn.view.top, drawn.view.width, drawn.view.height)
    path.write_text(map_lines(drawn.name, drawn.caption.text, drawn.method, view, words), encoding="utf-8")


def _save(image: QImage, path: Path) -> None:
    if not image.save(str(path)):
        raise OSError(f"cannot write {path}")


def _small(image: QImage) -> QImage:
    from PySide6.QtCore import Qt

    return image.scaled(
        REPORT_PX, REPORT_PX, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
