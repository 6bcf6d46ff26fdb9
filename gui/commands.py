"""Every command of the pages as data: id, words, default keys. Actions, key sheet and key editor are made from it.

An id is a place and a name. Those of the window itself are in gui.actions; "answer" is for the labels, wherever a
page gives them.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.errors import N_

ANSWERS = 20
"""Labels with a key by their place in the set."""


@dataclass(frozen=True)
class Command:
    """One thing that can be done by keys; the first of them is the one that is shown."""

    id: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    repeats: bool = False

    @property
    def place(self) -> str:
        return self.id.partition(".")[0]

    @property
    def name(self) -> str:
        return self.id.partition(".")[2]


LABEL = (
    Command("label.skip", N_("label", "Skip"), ("Space",), "skip-forward"),
    Command("label.flag", N_("label", "Flag"), ("F",), "flag"),
    Command("label.clear", N_("label", "Clear the labels"), ("Del",), "eraser"),
    Command("label.confirm", N_("label", "Confirm and go on"), ("Enter",), "check"),
    Command("label.previous", N_("label", "Previous document"), ("Left",), "arrow-left", repeats=True),
    Command("label.next", N_("label", "Next document"), ("Right",), "arrow-right", repeats=True),
    Command("label.next_unlabelled", N_("label", "Next unlabelled document"), ("N", "Ctrl+Right"), "arrow-line-right"),
    Command("label.undo", N_("label", "Undo"), ("Ctrl+Z", "Backspace"), "arrow-counter-clockwise"),
    Command("label.redo", N_("label", "Redo"), ("Ctrl+Y", "Ctrl+Shift+Z"), "arrow-clockwise"),
    Command("label.search", N_("label", "Search the queue"), ("Ctrl+F", "/"), "magnifying-glass"),
    Command("label.next_by", N_("label", "What comes next…"), ("Q",), "sort-ascending"),
    Command("label.guideline", N_("label", "Guideline of the next label"), ("G",), "book-open"),
    Command("label.pin", N_("label", "Make it an example…"), ("P",), "push-pin"),
    Command("label.filter", N_("label", "Filter the queue…"), ("Ctrl+Shift+F",), "funnel"),
    Command("label.save_filter", N_("label", "Save the filter under a name…"), ("Ctrl+Shift+S",), "bookmark-simple"),
    Command("label.bulk", N_("label", "Decide about all in the list, or the selected…"), ("B", "Ctrl+B"), "stack"),
    Command("label.duplicates", N_("label", "Pass labels on to duplicates…"), ("Ctrl+D",), "copy"),
    Command("label.similar", N_("label", "Find similar documents"), ("S",), "intersect"),
    Command("label.edit_labels", N_("label", "Edit the label set…"), (), "pencil-simple"),
)
REVIEW = (
    Command("review.confirm", N_("review", "Confirm the label and go on"), ("Enter",), "check"),
    Command("review.previous", N_("review", "Previous prediction"), ("Left",), "arrow-left", repeats=True),
    Command("review.next", N_("review", "Next prediction"), ("Right",), "arrow-right", repeats=True),
    Command("review.accept", N_("review", "Accept the explanation"), ("Y",), "thumbs-up"),
    Command("review.reject", N_("review", "Reject the explanation"), ("N",), "thumbs-down"),
    Command("review.comment", N_("review", "Comment on the explanation"), ("C",), "chat-text"),
    Command("review.mark", N_("review", "Mark the right words"), ("M",), "highlighter"),
    Command("review.view", N_("review", "Show the highlights of another method"), ("V",), "swatches"),
    Command("review.beside", N_("review", "Show another method beside this one"), ("B",), "columns"),
    Command("review.what_if", N_("review", "Play with a copy of the text"), ("W",), "flask"),
    Command("review.search", N_("review", "Search the predictions"), ("Ctrl+F", "/"), "magnifying-glass"),
    Command("review.documents", N_("review", "Show the documents"), ("Esc",), "files"),
    Command("review.trust", N_("review", "Show how far this run can be trusted"), ("T",), "shield-check"),
    Command("review.keywords", N_("review", "Show the keywords"), ("K",), "list-magnifying-glass"),
    Command("review.slices", N_("review", "Show the weak slices"), ("E",), "chart-pie-slice"),
    Command("review.runs", N_("review", "Compare two runs"), ("O",), "git-diff"),
    Command("review.label", N_("review", "Open the document on the label page"), ("L",), "tag"),
)
QUALITY = (
    Command("quality.confirm", N_("quality", "Keep the answer and go on"), ("Enter",), "check"),
    Command("quality.previous", N_("quality", "Previous document"), ("Left",), "arrow-left", repeats=True),
    Command("quality.next", N_("quality", "Next document"), ("Right",), "arrow-right", repeats=True),
    Command("quality.previous_list", N_("quality", "Previous list"), ("Ctrl+Up",), "caret-up"),
    Command("quality.next_list", N_("quality", "Next list"), ("Ctrl+Down",), "caret-down"),
    Command("quality.note", N_("quality", "Write down why"), ("N",), "note-pencil"),
    Command("quality.label", N_("quality", "Open the document on the label page"), ("L",), "tag"),
    Command("quality.agreement", N_("quality", "Show or hide the agreement"), ("A",), "scales"),
    Command("quality.look", N_("quality", "Look again"), ("F5",), "arrow-clockwise"),
)
TRAIN = (
    Command("train.start", N_("train", "Start training"), (), "play"),
    Command("train.learn", N_("train", "Learn from all texts"), (), "book-open"),
    Command("train.compare", N_("train", "Compare the run with simpler models"), (), "scales"),
)
TRANSLATION = (
    Command("translation.type", N_("translation", "Type a sentence"), ("T",), "keyboard"),
    Command("translation.search", N_("translation", "Search the pairs"), ("Ctrl+F", "/"), "magnifying-glass"),
    Command("translation.arcs", N_("translation", "Show arcs or the matrix"), ("V",), "swatches"),
    Command("translation.linked", N_("translation", "Next linked pair"), ("N",), "arrow-line-right"),
    Command("translation.save_png", N_("translation", "Save the matrix as PNG…"), (), "export"),
    Command("translation.save_svg", N_("translation", "Save the matrix as SVG…"), (), "export"),
    Command("translation.save_csv", N_("translation", "Save the weights as CSV…"), (), "export"),
)
IMAGE = (
    Command("image.previous_word", N_("image", "Word before"), ("Left",), "arrow-left", repeats=True),
    Command("image.next_word", N_("image", "Next word"), ("Right",), "arrow-right", repeats=True),
    Command("image.play", N_("image", "Walk over the words"), ("Space",), "play"),
    Command("image.previous", N_("image", "Previous picture"), ("PgUp",), "caret-up", repeats=True),
    Command("image.next", N_("image", "Next picture"), ("PgDown",), "caret-down", repeats=True),
    Command("image.next_open", N_("image", "Next picture without captions"), ("Ctrl+Right",), "arrow-line-right"),
    Command("image.write", N_("image", "Write a caption, or see the maps of one"), ("T",), "keyboard"),
    Command("image.next_caption", N_("image", "Next caption of this picture"), ("B",), "list-dashes"),
    Command("image.accept", N_("image", "Accept the maps"), ("Y",), "thumbs-up"),
    Command("image.reject", N_("image", "Reject the maps"), ("N",), "thumbs-down"),
    Command("image.comment", N_("image", "Comment on the maps"), ("C",), "chat-text"),
    Command("image.region", N_("image", "Region for the word"), ("R",), "bounding-box"),
    Command("image.draw", N_("image", "Draw regions with the mouse"), ("D",), "selection-plus"),
    Command("image.next_region", N_("image", "Select the next region"), ("G",), "selection"),
    Command("image.occlude", N_("image", "Blur the region, and see what becomes of the words"), ("O",), "drop-half"),
    Command("image.check", N_("image", "Check the map of this word"), ("K",), "shield-check"),
    Command("image.method", N_("image", "Maps of another method"), ("M",), "swatches"),
    Command("image.look", N_("image", "Mask of brightness or heat"), ("V",), "circle-half"),
    Command("image.smooth", N_("image", "Smoothed or raw cells"), ("S",), "grid-nine"),
    Command("image.outline", N_("image", "Outline half of the look"), ("L",), "circle-dashed"),
    Command("image.regions", N_("image", "Show or hide the regions"), ("H",), "eye"),
    Command("image.zoom_in", N_("image", "Zoom in"), ("+", "="), "magnifying-glass-plus", repeats=True),
    Command("image.zoom_out", N_("image", "Zoom out"), ("-",), "magnifying-glass-minus", repeats=True),
    Command("image.fit", N_("image", "Show the whole picture"), ("0",), "frame-corners"),
    Command("image.words", N_("image", "Words and what they look at"), ("I",), "list-magnifying-glass"),
    Command("image.search", N_("image", "Search the captions"), ("Ctrl+F", "/"), "magnifying-glass"),
    Command("image.save_word", N_("image", "Save this word as PNG…"), (), "export"),
    Command("image.save_strip", N_("image", "Save all words side by side as PNG…"), (), "export"),
    Command("image.save_words", N_("image", "Save a PNG for each word…"), (), "export"),
    Command("image.save_report", N_("image", "Save a report of this picture…"), (), "export"),
    Command("image.save_maps", N_("image", "Save the maps as numbers…"), (), "export"),
)


def _digit(index: int) -> str:
    """1…9, 0, then the same with Shift."""
    digit = str((index + 1) % 10)
    return digit if index < 10 else f"Shift+{digit}"


ANSWER = tuple(
    Command(f"answer.{index + 1}", N_("answer", "Label {number}"), (_digit(index),), "tag") for index in range(ANSWERS)
)
PLACES: dict[str, tuple[Command, ...]] = {
    "answer": ANSWER,
    "label": LABEL,
    "train": TRAIN,
    "review": REVIEW,
    "quality": QUALITY,
    "translation": TRANSLATION,
    "image": IMAGE,
}
"""By place, in the order of the key sheet."""
