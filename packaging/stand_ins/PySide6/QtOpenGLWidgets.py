"""In the bundle instead of the real one, as QtOpenGL is: a class that pyqtgraph derives from, and no widget has."""

from PySide6.QtWidgets import QWidget


class QOpenGLWidget(QWidget):
    """No widget of the program is one."""
