"""Does an error, or a process in its last words, tell of too little memory? Libraries say so in many ways."""

from __future__ import annotations

from core.errors import N_

FOR_WORKER = N_("core", "There is not enough memory for the worker. Close other programs.")
SIGNS = (
    "MemoryError",
    "annot allocate memory",  # the system, and the dynamic linker
    "can't allocate memory",
    "DefaultCPUAllocator",
    "ALLOC_FAILED",
    "bad_alloc",
    "failed to map segment",  # of a library that is being loaded
    "Resource temporarily unavailable",  # for a thread of SentencePiece
    "can't start new thread",
    "could not create a primitive",  # oneDNN
    "could not execute a primitive",
    "returned NULL without setting an exception",  # Python, in the middle of an import
)


def is_short(words: str) -> bool:
    """Whether the words tell of too little memory."""
    return any(sign in words for sign in SIGNS)
