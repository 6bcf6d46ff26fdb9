"""The door between the window (or a command) and the worker: what may be asked, what may be said."""
