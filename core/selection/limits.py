"""How much is looked at between two retrainings, however large the project is, and how little is too little.

A slice of the pool in its random order, the next one each time, and what the last list held: after a while all has been
seen, and the best of it is never lost (in the manner of anchor subsampling, Coleman et al. 2022, "SEALS").
"""

SLICE = 10_000
LISTED = 1_000  # documents in a list
LABELLED = 10_000  # labelled documents that the quick model learns from
HELD_OUT = 1_000  # labelled documents that measure it
UNLABELLED = 1_000  # texts on which models of successive retrainings are compared

COLD = 20  # labels up to which typical texts teach more than those a model is unsure of
MIN_SUSPECTS = 50  # labels before any is doubted
MIN_COMPARED, MIN_HOLDOUT = 20, 30  # labels of either kind, and of the hold-out, to compare choice with chance
SECOND_PASS = 50  # own decisions that a second pass asks about
NOT_LATELY = 30  # own decisions that are too fresh in mind to be asked about again
