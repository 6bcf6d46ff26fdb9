"""What the File menu does for projects of pictures: new, import, export, sample."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from core import sample
from core.errors import N_
from core.jobs.specs import CAPTION
from core.progress import Report
from gui import figures, i18n
from gui.file_choosers import make_chooser
from gui.i18n import translate
from gui.session import Session
from gui.tasks import Notice

if TYPE_CHECKING:
    from core.project.project import Project
    from core.project.taking import PictureReport

LOOKED_AT = 500
"""So many files of a folder are looked at for pictures."""
LOST = {
    "regions": N_("PictureCommands", "regions"),
    "ties": N_("PictureCommands", "which words regions belong to"),
    "captions": N_("PictureCommands", "captions"),
    "bare pictures": N_("PictureCommands", "pictures without captions"),
    "flag": N_("PictureCommands", "flags"),
    "skip": N_("PictureCommands", "skipped pictures"),
    "annotator": N_("PictureCommands", "who wrote the captions"),
    "split": N_("PictureCommands", "which part of the data"),
}
"""What a format may not hold (core.formats.common.album.LOSSES)."""
Exported = tuple[int, str, dict[str, int]]


class PictureCommands(QObject):
    """Choosers and dialogs never block."""

    def __init__(self, window: QWidget, session: Session, folder: Callable[[], Path]) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._projects_folder = folder

    def show(self, paths: Sequence[Path] = (), *, is_new: bool) -> None:
        """Which pictures and captions come in; into a new project, or the open one."""
        from gui.dialogs.pictures_dialog import PicturesDialog

        folder = self._projects_folder() if is_new else None
        PicturesDialog(self._session, paths, self._window, folder=folder).open()

    def export(self) -> None:
        """The captions and regions, in one of the formats that are read, too."""
        from PySide6.QtWidgets import QFileDialog

        from core.formats.captions import EXPORTS

        kinds = {
            f"{translate('core', one.title)} (*{one.suffixes[0]})": (name, one.suffixes[0])
            for name, one in EXPORTS.items()
        }
        chooser = make_chooser(self._window, self.tr("Export the captions"))
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setNameFilters(list(kinds))
        chooser.setDefaultSuffix(next(iter(kinds.values()))[1])
        chooser.filterSelected.connect(lambda chosen: chooser.setDefaultSuffix(kinds[chosen][1]))
        chooser.fileSelected.connect(lambda name: self.export_to(Path(name), kinds[chooser.selectedNameFilter()][0]))
        chooser.open()

    def export_to(self, path: Path, format: str) -> None:
        """In the background; what the format does not hold is told with the end."""

        def work(project: Project, report: Report) -> Exported:
            from core.project.caption_export import write
            from core.project.values import DocumentFilter

            return write(project, path, format, DocumentFilter(), report)

        def then(done: Exported) -> None:
            n, _, lost = done
            text = self.tr("Exported %Ln picture(s) to {name}.", "", n).format(name=path.name)
            if lost:
                names = [f"{translate('PictureCommands', LOST[what])} ({figures.count(n)})" for what, n in lost.items()]
                text += " " + self.tr("Not in this format: {what}.").format(what=", ".join(names))
            self._session.notice.emit(Notice(text))

        self._session.background(work, then, title=self.tr("Exporting"))

    def try_sample(self) -> None:
        """Open the sample of drawn scenes; the first time, make it, with captions in the language of the window."""
        language = "zh" if i18n.current().startswith("zh") else "en"
        name = self.tr("Sample (pictures)")
        path = self._projects_folder() / f"{name}.fovea"
        self._session.open_or_create(path, (), fill=lambda: self._fill(language), kind=CAPTION)

    def _fill(self, language: str) -> None:
        def work(project: Project, report: Report) -> PictureReport:
            return sample.add_pictures(project, language, report)

        def then(done: PictureReport) -> None:
            self._session.refresh()
            self._session.notice.emit(Notice(self.tr("The sample is ready: %Ln picture(s).", "", done.rows.imported)))

        self._session.background(work, then, title=self.tr("Drawing the sample"))


def holds_pictures(folder: Path) -> bool:
    """Whether some of the first files of a folder are pictures."""
    from core.pictures import kinds

    return any(kinds.is_picture(path.name) for path in islice(folder.rglob("*"), LOOKED_AT))
