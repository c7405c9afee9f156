"""Stands in the program for Qt's OpenGL modules, which pyqtgraph imports for drawing that nobody asks for."""

from PySide6.QtWidgets import QWidget


class QOpenGLWidget(QWidget):
    """What pyqtgraph derives widgets from that are never made."""
