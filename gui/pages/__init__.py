"""One file a page; pages do not know each other and talk through the session."""
