"""Long pieces of work that need several rooms; command line and window call the same functions."""
