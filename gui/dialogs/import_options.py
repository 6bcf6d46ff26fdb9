"""Where an import goes and how: a new project's name, place and kind; duplicates; the hold-out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from gui import theme
from gui.dialogs.import_form import Field, heading
from gui.i18n import Retranslated

SUFFIX = ".fovea"
FORBIDDEN = '\\/:*?"<>|'


class NewProject(Retranslated, QWidget):
    """Name, place and kind of the project that the import will make."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build_ui()
        self.name.textChanged.connect(lambda _: self.changed.emit())
        self.place.textChanged.connect(lambda _: self.changed.emit())
        self.kind.activated.connect(lambda _: self.changed.emit())
        self.browse.clicked.connect(self._on_browse_clicked)
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self.place.setText(str(Path(documents or Path.home(), "Fovea")))
        self.retranslate()

    @property
    def path(self) -> Path:
        return Path(self.place.text()).expanduser() / f"{self.name.text().strip()}{SUFFIX}"

    @property
    def is_multi_label(self) -> bool:
        return bool(self.kind.currentData())

    @property
    def policy(self) -> str:
        """As Project.create has it."""
        return str(self.answers.currentData())

    def suggest(self, name: str) -> None:
        """A name from the first file, until the user has typed one."""
        if not self.name.isModified():
            self.name.setText("".join(" " if sign in FORBIDDEN else sign for sign in name).strip())

    def problem(self) -> str:
        """What is wrong with name or place; "" when nothing is."""
        name = self.name.text().strip()
        if not name:
            return self.tr("The project needs a name.")
        if any(sign in name for sign in FORBIDDEN) or name.startswith("."):
            return self.tr("The project's name can't hold any of {signs}").format(signs=" ".join(FORBIDDEN))
        if not self.place.text().strip() or self.path.exists():
            return self.tr("There is already something at {path}.").format(path=self.path)
        return ""

    def retranslate(self) -> None:
        self._title.setText(self.tr("New project"))
        self._name_field.set_name(self.tr("Name"))
        self._place_field.set_name(self.tr("Place"))
        self._kind_field.set_name(self.tr("A document gets"))
        self.kind.setItemText(0, self.tr("One label"))
        self.kind.setItemText(1, self.tr("Any number of labels"))
        self._answers_field.set_name(self.tr("Where people differ"))
        self.answers.setItemText(0, self.tr("The last word stands"))
        self.answers.setItemText(1, self.tr("What most say stands"))
        self.browse.setToolTip(self.tr("Choose a folder"))
        self.browse.setAccessibleName(self.tr("Choose a folder"))

    def _build_ui(self) -> None:
        self.name, self.place, self.browse = QLineEdit(), QLineEdit(), QToolButton()
        self.kind, self.answers = QComboBox(), QComboBox()
        self.browse.setText("…")
        self.kind.addItem("", False)
        self.kind.addItem("", True)
        self.answers.addItem("", "last")
        self.answers.addItem("", "agreed")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        self._title = heading(layout)
        self._name_field = Field(self.name)
        layout.addWidget(self._name_field)
        row = QWidget()
        inside = QHBoxLayout(row)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.place, 1)
        inside.addWidget(self.browse)
        self._place_field = Field(self.place, row)
        layout.addWidget(self._place_field)
        self._kind_field = Field(self.kind)
        layout.addWidget(self._kind_field)
        self._answers_field = Field(self.answers)
        layout.addWidget(self._answers_field)

    def _on_browse_clicked(self) -> None:
        chooser = QFileDialog(self, self.tr("Where should the project be?"), self.place.text())
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.fileSelected.connect(self.place.setText)
        chooser.open()


class ImportOptionsForm(Retranslated, QWidget):
    """What becomes of duplicates and of the hold-out; `values` are the keywords of core's ImportOptions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._has_split = False
        self._build_ui()
        self.holdout.currentIndexChanged.connect(lambda _: self._explain())
        self.retranslate()

    @property
    def values(self) -> dict[str, Any]:
        return {"duplicates": self.duplicates.currentData(), "split": self.holdout.currentData()}

    def set_has_split(self, has_split: bool) -> None:
        """Whether a file says what is hold-out."""
        self._has_split = has_split
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.tr("Import"))
        self._duplicates_field.set_name(self.tr("Texts that are there already"))
        self.duplicates.setItemText(0, self.tr("Leave out"))
        self.duplicates.setItemText(1, self.tr("Import again"))
        self._holdout_field.set_name(self.tr("Hold-out"))
        self.holdout.setItemText(0, self.tr("As the file says") if self._has_split else self.tr("A random fifth"))
        self.holdout.setItemText(1, self.tr("None of it"))
        self.holdout.setItemText(2, self.tr("All of it"))
        self._explain()

    def _build_ui(self) -> None:
        self.duplicates, self.holdout = QComboBox(), QComboBox()
        for value in ("skip", "keep"):
            self.duplicates.addItem("", value)
        for value in ("auto", "train", "test"):
            self.holdout.addItem("", value)
        self._explanation = QLabel(wordWrap=True)
        self._explanation.setProperty("muted", True)
        self._explanation.setProperty("small", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        self._title = heading(layout)
        self._duplicates_field = Field(self.duplicates)
        layout.addWidget(self._duplicates_field)
        self._holdout_field = Field(self.holdout)
        layout.addWidget(self._holdout_field)
        layout.addWidget(self._explanation)

    def _explain(self) -> None:
        sentences = {
            "auto": self.tr("What a file calls test or hold-out is set aside; of the rest, if any, a random fifth.")
            if self._has_split
            else self.tr(
                "20 % of the labelled documents (at most 1,000) are set aside: never trained on, they measure models."
            ),
            "train": self.tr("None of these documents is set aside; models may be trained on all of them."),
            "test": self.tr("All of these documents are set aside: never trained on, they measure models."),
        }
        self._explanation.setText(sentences[self.holdout.currentData()])
        self.holdout.setAccessibleDescription(self._explanation.text())
