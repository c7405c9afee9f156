"""How well scores tell stages apart: figures on patients, and their tables, pictures and report."""
