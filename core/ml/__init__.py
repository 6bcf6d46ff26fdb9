"""Tokenizers, attention models, training and explanations: the only package that imports torch."""
