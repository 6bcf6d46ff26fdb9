"""Why a row was refused: words that the window can translate."""

from __future__ import annotations

from core.errors import N_


class Reason(str):
    """English text that remembers its template and values, as an AppError does, so that it can be shown translated."""

    template: str
    values: dict[str, object]

    def __new__(cls, template: str, **values: object) -> Reason:
        self = super().__new__(cls, template.format(**values))
        self.template = template
        self.values = values
        return self


ABOVE_HEADER = N_("core", "It stands above the row of column names.")
BAD_BYTES = N_("core", "The byte {byte} is not valid in {encoding}.")
BAD_CHARACTER = N_("core", "It holds half of a surrogate pair, which is no character.")
BAD_JSON = N_("core", "It is not valid JSON ({detail}).")
BAD_LABEL = N_("core", "The label is not a word or a list of words.")
BAD_NAME = N_("core", "This kind of file is not read here.")
BAD_SPAN = N_("core", "The marked words are not pairs of positions.")
EMPTY = N_("core", "The text is empty.")
NO_OBJECT = N_("core", "It is not an object with named values.")
NUL = N_("core", "It holds a NUL character.")
NO_TAG = N_("core", "A line is not a word and its tag.")
OTHER_COLUMNS = N_("core", "The columns of this file differ from those of {file}.")
OUTSIDE = N_("core", "A marked span lies outside the text.")
TOO_DEEP = N_("core", "Its values are nested too deeply.")
TOO_LONG = N_("core", "A cell is longer than {limit:,} characters.")
UNPAIRED_QUOTE = N_("core", "A quotation mark is opened here and not closed.")
WIDTH = N_("core", "Cells in this row: {found}; expected: {expected}.")
