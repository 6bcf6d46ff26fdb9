"""Translation: from pairs of sentences to a model that translates, and shows where it looked at each word."""
