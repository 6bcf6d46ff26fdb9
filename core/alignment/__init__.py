"""Which words of a sentence and its translation belong together: links, where they come from, how good they are."""
