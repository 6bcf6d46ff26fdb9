"""A colleague's copy of the work comes in: matched by text, what differs is shown, one act and one undo."""
