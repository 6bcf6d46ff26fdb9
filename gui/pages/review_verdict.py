"""What people say of an explanation, of a document or of a word of a caption; and how far the reviewing is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from core.project.review_values import CaptionWord, Review, ReviewProgress, Verdict
from gui import figures, theme
from gui.i18n import Retranslated, with_key
from gui.session import Session

if TYPE_CHECKING:
    from core.project.project import Project

Found = tuple[list[Review], ReviewProgress, str]


@dataclass(frozen=True)
class Subject:
    """What a verdict is about: how a run explains a document, or (`word`) where it looked at a word of a caption."""

    run_id: str
    document_id: int
    word: CaptionWord | None = None

    def found(self, project: Project) -> Found:
        """What is said, how far the reviewing is, and who asks."""
        if self.word is None:
            reviews, progress = project.reviews.of(self.run_id, self.document_id), project.reviews.progress(self.run_id)
            return reviews, progress, project.annotator
        said = project.word_reviews.of(self.run_id, self.document_id, self.word.caption)
        counts = project.word_reviews.count(self.run_id)
        progress = ReviewProgress(accepted=counts.get("accepted", 0), rejected=counts.get("rejected", 0))
        return [one.review for one in said if one.span == self.word.span], progress, project.annotator

    def give(self, project: Project, verdict: Verdict, comment: str, method: str) -> None:
        if self.word is None:
            project.reviews.give(self.run_id, self.document_id, verdict, comment=comment, method=method)
        else:
            project.word_reviews.give(self.run_id, self.word, verdict, comment=comment, method=method)


class ReviewVerdict(Retranslated, QWidget):
    """Reads and gives the reviews of one subject; the annotator's name tells reviewers apart."""

    given = Signal(int)  # document id: accepted or rejected, and on disk

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._subject: Subject | None = None
        self._method = ""
        self._reviews: Sequence[Review] = ()
        self._progress = ReviewProgress()
        self._me = ""
        self._is_stale = False
        self._keys = ("", "")
        self._build_ui()
        self.accept.clicked.connect(lambda: self.give("accepted"))
        self.reject.clicked.connect(lambda: self.give("rejected"))
        self.comment.editingFinished.connect(self._on_comment_finished)
        session.annotations_changed.connect(lambda _: self._on_annotations_changed())
        self.retranslate()

    def show_document(self, run_id: str | None, document_id: int | None) -> None:
        """How a run explains a document."""
        self.show_subject(None if run_id is None or document_id is None else Subject(run_id, document_id))

    def show_subject(self, subject: Subject | None) -> None:
        if subject != self._subject:
            self._subject = subject
            self._reviews = ()
            self.comment.clear()
            self.retranslate()
            self._read()

    def set_method(self, method: str) -> None:
        """What the words are coloured by: the verdict is about that."""
        self._method = method

    def set_keys(self, accept: str, reject: str) -> None:
        self._keys = (accept, reject)
        self.retranslate()

    def give(self, verdict: Verdict) -> None:
        """Say it, or take it back when it was said already."""
        mine = self._mine
        is_back = mine is not None and mine.verdict == verdict
        self._say("" if is_back else verdict, self.comment.text(), is_told=not is_back)

    def retranslate(self) -> None:
        is_word = self._subject is not None and self._subject.word is not None
        about_word, about_all = self.tr("Did it look at the right place?"), self.tr("Is the explanation right?")
        self._title.setText(about_word if is_word else about_all)
        mine = self._mine
        for button, verdict, text, key in (
            (self.accept, "accepted", self.tr("Accept"), self._keys[0]),
            (self.reject, "rejected", self.tr("Reject"), self._keys[1]),
        ):
            button.setText(text)
            button.setToolTip(with_key(text, key))
            button.setChecked(mine is not None and mine.verdict == verdict)
            button.setEnabled(self._subject is not None)
        self.comment.setPlaceholderText(self.tr("Comment"))
        self.comment.setAccessibleName(self.tr("Comment on the explanation"))
        self.comment.setEnabled(self._subject is not None)
        self.others.setText("\n".join(map(self._line, self._others)))
        self.others.setVisible(bool(self._others))
        self.progress.setText(self._progress_sentence())
        self.progress.setVisible(bool(self.progress.text()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._read()

    def _on_annotations_changed(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self._read()

    def _build_ui(self) -> None:
        self._title, self.others, self.progress = QLabel(), QLabel(wordWrap=True), QLabel(wordWrap=True)
        self._title.setProperty("strong", True)
        for label in (self.others, self.progress):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("muted", True)
        self.accept, self.reject, self.comment = QPushButton(), QPushButton(), QLineEdit()
        self.comment.setClearButtonEnabled(True)
        buttons = QHBoxLayout()
        for button in (self.accept, self.reject):
            button.setCheckable(True)
            button.setProperty("chip", True)
            button.setFixedHeight(28)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            buttons.addWidget(button, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE // 2)
        layout.addWidget(self._title)
        layout.addLayout(buttons)
        for widget in (self.comment, self.others, self.progress):
            layout.addWidget(widget)

    @property
    def _mine(self) -> Review | None:
        return next((review for review in self._reviews if review.annotator == self._me), None)

    @property
    def _others(self) -> list[Review]:
        return [review for review in self._reviews if review.annotator != self._me]

    def _on_comment_finished(self) -> None:
        mine = self._mine
        said = self.comment.text().strip()
        if self._subject is not None and said != (mine.comment if mine else ""):
            self._say(mine.verdict if mine else "", said, is_told=False)

    def _say(self, verdict: Verdict, comment: str, *, is_told: bool) -> None:
        subject, method = self._subject, self._method
        if subject is None:
            return

        def work(project: Project) -> Found:
            subject.give(project, verdict, comment, method)
            return subject.found(project)

        def then(found: Found) -> None:
            self._take_in(subject, found)
            if is_told:
                self.given.emit(subject.document_id)

        self._session.call(work, then)
        self.retranslate()

    def _read(self) -> None:
        subject, self._is_stale = self._subject, False
        if subject is not None:
            self._session.call(subject.found, lambda found: self._take_in(subject, found))

    def _take_in(self, subject: Subject, found: Found) -> None:
        if subject != self._subject:
            return
        self._reviews, self._progress, self._me = found
        mine = self._mine
        if not self.comment.hasFocus():
            self.comment.setText(mine.comment if mine else "")
        self.retranslate()

    def _line(self, review: Review) -> str:
        words = {"accepted": self.tr("accepts it"), "rejected": self.tr("rejects it"), "": self.tr("says")}
        line = f"{review.annotator}: {words[review.verdict]}"
        return f"{line} – {review.comment}" if review.comment else line

    def _progress_sentence(self) -> str:
        progress = self._progress
        if not progress.mine and not progress.accepted and not progress.rejected:
            return ""
        template = self.tr("Reviewed by you: {mine}. In all {accepted} accepted, {rejected} rejected.")
        if self._subject is not None and self._subject.word is not None:
            template = self.tr("Words reviewed so far: {accepted} accepted, {rejected} rejected.")
        text = template.format(
            mine=figures.count(progress.mine),
            accepted=figures.count(progress.accepted),
            rejected=figures.count(progress.rejected),
        )
        if progress.by_several:
            more = self.tr("Two people agree on {agreed} of {n}.")
            text += " " + more.format(agreed=figures.count(progress.agreed), n=figures.count(progress.by_several))
        return text
