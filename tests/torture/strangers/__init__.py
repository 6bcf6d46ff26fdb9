"""Files from strangers: made to be broken or hostile, some by hand, many by seeded damage to sound ones."""
