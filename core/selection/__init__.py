"""Which document to ask about next, and whether asking so pays: pure functions on numpy arrays."""
