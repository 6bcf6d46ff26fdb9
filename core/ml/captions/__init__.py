"""Captions: pictures to sentences, and where each word looked."""
