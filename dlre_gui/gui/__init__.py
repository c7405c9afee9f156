"""The window: PySide6, thin, no torch and no file decoding in its process."""
