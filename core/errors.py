"""The errors that a user may read: a stable code, and words that the window can translate."""

from __future__ import annotations


def N_(context: str, text: str) -> str:  # noqa: ARG001, N802
    """Mark an English text for translation (lupdate knows this name) and return it unchanged."""
    return text


class AppError(Exception):
    """What happened, where, and what to do about it.

    `template` is an English sentence marked with `N_("core", …)`; `values` fill its {fields}. The window
    translates the template and then fills it; str() gives English.
    """

    exit_code = 1

    def __init__(self, code: str, template: str, **values: object) -> None:
        super().__init__(code, template, values)
        self.code = code
        self.template = template
        self.values = values

    def __str__(self) -> str:
        return self.template.format(**self.values)


class InputError(AppError):
    """The user's file, text or option is at fault, not the program."""

    exit_code = 2


class Cancelled(Exception):  # noqa: N818
    """Somebody asked for the work to stop; nothing of it is kept."""
