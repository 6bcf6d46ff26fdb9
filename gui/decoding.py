"""Pictures for the screen: read safely on a thread, handed over as Qt has them."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from PIL.Image import Image

    from core.project.project import Project

LARGEST_PX = 2048
"""Enough for a screen full, and for a look at the details."""


def decoded(path: str, side_px: int = LARGEST_PX) -> QImage:
    """The picture upright, no side longer than `side_px`; AppError when it can't be read. Not for the GUI thread."""
    from core.pictures import reading

    return to_qt(reading.read(Path(path), max_side=side_px))


def to_qt(image: Image) -> QImage:
    """Of an RGB picture."""
    pixels = image.tobytes()
    return QImage(pixels, image.width, image.height, 3 * image.width, QImage.Format.Format_RGB888).convertToFormat(
        QImage.Format.Format_RGB32
    )


def small(project: Project, document_id: int) -> QImage:
    """A document's picture as lists show it: the project has it, or it is made now. On a thread that reads."""
    from core.pictures.thumbnails import SIDE, Thumbnails

    picture = project.pictures.of(document_id)
    with closing(Thumbnails(project.path)) as kept:
        found = kept.get(picture.digest)
        if found is None:
            from core.pictures import reading

            found = reading.read(project.pictures.path_of(picture), max_side=SIDE)
            kept.put([(picture.digest, found)])
    return to_qt(found)
