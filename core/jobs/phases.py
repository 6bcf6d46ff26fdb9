"""What a job is at, in words: for the Train page and the terminal."""

from __future__ import annotations

from core.errors import N_

PHASES = {
    "": N_("core", "Starting the worker…"),
    "start": N_("core", "Loading…"),
    "prepare": N_("core", "Reading the documents"),
    "tokenizer": N_("core", "Learning the words"),
    "words": N_("core", "Reading the words"),
    "ngrams": N_("core", "Counting groups of words"),
    "topics": N_("core", "Finding topics"),
    "contrast": N_("core", "Learning which texts are alike"),
    "meanings": N_("core", "Placing the texts by their meaning"),
    "vectors": N_("core", "Reading the word vectors"),
    "pictures": N_("core", "Looking at the pictures"),
    "texts": N_("core", "Learning from captions without pictures"),
    "evidence": N_("core", "Finding what pictures say for words"),
    "train": N_("core", "Training"),
    "evaluate": N_("core", "Measuring"),
    "predict": N_("core", "Predicting"),
    "keywords": N_("core", "Collecting keywords"),
    "explain": N_("core", "Explaining"),
    "check": N_("core", "Checking the explanations"),
    "rate": N_("core", "Rating further documents"),
    "randomise": N_("core", "Trying random weights"),
    "point": N_("core", "Looking where the methods point"),
    "compare": N_("core", "Comparing the explanations"),
    "flip": N_("core", "Seeking the smallest change"),
    "queue": N_("core", "Choosing what comes next"),
    "meter": N_("core", "Measuring what choosing brings"),
}
"""Templates to be translated, by the phase of a core.jobs.messages.Progress ("" and "start" come before the first)."""
