"""The standalone program: PyInstaller recipe, what goes in, what is said about it."""
