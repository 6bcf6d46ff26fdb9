"""How much of a pool is looked at between two retrainings: so much, however large the project is.

A slice of the pool in its random order, the next one each time, and what the last list held: after a while all has been
seen, and the best of it is never lost (in the manner of anchor subsampling, Coleman et al. 2022, "SEALS").
"""

SLICE = 10_000
LISTED = 1_000  # documents in a list
LABELLED = 10_000  # labelled documents that the quick model learns from
HELD_OUT = 1_000  # labelled documents that measure it
UNLABELLED = 1_000  # texts on which models of successive retrainings are compared
