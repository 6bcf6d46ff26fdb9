"""One project folder: its documents, labels, history and runs. The only package that writes project.db."""
