"""A file a model, its config dataclass beside it; registry.py is the only list of them."""
