"""Fovea's window. Never loads torch."""
