"""From pixels to annotation vectors: interface.py is what all are, a file a network, registry.py the only list."""
