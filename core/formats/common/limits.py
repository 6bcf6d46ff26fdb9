"""How large anything in a file may be."""

MAX_CELL = 1_000_000  # characters; a larger one rejects its row
MAX_LINE = 16_000_000  # characters; a larger one refuses the file
MAX_COLUMNS = 5_000
SAMPLE_RECORDS = 1_000
SAMPLE_CHARACTERS = 1 << 19
PREVIEW_ROWS = 20
