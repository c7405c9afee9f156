"""The exam book: what was opened, placed, read, scored and decided, kept on disk."""
