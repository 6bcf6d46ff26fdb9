"""What the ways to link words are called where there is little room."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.jobs.aligning import ARGMAX, BOTH, MUTUAL, THRESHOLD

DIAGONAL = "diagonal"


def short_name(method: str) -> str:
    """Of one of core.jobs.aligning.METHODS, or of the diagonal."""
    names = {
        MUTUAL: QCoreApplication.translate("Alignment", "Mutual"),
        ARGMAX: QCoreApplication.translate("Alignment", "Most looked at"),
        THRESHOLD: QCoreApplication.translate("Alignment", "At least .30"),
        BOTH: QCoreApplication.translate("Alignment", "Both directions"),
        DIAGONAL: QCoreApplication.translate("Alignment", "Diagonal"),
    }
    return names.get(method, method)


def way_name(way: str) -> str:
    """Of a way as metrics have it: a reading and a method, or the diagonal."""
    reading, _, method = way.rpartition(" ")
    if reading == "shifted":
        return QCoreApplication.translate("Alignment", "{method}, shifted").format(method=short_name(method))
    return short_name(method)
