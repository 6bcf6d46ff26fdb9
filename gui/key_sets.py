"""Sets of keys for one hand: what differs from the commands' own keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.errors import N_

Set = Mapping[str, Sequence[str]]


def _answers(*keys: str) -> dict[str, Sequence[str]]:
    return {f"answer.{number}": (key,) for number, key in enumerate(keys, 1)}


LEFT: Set = {
    **_answers(*"12345", *"QWERT"),
    "label.flag": ("F",),
    "label.clear": ("X",),
    "label.confirm": ("C", "Enter"),
    "label.previous": ("A", "Left"),
    "label.next": ("D", "Right"),
    "label.next_unlabelled": ("S", "Ctrl+Right"),
    "label.similar": ("Ctrl+Shift+D",),
    "label.bulk": ("Ctrl+B",),
    "label.undo": ("Z", "Ctrl+Z"),
    "label.next_by": ("B",),
    "label.guideline": ("G",),
    "label.pin": ("V",),
    "review.confirm": ("C", "Enter"),
    "review.previous": ("A", "Left"),
    "review.next": ("D", "Right"),
    "review.mark": ("X",),
    "review.view": ("V",),
    "review.beside": ("F",),
    "review.what_if": ("Z",),
    "review.trust": ("S",),
    "review.slices": ("Shift+S",),
    "review.accept": ("Shift+C",),
    "review.reject": ("Shift+X",),
    "review.comment": ("Shift+V",),
    "review.keywords": ("B",),
    "review.label": ("G",),
    "quality.confirm": ("C", "Enter"),
    "quality.previous": ("A", "Left"),
    "quality.next": ("D", "Right"),
    "quality.next_list": ("S", "Ctrl+Down"),
    "quality.note": ("V",),
    "quality.label": ("G",),
    "quality.agreement": ("X",),
}
RIGHT: Set = {
    **_answers(*"7890", *"UIOP", "Y", "-"),
    "label.skip": ("N", "Space"),
    "label.flag": ("M",),
    "label.clear": ("Del",),
    "label.previous": ("J", "Left"),
    "label.next": ("L", "Right"),
    "label.next_unlabelled": ("K", "Ctrl+Right"),
    "label.undo": ("Backspace", "Ctrl+Z"),
    "label.next_by": ("H",),
    "label.guideline": (",",),
    "label.pin": (".",),
    "review.previous": ("J", "Left"),
    "review.next": ("L", "Right"),
    "review.view": (".",),
    "review.keywords": ("K",),
    "review.runs": ("Shift+O",),
    "review.accept": ("Shift+Y",),
    "review.label": (",",),
    "quality.previous": ("J", "Left"),
    "quality.next": ("L", "Right"),
    "quality.next_list": ("K", "Ctrl+Down"),
    "quality.note": (".",),
    "quality.label": (",",),
    "quality.agreement": ("M",),
}
NUMBER_PAD: Set = {
    "label.skip": ("+", "Space"),
    "label.flag": ("*",),
    "label.clear": (".", "Del"),
    "label.undo": ("-", "Ctrl+Z", "Backspace"),
    "label.next_unlabelled": ("/", "Ctrl+Right"),
    "label.search": ("Ctrl+F",),
    "review.previous": ("-", "Left"),
    "review.next": ("+", "Right"),
    "review.mark": ("*",),
    "review.view": ("/",),
    "review.search": ("Ctrl+F",),
    "review.label": (".",),
    "quality.previous": ("-", "Left"),
    "quality.next": ("+", "Right"),
    "quality.next_list": ("*", "Ctrl+Down"),
    "quality.note": ("/",),
    "quality.label": (".",),
}
SETS: tuple[tuple[str, Set], ...] = (
    (N_("KeySets", "Standard"), {}),
    (N_("KeySets", "Left hand"), LEFT),
    (N_("KeySets", "Right hand"), RIGHT),
    (N_("KeySets", "Number pad"), NUMBER_PAD),
)
