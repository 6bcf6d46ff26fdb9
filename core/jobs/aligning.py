"""How links are read off attention: names and words for people; no torch."""

from __future__ import annotations

from core.errors import N_, InputError

ARGMAX, THRESHOLD, MUTUAL, BOTH = "argmax", "threshold", "mutual", "grow-diag-final"
METHODS = {
    MUTUAL: N_("core", "Mutual: each is the other's most looked at"),
    ARGMAX: N_("core", "Most looked at"),
    THRESHOLD: N_("core", "At least a share"),
    BOTH: N_("core", "Both directions (grow-diag-final)"),
}
READINGS = {
    "shifted": N_("core", "Shifted: when the word is told to the decoder"),
    "emitted": N_("core", "As it was when the word was said"),
}


def check_method(name: str) -> None:
    if name not in METHODS:
        known = ", ".join(METHODS)
        template = N_("core", "There is no way {name} to link words; there is: {known}.")
        raise InputError("unknown-method", template, name=name, known=known)
