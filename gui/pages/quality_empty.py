"""What the quality page says where a list is empty, and what there is to do about it."""

from __future__ import annotations

from core.project.quality.doubts import Doubt
from core.selection import limits
from gui.pages.quality_work import QualityWork
from gui.widgets.empty_state import EmptyState


class NothingDoubtful(EmptyState):
    """One sentence and one button for each reason."""

    is_to_look = False
    """Whether the button is to look for wrong labels, not to go on labelling."""

    def tell(self, doubt: Doubt, work: QualityWork, *, has_labels: bool) -> None:
        self.is_to_look = False
        if work.found is None:
            self.show_state(self.tr("Looking for answers that deserve a second look…"), "")
        elif not has_labels:
            sentence = self.tr("Nothing is labelled yet. Answers that deserve a second look will be listed here.")
            self.show_state(sentence, self.tr("Begin labelling"))
        elif doubt == "suspect" and work.is_suspecting:
            self.show_state(self.tr("Models learn from one part of the answers and judge the others…"), "")
        elif doubt == "suspect" and not work.knows_suspects:
            self.is_to_look = True
            sentence = self.tr("Models that never saw an answer can tell which ones are probably wrong.")
            self.show_state(sentence, self.tr("Look for wrong labels"))
        else:
            self.show_state(self._sentence(doubt, is_cold=work.is_cold), self.tr("Go on labelling"))
        self.button.setVisible(bool(self.button.text()))

    def _sentence(self, doubt: Doubt, *, is_cold: bool) -> str:
        if doubt == "suspect" and is_cold:
            least = limits.MIN_SUSPECTS
            return self.tr("It takes %n labelled document(s), with two labels at least, to doubt any.", "", least)
        sentences: dict[Doubt, str] = {
            "disagreement": self.tr("Nobody disagrees, or every disagreement was judged."),
            "conflict": self.tr("No copies of a text have different labels."),
            "second": self.tr(
                "No second answer differs from the first one. A second pass is one of the lists of the label page."
            ),
            "fast": self.tr("No answer came too fast: a running median under two seconds would be."),
            "outdated": self.tr("Every label was given under the definition of today."),
            "suspect": self.tr("No label is doubted."),
        }
        return sentences[doubt]
