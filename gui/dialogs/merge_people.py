"""Who is who: the people of a colleague's project, and what each of them is called here."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from core.project.merging.choices import MergePlan
from gui import figures, theme
from gui.i18n import Retranslated

NAME_PX = 180


class MergePeople(Retranslated, QWidget):
    """A row a person; a name can be changed, and the answers then count as that person's."""

    names_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = MergePlan()
        self.fields: dict[str, QLineEdit] = {}
        self._counts: dict[str, list[QLabel]] = {}
        self._heads = [QLabel() for _ in range(5)]
        for head in self._heads:
            head.setProperty("muted", True)
        self.shared = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.shared.setProperty("muted", True)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE * 2)
        self._grid.setColumnStretch(0, 1)
        for column, head in enumerate(self._heads):
            self._grid.addWidget(head, 0, column, _side(column))
        self.retranslate()

    @property
    def names(self) -> Mapping[str, str]:
        """What people there are called here, where that is another name."""
        found = {name: " ".join(field.text().split()) for name, field in self.fields.items()}
        return {name: here for name, here in found.items() if here and here != name}

    def set_plan(self, plan: MergePlan) -> None:
        """The people of a plan; names that were typed stay."""
        self._plan = plan
        for name in plan.people:
            if name not in self.fields:
                self._add(name)
        self.retranslate()

    def retranslate(self) -> None:
        heads = (self.tr("There"), self.tr("Here"), self.tr("New"), self.tr("Known"), self.tr("Contradicting"))
        for head, words in zip(self._heads, heads, strict=True):
            head.setText(words)
        for name, person in self._plan.people.items():
            numbers = (person.new, person.same, person.conflicting)
            for label, n in zip(self._counts[name], numbers, strict=True):
                label.setText(figures.count(n))
            self.fields[name].setAccessibleName(self.tr("What {name} is called here").format(name=name))
        same = [name for name in self._plan.people if name in self._plan.people_here and name not in self.names]
        words = self.tr("{names}: somebody here has that name too. If it is another person, give another name.")
        self.shared.setText(words.format(names=", ".join(same)))
        self.shared.setVisible(bool(same))

    def _add(self, name: str) -> None:
        row = self._grid.rowCount()
        there = QLabel(name, textFormat=Qt.TextFormat.PlainText)
        there.setMinimumWidth(60)
        self.fields[name] = QLineEdit(name)
        self.fields[name].setMinimumWidth(NAME_PX)
        self.fields[name].editingFinished.connect(self._on_edited)
        self._counts[name] = [QLabel() for _ in range(3)]
        for column, widget in enumerate((there, self.fields[name], *self._counts[name])):
            self._grid.addWidget(widget, row, column, _side(column))
        self._grid.removeWidget(self.shared)
        self._grid.addWidget(self.shared, row + 1, 0, 1, 5)

    def _on_edited(self) -> None:
        field = self.sender()
        if isinstance(field, QLineEdit) and field.isModified():
            field.setModified(False)
            self.names_changed.emit()


def _side(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column > 1 else Qt.AlignmentFlag(0)
