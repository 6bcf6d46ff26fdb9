"""In the bundle instead of 10 MB: pyqtgraph imports it, and asks it for something only where OpenGL was switched on."""
