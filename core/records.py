"""Plain data that crosses rooms: documents, labels, annotations, spans. The glossary's nouns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters start..end (end excluded) of a document, in Unicode code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence for the user: an English template marked with N_("core", …), and the values for its {fields}."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format(**self.values)


@dataclass(frozen=True, slots=True)
class Label:
    """One label of the project's set. `position` is its place (and key) in the palette, `color` an index into it."""

    id: int
    name: str
    color: int
    position: int
    guideline: str = ""
    key: str = ""
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person said of a document, as files have it; `annotator` "" where nobody is named.

    `at` is ISO 8601 in UTC, or ""; `seconds` is how long it took. Neither labels nor skipped: none of them applies.
    `round` is that of an Annotation.
    """

    labels: tuple[str, ...] = ()
    annotator: str = ""
    is_skipped: bool = False
    at: str = ""
    seconds: float | None = None
    suggestion_seen: bool = False
    round: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A text pinned to a label's guideline: one that deserves the label, or (not `is_positive`) one that does not.

    `document_id` is None where the text is no document of the project: it came with a label set from elsewhere.
    """

    id: int
    text: str
    is_positive: bool
    note: str = ""
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """One of the definitions that a label has had; `is_current` is the one that holds."""

    text: str
    annotator: str
    at: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Guideline:
    """When a label is right: its definition, the how-manieth that is (0: there is none yet), and examples."""

    label_id: int
    text: str = ""
    version: int = 0
    at: str = ""
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class SpanLink:
    """Some characters of a sentence and of its translation that a person says belong together."""

    source: Span
    target: Span
    is_sure: bool = True


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """A rectangle of a picture as it is seen (upright), in fractions of its width and height: 0 is left and top."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Region:
    """Where in a picture something is: the characters `span` of its caption number `caption` say what.

    A region that belongs to no caption (`caption` None) has only a `name`.
    """

    box: Box
    name: str = ""
    caption: int | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's file. `name` is what it is called, below the folder or archive that it came from.

    Of one that a file only names nothing else is known. `file`: where it lies, or `is_copied`, below the project's own
    folder of pictures. `digest` is of its bytes; `width` and `height` are pixels, upright.
    """

    name: str
    file: str = ""
    is_copied: bool = False
    digest: str = ""
    width: int = 0
    height: int = 0


@dataclass(slots=True)
class Row:
    """One document as a file gives or takes it. Not frozen: of an import's million each would take five times as long.

    `labels` are those that count. `answers` are there when more is known than these: who said so, when, or that others
    said something else. `rationales` are all marked words, `marked` those of each annotator where that is known.
    `split` is "train", "holdout" or "" (not settled). `key` is the file's own name for the document. `links` are there
    where the document is a pair of sentences (core.pairs); `picture`, `captions` and `regions` where it is a picture.
    `edits` are texts made of it ({"text", "annotator", "at"}), `reviews` what people say of runs' explanations of it.
    """

    text: str
    labels: tuple[str, ...] = ()
    meta: Mapping[str, str] = field(default_factory=dict)
    rationales: tuple[Span, ...] = ()
    file: str = ""
    line: int = 0
    answers: tuple[Answer, ...] = ()
    is_flagged: bool = False
    split: str = ""
    key: str = ""
    marked: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    links: tuple[SpanLink, ...] = ()
    picture: Picture | None = None
    captions: tuple[str, ...] = ()
    regions: tuple[Region, ...] = ()
    edits: tuple[Mapping[str, str], ...] = ()
    reviews: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """One row of a file that could not be read, and why. `reason` is shown to the user."""

    file: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """The labels that one annotator gave to one document; `labels` are label ids, empty when skipped.

    `round` is 0, 1 for a blind second answer, 2 for a judgement; `revision` that of the guidelines at the time.
    """

    document_id: int
    annotator: str
    labels: tuple[int, ...]
    is_skipped: bool
    is_imported: bool
    suggestion_seen: bool
    at: str
    round: int = 0
    seconds: float | None = None
    note: str = ""
    revision: int = 0
    is_person: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """One text with what is known about it; the text is never changed after import.

    `annotation` is the one that stands as the answer, if any; `annotations` are all of them.
    """

    id: int
    text: str
    meta: Mapping[str, str]
    is_holdout: bool | None
    is_flagged: bool
    annotation: Annotation | None
    rationales: tuple[Span, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    is_disputed: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """One word that a model read: where it stands in the document, and its weight."""

    start: int
    end: int
    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence that a model weighed: where it stands in the document, and its weight."""

    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a model made of one document, word by word.

    `label` is what the model says; `target` the label that is explained, and `against` the other one that it is
    measured against ("": the mean of all). `tokens` are disjoint and in order; their weights are shares that sum to 1,
    as those of `sentences`, where the method weighs them; or, `is_signed`, scores in logits for and against the target,
    whose number is `logit`. `bias`: where scores add up, what they add to. `methods` are those that the model offers;
    `unread` the parts that its attention did not read; `sentence_spans` where sentences stand, weighed or not. `facts`
    tell how good it is, `provenance` how it was made.
    """

    text: str
    label: str
    probabilities: Mapping[str, float]
    method: str
    tokens: tuple[Token, ...]
    unread: tuple[Span, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    sentence_spans: tuple[Span, ...] = ()
    bias: float = 0.0
    logit: float = 0.0
    methods: tuple[str, ...] = ("attention",)
    is_signed: bool = False
    target: str = ""
    against: str = ""
    facts: Mapping[str, float | int | str | bool] = field(default_factory=dict)
    provenance: Mapping[str, Any] = field(default_factory=dict)
