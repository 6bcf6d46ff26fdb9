"""One file per family of files: readers give rows, writers take them."""
