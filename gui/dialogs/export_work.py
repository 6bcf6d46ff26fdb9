"""What the export dialog has done in other threads: looking at what is there, and writing it. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from core.progress import Report

if TYPE_CHECKING:
    from core.formats.common.format import Format
    from core.formats.common.losses import Contents, Facet, Loss
    from core.project.project import Project
    from core.project.values import DocumentFilter, ExportChoice, Exported


@dataclass(eq=False)
class Looked:
    """What is known of the documents that a filter chooses; `altered` by format, where all texts must be read."""

    where: DocumentFilter
    contents: Contents
    altered: dict[str, Mapping[Facet, int]] = field(default_factory=dict)

    def losses(self, format: Format, *, is_one_answer: bool) -> list[Loss]:
        from core.formats.common.losses import losses

        altered = self.altered.get(format.name)
        return losses(format.export.lost, self.contents, altered, is_one_answer=is_one_answer) if format.export else []

    def is_complete(self, format: Format) -> bool:
        """Whether nothing needs to be read to know the losses."""
        return format.export is None or format.export.alters is None or format.name in self.altered

    def has_choice(self, format: Format) -> bool:
        """Whether there are several answers, and the format holds them."""
        from core.formats.common.losses import Facet

        several = Facet.SEVERAL_ANSWERS
        return bool(format.export and self.contents.count(several) and not format.export.lost(frozenset({several})))


def load(_: Project) -> tuple[Format, ...]:
    """In a work thread: the formats that can be written. Their modules are first imported there."""
    from core.formats.detect import EXPORTS

    return tuple(EXPORTS.values())


def looking(where: DocumentFilter) -> Callable[[Project, Report], Looked]:
    def work(project: Project, _: Report) -> Looked:
        from core.project.exporting import contents

        return Looked(where, contents(project, where))

    return work


def reading(looked: Looked, format: Format) -> Callable[[Project, Report], None]:
    """Read every text, for what the format writes differently."""

    def work(project: Project, report: Report) -> None:
        from core.project.exporting import altered

        if format.export:
            looked.altered[format.name] = altered(project, looked.where, format.export, report)

    return work


def exporting(choice: ExportChoice, path: Path) -> Callable[[Project, Report], Exported]:
    def work(project: Project, report: Report) -> Exported:
        from core.project.exporting import export

        return export(project, choice, path, report)

    return work
