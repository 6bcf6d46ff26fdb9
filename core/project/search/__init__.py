"""Finding documents: by words, metadata and likeness. The index, search.db, is derived: lost, it is made again."""
