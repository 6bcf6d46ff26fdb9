"""From what a model read to what is shown of it."""
