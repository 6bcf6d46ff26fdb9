"""From text to ids with offsets, and from ids to batches."""
