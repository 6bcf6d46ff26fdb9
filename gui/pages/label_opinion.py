"""What the model says of a document: asked for after the answer (or before, if so set), shown in one quiet line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from core.records import Document, Label
from gui import theme
from gui.i18n import Retranslated
from gui.session import Session

MOST_WORDS = 4
SECOND = 1  # the round of an annotation in a second pass


@dataclass(frozen=True)
class Opinion:
    """A model's view of one document; `given` are the label ids that the person gave, None before the answer."""

    document_id: int
    probabilities: Mapping[str, float]
    given: frozenset[int] | None
    words: tuple[str, ...] = ()


class Opinions(QObject):
    """Asks the active run about one document at a time; a newer question replaces an older one."""

    opinion_changed = Signal(object)  # Opinion; again when its words are known

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._opinion: Opinion | None = None
        self._asked: int | None = None

    def forget(self) -> None:
        self._asked = self._opinion = None

    def ask(self, document: Document, *, is_answered: bool) -> None:
        """Ask for probabilities (from the table, at once) and for the words (from the worker, soon)."""
        run_id = self._session.active_run_id
        if run_id is None:
            return
        self._asked, self._opinion = document.id, None
        given = frozenset(document.annotation.labels) if is_answered and document.annotation else None
        bare = Opinion(document.id, {}, given)
        self._session.call(
            lambda project: project.predictions.of(run_id, document.id),
            lambda found: self._merge(replace(bare, probabilities=found or {})),
            lambda _: None,
        )
        self._session.explain(
            [document.text], lambda found: self._on_explained(bare, found), run_id=run_id, key="label", failed=_ignore
        )

    def _on_explained(self, bare: Opinion, found: Sequence[Mapping[str, Any]]) -> None:
        if found:
            words = _top_words(found[0].get("tokens", ()))
            self._merge(replace(bare, probabilities=found[0].get("probabilities", {}), words=words))

    def _merge(self, news: Opinion) -> None:
        if news.document_id != self._asked or not news.probabilities:
            return
        if self._opinion is not None and not news.words:
            news = replace(news, words=self._opinion.words)
        self._opinion = news
        self.opinion_changed.emit(news)


class OpinionStrip(Retranslated, QAbstractButton):
    """The line under the buttons; a click goes back to the document that it speaks of."""

    document_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._opinion: Opinion | None = None
        self._answered_twice: Document | None = None
        self._labels: dict[str, Label] = {}
        self._full_text = ""
        self.setFixedHeight(32)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self._on_clicked)
        theme.changed.connect(self.update)
        self.retranslate()

    @property
    def full_text(self) -> str:
        """The whole line, before it is cut to the width."""
        return self._full_text

    def set_labels(self, labels: Sequence[Label]) -> None:
        self._labels = {label.name: label for label in labels}
        self.retranslate()

    def set_opinion(self, opinion: Opinion | None) -> None:
        self._opinion, self._answered_twice = opinion, None
        self.retranslate()

    def set_second_answer(self, document: Document) -> None:
        """A document that was asked about again, with both answers."""
        self._opinion, self._answered_twice = None, document
        self.retranslate()

    def retranslate(self) -> None:
        if self._answered_twice is not None:
            self._full_text = self._both_answers(self._answered_twice)
        elif self._opinion is not None:
            self._full_text = self._sentence(self._opinion)
        else:
            self._full_text = self.tr("Drag over words, or double-click one, to mark why.")
        self.setAccessibleName(self._full_text)
        leads_back = self._document_id() is not None
        self.setToolTip(self.tr("Go back to this document") if leads_back else "")
        self.setEnabled(leads_back)
        shape = Qt.CursorShape.PointingHandCursor if leads_back else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        look = theme.current()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(theme.font())
            text = painter.fontMetrics().elidedText(self._full_text, Qt.TextElideMode.ElideRight, self.width() - 48)
            width = painter.fontMetrics().horizontalAdvance(text)
            left = (self.width() - width) // 2
            if self.isEnabled() and (self.underMouse() or self.hasFocus()):
                painter.setPen(look.focus if self.hasFocus() else Qt.PenStyle.NoPen)
                painter.setBrush(look.hover)
                painter.drawRoundedRect(QRectF(left - 24, 1, width + 36, self.height() - 2), theme.RADIUS, theme.RADIUS)
            color = self._color()
            if color is not None:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(color)
                painter.drawEllipse(QPointF(left - 11, self.height() / 2), 4.5, 4.5)
            painter.setPen(look.text if self.isEnabled() else look.muted)
            painter.drawText(QRectF(left, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, text)

    def _on_clicked(self) -> None:
        document_id = self._document_id()
        if document_id is not None:
            self.document_chosen.emit(document_id)

    def _document_id(self) -> int | None:
        """What the line speaks of."""
        if self._answered_twice is not None:
            return self._answered_twice.id
        return self._opinion.document_id if self._opinion is not None else None

    def _both_answers(self, document: Document) -> str:
        again = max((one for one in document.annotations if one.round == SECOND), key=lambda one: one.at, default=None)
        first = document.annotation
        if again is None or first is None:
            return ""
        if first.labels == again.labels:
            return self.tr("Second pass: the same as before, {labels}").format(labels=self._names(first.labels))
        text = self.tr("Second pass: {again} now, {first} before  ·  click to decide")
        return text.format(again=self._names(again.labels), first=self._names(first.labels))

    def _names(self, label_ids: Sequence[int]) -> str:
        return self.tr(", ").join(label.name for label in self._labels.values() if label.id in label_ids)

    def _sentence(self, opinion: Opinion) -> str:
        said = said_labels(opinion.probabilities)
        named = self.tr(", ").join(f"{name} {_short(opinion.probabilities[name])}" for name in said)
        verb = self.tr("Model says {labels}") if opinion.given is None else self.tr("Model said {labels}")
        parts = [verb.format(labels=named)]
        if opinion.given is not None and opinion.given != {
            self._labels[name].id for name in said if name in self._labels
        }:
            parts.append(self.tr("you said {labels}").format(labels=self._names(tuple(opinion.given))))
        if opinion.words:
            parts.append(self.tr("its words: {words}").format(words=self.tr(", ").join(opinion.words)))
        return "  ·  ".join(parts)

    def _color(self) -> QColor | None:
        """That of the label which the model named first."""
        said = said_labels(self._opinion.probabilities) if self._opinion else ()
        known = [self._labels[name] for name in said if name in self._labels]
        return theme.current().label_color(known[0].color) if known else None


def said_labels(probabilities: Mapping[str, float]) -> tuple[str, ...]:
    """What a model says: each label that is at least as likely as not, else the likeliest one."""
    said = [name for name, value in probabilities.items() if value >= 0.5]
    return tuple(said or sorted(probabilities, key=lambda name: -probabilities[name])[:1])


def _top_words(tokens: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The different words that counted most for what the model says, punctuation left out."""
    counted = [token for token in tokens if (token.get("weight") or 0) > 0]
    heaviest = sorted(counted, key=lambda token: -float(token["weight"]))
    words = [str(token["text"]).strip() for token in heaviest]
    return tuple(dict.fromkeys(word for word in words if any(map(str.isalnum, word))))[:MOST_WORDS]


def _short(probability: float) -> str:
    """Two digits, without the nought that says nothing: .83."""
    return f"{probability:.2f}".removeprefix("0")


def _ignore(error: Exception) -> None:
    """Without an answer of the worker the line has no words; labelling goes on."""
