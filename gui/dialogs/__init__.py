"""The dialogs, each usable alone in a test."""
